"""What the shipped data shows as known on a day is what an export of that day says: in every chart, rank and end."""

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.charts import charts
from dashboard.conflicts import conflicts
from dashboard.currency import tables
from dashboard.drawing import checked, picked
from dashboard.iso import iso
from dashboard.shown import by
from dashboard.snapshot import Snapshot, Store
from dashboard.state import State
from etl.publish import snapshot
from etl.publish.cache import opened
from etl.publish.place import CACHE
from etl.publish.reading import extractions, read_all
from etl.reconcile.asof import as_known_on
from etl.reconcile.correction import corrected, load
from etl.reconcile.ledger import reconcile
from etl.vocabulary import vocabulary

DATA = Path(__file__).parents[2] / "datasets"
DAYS = ("2024-12-26", "2025-02-11", "2025-10-30", "2026-06-29")
TOLD = ["rank", "rank_reason", "known_to"]
Known = dict[str, dict[str, pd.DataFrame]]


@pytest.fixture(scope="module")
def known(published: tuple[Path, dict[str, object]], tmp_path_factory: pytest.TempPathFactory) -> Known:
    """Return the tables of each day."""
    kept = shutil.copytree(published[0] / CACHE, tmp_path_factory.mktemp("kept") / CACHE)
    with opened(kept) as cache:
        found = read_all((DATA / "tables",), (DATA / "articles",), cache, None, lambda *_: None)
        sources = found.tables, corrected(extractions(found, cache), load(DATA / "corrections.jsonl"))[0]
    days = {day: as_known_on(*sources, date.fromisoformat(day), vocabulary()) for day in DAYS}
    return {day: reconcile(*told, vocabulary()) for day, told in days.items()}


@pytest.fixture(scope="module")
def exported(known: Known, shown: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Snapshot]:
    """Return a snapshot of now, under "", and of each day."""
    return {"": shown, **{day: _published(told, tmp_path_factory.mktemp("store")) for day, told in known.items()}}


@pytest.fixture(scope="module")
def shown(published: tuple[Path, dict[str, object]]) -> Snapshot:
    """Return what ships as a refresh has published it."""
    return _of(published[0])


def _published(told: dict[str, pd.DataFrame], store: Path) -> Snapshot:
    snapshot.publish(dict(told), store, {"added": 0, "changed": 0, "retracted": 0})
    return _of(store)


def _of(store: Path) -> Snapshot:
    found = Store(store).current()
    assert found is not None
    return found


@pytest.mark.parametrize("day", DAYS)
def test_a_chart_of_a_day_is_that_of_an_export_of_it(exported: dict[str, Snapshot], day: str) -> None:
    differing = {}
    for name, module in charts().items():
        for lens in module.CHART.lenses or ("",):
            state = checked(State(as_of=day, lens=lens), module.CHART)
            rows = [picked(exported[at], name, state).rows for at in ("", day)]
            if rows[0].equals(rows[1]):  # as they nearly all are; only others are compared as they are written
                continue
            one, other = map(_cells, rows)
            if not one.equals(other):
                differing[name, lens] = one.compare(other) if one.shape == other.shape else (one, other)
    assert differing == {}


def _cells(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.astype("str").where(rows.notna(), "")


@pytest.mark.parametrize("day", DAYS)
def test_a_day_tells_the_conflicts_of_an_export_of_it(exported: dict[str, Snapshot], day: str) -> None:
    one, other = (
        _cells(conflicts(exported[at], day)).sort_values(["conflict_id"], ignore_index=True) for at in ("", day)
    )
    assert len(other) > 0
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("day", DAYS)
def test_what_a_day_shows_stands_as_in_an_export_of_it(known: Known, shown: Snapshot, day: str) -> None:
    rows, then = _visible(shown, day), known[day]["observations"].set_index("observation_id")
    assert set(rows.index) == set(then.index)
    for name in (*TOLD, "shown_from"):
        one, other = rows[name].map(str).replace("NaT", ""), then[name].reindex(rows.index).map(str)
        assert {id_: (one[id_], other[id_]) for id_ in rows.index if one[id_] != other[id_]} == {}


@pytest.mark.parametrize("day", DAYS)
def test_a_day_shows_other_ranks_and_ends_than_now(shown: Snapshot, day: str) -> None:
    then, now = _visible(shown, day), shown.table("observations").set_index("observation_id")
    ids = then.index.intersection(now.index)
    assert len(ids) < len(then)
    for name in ("rank", "known_to"):
        assert (then.loc[ids, name].map(str) != now.loc[ids, name].map(str)).any()


def _visible(shown: Snapshot, day: str) -> pd.DataFrame:
    rows = by(tables(shown, State(as_of=day))["observations"], day).set_index("observation_id")
    return rows.assign(**{name: iso(rows[name]) for name in ("known_to", "shown_from")})
