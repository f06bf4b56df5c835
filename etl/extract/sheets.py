"""Find sheets: lines that each name a thing and tell it (Buyer: Microsoft), one of them whose the figures are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from etl.extract.blocks import Block, Kind

_TOLD = re.compile(r"[\s*_#>•·-]*(?P<key>[^\W\d][^:：|。.!?！？;；\n]{0,39}?)[\s*_]*[:：][\s*_]*\S")
# Notices of tenders (采购人, 中标人) name their buyer once for all lines.
_PARTY = re.compile(
    r"(?:the )?(?:buyer|customer|client|tenant|lessee|owner|operator|company|firm|developer|vendor|seller|supplier|"
    r"provider|landlord|lessor|builder|purchaser|contractor|part(?:y|ies))(?: name)?"
    r"|买方|卖方|甲方|乙方|客户|公司|企业|公司名称|运营商|运营方|业主|承租方|出租方|租户|厂商|开发商|建设方|投资方|买家|卖家"
)
# Two lines may stand beside each other by chance.
LEAST = 3


def sheets(text: str, lines: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each sheet of a text in small letters, by their numbers."""
    keys = [_key(text, one) for one in lines]
    if not any(map(_PARTY.fullmatch, keys)):
        return
    for part, found in groupby(range(len(lines)), lambda at: (bool(keys[at]), lines[at].paragraph)):
        if part[0]:
            yield from _records(keys, list(found))


def _key(text: str, line: Block) -> str:
    """Return what a line names before it tells it, or nothing."""
    told = None if line.kind is Kind.TABLE else _TOLD.match(text, line.start, line.end)
    return told["key"].strip() if told else ""


def _records(keys: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the parts of some lines that each begin with the first line's key."""
    starts = [at for at in numbers if keys[at] == keys[numbers[0]]]
    for first, behind in zip(starts, [*starts[1:], numbers[-1] + 1], strict=True):
        if behind - first >= LEAST and any(map(_PARTY.fullmatch, keys[first:behind])):
            yield first, behind - 1
