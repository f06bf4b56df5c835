"""Every call to the disk fails once, and then for good: the store holds the old snapshot or the new one."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.errors import StoreError
from etl.publish import snapshot
from etl.publish.disk import Disk


class Failing(Disk):
    """A disk whose call number `at` fails, and with `lasting` every later one; at 0 it only counts."""

    def __init__(self, at: int = 0, code: int = errno.ENOSPC, *, lasting: bool = False) -> None:
        self.at, self.code, self.lasting, self.calls = at, code, lasting, 0

    def _count(self) -> None:
        self.calls += 1
        if self.at and (self.calls == self.at or (self.lasting and self.calls > self.at)):
            raise OSError(self.code, "injected")

    def write(self, path: Path, content: bytes) -> None:
        self._count()
        if self.calls + 1 == self.at:  # half of it got out before the disk gave up
            path.write_bytes(content[: len(content) // 2])
        super().write(path, content)

    def sync(self, number: int) -> None:
        self._count()
        super().sync(number)

    def rename(self, old: Path, new: Path) -> None:
        self._count()
        super().rename(old, new)


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
    for at in range(1, total + 1):
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
    assert failed == total - 1  # the last flush comes when the name has moved
    snapshot.publish(second, store)
    assert snapshot.latest(store) == new
