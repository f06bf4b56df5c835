"""Each derived metric on a few rows worked by hand, and what holds of all of them for any amounts and statuses."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.reconcile.derived.amount import Amount, total
from etl.reconcile.derived.break_even_hours import hours
from etl.reconcile.derived.buyer_concentration import index
from etl.reconcile.derived.custom_silicon_share import DERIVATION
from etl.reconcile.derived.derivation import STRENGTH, Input, Result
from etl.reconcile.derived.peak import number_format
from etl.reconcile.derived.published import made as made_of
from etl.vocabulary import vocabulary

from .conftest import GUIDANCE, OMDIA, table

PAGE = {"status": "estimate", "source_url": "https://example.org", "published_on": "2024-01-01", "name_zh": "x"}
BAND = {"gpu-hour-low": 1.99, "gpu-hour-mid": 2.5, "gpu-hour-high": 3.5, "full-use": 1, "price-hopper": 30000}
PEAKS = {"peak-h100-bf16": 989, "peak-hopper-bf16": 989, "peak-b200-bf16": 2250}
ASSUMED = table(
    *({**PAGE, "assumption_id": name, "name_en": name, "unit": "x", "value": str(size)} for name, size in BAND.items()),
    *(
        {**PAGE, "assumption_id": name, "name_en": name, "unit": "x", "value": str(size)}
        for name, size in PEAKS.items()
    ),
    name="assumptions",
    contract="assumptions",
)
RENT = {
    **GUIDANCE,
    "metric": "rental_cost_per_year",
    "entity": "OpenAI",
    "counterparty": "Oracle",
    "value": "2500000000",
    "unit": "USD_per_year",
    "status": "plan",
    "origin": "Guancha",
}
MAIA = {
    "chip_id": "maia",
    "owner": "Microsoft",
    "chip": "Maia 100",
    "peak_compute_tera_ops": "800",
    "peak_compute_dtype": "BF16",
    "status": "deployed",
    "publisher": "A page",
    "source_url": "https://example.org",
    "source_tier": "3",
    "units_estimate": "200000",
}
OWN = {**OMDIA, "metric": "units_deployed", "counterparty": "", "unit_basis": "chips"}


def derived(told: dict[str, pd.DataFrame], metric: str) -> pd.DataFrame:
    return told["observations"][told["observations"]["metric"] == metric]


def test_a_rent_pays_for_a_fleet_at_a_band_of_prices(ledger: Callable[..., Any]) -> None:
    row = derived(ledger(RENT, ASSUMED), "implied_fleet").iloc[0]
    found = [round(row[name], -3) for name in ("value_high", "value", "value_low")]
    assert found == [143_000, 114_000, 82_000]
    assert (row["definition"], row["status"]) == ("counted_by_guancha", "derived")


def test_a_fleet_costs_its_rent_and_chips_their_price(ledger: Callable[..., Any]) -> None:
    told = ledger(OMDIA, ASSUMED)
    assert derived(told, "implied_rent")["value"].iloc[0] == pytest.approx(485_000 * 2.5 * 8760)
    assert derived(told, "implied_hardware_bill")["value"].iloc[0] == 485_000 * 30_000
    assert derived(told, "h100_equivalents")["value"].iloc[0] == 485_000


def test_a_larger_chip_counts_for_more_and_one_without_a_peak_is_refused(ledger: Callable[..., Any]) -> None:
    told = ledger({**OMDIA, "product": "B200", "value": "100"}, {**OMDIA, "product": "B300", "value": "100"}, ASSUMED)
    assert list(derived(told, "h100_equivalents")["value"].round(1)) == [227.5]
    refused = told["refusals"].query("metric == 'h100_equivalents'")
    assert list(refused["reason"]) == ["no cited peak compute of b300"]


def test_counts_that_mix_in_a_small_chip_are_refused(ledger: Callable[..., Any]) -> None:
    told = ledger({**OMDIA, "entity": "ByteDance", "flags": "includes_h20"}, ASSUMED)
    assert "h100_equivalents" not in set(told["observations"]["metric"])
    assert set(told["refusals"]["metric"]) >= {"h100_equivalents", "implied_hardware_bill", "implied_rent"}


def test_the_share_by_compute_weighs_chips_in_one_number_format(ledger: Callable[..., Any]) -> None:
    own = {**OWN, "product": "Maia", "value": "200000"}
    chips = table(MAIA, name="chips", contract="chips")
    row = derived(ledger(OMDIA, own, chips, ASSUMED), "custom_silicon_share_by_compute").iloc[0]
    assert row["value"] == pytest.approx(200 * 800 / (200 * 800 + 485 * 989))
    assert "BF16" in row["denominator"]
    other = table({**MAIA, "peak_compute_dtype": "FP8"}, name="chips", contract="chips")
    told = ledger(OMDIA, own, other, ASSUMED)
    assert derived(told, "custom_silicon_share_by_compute").empty
    assert told["refusals"]["reason"].str.contains("no number format in common").any()


def test_three_equal_buyers_are_as_concentrated_as_a_third(ledger: Callable[..., Any]) -> None:
    buyers = [{**OMDIA, "entity": name, "value": "100"} for name in ("Microsoft", "Meta", "Amazon")]
    row = derived(ledger(*buyers), "buyer_concentration").iloc[0]
    assert row["value"] == pytest.approx(1 / 3)
    assert row["denominator"] == "units bought by amazon, meta, microsoft"
    assert derived(ledger(*buyers[:2]), "buyer_concentration").empty


def test_growth_is_within_one_definition_and_from_one_year_to_the_next(ledger: Callable[..., Any]) -> None:
    spent = {**GUIDANCE, "metric": "capex", "status": "actual", "definition": "cash_ppe"}
    first, second = {**spent, "period": "2023", "value": "100"}, {**spent, "period": "2024", "value": "150"}
    assert list(derived(ledger(first, second), "capex_growth")["value"]) == [0.5]
    assert derived(ledger(first, {**second, "definition": "including_finance_leases"}), "capex_growth").empty
    assert derived(ledger(first, {**second, "period": "2025"}), "capex_growth").empty


LISTED = {
    **OMDIA,
    "metric": "rental_price_per_gpu_hour",
    "counterparty": "",
    "product": "H100",
    "unit": "USD_per_gpu_hour",
    "unit_basis": "",
    "contract_type": "on_demand",
    "definition": "catalogue_median",
    "status": "actual",
    "period_basis": "calendar",
}
PRICES = {"2025-01": (4, 2, 8), "2025-02": (2, 2, 8), "2025-03": (2, 1, 4), "2025-04": (2, 1, None)}


def listed(cloud: str, month: str, price: float, **more: str) -> dict[str, str]:
    return {**LISTED, "entity": cloud, "origin": cloud, "period": month, "value": str(price), **more}


def test_prices_move_by_the_mean_of_each_cloud_against_itself(ledger: Callable[..., Any]) -> None:
    clouds = ("Lambda", "Crusoe", "RunPod")
    rows = [
        listed(cloud, month, price)
        for month, prices in PRICES.items()
        for cloud, price in zip(clouds, prices, strict=True)
        if price is not None
    ]
    spot = [listed(cloud, month, 1, contract_type="spot") for cloud in clouds[:2] for month in PRICES]
    found = derived(ledger(table(*rows, *spot, name="rental_catalog")), "rental_price_index").sort_values("period")
    # Halved by one cloud of three, then by two of three; with two clouds left, no index.
    assert found["value"].round(6).tolist() == [round(100 * 0.5 ** (1 / 3), 6), 50.0]
    assert found["period"].tolist() == ["2025-02", "2025-03"]
    assert set(found["denominator"]) == {"2025-01 = 100; 3 clouds"}
    assert set(found["contract_type"]) == {"on_demand"}


def test_owning_wins_from_the_hours_that_pay_for_it(ledger: Callable[..., Any]) -> None:
    assumed = {"owned-price-h100": 30_000, "cost-of-capital": 0, "life-years": 5, "colocation": 100, "power-h100": 1}
    told = [
        {**PAGE, "assumption_id": name, "name_en": name, "unit": "x", "value": str(size)}
        for name, size in {**assumed, "electricity": 0.1}.items()
    ]
    rent = table(listed("Lambda", "2025-01", 2.5), name="rental_catalog")
    row = derived(ledger(rent, table(*told, name="assumptions", contract="assumptions")), "break_even_hours").iloc[0]
    assert row["value"] == pytest.approx((30_000 / 5 + 12 * 100) / (2.5 - 0.1))
    assert (row["status"], row["contract_type"]) == ("derived", "on_demand")


def test_a_format_that_only_looks_alike_is_none() -> None:
    assert [number_format(told) for told in ("BF16", "FP8/MX8", "TOPS (dtype not stated)", "FP4")] == [
        "BF16",
        "",
        "",
        "",
    ]


def test_no_hours_make_up_for_a_rent_below_the_electricity() -> None:
    told = (0.05, 50_000.0, 0.1, 5.0, 184.06, 1.275, 0.0806)
    assert not hours(*map(Amount.exactly, told)).is_known


sizes = st.floats(1e-3, 1e12)
amounts = st.lists(sizes, min_size=3, max_size=3).map(lambda three: Amount(*(sorted(three)[at] for at in (1, 0, 2))))


def ordered(amount: Amount) -> bool:
    assert amount.low is not None
    assert amount.value is not None
    assert amount.high is not None
    slack = 1e-9 * abs(amount.value)
    return amount.low <= amount.value + slack and amount.value <= amount.high + slack


@settings(max_examples=60, deadline=None)
@given(amounts, amounts)
def test_bounds_stay_ordered_whatever_is_done_with_them(one: Amount, other: Amount) -> None:
    for found in (one.times(other), one.over(other), one.plus(other), one.beside(other), total([one, other])):
        assert ordered(found)
    share = one.beside(other)
    assert share.high is not None
    assert share.high <= 1


@settings(max_examples=40, deadline=None)
@given(amounts)
def test_an_unknown_bound_stays_unknown(one: Amount) -> None:
    opened = Amount(one.value, one.low, None)
    assert opened.times(one).high is None
    assert one.over(opened).low is None
    assert opened.plus(one).low is not None


@settings(max_examples=60, deadline=None)
@given(st.lists(sizes, min_size=1, max_size=8))
def test_concentration_lies_between_a_share_of_equals_and_one(units: list[float]) -> None:
    found = index(units).value
    assert found is not None
    assert 1 / len(units) - 1e-9 <= found <= 1 + 1e-9


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STRENGTH), st.dates()), min_size=1, max_size=5))
def test_a_derived_figure_is_as_weak_as_its_weakest_and_known_with_its_last(told: list[tuple[Any, Any]]) -> None:
    row = {
        **dict.fromkeys(("flags", "known_to", "publisher", "source_title", "source_url", "published_on"), ""),
        "origin": "omdia",
        "source_tier": 2,
        "qualifier": "exact",
    }
    inputs = tuple(
        Input(
            "observation", f"id-{at}", "part", Amount.exactly(1.0), "units", status.value, *[day.isoformat()] * 2, row
        )
        for at, (status, day) in enumerate(told)
    )
    result = Result(total([one.amount for one in inputs]), inputs, {"entity": "microsoft", "period": "2024"})
    made = made_of([(DERIVATION, result)], vocabulary()).observations.iloc[0]
    strength = max(STRENGTH.index(status) for status, _ in told)
    assert made["status"] == STRENGTH[max(strength, STRENGTH.index(STRENGTH[5]))].value
    assert made["known_from"] == made["shown_from"] == max(day.isoformat() for _, day in told)
    assert made["value"] == len(told)
