"""Old snapshots cleared away: the newest ones stay, and whatever somebody reads."""

from __future__ import annotations

from pathlib import Path

from etl.publish.disk import Disk
from etl.publish.hold import is_free
from etl.publish.snapshot import latest, published, remove


def prune(store: Path, keep: int, disk: Disk | None = None) -> list[str]:
    """
    Remove all but the `keep` newest snapshots and return the ids of those removed; 0 keeps all.

    The newest is never removed, nor is one that is being read. The caller holds the store's lock.
    """
    names = published(store)
    old = [name for name in names[keep:] if name != latest(store)] if keep else []
    removed = [name for name in old if is_free(store / name)]
    for name in removed:
        remove(store, name, disk or Disk())
    return removed
