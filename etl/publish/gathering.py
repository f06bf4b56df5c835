"""What all documents of a refresh tell: kept shares as they were, the others made anew, put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path

from etl.errors import InputRejected
from etl.model import Extraction
from etl.publish.cache import Cache
from etl.publish.one import read_one
from etl.publish.packing import dumped, of_frames
from etl.publish.piles import piled
from etl.publish.reading import Held, Readings
from etl.publish.share import NOTES, OF_THEIR_OWN, Bodies, bucket_of, buckets, key_of_share, tell_share
from etl.publish.texts import Texts
from etl.publish.workers import mapped
from etl.reconcile.correction import Correction
from etl.reconcile.told import Told, told_by
from etl.vocabulary import vocabulary

MANY = 8
"""Fewer shares than this are told by one process: to start more of them costs more."""


def gathered(
    readings: Readings,
    cache: Cache,
    by: tuple[Executor | None, Executor | None],
    corrections: Sequence[Correction],
    texts: Texts,
) -> tuple[Told, list[InputRejected]]:
    """
    Return what the sources tell, corrected, and a note on each correction that met no figure.

    By the processes that share what is much, or the one that does what is little; else here. The texts of documents
    are shelved.
    """
    shares = {
        number: (members, _judged(members, corrections)) for number, members in _shares(readings.documents).items()
    }
    keys = {
        number: key_of_share([(one.key, one.is_stale) for one in members], judged)
        for number, (members, judged) in shares.items()
    }

    def made(lacking: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        bodies = (Bodies(tuple(_bodies(shares[at][0], cache)), shares[at][1]) for at in lacking)
        return zip(lacking, mapped(by[len(lacking) < MANY], tell_share, bodies), strict=True)

    with texts.shelving() as aside:
        frames = piled(cache, keys, made, (_of_tables(readings, cache),), aside)
    told = frames.pop(NOTES).itertuples(index=False) if NOTES in frames else ()
    notes = [InputRejected(*row[:2], remedy=row[2], place=row[3]) for row in told]
    return Told(**{**frames, "names": frames["names"].drop_duplicates()}), notes


def _of_tables(readings: Readings, cache: Cache) -> bytes:
    names = [(table.name, table.path, table.id) for table in readings.tables]
    told = [(repr(one), not {one[1], readings.names.get(one[0])}.isdisjoint(readings.stale)) for one in names]
    key = key_of_share(told, ())
    body = cache.made(key)
    if body is None:
        body = of_frames(told_by(readings.tables, (), vocabulary()).frames(), OF_THEIR_OWN)
        cache.make(key, body)
    return body


def _shares(documents: Sequence[Held]) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = {}
    for one in documents:
        found.setdefault(bucket_of(one.head.id, buckets(len(documents))), []).append(one)
    return found


def _judged(members: Sequence[Held], corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    ids = {one.head.id for one in members}
    return tuple(one for one in corrections if one.sha256 in ids)


def _bodies(members: Sequence[Held], cache: Cache) -> Iterator[tuple[bytes, bool]]:
    for one in members:
        body = cache.body(one.key)
        if not body:  # what is kept may yet turn out to be damaged
            found = read_one(Path(one.head.path))
            body = dumped(found) if isinstance(found, Extraction) else b""
        if body:
            yield body, one.is_stale
