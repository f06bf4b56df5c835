"""When what a row of a table counts is to run: the date that stands alone in another cell of the row."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from etl.extract.blocks import Kind
from etl.extract.drafts import Draft
from etl.extract.periods import PeriodMention
from etl.extract.reading import Reading
from etl.model import Status
from etl.period import known_by

RUNNING = frozenset({"units_deployed", "units_planned", "power_capacity"})
PLANNED = {"units_deployed": "units_planned"}
# What may stand before a date in its cell, and behind it.
_ALONE = re.compile(r"[\s*(（~≈]*(?:from |by |in |due |target |expected |预计|计划)?")
_AFTER = re.compile(r"[\s*)）]*(?:投产|上线|启用|建成|交付)?[\s*)）]*")
_LATE = re.compile(r"late|end|h2|q4|second half|fourth|[年季]?底|下半年|四季度|末")


def by_their_rows(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Give what a row counts the date of the row, and take it for planned where that is yet to come."""
    day = known_by(reading.document.published_on)
    for draft in drafts:
        if draft.refused or draft.metric not in RUNNING or draft.scene.block.kind is not Kind.TABLE or not day:
            continue
        mention = _of_row(reading, draft)
        start, end = (mention.period.start, mention.period.end) if mention else (None, None)
        if mention is None or start is None or end is None:
            continue
        late = end > day and _LATE.search(reading.plain, mention.span.start, mention.span.end)
        if start > day or late:
            draft.period, draft.status = mention.period, Status.PLAN
            draft.metric = PLANNED.get(draft.metric, draft.metric)
            draft.rule = [*draft.rule, "to run by the date of its row"]


def _of_row(reading: Reading, draft: Draft) -> PeriodMention | None:
    """Return the one date of a row that stands alone in its cell."""
    block, plain = draft.scene.block, reading.plain
    if any(one.period.label for one in draft.scene.periods):
        return None
    first, last = (bisect_left(reading.places.periods, place) for place in (block.start, block.end))
    found = [one for one in reading.periods[first:last] if one.period.label and _stands_alone(plain, one)]
    return found[0] if len(found) == 1 and last - first == 1 else None


def _stands_alone(plain: str, mention: PeriodMention) -> bool:
    start, end = plain.rfind("|", 0, mention.span.start) + 1, plain.find("|", mention.span.end)
    end = len(plain) if end < 0 else end
    return bool(_ALONE.fullmatch(plain, start, mention.span.start) and _AFTER.fullmatch(plain, mention.span.end, end))
