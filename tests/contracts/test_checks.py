"""What every kind of check keeps: a new file in etl/reconcile/checks is under these from its first day."""

from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from etl.publish import snapshot
from etl.reconcile.checks import kinds
from etl.reconcile.checks.check import READ, Check
from etl.reconcile.disagreement import TIME
from etl.reconcile.precedence import DEPRECATED
from etl.vocabulary import vocabulary

each = pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__.rpartition(".")[2])


@pytest.fixture(scope="module")
def live(published: tuple[Path, dict[str, object]]) -> pd.DataFrame:
    """Return the shipped figures that stand."""
    store, _ = published
    rows = pd.read_csv(store / snapshot.latest(store) / "observations.csv", dtype="str", keep_default_na=False)
    rows = rows[(rows["rank"] != DEPRECATED) & (rows["known_to"] == "")]
    numbers = {name: pd.to_numeric(rows[name]) for name in READ if name.startswith("value")}
    return rows[list(READ)].assign(**numbers, **{TIME: 0})


def made(kind: ModuleType, live: pd.DataFrame) -> list[Check]:
    found = list(kind.checks(live, vocabulary()))
    assert found, "the shipped data give none of it"
    return found


@each
def test_it_looks_at_nothing_but_what_bears_on_it(kind: ModuleType, live: pd.DataFrame) -> None:
    """Figures that a check looked at unmarked would not be there on the days before something became of them."""
    bearing = live["observation_id"][np.asarray(kind.bearing(live, vocabulary()), dtype=bool)]
    asked = {row["observation_id"] for one in made(kind, live) for row in one.inputs}
    assert asked <= set(bearing)
    assert set(live["metric"][live["observation_id"].isin(asked)]) <= set(kind.METRICS)


@each
def test_what_it_holds_against_each_other_is_told_together(kind: ModuleType, live: pd.DataFrame) -> None:
    columns = kind.together(live)
    shared = dict(zip(live["observation_id"], zip(*columns, strict=True), strict=True))
    for one in made(kind, live):
        assert len({shared[row["observation_id"]] for row in one.inputs}) == 1


@each
def test_what_does_not_bear_on_it_changes_nothing(kind: ModuleType, live: pd.DataFrame) -> None:
    here = np.asarray(kind.bearing(live, vocabulary()), dtype=bool)
    whole, part = (
        [[row["observation_id"] for row in one.inputs] for one in made(kind, rows)] for rows in (live, live[here])
    )
    assert whole == part
