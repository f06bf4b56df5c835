"""The table of exchange rates is what the tool makes of the official files."""

import csv
import zipfile
from pathlib import Path

import pytest

from tools import rates

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "datasets/tables/exchange_rates.csv"
HISTORY = ROOT.parent / "shared/fixtures/eurofxref-hist.zip"
DAYS = (
    "Date,USD,JPY,GBP,CNY,HKD,KRW,\n"
    "2022-01-04,1.1,110,0.88,7.7,8.8,1100,\n"
    "2022-01-03,1.0,120,0.80,7.2,7.8,N/A,\n"
    "2021-12-31,1.2,999,9.99,9.9,9.99,9999,\n"
)
MONTHS = "Date,Country,Value\n2021-12-01,Taiwan,27.7\n2022-01-01,Taiwan,27.672\n2022-01-01,Thailand,33.2\n"


def shipped() -> dict[str, dict[str, str]]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return {row["rate_id"]: row for row in csv.DictReader(file)}


def test_the_mean_of_a_month_is_over_its_days_crossed_to_dollars(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "days.zip", "w") as archive:
        archive.writestr("days.csv", DAYS)
    (tmp_path / "months.csv").write_text(MONTHS, encoding="utf-8")
    target = tmp_path / "rates.csv"
    given = ["--ecb", tmp_path / "days.zip", "--h10", tmp_path / "months.csv", "--target", target]
    assert rates.main([str(one) for one in given]) == 0
    with target.open(encoding="utf-8", newline="") as file:
        found = {row["currency"]: (row["month"], float(row["rate"]), row["days"]) for row in csv.DictReader(file)}
    assert found["CNY"] == ("2022-01", pytest.approx((7.7 / 1.1 + 7.2) / 2), "2")
    assert found["EUR"] == ("2022-01", pytest.approx((1 / 1.1 + 1) / 2, abs=1e-6), "2")
    assert found["KRW"] == ("2022-01", pytest.approx(1000), "1")
    assert found["TWD"] == ("2022-01", 27.672, "")


@pytest.mark.skipif(not HISTORY.exists(), reason="the bank's history lies beside the project, not in it")
def test_the_shipped_rates_are_those_of_the_bank() -> None:
    found = {row["rate_id"]: row for row in rates.crossed(rates.ecb_days(HISTORY))}
    assert found == {id_: row for id_, row in shipped().items() if row["currency"] in rates.ECB}


def test_every_currency_has_every_month_from_2022_to_the_end_of_its_source() -> None:
    months: dict[str, list[str]] = {}
    for row in shipped().values():
        months.setdefault(row["currency"], []).append(row["month"])
    assert set(months) == {*rates.ECB, "TWD"}
    for held in months.values():
        last_year, last_month = map(int, max(held).split("-"))
        assert min(held) == rates.FIRST
        assert len(set(held)) == len(held) == (last_year - 2022) * 12 + last_month


def test_every_rate_names_its_source() -> None:
    assert all(row["source"] and row["source_url"].startswith("https://") for row in shipped().values())
