"""What is made of some frames is made once, and again when one of them says something else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from etl.model import Row, Table
from etl.publish.cache import FILE, opened
from etl.publish.keeping import Keeper
from etl.reconcile.keeping import PART, Frames, Parts

ROWS = pd.DataFrame({"name": ["a", "b"], "tier": pd.array([1, None], dtype="Int64")})
TABLE = Table("id", "chips", "chips.csv", "chips", (Row({"owner": "Google"}, "row 2"),))


class Maker:
    """Makes one frame, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Frames:
        self.times += 1
        return {"made": pd.DataFrame({"said": ["x"], "number": pd.array([self.times], dtype="Int64")})}


@pytest.mark.parametrize(
    ("of", "times"),
    [
        ((ROWS, TABLE), 1),
        ((ROWS.assign(name=ROWS["name"].astype("str")), TABLE), 1),
        ((ROWS.assign(name=["a", "c"]), TABLE), 2),
        ((ROWS.iloc[:1], TABLE), 2),
        ((ROWS, Table("id", "chips", "chips.csv", "chips", (Row({"owner": "Meta"}, "row 2"),))), 2),
        ((TABLE, ROWS), 2),
        ((ROWS,), 2),
    ],
)
def test_it_is_made_again_when_something_changed(of: tuple[object, ...], times: int, tmp_path: Path) -> None:
    make = Maker()
    with opened(tmp_path) as cache:
        first = Keeper(cache)("what", (ROWS, TABLE), make)
        again = Keeper(cache)("what", of, make)
    assert make.times == times
    if times == 1:
        pd.testing.assert_frame_equal(first["made"], again["made"])


def test_what_is_damaged_is_made_again(tmp_path: Path) -> None:
    make = Maker()
    with opened(tmp_path) as cache:
        Keeper(cache)("what", (ROWS,), make)
        cache.tidy()
    with closing(sqlite3.connect(tmp_path / FILE)) as held, held:
        held.execute("UPDATE made SET body = x'00'")
    with opened(tmp_path) as cache:
        Keeper(cache)("what", (ROWS,), make)
    assert make.times == 2


def test_of_what_is_kept_by_part_only_what_changed_is_made_again(tmp_path: Path) -> None:
    rows = pd.DataFrame({"name": ["a", "b", "c", "d"]})
    parts = {0: np.array([0, 3]), 1: np.array([1]), 99: np.array([2])}
    asked: list[list[int]] = []

    def told(rows: pd.DataFrame, of: tuple[object, ...] = (TABLE,)) -> list[str]:
        def make(lacking: Parts) -> Frames:
            asked.append([*lacking])
            at = [(part, one) for part, several in lacking.items() for one in several if rows["name"][one] != "none"]
            names = [rows["name"][one] for _, one in at]
            return {"made": pd.DataFrame({"said": pd.array(names, dtype="str"), PART: [part for part, _ in at]})}

        with opened(tmp_path) as cache:
            found = Keeper(cache).by_part("what", of, (rows, parts), make)
            cache.tidy()
        return found["made"]["said"].tolist()

    assert told(rows) == ["a", "d", "b", "c"]
    assert told(rows) == ["a", "d", "b", "c"]
    assert told(rows.replace("b", "e")) == ["a", "d", "e", "c"]
    assert told(rows.replace({"b": "e", "c": "none"})) == ["a", "d", "e"]
    assert told(rows.replace({"b": "e", "c": "none"})) == ["a", "d", "e"]
    assert told(rows.replace({"b": "e", "c": "none"}), ()) == ["a", "d", "e"]
    assert asked == [[0, 1, 99], [1], [99], [0, 1, 99]]
