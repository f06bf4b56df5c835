"""Parts put together pile by pile: where one part has changed, all piles but its own are taken as they are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

import pandas as pd

from etl.publish.cache import Cache
from etl.publish.packing import dumped, in_one, loaded, mended, to_frames

SIZE = 16
"""Parts in a pile: to open one costs about the same whatever is in it."""

Make = Callable[[Sequence[int]], Iterable[tuple[int, bytes]]]
"""Makes the parts of some numbers."""


def piled(cache: Cache, keys: Mapping[int, str], make: Make, before: Iterable[bytes] = ()) -> dict[str, pd.DataFrame]:
    """
    Return the frames of all parts, in the order of their numbers, after those of some that stand before them.

    Parts that are not kept by their keys are made.
    """
    piles = _piles(keys)
    names = {pile: _name(keys[part] for part in parts) for pile, parts in piles.items()}
    whole = {pile: body for pile, name in names.items() if (body := cache.made(name)) is not None}
    asked = [part for pile, parts in piles.items() if pile not in whole for part in parts]
    kept = {part: body for part in asked if (body := cache.made(keys[part])) is not None}
    for part, body in make([part for part in asked if part not in kept]):
        kept[part] = body
        cache.make(keys[part], body)
    for pile, parts in piles.items():
        if pile not in whole:
            whole[pile] = in_one([kept.pop(part) for part in parts])
            cache.make(names[pile], whole[pile])
    cache.use(keys.values())
    return to_frames(chain(before, (whole.pop(pile) for pile in piles)))


def mended_piles(cache: Cache, what: str, keys: Mapping[int, str], make: Make, by: str) -> dict[str, pd.DataFrame]:
    """
    Return the frames of all parts, in the order of their numbers, of which what is made is kept pile by pile only.

    Every frame has the number of each row's part in a column. `make` gives the parts that it is asked for pile by
    pile, each maybe in several pieces; in a pile that was kept they take the place of those with other keys.
    """
    piles = {pile: {part: keys[part] for part in parts} for pile, parts in _piles(keys).items()}
    old = {pile: told for pile in piles if (told := loaded(cache.made(f"{what} {pile}") or b""))}
    same = {pile: _same(parts, old.get(pile, ({}, b""))[0]) for pile, parts in piles.items()}
    made: dict[int, list[bytes]] = {}
    for pile, body in make([part for pile, parts in piles.items() for part in parts if part not in same[pile]]):
        made.setdefault(pile, []).append(body)
    whole = {}
    for pile, parts in piles.items():
        if pile in old and old[pile][0] == parts:
            whole[pile] = old.pop(pile)[1]
            continue
        new = made.pop(pile, [])
        whole[pile] = (
            mended(old.pop(pile)[1], by, same[pile], new) if same[pile] else in_one(new) if new[1:] else new[0]
        )
        cache.make(f"{what} {pile}", dumped((parts, whole[pile])))
    return to_frames(whole.pop(pile) for pile in piles)


def _piles(keys: Iterable[int]) -> dict[int, list[int]]:
    piles: dict[int, list[int]] = {}
    for part in sorted(keys):
        piles.setdefault(part // SIZE, []).append(part)
    return piles


def _same(parts: Mapping[int, str], before: Mapping[int, str]) -> list[int]:
    """Return the parts that have the keys that they had before."""
    return [part for part, key in parts.items() if before.get(part) == key]


def _name(keys: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(("pile", *keys)).encode()).hexdigest()
