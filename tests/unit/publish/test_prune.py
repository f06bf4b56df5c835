from collections.abc import Callable
from pathlib import Path
from typing import Any

from etl.publish import snapshot
from etl.publish.files import files_of
from etl.publish.hold import held
from etl.publish.prune import prune


def test_the_newest_stay_and_the_rest_go(tables: Callable[..., Any], tmp_path: Path) -> None:
    names = [snapshot.publish(tables(float(value)), tmp_path) for value in range(5)]
    assert prune(tmp_path, 0) == []
    assert sorted(prune(tmp_path, 2)) == sorted(names[:3])
    assert snapshot.published(tmp_path) == [names[4], names[3]]
    assert list(tmp_path.glob("*.tmp")) == []


def test_one_that_is_published_again_counts_as_new(tables: Callable[..., Any], tmp_path: Path) -> None:
    names = [snapshot.publish(tables(float(value)), tmp_path) for value in (0, 1, 0)]
    assert prune(tmp_path, 1) == [names[1]]
    assert snapshot.latest(tmp_path) == names[0]


def test_one_that_is_read_stays_until_it_is_let_go(tables: Callable[..., Any], tmp_path: Path) -> None:
    old, new = (snapshot.publish(tables(float(value)), tmp_path) for value in (0, 1))
    with held(tmp_path / old):
        assert prune(tmp_path, 1) == []
        assert snapshot.read(tmp_path, old)
    assert prune(tmp_path, 1) == [old]
    assert snapshot.published(tmp_path) == [new]


def test_the_newest_stays_though_others_were_written_later(tables: Callable[..., Any], tmp_path: Path) -> None:
    first = snapshot.publish(tables(0.0), tmp_path)
    later = snapshot.write(files_of(tables(1.0)), tmp_path)
    assert prune(tmp_path, 1) == []
    assert sorted(snapshot.published(tmp_path)) == sorted([first, later])
