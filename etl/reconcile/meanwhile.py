"""Work that another process may do meanwhile: it is given away with all that it needs, and asked for when it is due."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar

Done = TypeVar("Done")


class Give(Protocol):
    """Gives away a work on so many rows."""

    def __call__(self, rows: int, work: Callable[..., Done], /, *of: Any) -> Callable[[], Done]:
        """Return what waits for what the work gives."""


def here(_rows: int, work: Callable[..., Done], /, *of: Any) -> Callable[[], Done]:
    """Return what does the work when it is asked for."""
    return partial(work, *of)
