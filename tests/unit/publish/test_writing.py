"""Tables that another process writes come to the same files, and what it meets is told to who makes them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from etl.errors import StoreError
from etl.publish.disk import Disk
from etl.publish.files import File
from etl.publish.snapshot import DRAFT, Draft, drafted
from etl.publish.workers import processes
from etl.publish.writing import LAID, taken, writing
from etl.reconcile.codes import coded

Make = Callable[..., dict[str, pd.DataFrame]]


@pytest.fixture(scope="module")
def one() -> Iterator[Executor]:
    with processes(1) as found:
        yield found


class Noting(Disk):
    """Notes beside the store which processes wrote to it."""

    def pour(self, folder: Path, pieces: Iterable[tuple[str, bytes]]) -> None:
        """Write, and note by whom."""
        (folder.parent / f"by-{os.getpid()}").touch()
        super().pour(folder, pieces)


class Refusing(Disk):
    """Has no room for one file."""

    def pour(self, folder: Path, pieces: Iterable[tuple[str, bytes]]) -> None:
        """Refuse it."""
        told = list(pieces)
        if any(name == "rates.csv" for name, _ in told):
            raise OSError("full")
        super().pour(folder, told)


def written(store: Path, tables: dict[str, pd.DataFrame], by: Executor | None, disk: Disk) -> dict[str, bytes]:
    """Write tables into a draft, and return what is in its folder."""
    with drafted(store, disk) as draft:
        with writing(draft, by, nullcontext()) as write:
            for name, frame in tables.items():
                write(name, frame)
        assert list(shaped(draft)) == sorted(path.name for path in (store / DRAFT).iterdir())
        return {name: (store / DRAFT / name).read_bytes() for name in draft.files}


def shaped(draft: Draft) -> dict[str, File]:
    return dict(sorted(draft.files.items()))


def test_another_process_writes_the_same_files(tables: Make, tmp_path: Path, one: Executor) -> None:
    told = tables(1.0, 2.5, float("nan"), 4e10)
    told["observations"] = coded(told["observations"].assign(note=["", 'a "word", quoted', "中文", "\n"]), ("note",))
    here, there = tmp_path / "here", tmp_path / "there"
    assert written(here, told, None, Noting()) == written(there, told, one, Noting())
    assert [path.name for path in here.glob("by-*")] == [f"by-{os.getpid()}"]
    assert len([path.name for path in there.glob("by-*")]) == 1
    assert not (there / f"by-{os.getpid()}").exists()


class Slow(Executor):
    """Does what it is given when it is asked for it."""

    def __init__(self) -> None:
        self.waiting: list[Future[Any]] = []

    def submit(self, *_: Any) -> Future[Any]:  # type: ignore[override]
        """Let it wait."""
        self.waiting.append(Future())
        return self.waiting[-1]


def test_a_table_that_waits_lies_in_the_draft_and_is_gone_once_it_is_taken(tables: Make, tmp_path: Path) -> None:
    by = Slow()
    with drafted(tmp_path, Disk()) as draft, writing(draft, by, nullcontext()) as write:
        for name, frame in tables(1.0).items():
            write(name, frame)
            assert (tmp_path / DRAFT / f"{name}{LAID}").exists()
            by.waiting[-1].set_result(taken(Draft(tmp_path, Disk()), name))
            assert not (tmp_path / DRAFT / f"{name}{LAID}").exists()


def test_who_makes_tables_is_told_that_the_disk_refuses(tables: Make, tmp_path: Path) -> None:
    with processes(1) as own, pytest.raises(StoreError, match="full"):
        written(tmp_path, tables(1.0), own, Refusing())
    assert list(tmp_path.iterdir()) == []


def test_what_was_refused_is_told_at_the_next_table(tables: Make, tmp_path: Path) -> None:
    by = Slow()
    with drafted(tmp_path, Disk()) as draft, pytest.raises(OSError, match="full"):  # noqa: PT012, SIM117
        with writing(draft, by, nullcontext()) as write:
            write("rates", tables(1.0)["rates"])
            by.waiting[-1].set_exception(OSError("full"))
            write("unexplained", tables(1.0)["unexplained"])
    assert len(by.waiting) == 1


def test_a_table_that_breaks_its_schema_is_told(tables: Make, tmp_path: Path) -> None:
    told = tables(1.0)
    told["observations"] = told["observations"].drop(columns="value")
    with processes(1) as own, pytest.raises(StoreError, match="observations lacks value"):
        written(tmp_path, told, own, Disk())
