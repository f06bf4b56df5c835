"""Processes as the system lists them; only where it has /proc."""

from contextlib import suppress
from pathlib import Path


def runs(process: int | str) -> bool:
    """Tell whether a process has not ended; one that has may be listed until whoever inherited it looks."""
    with suppress(FileNotFoundError, ProcessLookupError):
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
        return stat.rpartition(")")[2].split()[0] not in "ZX"
    return False
