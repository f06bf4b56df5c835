"""What published tables yield before a reader chooses companies: made once, as long as the tables are held."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from dashboard.chart import Tables
from dashboard.state import State

P = ParamSpec("P")
R = TypeVar("R")
Make = Callable[Concatenate[Tables, P], R]

MOST = 48


def kept(*counts: str) -> Callable[[Make[P, R]], Make[P, R]]:
    """
    Return a decorator that makes each result once per tables and arguments; nobody changes what was made.

    Of a State among the arguments only the fields in `counts` may matter. Plain dicts of tables are not remembered.
    """

    def decorate(make: Make[P, R]) -> Make[P, R]:
        held: WeakKeyDictionary[Tables, dict[object, R]] = WeakKeyDictionary()

        @wraps(make)
        def made(tables: Tables, /, *args: P.args, **named: P.kwargs) -> R:
            if isinstance(tables, dict):
                return make(tables, *args, **named)
            known = held.setdefault(tables, {})
            key = tuple(_word(one, counts) for one in (*args, *named.items()))
            found = known.get(key)
            if found is None:
                if len(known) >= MOST:
                    known.clear()
                found = known[key] = make(tables, *args, **named)
            return found

        return cast(Make[P, R], made)

    return decorate


def _word(argument: object, counts: tuple[str, ...]) -> object:
    return tuple(getattr(argument, name) for name in counts) if isinstance(argument, State) else argument
