"""What became of each source when it was last fetched, kept beside the fetched files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from etl import sidecar
from etl.errors import InputRejected
from etl.fetch import shelf

RECORD = "fetched.json"


def write(raw: Path, source: str, at: datetime, counts: Mapping[str, int], faults: Iterable[InputRejected]) -> None:
    """Keep how many files of a source were new, changed, unchanged and failed, and why they failed."""
    told = {
        **_recorded(raw),
        source: {"at": at.isoformat("T", "seconds"), "files": counts, "failed": [*map(_told, faults)]},
    }
    _put(raw, told)


def forget(raw: Path, declared: Iterable[str]) -> None:
    """Forget the sources that are declared no longer, so that nobody is told of their faults for ever."""
    held, names = _recorded(raw), set(declared)
    if not held.keys() <= names:
        _put(raw, {name: one for name, one in held.items() if name in names})


def faults(raw: Path) -> tuple[InputRejected, ...]:
    """Return what failed in the last fetch of each source."""
    return tuple(InputRejected(**told) for one in _recorded(raw).values() for told in one["failed"])


def sidecars(raw: Path) -> list[Path]:
    """Return the sidecars of all that was fetched, in order."""
    return sorted(raw.glob(f"*/*{sidecar.ENDING}"))


def _put(raw: Path, told: Mapping[str, Any]) -> None:
    raw.mkdir(parents=True, exist_ok=True)
    shelf.written(raw / RECORD, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


def _told(fault: InputRejected) -> dict[str, str]:
    return {"source": fault.source, "place": fault.place, "reason": fault.reason, "remedy": fault.remedy}


def _recorded(raw: Path) -> dict[str, Any]:
    try:
        told = json.loads((raw / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
