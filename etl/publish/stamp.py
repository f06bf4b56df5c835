"""What tells that a file has not changed without reading it; where that is in doubt, its bytes are read."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

YOUNG = 2.0
"""Seconds; a file may be written again within the tick of a coarse clock, and keep its times."""


def stamp_of(path: Path) -> str:
    """
    Return size, times and place of a file as one text, equal as long as nobody writes to it.

    The time of the last change cannot be set back: whoever writes, or sets the other time, moves it. Empty where that
    does not hold or is not sure: on Windows, for what is no plain file, and for a file that has only just changed.
    """
    if os.name == "nt":
        return ""
    try:
        found = path.lstat()
    except OSError:
        return ""
    newest = max(found.st_mtime, found.st_ctime)
    if not stat.S_ISREG(found.st_mode) or newest > time.time() - YOUNG:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_dev}:{found.st_ino}"
