"""Definitions never mix: what a drawing sets side by side and counts differently is named, with whose it is."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from dashboard import counted
from dashboard.counted import WAYS
from dashboard.drawing import Drawn, charts, drawn
from dashboard.snapshot import Snapshot, Store
from dashboard.state import State
from dashboard.text import has, word


@pytest.fixture(scope="module")
def shipped(published: tuple[Path, dict[str, object]]) -> Snapshot:
    found = Store(published[0]).current()
    assert found is not None
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(charts()))
def test_ways_of_counting_that_differ_in_a_drawing_are_each_named(shipped: Snapshot, name: str, lang: str) -> None:
    chart = charts()[name].CHART
    for lens in chart.lenses or ("",):
        for period in chart.periods or ("",):
            made = drawn(shipped, name, State(lang=lang, lens=lens, period=period))
            assert {way: lacking for way in WAYS if (lacking := _unnamed(made, way, lang))} == {}


def test_the_shipped_data_holds_charts_that_must_name_them(shipped: Snapshot) -> None:
    noted = {
        name for name in charts() if any("count the same" in note for note in drawn(shipped, name, State()).words.notes)
    }
    assert {"capex-ladder", "capex-plan-actual"} <= noted


def test_that_some_do_not_say_how_they_count_is_said() -> None:
    rows = pd.DataFrame({"entity_name": ["Google", "Nvidia"], "definition": ["in_house", None]})
    told = counted.notes(charts()["supply-shipments"].CHART, rows, State())
    assert told == ("Not all count the same thing: for its own use (Google); of the others it is not said.",)


def _unnamed(made: Drawn, way: str, lang: str) -> list[str]:
    """Return the ways of counting in the rows of a drawing that no text of it names, or that have no name."""
    if made.chart.kind != "figure" or way not in made.rows:
        return []
    said = set(made.rows[way].dropna().astype(str))
    if len(said) < 2:
        return []
    texts = " ".join((*_strings(made.figure()), made.words.title, made.words.subtitle, *made.words.notes))
    return sorted(one for one in said - {""} if not has(lang, f"{way}.{one}") or word(lang, way, one) not in texts)


def _strings(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for one in thing.values():
            yield from _strings(one)
    elif isinstance(thing, (list, tuple)):
        for one in thing:
            yield from _strings(one)
