"""Derived figures, kept in parts until one of the figures that a part is derived of changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from etl.publish.cache import Cache
from etl.publish.frugal import give_back
from etl.publish.keeping import key_of
from etl.publish.packing import in_parts, of_frames
from etl.publish.piles import piled
from etl.publish.share import program
from etl.reconcile.codes import Codes, kept
from etl.reconcile.derived import Derive, derive, derive_each, of_several, rows_for_each
from etl.reconcile.derived.derivation import OF, READ, Given, Refusal, Refusals, Result
from etl.reconcile.derived.published import Made, made
from etl.reconcile.meanwhile import Give

AT_ONCE = 64
"""Parts that are made at once: what is derived is many times as large before it is rows."""

DIGITS = 2
"""Hexadecimal digits of an id that say to which part its figure belongs: 256 parts."""


def deriver(cache: Cache) -> Derive:
    """Return a way to derive all there is: by derivation what is of several figures, by figure what is of one each."""

    def derived(given: Given, give: Give) -> Callable[[], list[Made]]:
        several = _of_several(given, cache, give)

        def due() -> list[Made]:
            found = [*several(), *_of_each(given, cache)]
            give_back()
            return found

        return due

    return derived


def _of_several(given: Given, cache: Cache, give: Give) -> Callable[[], list[Made]]:
    """Return what gives what is derived of several figures; what is not kept is made meanwhile."""
    keys = _keys_of_several(given)
    lacking = [part for part, key in keys.items() if not cache.holds(key)]
    due = give(len(given.observations) if lacking else 0, _several, given, lacking)

    def make(parts: Sequence[int]) -> Iterable[tuple[int, bytes]]:
        # What is kept may turn out to be damaged.
        return (due() if [*parts] == lacking else _several(given, parts)).items()

    return lambda: [Made(**piled(cache, keys, make))] if keys else []


def _keys_of_several(given: Given) -> dict[int, str]:
    """Return the key of each derivation: the program, what is assumed, the chips, and the figures of its metrics."""
    head = key_of("derived", (given.assumptions, given.peaks, given.chips))
    metric, derivations = given.observations["metric"], [module.DERIVATION for module in of_several()]
    asked = {part: metric.isin(one.of).to_numpy() for part, one in enumerate(derivations)}
    here = np.any([*asked.values()], axis=0)
    marks = np.zeros(len(metric), dtype="<u8")
    marks[here] = _marks(kept(given.observations, here))
    # Two derivations may be of the same metrics.
    heads = [f"{head} {one.metric}".encode() for one in derivations]
    return {part: _key(heads[part], marks[own]) for part, own in asked.items() if own.any()}


def _several(given: Given, parts: Sequence[int]) -> Mapping[int, bytes]:
    modules = of_several()
    told = {part: made(derive(given, modules[part : part + 1]), given.vocabulary) for part in parts}
    return {part: of_frames(one.frames()) for part, one in told.items()}


def _of_each(given: Given, cache: Cache) -> list[Made]:
    """Return what is derived of one figure each, none where there is no figure."""
    rows = rows_for_each(given)
    place = _codes([_part(id_) for id_ in rows["observation_id"]])
    keys = _keys(given, rows, place)

    def make(parts: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        for at in range(0, len(parts), AT_ONCE):
            yield from _made(given, rows, place, parts[at : at + AT_ONCE]).items()
            if at:  # of few parts nothing is worth giving back
                give_back()

    return [Made(**piled(cache, keys, make))] if keys else []


def _keys(given: Given, rows: pd.DataFrame, place: Codes) -> dict[int, str]:
    """Return the key of each part: the program, what is assumed of chips and prices, and its rows in their order."""
    head = f"{program()} {given.assumptions} {given.peaks}".encode()
    marks = _marks(rows)
    return {part: _key(head, marks[place == part]) for part in sorted(set(place.tolist()))}


def _marks(rows: pd.DataFrame) -> Any:
    return pd.util.hash_pandas_object(rows[list(READ)], index=False).to_numpy("<u8")


def _key(head: bytes, marks: Any) -> str:
    return hashlib.sha256(head + marks.tobytes()).hexdigest()


def _made(given: Given, rows: pd.DataFrame, place: Codes, parts: Sequence[int]) -> Mapping[int, bytes]:
    """Derive of the rows of some parts, of all at once, and return each part as bytes."""
    asked = replace(given, observations=kept(rows, np.isin(place, parts)))
    told = list(derive_each(asked))
    found = made(told, given.vocabulary)
    many = [_part(id_) for _, one in told if isinstance(one, Refusals) for id_ in one.rows[OF]]
    results = [(_part(one.about[OF]), one) for _, one in told if isinstance(one, Result)]
    places = {
        "observations": _codes([part for part, _ in results]),
        "inputs": _codes([part for part, one in results for _ in one.inputs]),
        "refusals": _codes([*(_part(one.about[OF]) for _, one in told if isinstance(one, Refusal)), *many]),
    }
    return {**_nothing(found, parts), **in_parts(found.frames(), places)}


def _nothing(found: Made, parts: Sequence[int]) -> Mapping[int, bytes]:
    """Return parts without a row: also that nothing is derived is worth keeping."""
    none = {name: frame.iloc[:0] for name, frame in found.frames().items()}
    return dict.fromkeys(parts, of_frames(none))


def _part(id_: str) -> int:
    return int(id_[:DIGITS], 16)


def _codes(parts: Sequence[int]) -> Codes:
    return np.array(parts, dtype=np.int64)
