"""Parts put together pile by pile: where one part has changed, all piles but its own are taken as they are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter

import pandas as pd

from etl.publish.cache import Cache
from etl.publish.packing import Aside, all_of, dumped, in_one, loaded, mended, to_frames

SIZE = 16
"""Parts in a pile: to open one costs about the same whatever is in it."""

Make = Callable[[Sequence[int]], Iterable[tuple[int, bytes]]]
"""Makes the parts of some numbers, in their order."""


def piled(
    cache: Cache, keys: Mapping[int, str], make: Make, before: Iterable[bytes] = (), aside: Aside = all_of
) -> dict[str, pd.DataFrame]:
    """
    Return the frames of all parts, in the order of their numbers, after those of some that stand before them.

    Parts that are not kept by their keys are made. `aside` is that of `to_frames`.
    """
    piles = _piles(keys)
    names = {pile: _name(keys[part] for part in parts) for pile, parts in piles.items()}
    asked = [part for pile, parts in piles.items() if not cache.holds(names[pile]) for part in parts]
    lacking = [part for part in asked if not cache.holds(keys[part])]
    # What other processes make is begun before the first pile is opened, and waited for when its own one is.
    due = _Due({*lacking}, iter(make(lacking)), make)
    cache.use(keys.values())
    # Each pile is read when it is opened, so that no two of them are held as bytes.
    told = (_pile(cache, names[pile], {part: keys[part] for part in parts}, due) for pile, parts in piles.items())
    return to_frames(chain(before, told), aside)


@dataclass(frozen=True, slots=True)
class _Due:
    """Parts that are being made in the order of their numbers, and how another one is."""

    lacking: Collection[int]
    made: Iterator[tuple[int, bytes]]
    make: Make

    def part(self, number: int) -> bytes:
        """Return a part; one that is not among those that lacked was kept and turned out to be damaged."""
        _, body = next(self.made) if number in self.lacking else next(iter(self.make([number])))
        return body


def _pile(cache: Cache, name: str, keys: Mapping[int, str], due: _Due) -> bytes:
    body = cache.made(name)
    if body is None:
        body = in_one([_part(cache, part, key, due) for part, key in keys.items()])
        cache.make(name, body)
    return body


def _part(cache: Cache, part: int, key: str, due: _Due) -> bytes:
    body = cache.made(key)
    if body is None:
        body = due.part(part)
        cache.make(key, body)
    return body


def mended_piles(cache: Cache, what: str, keys: Mapping[int, str], make: Make, by: str) -> dict[str, pd.DataFrame]:
    """
    Return the frames of all parts, in the order of their numbers, of which what is made is kept pile by pile only.

    Every frame has the number of each row's part in a column. `make` gives the parts that it is asked for pile by
    pile, each maybe in several pieces; in a pile that was kept they take the place of those with other keys.
    """
    piles = {pile: {part: keys[part] for part in parts} for pile, parts in _piles(keys).items()}
    # Each pile is opened as soon as it stands, while others are still being made.
    return to_frames(_mended(cache, what, piles, make, by))


def _mended(cache: Cache, what: str, piles: Mapping[int, Mapping[int, str]], make: Make, by: str) -> Iterator[bytes]:
    """Yield each pile with what it lacked."""
    old = {pile: _kept(cache, what, pile)[0] for pile in piles}
    same = {pile: _same(parts, old[pile]) for pile, parts in piles.items()}
    lacking = [part for pile, parts in piles.items() for part in parts if part not in same[pile]]
    made = groupby(make(lacking), itemgetter(0))
    for pile, parts in piles.items():
        kept = _kept(cache, what, pile)[1] if same[pile] else b""
        if len(same[pile]) == len(parts) == len(old[pile]):
            yield kept
            continue
        new = [body for _, body in next(made)[1]] if len(same[pile]) < len(parts) else []
        body = mended(kept, by, same[pile], new) if kept else in_one(new) if new[1:] else new[0]
        cache.make(_name_of(what, pile), dumped((parts, body)))
        yield body


def _kept(cache: Cache, what: str, pile: int) -> tuple[Mapping[int, str], bytes]:
    """Return the keys of the parts of a pile that is kept, and the pile; nothing where there is none."""
    found: tuple[Mapping[int, str], bytes] = loaded(cache.made(_name_of(what, pile)) or b"") or ({}, b"")
    return found


def _name_of(what: str, pile: int) -> str:
    return f"{what} {pile}"


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
