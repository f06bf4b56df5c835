"""Ranks as they were: what is laid over the figures of today is what that day would give."""

from datetime import date

import pandas as pd
import pytest

from etl.reconcile.asof import as_known_on
from etl.reconcile.earlier import COLUMNS
from etl.reconcile.ledger import reconcile
from etl.vocabulary import vocabulary

from .conftest import OMDIA, table

TOLD = table(
    {**OMDIA, "figure_id": "paper", "origin": "Reuters", "value": "470000", "published_on": "2025-01-05"},
    {**OMDIA, "figure_id": "analyst", "origin": "Omdia", "value": "485000", "published_on": "2025-01-10"},
    {**OMDIA, "figure_id": "later", "origin": "Omdia", "value": "561000", "published_on": "2025-03-01"},
    {**OMDIA, "figure_id": "party", "origin": "Microsoft", "value": "500000", "published_on": "2025-04-01"},
    {**OMDIA, "figure_id": "other", "entity": "meta", "published_on": "2025-02-01"},
)
DAYS = ("2025-01-05", "2025-01-09", "2025-01-10", "2025-02-28", "2025-03-01", "2025-03-31", "2025-04-01")
RANKED = ["rank", "rank_reason"]


def made(*day: date) -> dict[str, pd.DataFrame]:
    tables, articles = as_known_on([TOLD], [], *day, vocabulary()) if day else ([TOLD], [])
    return reconcile(tables, articles, vocabulary())


@pytest.fixture(scope="module")
def today() -> dict[str, pd.DataFrame]:
    """Return the published tables of all that was told."""
    return made()


@pytest.mark.parametrize("day", DAYS)
def test_laid_over_the_figures_they_give_what_the_day_would(today: dict[str, pd.DataFrame], day: str) -> None:
    wanted = made(date.fromisoformat(day))["observations"].set_index("observation_id")[RANKED].sort_index()
    told = today["standings"]
    over = told[(told["known_from"] <= day) & (told["known_to"] >= day)].set_index("observation_id")
    assert over.index.is_unique
    found = today["observations"].set_index("observation_id")[RANKED].loc[wanted.index]
    found.loc[over.index, RANKED] = over[RANKED]
    pd.testing.assert_frame_equal(found, wanted)


def test_only_what_changed_is_told(today: dict[str, pd.DataFrame]) -> None:
    told = today["standings"]
    assert list(told) == list(COLUMNS)
    named = today["observations"].set_index("observation_id")["locator"].str.split().str[-1]
    times = told.assign(figure=told["observation_id"].map(named)).sort_values("known_from")
    held = {str(name): list(days) for name, days in times.groupby("figure")["known_to"]}
    # Each time ends on the day before a rival comes; the last time of the fact is now.
    assert held == {
        "paper": ["2025-01-09", "2025-02-28", "2025-03-31"],
        "analyst": ["2025-02-28", "2025-03-31"],
        "later": ["2025-03-31"],
    }
