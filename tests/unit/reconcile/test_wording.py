"""Figures as they were told: what is laid over the figures of today is what that day would give, carriers and all."""

from datetime import date

import pandas as pd
import pytest

from etl.model import Table

from .conftest import GUIDANCE, OMDIA, table
from .overlaid import Tables, made

ECHO = {**OMDIA, "value": "500000", "qualifier": "approx", "publisher": "Reuters", "source_tier": "2"}
TOLD = table(
    # An echo is a figure of its own until what it rounds is told.
    {**ECHO, "figure_id": "echo", "published_on": "2024-12-10"},
    {**OMDIA, "figure_id": "exact", "published_on": "2024-12-18"},
    # A better page comes later, and one that was given before it later still.
    {**OMDIA, "figure_id": "better", "source_tier": "1", "publisher": "FT", "published_on": "2025-01-20"},
    {**OMDIA, "figure_id": "given", "given_on": "2024-12-05", "publisher": "Omdia", "published_on": "2025-02-11"},
    # What says less stands alone until a fuller telling comes, and again when there are two.
    {**GUIDANCE, "figure_id": "short", "period": "", "published_on": "2025-01-10"},
    {**GUIDANCE, "figure_id": "full", "period": "2025", "published_on": "2025-01-24"},
    {**OMDIA, "figure_id": "rival", "origin": "Epoch AI", "value": "679000", "published_on": "2024-12-15"},
)
UNDATED = table(
    {**OMDIA, "figure_id": "page", "publisher": "A page", "published_on": "", "period": "2024"}, name="more"
)
DAYS = ("2024-12-10", "2024-12-15", "2024-12-18", "2025-01-10", "2025-01-20", "2025-01-24", "2025-02-11")
SHOWN = (
    *("value", "qualifier", "origin", "period", "publisher", "source_tier", "published_on", "as_written", "locator"),
    *("n_evidence", "n_publishers", "flags", "known_from", "shown_from", "known_to", "rank", "rank_reason"),
)


def as_it_was(today: Tables, day: str) -> pd.DataFrame:
    """Return the figures of a day out of the tables of today."""

    def on(name: str) -> pd.DataFrame:
        told = today[name]
        return told[(told["stood_from"] <= day) & ((told["stood_to"] >= day) | (told["stood_to"] == ""))]

    now, then = today["observations"], on("wordings")
    assert then["observation_id"].is_unique
    held = now[(now["shown_from"] != "") & (now["shown_from"] <= day)]
    held = held[~held["observation_id"].isin(then["observation_id"])]
    found = pd.concat([held, then])[["observation_id", *SHOWN]].set_index("observation_id").astype(object)
    over = on("standings").set_index("observation_id")[["rank", "rank_reason", "known_to"]]
    assert over.index.isin(found.index).all()
    found.loc[over.index, list(over)] = over.astype(object)
    return found.sort_index()


def _then(told: list[Table], day: str) -> pd.DataFrame:
    """Return the figures of what was told by a day."""
    found = made(told, date.fromisoformat(day), asked=["observations"])["observations"]
    return found.set_index("observation_id")[list(SHOWN)]


@pytest.mark.parametrize("told", [[TOLD], [TOLD, UNDATED]], ids=["dated", "undated"])
def test_laid_over_the_figures_they_give_what_the_day_would(told: list[Table]) -> None:
    today = made(told)
    for day in DAYS:
        wanted = _then(told, day)
        pd.testing.assert_frame_equal(as_it_was(today, day), wanted.astype(object).sort_index(), check_dtype=False)


def test_what_was_told_once_or_on_one_day_was_never_told_otherwise() -> None:
    again = {**OMDIA, "publisher": "FT", "figure_id": "again"}
    assert made([table({**OMDIA, "figure_id": "one"}, again)])["wordings"].empty
