"""Derived figures of earlier days: what is published of them is what each day would give, inputs and all."""

from datetime import date

import pandas as pd
import pytest

from etl.reconcile.derived.stood import Stood

from .conftest import OMDIA, table
from .overlaid import Tables, made

DEPLOYED = {**OMDIA, "metric": "units_deployed", "counterparty": "", "product": "MTIA", "unit_basis": "chips"}
MI300 = {**OMDIA, "counterparty": "AMD", "product": "Instinct MI300"}
SPENT = {**OMDIA, "metric": "capex", "counterparty": "", "product": "", "unit": "USD", "unit_basis": "", "period": ""}
SPENT |= {"status": "actual", "definition": "cash_ppe", "origin": "Meta", "source_tier": "1"}
PRICE = {**OMDIA, "metric": "rental_price_per_gpu_hour", "counterparty": "", "product": "H100", "unit_basis": ""}
PRICE |= {
    "unit": "USD_per_gpu_hour",
    "status": "actual",
    "definition": "catalogue_median",
    "contract_type": "on_demand",
}
RENT = {
    **PRICE,
    "metric": "rental_cost_per_year",
    "unit": "CNY_per_year",
    "value": "700000000",
    "contract_type": "cluster",
}
ASSUMED = {"name_en": "assumed", "name_zh": "假设", "unit": "USD", "status": "estimate"}
PEAK = {**ASSUMED, "unit": "tera_ops", "source_url": "https://example.org/peaks", "published_on": "2024-06-30"}
CHIP = {"owner": "Meta", "chip_name": "MTIA", "status": "deployed", "peak_compute_dtype": "BF16", "source_tier": "3"}
CHIP |= {"source_url": "https://example.org/chip", "published_on": "2024-06-01", "publisher": "A page"}
CNY = {"currency": "CNY", "unit": "CNY per USD", "source": "bank", "source_url": "https://example.org", "days": "20"}


def catalogue(cloud: str, month: str, value: str, day: str) -> dict[str, str]:
    return {**PRICE, "entity": cloud, "origin": cloud, "period": month, "value": value, "published_on": day}


FIGURES = table(
    # Counts that are revised, told again by a better page, and of which a rival comes to be preferred.
    {**OMDIA, "figure_id": "ms"},
    {**OMDIA, "figure_id": "ms-better", "publisher": "FT", "source_tier": "1", "published_on": "2025-01-20"},
    {**OMDIA, "figure_id": "ms-revised", "value": "500000", "published_on": "2025-03-01"},
    {**OMDIA, "figure_id": "meta", "entity": "Meta", "value": "224000"},
    {**OMDIA, "figure_id": "amazon", "entity": "Amazon", "value": "196000", "published_on": "2025-01-05"},
    {**OMDIA, "figure_id": "google", "entity": "Google", "value": "169000", "published_on": "2025-02-11"},
    {**OMDIA, "figure_id": "gone", "entity": "Google", "value": "150000", "published_on": "2025-01-02"},
    {**OMDIA, "figure_id": "undated", "entity": "Oracle", "value": "70000", "published_on": "later"},
    {**DEPLOYED, "figure_id": "own", "entity": "Meta", "value": "1500000", "published_on": "2025-01-10"},
    {**MI300, "figure_id": "mi300", "entity": "Meta", "value": "173000", "published_on": "2025-02-15"},
    # What was spent is restated, and a year comes late.
    *(
        {**SPENT, "entity": "Meta", "figure_id": f"spent-{at}", "period": year, "value": value, "published_on": day}
        for at, (year, value, day) in enumerate(
            [
                ("2021", "19", "2025-02-01"),
                ("2022", "31", "2024-01-20"),
                ("2023", "27", "2024-02-01"),
                ("2024", "37", "2025-01-30"),
                ("2023", "28", "2025-01-25"),
            ]
        )
    ),
)
CATALOGUE = table(
    *(
        catalogue(cloud, month, value, day)
        for cloud, month, value, day in [
            ("Lambda", "2025-01", "2.0", "2025-01-31"),
            ("Crusoe", "2025-01", "2.5", "2025-01-30"),
            ("Nebius", "2025-01", "3.0", "2025-01-31"),
            ("Lambda", "2025-02", "1.9", "2025-02-20"),
            ("Crusoe", "2025-02", "2.4", "2025-02-20"),
            ("Nebius", "2025-02", "2.8", "2025-02-27"),
            ("Vultr", "2025-02", "2.7", "2025-02-26"),
            ("Lambda", "2025-03", "1.7", "2025-03-02"),
            ("Crusoe", "2025-03", "2.4", "2025-03-02"),
            ("Nebius", "2025-03", "2.6", "2025-03-02"),
            ("Vultr", "2025-01", "3.1", "2025-03-03"),
            ("Nebius", "2025-01", "3.2", "2025-03-09"),
        ]
    ),
    name="rental_catalog",
)
RENTS = table(
    {**RENT, "figure_id": "rent", "entity": "ByteDance", "origin": "LatePost", "published_on": "2025-01-15"},
    {**RENT, "figure_id": "more", "entity": "ByteDance", "origin": "LatePost", "value": "900000000"}
    | {"published_on": "2025-02-05"},
    {**PRICE, "figure_id": "hour", "entity": "Lambda", "value": "2.5", "published_on": "2024-12-20", "origin": "Omdia"},
    # The price that is cited is told by another page first, and is in another currency of which the rate is to come.
    {
        **PRICE,
        "figure_id": "first",
        "metric": "unit_price",
        "unit": "CNY",
        "value": "200000",
        "published_on": "2024-12-15",
    },
    {**PRICE, "figure_id": "price", "metric": "unit_price", "unit": "CNY", "value": "200000", "publisher": "B"}
    | {"published_on": "2024-12-28", "source_tier": "1"},
    name="rental",
)
ASSUMPTIONS = table(
    {**ASSUMED, "assumption_id": "price-hopper", "name_en": "price", "cites": "rental price"},
    *(
        {**ASSUMED, "assumption_id": f"gpu-hour-{end}", "unit": "USD_per_gpu_hour", "cites": "rental hour"}
        for end in ("mid", "low", "high")
    ),
    {**ASSUMED, "assumption_id": "full-use", "unit": "ratio", "value": "1", "status": "scenario"},
    {**PEAK, "assumption_id": "peak-hopper-bf16", "value": "989"},
    {**PEAK, "assumption_id": "peak-h100-bf16", "value": "989"},
    {**PEAK, "assumption_id": "peak-h100-fp16", "value": "990"},
    {**PEAK, "assumption_id": "peak-mi300-bf16", "value": "1300", "published_on": "2025-01-22"},
    name="assumptions",
    contract="assumptions",
)
CHIPS = table(
    {**CHIP, "chip_id": "first", "chip": "MTIA", "peak_compute_tera_ops": "300"},
    {**CHIP, "chip_id": "better", "chip": "MTIA", "peak_compute_tera_ops": "354"}
    | {"published_on": "2025-02-20", "source_tier": "1"},
    {**CHIP, "chip_id": "counted", "chip": "MTIA v2", "peak_compute_tera_ops": "177", "units_estimate": "1500000"}
    | {"published_on": "2025-02-24"},
    {**CHIP, "chip_id": "h100", "chip": "H100", "peak_compute_tera_ops": "980", "published_on": "2025-03-05"},
    {**CHIP, "chip_id": "h100-undated", "chip": "H100", "peak_compute_tera_ops": "970", "published_on": ""}
    | {"source_tier": "1"},
    name="custom_chips",
    contract="chips",
)
RATES = table(
    *(
        {**CNY, "rate_id": f"CNY-{month}", "month": month, "rate": rate}
        for month, rate in {"2024-11": "7.0", "2024-12": "7.1", "2025-01": "7.3"}.items()
    ),
    name="exchange_rates",
    contract="rates",
)
TOLD = [FIGURES, CATALOGUE, RENTS, ASSUMPTIONS, CHIPS, RATES]
DAYS = sorted(
    {day for one in TOLD for row in one.rows if len(day := row.cells.get("published_on", "")) == len("2025-01-01")}
    | {"2024-12-31", "2025-01-31", "2024-12-19", "2026-01-01"}
)
UNTOLD = ("usd_rate", "cny_rate", "rate_month", "rate_source", "horizon_status")
"""Money is laid over from conversions, and what a horizon weighs from conflicts."""

METRICS = {
    *("buyer_concentration", "capex_growth", "custom_silicon_share", "custom_silicon_share_by_compute"),
    *("h100_equivalents", "implied_fleet", "implied_hardware_bill", "implied_rent", "rental_price_index"),
}


def _on(frame: pd.DataFrame, day: str) -> pd.DataFrame:
    return frame[(frame["stood_from"] <= day) & ((frame["stood_to"] >= day) | (frame["stood_to"] == ""))]


def _figures(frame: pd.DataFrame) -> pd.DataFrame:
    told = [name for name in frame if name not in (*UNTOLD, "stood_from", "stood_to", "wording_id")]
    told = [name for name in map(str, told) if not name.startswith(("value_usd", "value_cny"))]
    return frame[told].set_index("observation_id").sort_index().astype(object)


def as_it_was(today: Tables, day: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the derived figures of a day and their inputs out of the tables of today."""
    now, then = (one[one["source_kind"] == "derived"] for one in (today["observations"], _on(today["wordings"], day)))
    assert then["observation_id"].is_unique
    held = now[(now["shown_from"] != "") & (now["shown_from"] <= day)]
    held = held[~held["observation_id"].isin(then["observation_id"])]
    own = today["derivations"][today["derivations"]["observation_id"].isin(held["observation_id"])]
    return pd.concat([held, then[list(held)]]), pd.concat([own, _on(today["past_derivations"], day)[list(own)]])


def _inputs(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index(["observation_id", "input_no"]).sort_index().astype(object)


@pytest.fixture(scope="module")
def today() -> Tables:
    return made(TOLD)


@pytest.mark.parametrize("day", DAYS)
def test_what_is_published_gives_what_the_day_would(today: Tables, day: str) -> None:
    then = made(TOLD, date.fromisoformat(day), asked=["observations", "derivations"])
    wanted = then["observations"]
    wanted = wanted[(wanted["source_kind"] == "derived") & (wanted["shown_from"] != "")]
    used = then["derivations"][then["derivations"]["observation_id"].isin(wanted["observation_id"])]
    figures, inputs = as_it_was(today, day)
    until = figures["known_to"].mask(figures["known_to"] >= day, "")
    pd.testing.assert_frame_equal(_figures(figures.assign(known_to=until)), _figures(wanted), check_dtype=False)
    pd.testing.assert_frame_equal(_inputs(inputs), _inputs(used), check_dtype=False)


def test_every_kind_was_another_once(today: Tables) -> None:
    past = today["wordings"]
    assert set(past.loc[past["source_kind"] == "derived", "metric"]) >= METRICS


def test_where_no_input_was_another_nothing_is_published_of_earlier_days() -> None:
    cells = [row.cells for row in ASSUMPTIONS.rows if not row.cells.get("cites")]
    found = made([table(OMDIA), table(*cells, name="assumptions", contract="assumptions")])
    assert "h100_equivalents" in set(found["observations"]["metric"])
    assert found["wordings"].empty
    assert found["past_derivations"].empty


def test_what_was_derived_once_is_told_where_nothing_is_derived_any_more() -> None:
    spent = [
        {**SPENT, "period": period, "value": value, "status": status, "published_on": day}
        for period, value, status, day in (
            ("2024", "40000000000", "actual", "2025-01-20"),
            ("2023", "40000000000", "actual", "2025-01-20"),
            ("2023", "44000000000", "estimate", "2025-02-28"),
        )
    ]
    found = made([table(*spent)])
    days = found["wordings"][["metric", "stood_from", "stood_to"]].to_numpy().tolist()
    assert days == [["capex_growth", "2025-01-20", "2025-02-27"]]
    assert found["derivations"].empty


def test_how_a_figure_stood_is_told_by_a_number_that_moves_with_it() -> None:
    ids = pd.Series(["a" * 16, "b" * 16, "c" * 16], dtype="str")

    def marks(*rows: tuple[str, str]) -> list[int]:
        told = pd.DataFrame([(ids[0], *rows[0]), *((ids[2], *row) for row in rows[1:])], dtype="str")
        standings = told.set_axis(["observation_id", "stood_from", "rank"], axis=1)
        return Stood(told, told, standings, told).marks(ids).tolist()

    first = marks(("2025-01-01", "normal"), ("2025-01-01", "normal"), ("2025-02-01", "preferred"))
    assert first[1] == 0 not in (first[0], first[2])
    again = marks(("2025-01-01", "preferred"), ("2025-01-01", "normal"), ("2025-02-01", "preferred"))
    assert again[0] != first[0]
    assert again[1:] == first[1:]
    assert marks(("2025-01-01", "normal"), ("2025-01-01", "normal"))[2] != first[2]
