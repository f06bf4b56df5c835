"""Frames kept until something that they are made of changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.publish.cache import Cache
from etl.publish.packing import in_parts, of_frames, rows_as_bytes, to_frames
from etl.publish.piles import SIZE, mended_piles
from etl.publish.share import program
from etl.reconcile.keeping import PART, Frames, Make, MakeParts, Parts


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
            if lacking:
                yield from _piles(make({part: parts[part] for part in lacking}), lacking)

        return mended_piles(self.cache, what, keys, made, PART)


def key_of(what: str, of: Sequence[Any]) -> str:
    """Return the key of what is made of some frames and other things: the program, its name, and all that they say."""
    told = hashlib.sha256(f"{program()} {what} {len(of)}".encode())
    for one in of:
        content = rows_as_bytes(one) if isinstance(one, pd.DataFrame) else repr(one).encode()
        told.update(f" {len(content)} ".encode())
        told.update(content)
    return told.hexdigest()


def _piles(frames: Frames, parts: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Yield frames pile by pile; also that nothing is made of a part is worth keeping."""
    found = in_parts(frames, {name: frame[PART].to_numpy() for name, frame in frames.items()}, SIZE)
    nothing = of_frames({name: frame.iloc[:0] for name, frame in frames.items()})
    for pile in sorted({part // SIZE for part in parts}):
        yield pile, found.get(pile, nothing)
