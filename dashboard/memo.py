"""What is made once per snapshot, and goes with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from dashboard.snapshot import Snapshot

P = ParamSpec("P")
R = TypeVar("R")


def once(make: Callable[Concatenate[Snapshot, P], R]) -> Callable[Concatenate[Snapshot, P], R]:
    """Return the function that makes each result once per snapshot; it must not keep the snapshot in its result."""
    held: WeakKeyDictionary[Snapshot, dict[object, R]] = WeakKeyDictionary()

    @wraps(make)
    def made(snapshot: Snapshot, /, *args: P.args, **named: P.kwargs) -> R:
        found = held.setdefault(snapshot, {})
        key = (args, tuple(sorted(named.items())))
        if key not in found:
            found[key] = make(snapshot, *args, **named)
        return found[key]

    return made
