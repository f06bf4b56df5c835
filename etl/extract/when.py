"""Which period a figure is of: stated in its clause, its sentence, its paragraph, its heading, or nowhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from etl.extract.names import Role
from etl.extract.periods import PeriodMention
from etl.extract.scene import ACTING, Scene
from etl.extract.unitclass import unit_class
from etl.model import Quantity
from etl.period import Period

_QUARTER = re.compile(r"(?:(?P<fy>FY)?(?P<year>\d{4}))?Q(?P<quarter>[1-4])$")
_BARE_QUARTER = re.compile(
    r"(?:第?(?<![上下这這])(?P<zh>[一二三四1-4])(?:财|季)|(?P<en>first|second|third|fourth)[\s-](?:fiscal\s)?quarter|"
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
    r"(?:自|从|至|到|from|starting|through|until|till|by|as of|before|in|"
    r"\b(?:run|last|extend)(?:s|ing)? (?:out )?to)\s?(?:early |mid-?|the )?$",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"(?:截至|截止|截止到|as of|at the end of|by)\s?(?:the end of )?$", re.IGNORECASE)
_TWELVE = re.compile(r"(?:to|ends?|ended|ending|through)(?: in| on)? $")
_SINCE = re.compile(r"(?:自从?|\bsince) ?$")
_MONTHLY = re.compile(r"份?(?:单月)?(?:合并)?营(?:业)?收|(?:'s)? (?:monthly )?(?:revenue|sales)")
_DAYS = re.compile(r"-\d\d-\d\d")
# Figures of one list stand this close: 196,000 and 169,000.
JOINED = 30
NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}


def usable(text: str, mention: PeriodMention) -> bool:
    """Say whether a period can date a figure: it has a label and is not the other side of a comparison."""
    return bool(mention.period.label) and not is_compared(text, mention)


def is_compared(text: str, mention: PeriodMention) -> bool:
    """Say whether a period is the other side of a comparison."""
    return bool(_BEFORE_COMPARED.search(text[max(mention.span.start - 18, 0) : mention.span.start]))


def fits(text: str, mention: PeriodMention, family: str) -> bool:
    """Say whether a period of this length can be the period of a metric of this family."""
    label = mention.period.label
    if family in {"spending", "revenue"}:
        return (mention.kind not in {"month", "day"} and not _DAYS.search(label)) or bool(
            _TWELVE.search(_before(text, mention))
            or _SINCE.search(_before(text, mention))
            or _AS_OF.search(_before(text, mention))
            or (family == "revenue" and (_MONTHLY.match(text, mention.span.end) or _is_of_months(text, mention)))
        )
    if family == "rent":
        return mention.kind not in {"day", "month"}
    if family == "contract" and mention.kind in TURNS and _WITHIN.search(_before(text, mention)):
        return True
    if family in {"contract", "programme"}:
        return opens(text, mention) and mention.kind not in {"day", "month", "quarter", "fiscal"}
    if mention.kind == "day" or _DAYS.search(label):
        starts = family == "price" and (mention.kind == "open" or _OPENING.search(_before(text, mention)))
        return bool(starts or _AS_OF.search(_before(text, mention)))
    return True


def _is_of_months(text: str, mention: PeriodMention) -> bool:
    """Say whether revenue of a month is set against that of another: November revenue of 98, against 91 in October."""
    before = text[max(mention.span.start - REACH, 0) : mention.span.start]
    return mention.kind == "month" and bool(_OF_MONTHS.search(before))


REACH = 80
_OF_MONTHS = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"(?:(?:'s)? (?:monthly )?(?:revenue|sales)\b|,? (?:up|down|against|versus|compared)\b)(?:[^.\n]|\.\d)*\bin $"
)
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


# What is signed within a quarter, not what a deal runs over.
TURNS = frozenset({"quarter", "half", "fiscal"})
_WITHIN = re.compile(r"\b(?:in|during|for) (?:(?:the|its|their|our|calendar|fiscal)\s)*$")


def _before(text: str, mention: PeriodMention) -> str:
    return text[max(mention.span.start - 14, 0) : mention.span.start]


def opens(text: str, mention: PeriodMention) -> bool:
    """Say whether a period is told as a start or an end (from, by, 自, 截至)."""
    return (
        bool(_OPENING.search(text[max(mention.span.start - 14, 0) : mention.span.start])) or "/" in mention.period.label
    )


def nearest(text: str, scene: Scene, quantity: Quantity, mentions: Sequence[PeriodMention]) -> PeriodMention | None:
    """
    Return the period that a figure stands with.

    What follows it in its own phrase ("$30bn in 2025") binds first, then what stands before it in its clause, then in
    an earlier clause; a period that follows another figure in that figure's phrase is the last choice.
    """
    best: tuple[float, PeriodMention] | None = None
    for mention in mentions:
        cost = _cost(text, scene, quantity, mention)
        if cost is not None and (best is None or cost < best[0]):
            best = cost, mention
    return best[1] if best else None


# Costs in characters: of each clause between, of standing after the figure, of belonging to another one.
HOP, AFTER, ANOTHERS = 60, 14, 40
_APART = re.compile(r"[,;:，、；。：|]|\b(?:and|while|but|versus|vs|than|from|compared)\b")
_BRACKET = re.compile(r"[^,，;；。、()（）]{0,14}[（(]\s?(?:in |for )?(?:the )?")
PHRASE = 60


def _cost(text: str, scene: Scene, quantity: Quantity, mention: PeriodMention) -> float | None:
    """Return how far a period is from a figure, or None where it cannot be the figure's."""
    here = scene.clause(quantity.span.start)
    if mention.span.end <= quantity.span.start:
        hops = abs(scene.clause(mention.span.start) - here)
        anothers = owned(text, scene, quantity, mention)
        return hops * HOP + quantity.span.start - mention.span.end + (ANOTHERS if anothers else 0)
    if follows(text, scene, quantity, mention):
        return 0
    if scene.clause(mention.span.start) != here or taken(text, scene, quantity, mention):
        return None
    return mention.span.start - quantity.span.end + AFTER


def owned(text: str, scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Say whether a period follows another figure of the same unit in that figure's own phrase."""
    before = _last_before(scene, mention)
    if before is None or before is quantity or not _alike(before, quantity):
        return False
    return follows(text, scene, before, mention)


def follows(text: str, scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Say whether a period stands after a figure in the figure's own phrase: "$30bn in 2025", 30亿元（2025年）."""
    start, end = quantity.span.end, mention.span.start
    if not 0 <= end - start <= PHRASE or _last_before(scene, mention) is not quantity:
        return False
    between = text[start:end]
    if _BRACKET.fullmatch(between):
        return True
    spaced = between[:1] in {" ", "-"} and between.isascii()
    return spaced and not _APART.search(between)


def _last_before(scene: Scene, mention: PeriodMention) -> Quantity | None:
    """Return the last figure that ends before a period begins."""
    place = bisect_right(scene.quantities, mention.span.start, key=lambda quantity: quantity.span.end)
    return scene.quantities[place - 1] if place else None


_PART = re.compile(r"\b(?:the|its|a) (?:first|second|rest|remainder)\b|\banother\b|首[批期个座]|其余|另有?")
TOLD_OF = ACTING | {Role.PRODUCT}
COUNTLESS = frozenset({"other", "multiple", "number"})


def later(text: str, scene: Scene, quantity: Quantity, mentions: Iterable[PeriodMention]) -> PeriodMention | None:
    """Return the first period of a later clause that is no other figure's and no other firm's: when it is to come."""
    for mention in mentions:
        if mention.span.start < quantity.span.end:
            continue
        here = scene.clause(mention.span.start)
        others = (other for other in scene.quantities if quantity.span.end <= other.span.start)
        if any(
            (_alike(other, quantity) and other.span.start < mention.span.start)
            or (scene.clause(other.span.start) == here and unit_class(other.unit) not in COUNTLESS)
            for other in others
        ):
            return None
        acting = (name for name in scene.names if quantity.span.end <= name.start < mention.span.start)
        anothers = any(name.role in TOLD_OF and scene.clause(name.start) == here for name in acting)
        parts = _PART.search(text, quantity.span.end, mention.span.start)
        return None if anothers or parts else mention
    return None


_TO_COME = re.compile(
    r"\b(?:will|should|would|could|wants?|plans?|expects?|aims?|hopes?|intends?|goal|target)\b|将|计划|预计|目标|打算|拟"
)


def taken(text: str, scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Say whether a figure of the same unit, not of the same list, stands between this one and a period."""
    if mention.span.end <= quantity.span.start:
        between = (other.span.start for other in scene.quantities if _alike(other, quantity))
        return any(mention.span.end <= start < quantity.span.start for start in between)
    end = quantity.span.end
    for other in scene.quantities:
        if quantity.span.end <= other.span.start < mention.span.start and _alike(other, quantity):
            if other.span.start - end > JOINED or _TO_COME.search(text, end, other.span.start):
                return True
            end = other.span.end
    return False


def _alike(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities count the same; a bare number counts what the chips before it were."""
    return one.unit == other.unit or {one.unit, other.unit} == {"", "units"}


def whole_year_of(period: Period | None) -> Period | None:
    """Return the year that a quarter or half is part of: what a firm guides to is its year."""
    return (_year_of(period.label) or period) if period else None


@lru_cache(maxsize=1_024)
def _year_of(label: str) -> Period | None:
    found = _PART_OF_YEAR.fullmatch(label)
    return Period.parse(found[1]) if found else None


_PART_OF_YEAR = re.compile(r"((?:FY)?\d{4})[QH]\d")


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
