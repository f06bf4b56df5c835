"""What was fetched becomes figures: golden quarters of two companies, monthly rates, and prices per GPU-hour."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from etl.errors import InputRejected
from etl.fetch.shelf import Shelf, Wanted
from etl.model import Document, Table
from etl.readers import fetched
from etl.readers.raw import _quarters
from etl.readers.raw._quarters import Fact, readings
from tests.sources import NOW, PAGE, recorded, zipped

TAGS = ("PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets")
ROOT = Path(__file__).parents[3]
Cells = dict[str, str]


def brought(folder: Path, kind: str, data: bytes, about: Cells, suffix: str = ".json") -> Document | Table:
    shelf = Shelf(folder / "mine")
    wanted = Wanted("x-2026-11", "https://example.org/x?q=1", kind, suffix, "none", about)
    told = shelf.new(wanted, data, NOW.isoformat(), {})
    shelf.place(told, data)
    shelf.vouch(told)
    return fetched.read(shelf.path(told.name))


def table(*given: object) -> Table:
    found = brought(*given)  # type: ignore[arg-type]
    assert isinstance(found, Table)
    assert found.rejected == ()
    return found


def capex(folder: Path, company: str, since: str = "2009") -> Table:
    data = recorded(f"companyfacts-{company}.json")
    return table(folder, "companyfacts", data, {"company": company, "since": since})


def newest(found: Table, *, years: bool = False) -> dict[str, int]:
    rows = [row.cells for row in found.rows if ("Q" in row.cells["period"]) is not years]
    return {row["period"]: int(row["value"]) for row in sorted(rows, key=lambda row: row["published_on"])}


def test_quarters_of_alphabet_come_out_as_filed(tmp_path: Path) -> None:
    found = newest(capex(tmp_path, "google"))
    quarters = {period: round(value / 1e9, 2) for period, value in found.items() if period >= "2025Q1"}
    assert quarters == {"2025Q1": 17.2, "2025Q2": 22.45, "2025Q3": 23.95, "2025Q4": 27.85, "2026Q1": 35.67}
    assert len(found) == 46
    year = newest(capex(tmp_path, "google"), years=True)["2025"]
    assert sum(found[f"2025Q{number}"] for number in range(1, 5)) == year == 91_447_000_000


def test_quarters_of_nvidia_survive_a_change_of_tags_and_leave_gaps(tmp_path: Path) -> None:
    read = capex(tmp_path, "nvidia")
    found = newest(read)
    quarters = {period: round(value / 1e9, 2) for period, value in found.items() if period >= "FY2026Q1"}
    assert quarters == {"FY2026Q1": 1.23, "FY2026Q2": 1.9, "FY2026Q3": 1.64, "FY2026Q4": 1.28, "FY2027Q1": 1.76}
    assert len(found) == 49
    assert not {f"FY{year}Q4" for year in range(2013, 2022)} & found.keys()
    assert not {f"FY2023Q{number}" for number in (1, 2, 3)} & found.keys()
    assert min(found.values()) > 0
    assert len(read.noted) == 10
    assert "2022-01-31 to 2022-10-30" in str(read.noted[-1])


def test_a_filed_value_names_its_accession_number_tag_and_day(tmp_path: Path) -> None:
    rows = {row.cells["figure_id"]: row for row in capex(tmp_path, "google", "2025").rows}
    direct, derived = rows["google-capex-2025q1-2025-04-25"], rows["google-capex-2025q2-2025-07-24"]
    assert direct.locator == f"0001652044-25-000043 us-gaap:{TAGS[0]}"
    assert derived.locator.count("us-gaap:") == 2
    assert " minus 0001652044-25-000043 " in derived.locator
    assert (direct.cells["flags"], derived.cells["flags"]) == ("", "derived")
    assert direct.cells["definition"] == "cash_ppe"
    assert (direct.cells["period_start"], direct.cells["period_end"]) == ("2025-01-01", "2025-03-31")
    assert direct.cells["source_url"].endswith("/data/1652044/000165204425000043/0001652044-25-000043-index.htm")


def test_a_restatement_is_a_second_reading_from_its_own_day(tmp_path: Path) -> None:
    rows = [row.cells for row in capex(tmp_path, "google").rows if row.cells["period"] == "2016Q2"]
    assert [(row["value"], row["published_on"]) for row in rows] == [
        ("2123000000", "2016-08-04"),
        ("2136000000", "2017-07-25"),
    ]
    assert "first reported as 2123000000 on 2016-08-04" in rows[1]["note"]


def fact(start: str, end: str, value: int, filed: str, tag: str = TAGS[0]) -> Fact:
    return Fact(
        date.fromisoformat(start), date.fromisoformat(end), value, date.fromisoformat(filed), filed, "10-Q", tag
    )


def test_half_a_year_is_never_a_quarter() -> None:
    half = fact("2025-01-01", "2025-06-30", 30, "2025-07-24")
    nine = fact("2025-01-01", "2025-09-30", 60, "2025-10-24")
    assert [(one.value, one.derived) for one in readings([half, nine], TAGS)] == [(30, True)]
    assert readings([half], TAGS) == []


def test_vintages_are_not_mixed_where_one_holds_both() -> None:
    told = [
        fact("2025-01-01", "2025-03-31", 10, "2025-04-24"),
        fact("2025-01-01", "2025-06-30", 30, "2025-07-24"),
        fact("2025-01-01", "2025-03-31", 12, "2026-04-24"),
        fact("2025-01-01", "2025-06-30", 33, "2026-07-24"),
    ]
    found = [(one.value, str(one.filed)) for one in readings(told, TAGS) if one.derived]
    assert found == [(20, "2025-07-24"), (21, "2026-07-24")]


def test_two_tags_are_never_subtracted_from_each_other() -> None:
    told = [
        fact("2025-01-01", "2025-03-31", 10, "2025-04-24"),
        fact("2025-01-01", "2025-06-30", 30, "2025-07-24", TAGS[1]),
    ]
    assert [one.value for one in readings(told, TAGS)] == [10]


def test_a_quarter_reported_as_such_stands_before_one_derived() -> None:
    told = [
        fact("2025-01-01", "2025-03-31", 10, "2025-04-24"),
        fact("2025-01-01", "2025-06-30", 30, "2025-07-24"),
        fact("2025-04-01", "2025-06-30", 19, "2025-07-24"),
    ]
    assert [(one.value, one.derived) for one in readings(told, TAGS)] == [(10, False), (19, False)]
    assert _quarters.gaps(readings(told, TAGS)) == []


def test_an_unknown_company_is_refused_with_the_file_that_would_know_it(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=r"companies\.toml"):
        brought(tmp_path, "companyfacts", recorded("companyfacts-google.json"), {"company": "nobody", "since": "2020"})


def test_rates_of_the_ecb_are_crossed_as_the_shipped_ones_are(tmp_path: Path) -> None:
    found = {
        row.cells["rate_id"]: row.cells
        for row in table(tmp_path, "ecb", zipped(recorded("eurofxref-hist.csv")), {}, ".zip").rows
    }
    assert {"CNY-2026-09", "EUR-2025-02", "KRW-2026-10"} <= found.keys()
    assert "TWD-2026-10" not in found
    assert "CNY-2021-12" not in found
    assert (found["CNY-2025-02"]["rate"], found["CNY-2025-02"]["days"]) == shipped("CNY-2025-02")


def test_a_zip_is_counted_while_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match="unpacks to more than 32 MB"):
        brought(tmp_path, "ecb", zipped(bytes(33 * 2**20)), {}, ".zip")


def shipped(rate_id: str) -> tuple[str, str]:
    text = (ROOT / "datasets/tables/exchange_rates.csv").read_text(encoding="utf-8")
    cells = next(line for line in text.splitlines() if line.startswith(rate_id)).split(",")
    return cells[3], cells[5]


def test_a_day_without_a_rate_counts_for_none(tmp_path: Path) -> None:
    rows = table(tmp_path, "fred", recorded("fred.csv"), {"series": "DEXTAUS", "currency": "TWD"}, ".csv").rows
    assert [(row.cells["month"], row.cells["rate"], row.cells["days"]) for row in rows] == [
        ("2026-09", "31.250000", "2"),
        ("2026-10", "30.500000", "3"),
    ]


def test_the_column_of_days_may_have_either_name(tmp_path: Path) -> None:
    renamed = recorded("fred.csv").replace(b"observation_date", b"DATE")
    assert len(table(tmp_path, "fred", renamed, {"series": "DEXTAUS", "currency": "TWD"}, ".csv").rows) == 2


def prices(found: Table) -> dict[tuple[str, str], Decimal]:
    return {(row.cells["product"], row.cells["contract_type"]): Decimal(row.cells["value"]) for row in found.rows}


def test_a_catalogue_price_is_divided_by_its_accelerators(tmp_path: Path) -> None:
    found = table(tmp_path, "skypilot", recorded("skypilot-lambda.csv"), {"entity": "Lambda"}, ".csv")
    assert prices(found)["H100", "on_demand"] == Decimal("3.99")
    assert prices(found)["B200", "on_demand"] == Decimal("6.89")
    assert {lease for _, lease in prices(found)} == {"on_demand"}
    cells = found.rows[0].cells
    assert (cells["period"], cells["published_on"], cells["entity"]) == ("2026-11", "2026-11-25", "Lambda")


def test_columns_are_read_by_name_and_zones_are_no_further_offers(tmp_path: Path) -> None:
    found = table(tmp_path, "skypilot", recorded("skypilot-aws.csv"), {"entity": "AWS"}, ".csv")
    assert prices(found)["T4", "on_demand"] == Decimal("1.0375")
    assert "median of 3 offers" in found.rows[0].cells["note"]
    assert "median of 5 offers" in found.rows[1].cells["note"]


def test_an_accelerator_without_its_host_is_another_series(tmp_path: Path) -> None:
    alone = recorded("skypilot-gcp.csv").decode() + ",,,A100,1.0,A100,us-central1,us-central1-a,2.939,1.175\n"
    found = table(tmp_path, "skypilot", alone.encode(), {"entity": "Google Cloud"}, ".csv")
    assert {row.cells["definition"] for row in found.rows} == {"catalogue_gpu_only"}
    assert {row.cells["product"] for row in found.rows} == {"A100 40GB"}


@pytest.mark.parametrize("price", ["0.0", "", "700.0", "nan", "-1"])
def test_a_price_of_zero_is_unknown_and_no_price(price: str, tmp_path: Path) -> None:
    text = f"InstanceType,AcceleratorName,AcceleratorCount,Price,Region\na,H100,1,{price},x\nb,H200,1,5,x\n"
    found = table(tmp_path, "skypilot", text.encode(), {"entity": "Azure"}, ".csv")
    assert prices(found) == {("H200", "on_demand"): 5}


def test_prices_of_azure_are_told_apart_by_lease(tmp_path: Path) -> None:
    pages = b"[" + recorded("azure-1.json") + b"," + recorded("azure-2.json") + b"]"
    found = table(tmp_path, "azure", pages, {"entity": "Azure"})
    assert prices(found) == {
        ("H100", "on_demand"): Decimal("12.29"),
        ("H100", "reserved_1y"): 8,
        ("H100", "reserved_3y"): 5,
        ("H100", "spot"): 4,
    }
    assert found.rows[0].cells["source_url"] == "https://example.org/x"


def test_a_market_is_told_by_the_median_of_three_hosts_or_more(tmp_path: Path) -> None:
    found = table(tmp_path, "vast", recorded("vast.json"), {"entity": "Vast.ai"})
    assert prices(found) == {("H100 SXM", "marketplace"): 2}


def test_a_page_keeps_the_address_it_was_asked_at(tmp_path: Path) -> None:
    canonical = PAGE.replace(b"<head>", b"<head><link rel='canonical' href='https://elsewhere.example/'>")
    found = brought(tmp_path, "page", canonical, {}, ".html")
    assert isinstance(found, Document)
    assert (found.url, found.published_on) == ("https://example.org/x?q=1", "2025-03-04")
    assert "485,000 Nvidia Hopper GPUs" in found.text


def test_a_page_without_a_date_takes_that_of_its_feed(tmp_path: Path) -> None:
    facts = {"title": "Counting chips", "published_on": "2025-03-05"}
    found = brought(tmp_path, "page", b"Oracle bought 40,000 Hopper GPUs in 2024.", facts, ".txt")
    assert isinstance(found, Document)
    assert (found.title, found.published_on, found.date_trust) == ("Counting chips", "2025-03-05", "page metadata")


def test_bytes_that_are_not_those_fetched_are_refused(tmp_path: Path) -> None:
    capex(tmp_path, "google")
    (kept,) = (tmp_path / "mine").glob("*.json")
    kept.write_bytes(kept.read_bytes().replace(b"17197000000", b"17197000001"))
    with pytest.raises(InputRejected, match="not those that were fetched"):
        fetched.read(tmp_path / "mine" / "x-2026-11.origin")
