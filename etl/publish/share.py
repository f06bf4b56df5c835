"""Documents in shares: what one share tells is made at once, in any process, and kept until one of them changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from etl.errors import InputRejected
from etl.model import Extraction
from etl.publish.cache import engine, hash_of, stale_document, versions
from etl.publish.one import read_one
from etl.publish.packing import Packed, loaded, of_frames, packed
from etl.publish.workers import mapped
from etl.reconcile.correction import Correction, corrected
from etl.reconcile.telling import FIGURES, OWN
from etl.reconcile.told import told_by
from etl.vocabulary import vocabulary

SIZE = 64
"""About as many documents as are in a share: fewer cost more to put together, more cost more when one changes."""

RULES = ("reconcile", "publish")
"""What decides, of what was read, what stands and how it is written."""

LIBRARIES = ("numpy", "pandas", "pyarrow")
OF_THEIR_OWN = {FIGURES: OWN, "unread": ("surface",)}
"""Of what is told and long, the texts that come as texts; the other ones, which repeat, come as categories."""

NOTES = "notes"
NOTE = ("source", "reason", "remedy", "place")


@dataclass(frozen=True, slots=True)
class Share:
    """Documents to read together; what they tell is wanted too where there is a key to keep it by."""

    paths: tuple[Path, ...]
    key: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Bodies:
    """Documents that were read before, each with whether that is its last good reading."""

    readings: tuple[tuple[bytes, bool], ...]
    corrections: tuple[Correction, ...]


@cache
def program() -> str:
    """Return a hash of all that decides what the sources' bytes are made into."""
    return hashlib.sha256(f"{engine()}{hash_of(*RULES)}{versions(*LIBRARIES)}".encode()).hexdigest()


def buckets(documents: int) -> int:
    """
    Return into how many shares so many documents go; it doubles with them, so that one more moves few of the others.

    >>> buckets(10), buckets(10_000)
    (1, 256)
    """
    return 1 << max(0, (documents // SIZE)).bit_length()


def bucket_of(sha256: str, count: int) -> int:
    """Return the share that a document belongs to by the hash of its bytes: copies are always in one."""
    return int(sha256[:8] or "0", 16) % count


def key_of_share(members: Iterable[tuple[str, bool]], corrections: Sequence[Correction]) -> str:
    """Return the key of what a share tells: its readings, whether they are stale, what was corrected, the program."""
    told = [program(), *(f"{key} {is_stale}" for key, is_stale in sorted(members)), *map(repr, corrections)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def read_share(share: Share, by: Executor | None = None) -> tuple[list[Packed | InputRejected], bytes]:
    """Read the documents of a share; and what they tell, where it is wanted and all of them could be read."""
    readings = [*mapped(by, read_one, share.paths)]
    kept = [one if isinstance(one, InputRejected) else packed(one) for one in readings]
    documents = [one for one in readings if isinstance(one, Extraction)]
    is_whole = bool(share.key) and len(documents) == len(readings)
    return kept, telling(documents, share.corrections) if is_whole else b""


def tell_share(bodies: Bodies) -> bytes:
    """Return what documents tell that were read before."""
    documents = []
    for body, is_stale in bodies.readings:
        one: Extraction = loaded(body)
        documents.append(stale_document(one) if is_stale else one)
    return telling(documents, bodies.corrections)


def telling(documents: Sequence[Extraction], corrections: Sequence[Correction]) -> bytes:
    """Return what documents tell, corrected, as bytes; with a note on each correction that met no figure."""
    judged, unmet = corrected(documents, corrections)
    notes = pd.DataFrame([[getattr(one, name) for name in NOTE] for one in unmet], columns=list(NOTE), dtype="str")
    return of_frames({**told_by((), judged, vocabulary()).frames(), NOTES: notes}, OF_THEIR_OWN)
