"""The end of a process: at once, since to take a large one apart takes a third of a second."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn


def leave(status: int = 0) -> NoReturn:
    """End this process with a status; what it has said is said, and what it holds goes back to the system whole."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody listens any more
            stream.flush()
    os._exit(status)
