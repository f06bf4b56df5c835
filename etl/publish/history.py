"""The receipts of past refreshes, one a line, oldest first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from etl.publish.disk import Disk

RECEIPTS = "receipts.jsonl"


def append(store: Path, receipt: Mapping[str, Any], disk: Disk) -> None:
    """Add a receipt; what a full disk cut off before stays a line of its own, which readers pass over."""
    path = store / RECEIPTS
    line = (json.dumps(receipt, ensure_ascii=False) + "\n").encode()
    disk.append(path, line if _ends_whole(path) else b"\n" + line)


def mend(store: Path, newest: Mapping[str, Any], disk: Disk) -> None:
    """Add the newest snapshot's own receipt where the refresh that published it was killed before it wrote the line."""
    if newest and newest.get("snapshot") != _last(store).get("snapshot"):
        append(store, newest, disk)


def _ends_whole(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(0, 2)
            if not file.tell():
                return True
            file.seek(-1, 2)
            return file.read() == b"\n"
    except FileNotFoundError:
        return True


def _last(store: Path) -> Mapping[str, Any]:
    try:
        lines = (store / RECEIPTS).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    for line in reversed(lines):
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return {}
