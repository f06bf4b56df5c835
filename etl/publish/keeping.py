"""Frames kept until something that they are made of changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import pandas as pd

from etl.publish.cache import Cache
from etl.publish.packing import of_frames, rows_as_bytes, to_frames
from etl.publish.share import program
from etl.reconcile.keeping import Frames, Keep, Make


def keeper(cache: Cache) -> Keep:
    """Return a way to keep frames in the cache; made and kept they are of the same types."""

    def keep(what: str, of: Sequence[Any], make: Make) -> Frames:
        key = key_of(what, of)
        body = cache.made(key)
        if body is None:
            body = of_frames(make())
            cache.make(key, body)
        return to_frames([body])

    return keep


def key_of(what: str, of: Sequence[Any]) -> str:
    """Return the key of what is made of some frames and other things: the program, its name, and all that they say."""
    told = hashlib.sha256(f"{program()} {what} {len(of)}".encode())
    for one in of:
        content = rows_as_bytes(one) if isinstance(one, pd.DataFrame) else repr(one).encode()
        told.update(f" {len(content)} ".encode())
        told.update(content)
    return told.hexdigest()
