"""What the shipped data shows as known on a day is what an export of that day says: in every chart, rank and end."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.charts import charts
from dashboard.currency import tables
from dashboard.drawing import checked, picked
from dashboard.snapshot import Snapshot, Store
from dashboard.state import State
from etl.publish import snapshot
from etl.publish.cache import opened
from etl.publish.reading import extractions, read_all
from etl.reconcile.asof import as_known_on
from etl.reconcile.correction import corrected, load
from etl.reconcile.ledger import reconcile
from etl.vocabulary import vocabulary

DATA = Path(__file__).parents[2] / "datasets"
DAYS = ("2025-02-11", "2025-06-30", "2026-01-31")
TOLD = ["rank", "rank_reason", "known_to"]
Known = dict[str, dict[str, pd.DataFrame]]
OF_CARRIERS = (
    *("n_publishers", "flags", "as_written", "publisher", "source_title", "source_url", "source_tier", "published_on"),
)
"""What later carriers change of a figure that was told before."""

APART = ("chip-slips", "rental-checks", "capex-ladder", "capex-plan-actual", "capex-programmes", "rental-contracts")
APART += ("data-freshness", "data-holdings")
"""Charts of what is told otherwise since: a figure joined to another, a promise that was kept, a rate that was set."""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """Return the tables of now, under "", and of each day."""
    with opened(tmp_path_factory.mktemp("cache")) as cache:
        found = read_all((DATA / "tables",), (DATA / "articles",), cache, None, lambda *_: None)
        sources = found.tables, corrected(extractions(found, cache), load(DATA / "corrections.jsonl"))[0]
    days = {day: as_known_on(*sources, date.fromisoformat(day), vocabulary()) for day in DAYS}
    return {day: reconcile(*told, vocabulary()) for day, told in {"": sources, **days}.items()}


@pytest.fixture(scope="module")
def exported(known: Known, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Snapshot]:
    """Return a snapshot of now, under "", and of each day."""
    return {day: _published(told, tmp_path_factory.mktemp("store")) for day, told in known.items()}


@pytest.fixture(scope="module")
def shown(exported: dict[str, Snapshot]) -> Snapshot:
    return exported[""]


def _published(told: dict[str, pd.DataFrame], store: Path) -> Snapshot:
    snapshot.publish(dict(told), store, {"added": 0, "changed": 0, "retracted": 0})
    found = Store(store).current()
    assert found is not None
    return found


@pytest.mark.parametrize("day", DAYS)
def test_a_chart_of_a_day_is_that_of_an_export_of_it(exported: dict[str, Snapshot], day: str) -> None:
    differing = {}
    for name, module in charts().items():
        for lens in module.CHART.lenses or ("",):
            state = checked(State(as_of=day, lens=lens), module.CHART)
            one, other = (_cells(picked(exported[at], name, state).rows) for at in ("", day))
            if name not in APART and not one.equals(other):
                differing[name, lens] = one.compare(other) if one.shape == other.shape else (one, other)
    assert differing == {}


def _cells(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.astype("str").where(rows.notna(), "").drop(columns=[name for name in OF_CARRIERS if name in rows])


@pytest.mark.parametrize("day", DAYS)
def test_what_a_day_shows_ranks_as_an_export_of_it(known: Known, shown: Snapshot, day: str) -> None:
    rows = _visible(tables(shown, State(as_of=day))["observations"], day)
    then = known[day]["observations"].set_index("observation_id")
    fact = known[""]["observations"].set_index("observation_id")["fact"]
    # An export leaves out what only later pages tell of the day: where it knows other readings it tells another story.
    visible, exported = _readings(rows, fact.reindex(rows.index)), _readings(then, then["fact"])
    ids = [id_ for id_ in rows.index if visible[fact[id_]] == exported.get(fact[id_])]
    assert len(ids) > 0.96 * len(rows)
    for name in TOLD:
        one, other = (frame.loc[ids, name] for frame in (rows, then))
        assert {id_: (one[id_], other[id_]) for id_ in ids if one[id_] != other[id_]} == {}


@pytest.mark.parametrize("day", DAYS)
def test_a_day_shows_other_ranks_and_ends_than_now(shown: Snapshot, day: str) -> None:
    then, now = (_visible(tables(shown, State(as_of=one))["observations"], day) for one in (day, ""))
    for name in ("rank", "known_to"):
        assert (then[name] != now[name]).any()


def _readings(frame: pd.DataFrame, facts: pd.Series) -> dict[str, set[tuple[str, str]]]:
    """Return the readings of each fact: their ids and flags."""
    found: dict[str, set[tuple[str, str]]] = {}
    for id_, flags, fact in zip(frame.index, frame["flags"], facts, strict=True):
        found.setdefault(fact, set()).add((id_, str(flags)))
    return found


def _visible(frame: pd.DataFrame, day: str) -> pd.DataFrame:
    texts = {name: frame[name].astype("str").where(frame[name].notna(), "") for name in ("shown_from", *TOLD)}
    frame, since = frame.assign(**texts), texts["shown_from"]
    told: pd.DataFrame = frame[(since != "") & (since <= day)].set_index("observation_id")
    return told
