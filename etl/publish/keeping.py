"""Frames kept until something that they are made of changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from etl.publish.cache import Cache
from etl.publish.frugal import give_back
from etl.publish.packing import in_parts, of_frames, rows_as_bytes, to_frames
from etl.publish.piles import SIZE, mended_piles
from etl.publish.share import program
from etl.reconcile.keeping import PART, Frames, Make, MakeParts, Parts

TOGETHER = 8
"""Piles that are made at once: with fewer of them what all parts have in common is looked up too often."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps frames in the cache; made and kept they are of the same types."""

    cache: Cache

    def __call__(self, what: str, of: Sequence[Any], make: Make, /) -> Frames:
        """Return the frames of a name."""
        key = key_of(what, of)
        body = self.cache.made(key)
        if body is None:
            body = of_frames(make())
            self.cache.make(key, body)
        return to_frames([body])

    def by_part(self, what: str, of: Sequence[Any], rows: tuple[pd.DataFrame, Parts], make: MakeParts, /) -> Frames:
        """Return the frames of a name part by part; those of which a row has changed are made together."""
        frame, parts = rows
        head = key_of(what, of).encode()
        marks = pd.util.hash_pandas_object(frame, index=False).to_numpy("<u8")
        keys = {part: hashlib.sha256(head + marks[at].tobytes()).hexdigest() for part, at in parts.items()}

        def made(lacking: Sequence[int]) -> Iterator[tuple[int, bytes]]:
            # Of many parts the rows that others are made of are held for some at a time.
            for some in _apart(lacking):
                yield from _piles(make({part: parts[part] for part in some}), some)
                if len(some) > SIZE:
                    give_back()

        return mended_piles(self.cache, what, keys, made, PART)


def key_of(what: str, of: Sequence[Any]) -> str:
    """Return the key of what is made of some frames and other things: the program, its name, and all that they say."""
    told = hashlib.sha256(f"{program()} {what} {len(of)}".encode())
    for one in of:
        content = rows_as_bytes(one) if isinstance(one, pd.DataFrame) else repr(one).encode()
        told.update(f" {len(content)} ".encode())
        told.update(content)
    return told.hexdigest()


def _apart(parts: Sequence[int]) -> Iterator[list[int]]:
    """Yield parts in order, those of a few piles at a time."""
    for _, some in groupby(sorted(parts), lambda part: part // (SIZE * TOGETHER)):
        yield [*some]


def _piles(frames: Frames, parts: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Yield frames pile by pile; also that nothing is made of a part is worth keeping."""
    found = in_parts(frames, {name: frame[PART].to_numpy() for name, frame in frames.items()}, SIZE)
    nothing = of_frames({name: frame.iloc[:0] for name, frame in frames.items()})
    for pile in sorted({part // SIZE for part in parts}):
        yield pile, found.get(pile, nothing)
