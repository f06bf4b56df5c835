"""The coverage map: every cell has a state, and what is not known is never a zero."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from etl.reconcile.coverage import METRICS

from .conftest import GUIDANCE, OMDIA, table

SEARCH = {
    "search_id": "baidu",
    "entity": "Baidu",
    "metric": "capex",
    "period": "2023/2025",
    "looked_in": "filings",
    "searched_on": "2026-11-23",
    "note": "no figure found",
}
SEARCHES = table(SEARCH, name="searches", contract="searches")


def cells(told: dict[str, pd.DataFrame], entity: str, metric: str) -> dict[int, str]:
    frame = told["coverage"]
    rows = frame[(frame["entity"] == entity) & (frame["metric"] == metric)]
    return dict(zip(rows["year"], rows["state"], strict=True))


def test_a_cell_says_how_well_it_is_known(ledger: Callable[..., Any]) -> None:
    reported = {**GUIDANCE, "metric": "capex", "status": "actual", "period": "2024"}
    told = ledger(OMDIA, GUIDANCE, reported, SEARCHES)
    assert cells(told, "microsoft", "units_purchased") == {
        2023: "not_searched",
        2024: "estimated",
        2025: "not_searched",
    }
    assert cells(told, "meta", "capex_guidance")[2025] == "planned"
    assert cells(told, "meta", "capex")[2024] == "reported"
    assert set(cells(told, "baidu", "capex").values()) == {"searched_not_found"}


def test_a_cell_that_holds_part_of_a_year_says_which(ledger: Callable[..., Any]) -> None:
    quarter = {**GUIDANCE, "metric": "capex", "status": "actual", "period": "2025Q1"}
    frame = ledger(quarter, {**quarter, "period": "2024"}, SEARCHES)["coverage"].query("metric == 'capex'")
    held = frame[frame["entity"] == "meta"].set_index("year")["period"]
    assert held.to_dict() == {2023: "", 2024: "2024", 2025: "2025Q1"}


def test_the_best_reading_decides_and_all_are_counted(ledger: Callable[..., Any]) -> None:
    rival = {**OMDIA, "status": "actual", "origin": "Microsoft", "value": "500000"}
    told = ledger(OMDIA, rival)
    cell = told["coverage"].query("entity == 'microsoft' and metric == 'units_purchased'").iloc[0]
    assert (cell["state"], cell["n_observations"], cell["n_origins"], cell["origin"]) == ("reported", 2, 2, "microsoft")


def test_no_cell_is_left_out_and_none_without_a_figure_names_one(ledger: Callable[..., Any]) -> None:
    told = ledger(OMDIA, {**OMDIA, "entity": "Meta", "period": "2021"}, SEARCHES)["coverage"]
    assert len(told) == 3 * 5 * len(METRICS)
    bare = told["n_observations"] == 0
    assert (told.loc[bare, "observation_id"] == "").all()
    assert (told.loc[~bare, "observation_id"] != "").all()
    searched = told[told["state"] == "searched_not_found"]
    assert (searched["looked_in"] == "filings").all()
    assert (searched["known_from"] == "2026-11-23").all()
