"""When a document was published, and how far that can be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

FRONT_MATTER, METADATA, ADDRESS, FIRST_LINES = "front matter", "page metadata", "address", "first lines"
FILE, NONE = "file metadata", "none"
FIRST_YEAR, LAST_YEAR = 1990, 2099
_HEAD_LINES, _LINE_LENGTH = 8, 80
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR = r"(?P<y>(?:19|20)\d{2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<m>\d{{2}})(?P<d>\d{{2}})(?!\d)",
        rf"{_YEAR}[-/.年]\s?(?P<m>\d{{1,2}})(?:[-/.月]\s?(?P<d>\d{{1,2}})(?!\d))?",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s{_MONTH},?\s{_YEAR}",
        rf"{_MONTH}\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}",
        rf"{_MONTH}\s{_YEAR}",
        rf"{_YEAR}(?!\d)",
    )
)
_LABEL = re.compile(
    r"(?:[發发][布佈][時时][間间]|[發发][布佈]日期|发表于|發表於|时间|時間|日期|更新时间"
    r"|published(?: on)?|posted(?: on)?|updated(?: on)?|last updated|date)\s{0,3}[:：]?\s{0,3}",
    re.IGNORECASE,
)
# A page of news may give the hour before the day: 11:08 2025-12-23.
_HOUR = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?\s{1,3}")
_IN_ADDRESS = (
    re.compile(r"(?<!\d)(?P<y>20\d{2})[/-](?P<m>\d{1,2})(?:[/-](?P<d>\d{1,2}))?(?![\d])"),
    re.compile(r"(?<!\d)(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:\d{4}|\d{6})?(?!\d)"),
    re.compile(r"/(?P<y>20\d{2})/(?P<m>\d{2})(?P<d>\d{2})(?!\d)"),
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A publication date as precise as it is known (2025, 2025-05, 2025-05-23 or empty), and where it was found."""

    day: str = ""
    trust: str = NONE


UNDATED = Dated()


def partial(value: object) -> str:
    """
    Return a date as precise as it is stated; empty where there is none at the start of the text.

    >>> partial("2025-02-11T16:33:55+08:00"), partial("2025-05"), partial("2025年3月4日"), partial("n.d.")
    ('2025-02-11', '2025-05', '2025-03-04', '')
    >>> partial("Feb. 3, 2025"), partial("3 January 2025"), partial("2025-13-40")
    ('2025-02-03', '2025-01-03', '')
    """
    text = str(value or "").strip()
    found = next((match for form in _FORMS if (match := form.match(text))), None)
    return _iso(found) if found else ""


def first_found(*candidates: tuple[str, str]) -> Dated:
    """Return the first of (day, trust) that has a day."""
    return next((Dated(day, trust) for day, trust in candidates if day), UNDATED)


def in_address(url: str) -> str:
    """
    Return the day that a web address carries in its path.

    >>> in_address("https://example.org/news/2025/10/30/chips"), in_address("https://example.org/202401031039.html")
    ('2025-10-30', '2024-01-03')
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    # The most precise reading counts: 2025/1120 is a day, although 2025/11 could be read out of it.
    days = (_iso(found) for form in _IN_ADDRESS for found in form.finditer(path))
    return max(days, key=len, default="")


def in_lines(lines: Sequence[str]) -> str:
    """Return the day that a line near the top gives, where the line says little else."""
    for line in (line.strip() for line in lines[:_HEAD_LINES]):
        label = _LABEL.match(line)
        told = line[label.end() :] if label else line
        hour = _HOUR.match(told)
        day = partial(told[hour.end() :] if hour else told) if len(line) <= _LINE_LENGTH else ""
        # A bare year or month opens many a sentence; only a whole day dates a page.
        if len(day) == len("2025-05-23"):
            return day
    return ""


def _iso(found: re.Match[str]) -> str:
    parts = found.groupdict()
    month = _MONTHS.index(parts["name"].lower()) + 1 if parts.get("name") else int(parts.get("m") or 0)
    year, day = int(parts["y"]), int(parts.get("d") or 0)
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    return "-".join([str(year), *(f"{part:02d}" for part in (month, day) if part)])
