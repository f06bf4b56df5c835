"""Parts put together pile by pile: where one part has changed, all piles but its own are taken as they are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

import pandas as pd

from etl.publish.cache import Cache
from etl.publish.packing import in_one, to_frames

SIZE = 16
"""Parts in a pile: to open one costs about the same whatever is in it."""

Make = Callable[[Sequence[int]], Iterable[tuple[int, bytes]]]
"""Makes the parts of some numbers."""


def piled(cache: Cache, keys: Mapping[int, str], make: Make, before: Iterable[bytes] = ()) -> dict[str, pd.DataFrame]:
    """
    Return the frames of all parts, in the order of their numbers, after those of some that stand before them.

    Parts that are not kept by their keys are made.
    """
    piles: dict[int, list[int]] = {}
    for part in sorted(keys):
        piles.setdefault(part // SIZE, []).append(part)
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


def _name(keys: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(("pile", *keys)).encode()).hexdigest()
