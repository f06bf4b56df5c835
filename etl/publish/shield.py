"""The moment of publishing, which no request to stop may part: the store is as it was, or all is done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_asked: list[int] = []


@contextmanager
def shielded() -> Iterator[None]:
    """Hold off Ctrl-C and SIGTERM inside the block; `asked` tells afterwards whether one came."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread is ever interrupted
        yield
        return
    before = {number: signal.signal(number, _late) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def asked() -> bool:
    """Return whether somebody asked to stop while it was too late for that."""
    return bool(_asked)


def _late(number: int, _frame: FrameType | None) -> None:
    _asked.append(number)
