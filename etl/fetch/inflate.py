"""A body undone of its packing, counted while it grows: what a header says of its size need not be true."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

GZIP = 16 + zlib.MAX_WBITS
PIECE = 65_536


class TooLarge(Exception):  # noqa: N818 - the verdict on a body
    """A body has more bytes than are taken."""


class Unreadable(Exception):  # noqa: N818 - the verdict on a body
    """A body is not packed as it says."""


def body(pieces: Iterable[bytes], packing: str, limit: int) -> bytes:
    """Return the body, at most `limit` bytes of it; raises TooLarge, or Unreadable for a packing that is broken."""
    if packing in {"", "identity"}:
        return _joined(pieces, limit)
    if packing not in {"gzip", "x-gzip"}:
        raise Unreadable(f"it is packed as {packing[:20]}, which was not asked for")
    return _joined(_unpacked(pieces), limit)


def _joined(pieces: Iterable[bytes], limit: int) -> bytes:
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > limit:
            raise TooLarge
    return bytes(whole)


def _unpacked(pieces: Iterable[bytes]) -> Iterable[bytes]:
    opened = zlib.decompressobj(GZIP)
    try:
        for piece in pieces:
            rest = piece
            while rest:
                yield opened.decompress(rest, PIECE)
                rest = opened.unconsumed_tail
    except zlib.error:
        raise Unreadable("its gzip is broken") from None
    if not opened.eof:
        raise Unreadable("its gzip ends early")
