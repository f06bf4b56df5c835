"""Which period a figure is of: stated in its clause, its sentence, its paragraph, its heading, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from etl.extract.periods import PeriodMention
from etl.extract.scene import Scene
from etl.model import Quantity
from etl.period import Period

LONG = frozenset({"year", "quarter", "half", "range", "open", "relative", "fiscal", "vague"})
_QUARTER = re.compile(r"(?:(?P<fy>FY)?(?P<year>\d{4}))?Q(?P<quarter>[1-4])$")
_BARE_QUARTER = re.compile(
    r"(?:第?(?P<zh>[一二三四1-4])(?:财|季)|(?P<en>first|second|third|fourth)[\s-](?:fiscal\s)?quarter|"
    r"(?:F?Q(?P<q>[1-4])$))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}|FY\s?\d\d|fiscal\s(?:year\s)?\d\d|\d\d\s?(?:财年|財年)|\d\dQ|Q\d\s?\d\d", re.IGNORECASE)
_BEFORE_COMPARED = re.compile(
    r"(?:than|from|since|大于|多于|小于|低于|compared (?:with|to)|versus|比|较|同比|高于|低于|超过|"
    r"一改|不同于)\s?(?:the\s)?(?:in\s)?$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:自|从|至|到|from|starting|through|until|till|by|as of|before|in)\s?(?:early |mid-?|the )?$", re.IGNORECASE
)
_AS_OF = re.compile(r"(?:截至|截止|截止到|as of|at the end of|by)\s?(?:the end of )?$", re.IGNORECASE)
_MONTHLY = re.compile(r"份?(?:单月)?(?:合并)?营(?:业)?收|(?:'s)? (?:monthly )?(?:revenue|sales)")
_DAYS = re.compile(r"-\d\d-\d\d")
# Figures of one list stand this close: 196,000 and 169,000.
JOINED = 20
NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}


def usable(text: str, mention: PeriodMention) -> bool:
    """Say whether a period can date a figure: it has a label and is not the other side of a comparison."""
    if not mention.period.label:
        return False
    return not _BEFORE_COMPARED.search(text[max(mention.span.start - 18, 0) : mention.span.start])


def fits(text: str, mention: PeriodMention, family: str) -> bool:
    """Say whether a period of this length can be the period of a metric of this family."""
    label = mention.period.label
    if family in {"spending", "revenue"}:
        return (mention.kind not in {"month", "day"} and not _DAYS.search(label)) or bool(
            _AS_OF.search(_before(text, mention)) or (family == "revenue" and _MONTHLY.match(text, mention.span.end))
        )
    if family == "rent":
        return mention.kind not in {"day", "month"}
    if family in {"contract", "programme"}:
        return opens(text, mention) and mention.kind not in {"day", "month", "quarter", "fiscal"}
    if mention.kind == "day" or _DAYS.search(label):
        return bool(_AS_OF.search(_before(text, mention)))
    return True


_WHOLE_YEAR = re.compile(r"全年|整年|全财年|full[- ]year|for the year|the whole year")


def whole_year(text: str, scene: Scene, quantity: Quantity, context: str) -> Period | None:
    """Return the fiscal year of the report where the clause says "the full year" and names no other."""
    here = scene.clause(quantity.span.start)
    found = _WHOLE_YEAR.search(text, max(scene.start, quantity.span.start - 40), quantity.span.start)
    if not found or not context or scene.clause(found.start()) != here:
        return None
    stated = any(
        m.period.label and scene.clause(m.span.start) == here and _YEAR.search(m.span.of(text)) for m in scene.periods
    )
    return None if stated else Period.parse(context[:6] if context.startswith("FY") else context[:4])


def _before(text: str, mention: PeriodMention) -> str:
    return text[max(mention.span.start - 14, 0) : mention.span.start]


def opens(text: str, mention: PeriodMention) -> bool:
    """Say whether a period is told as a start or an end (from, by, 自, 截至)."""
    return (
        bool(_OPENING.search(text[max(mention.span.start - 14, 0) : mention.span.start])) or "/" in mention.period.label
    )


def nearest(scene: Scene, quantity: Quantity, mentions: Sequence[PeriodMention]) -> PeriodMention | None:
    """Return the nearest period: in the clause, left before right, else in an earlier clause; never in a later one."""
    here = scene.clause(quantity.span.start)
    best: tuple[int, PeriodMention] | None = None
    for mention in mentions:
        left = mention.span.end <= quantity.span.start
        gap = quantity.span.start - mention.span.end if left else mention.span.start - quantity.span.end + 6
        cost = abs(scene.clause(mention.span.start) - here) * 60 + gap + (0 if left else 8)
        if not left and (scene.clause(mention.span.start) != here or taken(scene, quantity, mention)):
            continue
        if best is None or cost < best[0]:
            best = cost, mention
    return best[1] if best else None


def taken(scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Say whether a figure of the same unit, not of the same list, stands between this one and a period."""
    if mention.span.end <= quantity.span.start:
        between = (other.span.start for other in scene.quantities if other.unit == quantity.unit)
        return any(mention.span.end <= start < quantity.span.start for start in between)
    end = quantity.span.end
    for other in scene.quantities:
        if quantity.span.end <= other.span.start < mention.span.start and other.unit == quantity.unit:
            if other.span.start - end > JOINED:
                return True
            end = other.span.end
    return False


def whole_year_of(period: Period | None) -> Period | None:
    """Return the year that a quarter or half is part of: what a firm guides to is its year."""
    found = re.fullmatch(r"((?:FY)?\d{4})[QH]\d", period.label) if period else None
    return Period.parse(found[1]) if found else period


def year_before(period: Period) -> Period:
    """Return the same period a year earlier."""
    found = re.fullmatch(r"(FY)?(\d{4})(.*)", period.label)
    return (
        Period.parse(f"{found[1] or ''}{int(found[2]) - 1}{found[3]}") if found and "/" not in period.label else period
    )


def fiscal_context(mentions: Iterable[PeriodMention]) -> str:
    """Return the first fiscal quarter named in the text, to which bare quarters belong."""
    for mention in mentions:
        label = mention.period.label
        if label.startswith("FY") and "/" not in label and "Q" in label:
            return label
    return ""


def fiscal(text: str, mention: PeriodMention, context: str) -> Period:
    """Return the period, a bare or relative quarter read in the fiscal year the text reports on."""
    label = mention.period.label
    wording = mention.span.of(text)
    if not context or label.startswith("FY") or _YEAR.search(wording):
        return mention.period
    year, number = int(context[2:6]), int(context[7]) if "Q" in context else 0
    return _relabel(mention, _fiscal_label(wording, year, number))


def _fiscal_label(wording: str, year: int, number: int) -> str:
    if re.search(r"下一?个?(?:财)?季|next quarter|current quarter|coming quarter", wording, re.IGNORECASE) and number:
        return f"FY{year + number // 4}Q{number % 4 + 1}"
    if re.search(r"本季|当季|this quarter|the quarter$", wording, re.IGNORECASE) and number:
        return f"FY{year}Q{number}"
    if re.search(r"全年|full[\s-]year|本财年|this fiscal", wording, re.IGNORECASE):
        return f"FY{year}"
    found = _BARE_QUARTER.search(wording)
    if not found:
        return ""
    told = found["zh"] or (found["en"] or "").lower() or found["q"]
    return f"FY{year}Q{NUMBERS.get(told) or int(told)}"


def _relabel(mention: PeriodMention, label: str) -> Period:
    return Period.parse(label, wording=mention.period.wording) if label else mention.period
