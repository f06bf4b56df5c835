"""Which part of a fiscal year its first half, or its first six or nine months, are."""

from __future__ import annotations

import re
from datetime import date

from etl.extract import calendars
from etl.extract.context import Context
from etl.extract.periods import PeriodMention
from etl.period import known_by

_FIRST = re.compile(
    r"first (?:half|(?:six|6) months|two quarters)|上半年|"
    r"(?P<nine>first (?:(?:nine|9) months|three quarters)|前(?:[九9]个月|[三3]个?季度?))"
)
_OF_NAMED = re.compile(r" of (?:its |the )?(?:fiscal|financial|fy) ?(?:year )?(?:20)?(\d\d)(?!\d)")
_OF_ITS_YEAR = re.compile(r",? of (?:the|its|this|our|their|the current) (?:fiscal|financial) year\b")
_YEARS_OWN = re.compile("财年的?$")
HALF, THREE_QUARTERS = 2, 3


def of_year(context: Context, mention: PeriodMention, ends: str) -> str:
    """Return the part that the first months of "the fiscal year" are to a firm whose year ends so, or nothing."""
    plain, day = context.reading.plain, known_by(context.reading.document.published_on)
    first = _FIRST.fullmatch(mention.span.of(plain)) if mention.relative else None
    named = _OF_NAMED.match(plain, mention.span.end) if first else None
    if not first or not day or not (named or (ends not in {"", calendars.CALENDAR} and _is_fiscal(plain, mention))):
        return ""
    quarters = THREE_QUARTERS if first["nine"] else HALF
    year = f"20{named[1]}" if named else context.fiscal[2:6] or _begun(ends, day, quarters)
    return f"FY{year}H1" if quarters == HALF else f"FY{year}Q1/FY{year}Q3"


def _is_fiscal(plain: str, mention: PeriodMention) -> bool:
    before = plain[max(mention.span.start - 3, 0) : mention.span.start]
    return bool(_OF_ITS_YEAR.match(plain, mention.span.end) or _YEARS_OWN.search(before))


def _begun(ends: str, day: date, quarters: int) -> str:
    """Return the fiscal year of which a firm has closed so many quarters last."""
    labels = (label for name, label in calendars.around(ends, day) if name == "last quarter")
    closed = re.fullmatch(r"FY(\d{4})Q([1-4])", next(labels, ""))
    return str(int(closed[1]) - (int(closed[2]) < quarters)) if closed else f"{day.year}"
