"""How a refresh's processes ask for memory: what is let go of goes back, and nobody looks for it again and again."""

from __future__ import annotations

import ctypes
import gc
import os
import sys

SELDOM = 50_000
"""Things made between two looks for those that nothing holds but themselves."""

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
"""Names of settings in the C library's malloc.h."""

APART = 2**25
"""
Bytes from which a piece is asked of the system by itself, and given back to it when it is let go of.

The most that the C library takes. From less on nearly every column of a large table would be given its pages anew each
time that it is made, which takes a quarter of all work; to keep them takes a twelfth more memory.
"""


def give_back() -> None:
    """Give what was let go of back to the system, also what lies between what is held."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


def frugal() -> None:
    """Let this process hold what it uses and little more."""
    # Nearly all that a refresh makes lives to its end: looking through it again and again costs a twentieth of it.
    gc.set_threshold(SELDOM)
    # Arrow's own pool keeps what was let go of: with the system's a refresh holds a quarter less, in the same time.
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    if arrow := sys.modules.get("pyarrow"):  # else it asks when it is loaded, which here may be late
        arrow.set_memory_pool(arrow.system_memory_pool())
    # The C library raises by itself the size from which pieces are given back, and keeps a heap for each thread.
    if sys.platform == "linux" and (set_to := getattr(ctypes.CDLL(None), "mallopt", None)):
        for name, size in ((MMAP_THRESHOLD, APART), (TRIM_THRESHOLD, APART), (ARENA_MAX, 1)):
            set_to(name, size)
