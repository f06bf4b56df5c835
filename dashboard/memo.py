"""What is made once per snapshot, and goes with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from dashboard.snapshot import Snapshot

P = ParamSpec("P")
R = TypeVar("R")
Make = Callable[Concatenate[Snapshot, P], R]


def once(make: Make[P, R]) -> Make[P, R]:
    """Return the function that makes each result once per snapshot; it must not keep the snapshot in its result."""
    return at_most(0)(make)


def at_most(most: int) -> Callable[[Make[P, R]], Make[P, R]]:
    """Return the same for what has ever new arguments: at most `most` results are kept, then all are made anew."""

    def decorate(make: Make[P, R]) -> Make[P, R]:
        held: WeakKeyDictionary[Snapshot, dict[object, R]] = WeakKeyDictionary()

        @wraps(make)
        def made(snapshot: Snapshot, /, *args: P.args, **named: P.kwargs) -> R:
            found = held.setdefault(snapshot, {})
            key = (args, tuple(sorted(named.items())))
            if key not in found:
                result = make(snapshot, *args, **named)
                if most and len(found) >= most:
                    found.clear()
                found[key] = result
                return result
            return found[key]

        return made

    return decorate
