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
from tests.faults.harness import Failing

STEP = 1 if os.environ.get("FAULTS") == "whole" else 9


def calls_of_one_publish(tables: snapshot.Tables, store: Path) -> int:
    disk = Failing()
    snapshot.publish(tables, store, disk=disk)
    return disk.calls


@pytest.mark.parametrize(("code", "lasting"), [(errno.ENOSPC, True), (errno.EIO, False)])
def test_old_or_new_after_any_failed_call(tables: Callable[..., Any], tmp_path: Path, code: int, lasting: bool) -> None:
    first, second = tables(485000.0), tables(485000.0, 224000.0)
    total = calls_of_one_publish(second, tmp_path / "count")
    assert total > 50  # write, flush and rename of every file
    store = tmp_path / "store"
    old = snapshot.publish(first, store)
    new = snapshot.latest(tmp_path / "count")
    failed = 0
    calls = sorted({*range(1, total + 1, STEP), total})
    for at in calls:
        snapshot.point(store, old)
        try:
            snapshot.publish(second, store, disk=Failing(at, code, lasting=lasting))
        except StoreError:
            failed += 1
        name = snapshot.latest(store)
        assert name in (old, new)
        assert len(snapshot.read(store)["observations"]) == (1 if name == old else 2)
        if (store / new).is_dir():  # a later publish finds it whole and only points at it
            snapshot.read(store, new)
            Disk().remove(store / new)
    # The last flush comes when the name has moved; a folder left by the failure before is one call more.
    assert len(calls) - 1 <= failed <= len(calls)
    snapshot.publish(second, store)
    assert snapshot.latest(store) == new
