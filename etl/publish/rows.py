"""Figures that are derived of one figure each, kept in parts until one of these changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from etl.publish.cache import Cache
from etl.publish.packing import in_parts, of_frames
from etl.publish.piles import piled
from etl.publish.share import program
from etl.reconcile.codes import Codes, kept
from etl.reconcile.derived import Derive, derive, derive_each, rows_for_each
from etl.reconcile.derived.derivation import OF, READ, Given, Refusal, Refusals, Result
from etl.reconcile.derived.published import Made, made
from etl.reconcile.meanwhile import Give

DIGITS = 2
"""Hexadecimal digits of an id that say to which part its figure belongs: 256 parts."""


def deriver(cache: Cache) -> Derive:
    """Return a way to derive all there is that keeps each part of what is derived of one figure each."""

    def derived(given: Given, give: Give) -> Callable[[], list[Made]]:
        several = give(len(given.observations), _of_several, given)
        return lambda: [several(), *_of_each(given, cache)]

    return derived


def _of_several(given: Given) -> Made:
    return made(derive(given), given.vocabulary)


def _of_each(given: Given, cache: Cache) -> list[Made]:
    """Return what is derived of one figure each, none where there is no figure."""
    rows = rows_for_each(given)
    place = _codes([_part(id_) for id_ in rows["observation_id"]])
    keys = _keys(given, rows, place)
    return [Made(**piled(cache, keys, lambda lacking: _made(given, rows, place, lacking).items()))] if keys else []


def _keys(given: Given, rows: pd.DataFrame, place: Codes) -> dict[int, str]:
    """Return the key of each part: the program, what is assumed of chips and prices, and its rows in their order."""
    head = f"{program()} {given.assumptions} {given.peaks}".encode()
    marks = pd.util.hash_pandas_object(rows[list(READ)], index=False).to_numpy("<u8")
    parts = sorted(set(place.tolist()))
    return {part: hashlib.sha256(head + marks[place == part].tobytes()).hexdigest() for part in parts}


def _made(given: Given, rows: pd.DataFrame, place: Codes, parts: Sequence[int]) -> Mapping[int, bytes]:
    """Derive of the rows of some parts, of all at once, and return each part as bytes."""
    asked = replace(given, observations=kept(rows, np.isin(place, parts)))
    told = list(derive_each(asked)) if parts else []
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
    return dict.fromkeys(parts, of_frames(none)) if parts else {}


def _part(id_: str) -> int:
    return int(id_[:DIGITS], 16)


def _codes(parts: Sequence[int]) -> Codes:
    return np.array(parts, dtype=np.int64)
