"""
Every call to the disk fails once, and then for good: the store holds the old snapshot or the new one.

`make test` takes every ninth call, with the first and the last; `make faults` takes all.
"""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.errors import StoreError
from etl.publish import snapshot
from etl.publish.disk import Disk
from etl.publish.files import Files, files_of
from tests.faults.harness import LOOKED_AT, Failing

STEP = 1 if os.environ.get("FAULTS") == "whole" else 9


def published(files: Files, store: Path, disk: Disk | None = None) -> str:
    """Publish files that are made once, since no disk has a part in their making."""
    name = snapshot.write(files, store, disk=disk)
    snapshot.point(store, name, disk)
    return name


def calls_of_one_publish(files: Files, store: Path) -> int:
    disk = Failing()
    published(files, store, disk)
    return disk.calls


@pytest.mark.parametrize(("code", "lasting"), [(errno.ENOSPC, True), (errno.EIO, False)])
def test_old_or_new_after_any_failed_call(tables: Callable[..., Any], tmp_path: Path, code: int, lasting: bool) -> None:
    first, second = files_of(tables(485000.0)), files_of(tables(485000.0, 224000.0))
    total = calls_of_one_publish(second, tmp_path / "count")
    assert total > 50  # write, flush and rename of every file
    store = tmp_path / "store"
    old = published(first, store)
    new = snapshot.latest(tmp_path / "count")
    failed = 0
    calls = sorted({*range(1, total + 1, STEP), total})
    for at in calls:
        snapshot.point(store, old)
        try:
            published(second, store, Failing(at, code, lasting=lasting))
        except StoreError:
            failed += 1
        name = snapshot.latest(store)
        assert name in (old, new)
        assert len(snapshot.read(store, columns=LOOKED_AT)["observations"]) == (1 if name == old else 2)
        if (store / new).is_dir():  # a later publish finds it whole and only points at it
            snapshot.verified(store, new)
            Disk().remove(store / new)
    # The last flush comes when the name has moved; a folder left by the failure before is one call more.
    assert len(calls) - 1 <= failed <= len(calls)
    published(second, store)
    assert snapshot.latest(store) == new
