"""Ranks and ends as they were: what is laid over the figures of today is what that day would give."""

from datetime import date

import pandas as pd
import pytest

from etl.reconcile.earlier import COLUMNS

from .conftest import GUIDANCE, OMDIA, table
from .overlaid import Tables, laid_over, made, times

RIVALS = (
    {**OMDIA, "figure_id": "paper", "origin": "Reuters", "value": "470000", "published_on": "2025-01-05"},
    {**OMDIA, "figure_id": "analyst", "origin": "Omdia", "value": "485000", "published_on": "2025-01-10"},
    {**OMDIA, "figure_id": "later", "origin": "Omdia", "value": "561000", "published_on": "2025-03-01"},
    {**OMDIA, "figure_id": "party", "origin": "Microsoft", "value": "500000", "published_on": "2025-04-01"},
    {**OMDIA, "figure_id": "other", "entity": "meta", "published_on": "2025-02-01"},
)
TOLD = table(
    *RIVALS,
    # What was given before the analyst's first page, and what ends it, stand on pages that came after it.
    {**OMDIA, "figure_id": "given", "value": "450000", "given_on": "2024-12-20", "published_on": "2025-01-20"},
    {**GUIDANCE, "figure_id": "plan", "published_on": "2025-01-10"},
    {**GUIDANCE, "figure_id": "defined", "value": "70", "definition": "cash_ppe", "published_on": "2025-02-15"},
    {**GUIDANCE, "figure_id": "late", "value": "65", "given_on": "2025-01-30", "published_on": "2025-02-20"},
)
DAYS = (
    "2025-01-05",
    "2025-01-09",
    "2025-01-10",
    "2025-01-20",
    "2025-02-15",
    "2025-02-20",
    "2025-02-28",
    "2025-03-01",
    "2025-03-31",
    "2025-04-01",
)
RANKED = ["rank", "rank_reason", "known_to"]


@pytest.fixture(scope="module")
def today() -> Tables:
    """Return the published tables of all that was told."""
    return made([TOLD])


@pytest.mark.parametrize("day", DAYS)
def test_laid_over_the_figures_they_give_what_the_day_would(today: Tables, day: str) -> None:
    wanted = (
        made([TOLD], date.fromisoformat(day), asked=["observations"])["observations"]
        .set_index("observation_id")[RANKED]
        .sort_index()
    )
    found = laid_over(today, "standings", RANKED, day).loc[wanted.index].astype(wanted.dtypes)
    pd.testing.assert_frame_equal(found, wanted)


def test_only_what_changed_is_told() -> None:
    today = made([table(*RIVALS)])
    assert list(today["standings"]) == list(COLUMNS)
    # Each time ends on the day before a rival comes; the last time of the fact is now.
    assert times(today, "standings", "stood_to") == {
        "paper": ["2025-01-09", "2025-02-28", "2025-03-31"],
        "analyst": ["2025-02-28", "2025-03-31"],
        "later": ["2025-03-31"],
    }
