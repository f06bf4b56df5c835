"""Weighing in parts is weighing at once, and one changed telling has one part weighed again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from etl.publish import parts, piles
from etl.publish.cache import opened
from etl.publish.packing import of_frames, to_frames
from etl.reconcile import codes
from etl.reconcile.codes import plain
from etl.reconcile.currency import rates
from etl.reconcile.name import Names
from etl.reconcile.told import marked, resolved
from etl.reconcile.weighing import weighed
from etl.vocabulary import vocabulary
from tests.bench.many import tellings

SORTED = {
    "observations": ["observation_id"],
    "evidence": ["observation_id", "evidence_no"],
    "conflicts": ["conflict_id"],
    "past_conflicts": ["conflict_id", "stood_from"],
    "standings": ["observation_id", "stood_from"],
}


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    names = Names(vocabulary())
    made = tellings(600)
    bought = made[(made["metric"] == "units_purchased") & (made["product"] != "")]
    shipped = bought.assign(metric="units_shipped", value=bought["value"] * 3)  # a rival count of the same chips
    made = pd.concat([made, shipped], ignore_index=True)
    return marked(resolved(made, names))


@pytest.mark.parametrize("each", [False, True], ids=["at once", "pile by pile"])
def test_apart_is_as_together(
    figures: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, each: bool
) -> None:
    if each:
        for name, to in (("MANY", 0), ("TOGETHER", 1), ("SIZE", 32)):
            monkeypatch.setattr(parts, name, to)
        monkeypatch.setattr(piles, "SIZE", 32)
        monkeypatch.setattr(codes, "FEW", 0)  # so that conflicts are held as those of many tellings are
    together = weighed(figures, rates([]), vocabulary()).frames()
    with opened(tmp_path) as cache:
        for _ in ("made", "kept"):
            apart = parts.weigher(cache, None)(figures, rates([]), vocabulary()).frames()
            for name, by in SORTED.items():
                one, other = (_sorted(plain(found[name]), by) for found in (apart, together))
                pd.testing.assert_frame_equal(one, other, check_dtype=False)
    for name in ("conflicts", "past_conflicts"):
        assert {"metric", "rival_origins"} <= set(together[name]["kind"])


def test_tellings_may_come_in_any_order_of_their_sources(figures: pd.DataFrame, tmp_path: Path) -> None:
    came = figures.sort_values("source", kind="stable", ascending=False, ignore_index=True)
    expected = weighed(figures, rates([]), vocabulary()).frames()
    with opened(tmp_path) as cache:
        ways = weighed(came, *(known := (rates([]), vocabulary()))), parts.weigher(cache, None)(came, *known)
    for found in (one.frames() for one in ways):
        for name in ("observations", "evidence"):  # these are in order as they are
            pd.testing.assert_frame_equal(plain(found[name]), plain(expected[name]), check_dtype=False)


def test_one_changed_telling_has_one_part_weighed_again(
    figures: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed_again: list[int] = []

    def noted(task: parts.Task, known: Callable[[parts.Task], Mapping[int, bytes]] = parts.weigh_parts) -> Any:
        weighed_again.extend(set(parts.part_of(to_frames([task.body])["figures"]).tolist()))
        return known(task)

    with opened(tmp_path) as cache:
        weigh = parts.weigher(cache, None)
        weigh(figures, rates([]), vocabulary())
        monkeypatch.setattr(parts, "weigh_parts", noted)
        weigh(figures, rates([]), vocabulary())
        assert weighed_again == []
        other = figures.assign(value=figures["value"].where(figures.index != 0, 1.0))
        weigh(marked(other), rates([]), vocabulary())
    assert weighed_again == [parts.part_of(figures)[0]]


def test_a_part_without_rows_takes_the_types_of_the_others() -> None:
    some = pd.DataFrame({"name": ["a"], "tier": pd.array([1], dtype="Int64"), "value": [1.5]})
    none = pd.DataFrame({"name": [], "tier": [], "value": []}, dtype="object")
    for order in ((some, none), (none, some)):
        found = to_frames(of_frames({"one": frame}) for frame in order)["one"]
        pd.testing.assert_frame_equal(found, some)


def _sorted(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return frame.sort_values(by).reset_index(drop=True)
