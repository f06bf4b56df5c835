"""Lists told in turn: as many figures as years in the list before them, or as the figures before have years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from etl.extract.against import OF_ORDINAL, ORDINALS
from etl.extract.drafts import Draft
from etl.extract.periods import PeriodMention
from etl.extract.scene import Scene
from etl.extract.stretches import LENGTHS
from etl.extract.unitclass import unit_class
from etl.model import Quantity
from etl.period import Period

# What parts the figures of one list, and the years of one.
_COMMA = r"\s?(?:[、,，/和及与&至]|and|to|then)+\s?"
_HEDGE = r"(?:[约近逾超]|about |around |some |nearly |roughly |over |more than |almost |then )*"
_BETWEEN = re.compile(rf"[^\S\n]*(?:gpus|chips|units|racks)?{_COMMA}(?:and |then )?{_HEDGE}")
_YEARS_BETWEEN = re.compile(r"\s?(?:[、,，和及与&]|and)+\s?")
# From the years to their figures, and from figures to the years behind them.
_LEADS = re.compile(r"[^。；;:\n]{0,48}[:：]?[^。；;:\n]{0,16}")
_TRAILS = re.compile(
    r"\s?(?:of )?(?:[a-z]+\d*s? )?(?:[a-z]+\d{2,4}[a-z]?s? )?(?:(?:gpus|chips|units|cards)\s)?(?:in|for)\s"
)
# Told of the year after the one told before: in the next.
_NEXT = re.compile(
    r"\s?(?:units|chips|gpus)?\s?(?:in|for|over) the (?:next|following)(?=[.,;)]|\Z)|\s?(?:for|in) the one after\b"
)
_THIS = re.compile(r"\s?(?:for|in) this one(?=[.,;)]|\s(?:and|,)|\Z)")
# What so many years that follow have: to $32 billion, $73 billion and $114 billion over the following three years.
_FOLLOWING = re.compile(
    r",? (?:over|in|for|during|across) the (?:following|next|subsequent|succeeding) "
    r"(\d|two|three|four|five|six)(?: fiscal| financial)? years\b"
)
# The same before its figures: 接下来四个财年将陆续升至320亿、730亿、….
_AHEAD = re.compile(
    r"(?:接下来|其后|之后|此后|随后|后续|往后|未来|今后)的?([一二两三四五六\d])个?(?:财年|会计年度|财政年度|年)[^，。；;：\d]{0,14}$"
)
_THEN = re.compile(r", when (?:it|they|he|she|its|the|[a-z]+)\b|[，,](?:当时|当年|彼时)")
_QUARTER = re.compile(r"(FY)?(\d{4})Q(\d)")
_WHOLE = re.compile(
    r"(?:(?<!年)全年|(?<!年)整年|whole year|full year)"
    r"(?:则|共|合计|累计|预计|预期|料|将|约|有|为|达|是|的|:|：|,|，|\s|about|came to|at|was|were)*$"
)
_YEAR = re.compile(r"(FY)?(\d{4})")
_SPAN = re.compile(r"(FY)?(\d{4})/(?:FY)?(\d{4})")
_PART = re.compile(r"((?:FY)?\d{4})(?:Q\d|H\d|-\d\d)")
BEFORE, BEHIND, TWO = 16, 30, 2
# What is told of the time that it happened in.
HELD = frozenset({"capex", "revenue", "units_purchased", "units_shipped", "units_deployed"})


def settle(plain: str, drafts: Sequence[Draft]) -> None:
    """Give each figure of a list told in turn the year of its turn, and what is told of the next year that one."""
    told: list[Draft] = []
    for draft in drafts:
        if draft.refused:
            continue
        label = (
            _in_turn(plain, draft)
            or _when(plain, draft)
            or _as_before(plain, draft, told)
            or _following(plain, draft, told)
            or _counted(plain, draft, told)
        )
        if label and label != (draft.period.label if draft.period else ""):
            draft.period, draft.rule = Period.parse(label), [*draft.rule, "its turn in a list"]
        told.append(draft)


def _in_turn(plain: str, draft: Draft) -> str:
    return draft.scene.held(("turns", 0), _turns, plain, draft.scene).get(draft.quantity.span.start, "")


def _turns(plain: str, scene: Scene) -> dict[int, str]:
    """Return the years of figures in lists of as many figures as the list of years beside them has."""
    found: dict[int, str] = {}
    years = [run for run in _years(plain, scene) if len(run) >= TWO]
    for run in runs(plain, scene):
        for told in years if len(run) >= TWO else ():
            if len(told) == len(run) and _beside(plain, scene, run, told):
                turns = zip(run, told, strict=True)
                found |= {quantity.span.start: mention.period.label for quantity, mention in turns}
    return found


def runs(plain: str, scene: Scene) -> list[list[Quantity]]:
    """Return the figures of a sentence in lists: of one kind, with no more than a comma and a hedge between them."""
    found: list[list[Quantity]] = []
    for quantity in scene.quantities:
        last = found[-1][-1] if found else None
        if last and _alike(last, quantity) and _BETWEEN.fullmatch(plain, last.span.end, quantity.span.start):
            found[-1].append(quantity)
        else:
            found.append([quantity])
    return found


def _when(plain: str, draft: Draft) -> str:
    """Return the time of which a clause goes on to tell: more than in fiscal 2025, when it spent $88 billion."""
    before = [one for one in draft.scene.periods if one.span.end <= draft.quantity.span.start]
    if draft.metric not in HELD or not before or not _THEN.match(plain, before[-1].span.end):
        return ""
    label = before[-1].period.label
    return label if _YEAR.fullmatch(label) or _QUARTER.fullmatch(label) else ""


def _alike(one: Quantity, other: Quantity) -> bool:
    return unit_class(one.unit) == unit_class(other.unit) or not one.unit or not other.unit


def _years(plain: str, scene: Scene) -> list[list[PeriodMention]]:
    """Return the years of a sentence in lists; from one year to another is a list too."""
    found: list[list[PeriodMention]] = []
    for mention in scene.periods:
        if years := _each(mention.period.label):
            found.append([mention._replace(period=year) for year in years])
            continue
        if not _YEAR.fullmatch(mention.period.label):
            continue
        last = found[-1][-1] if found else None
        if last and _YEARS_BETWEEN.fullmatch(plain, last.span.end, mention.span.start):
            found[-1].append(mention)
        else:
            found.append([mention])
    return found


def _each(label: str) -> list[Period]:
    """Return every year from one to another, nothing where a label is of no such span."""
    span = _SPAN.fullmatch(label)
    years = range(int(span[2]), int(span[3]) + 1) if span else ()
    return [Period.parse(f"{span[1] or ''}{year}") for year in years] if span else []


def _beside(plain: str, scene: Scene, run: Sequence[Quantity], told: Sequence[PeriodMention]) -> bool:
    """Say whether a list of years stands right before a list of figures or its like, or right behind it."""
    start, end = told[0].span.start, told[-1].span.end
    if run[-1].span.end <= start:
        return bool(_TRAILS.fullmatch(plain, run[-1].span.end, start))
    others = [m for m in scene.periods if end <= m.span.start < run[0].span.start and m.period.label]
    between = [q for q in scene.quantities if end <= q.span.start < run[0].span.start]
    alone = [one for one in runs(plain, scene) if len(one) != len(run) and one[0] in between and _alike(one[0], run[0])]
    return end <= run[0].span.start and not others and not alone and bool(_LEADS.match(plain, end))


def _as_before(plain: str, draft: Draft, told: Sequence[Draft]) -> str:
    """Return the year that the figure of the same turn has in the list before: 38亿、75亿 after 今年42亿,明年90亿."""
    run = next((one for one in runs(plain, draft.scene) if draft.quantity in one), [])
    if len(run) < TWO or _dated(draft.scene, run):
        return ""
    labels = list(_last(_before(run, draft, told), draft))[: len(run)][::-1]
    years = [int(found[2]) for label in labels if (found := _YEAR.fullmatch(label))]
    goes_on = len(years) == len(run) and all(after == year + 1 for year, after in pairwise(years))
    return labels[[one.span.start for one in run].index(draft.quantity.span.start)] if goes_on else ""


def _following(plain: str, draft: Draft, told: Sequence[Draft]) -> str:
    """Return the year of a figure in a list for the years that follow, which is as sure as the figure before it."""
    run = next((one for one in runs(plain, draft.scene) if draft.quantity in one), [])
    found = _years_that_follow(plain, draft.scene, run) if len(run) >= TWO else None
    if not found or LENGTHS[found[1]] != len(run):
        return ""
    base = next(_before(run, draft, told), None)
    year = _YEAR.fullmatch(base.period.label) if base and base.period else None
    if not base or not year or base.scene.block.paragraph != draft.scene.block.paragraph:
        return ""
    draft.status, draft.attributed_to = base.status, base.attributed_to
    draft.product = draft.product or base.product
    return f"{year[1] or ''}{int(year[2]) + 1 + run.index(draft.quantity)}"


def _years_that_follow(plain: str, scene: Scene, run: Sequence[Quantity]) -> re.Match[str] | None:
    """Return the words for the years that a list is told for, behind or before it."""
    first = run[0].span.start
    return _FOLLOWING.match(plain, run[-1].span.end) or _AHEAD.search(plain, max(scene.start, first - BEHIND), first)


def _before(run: Sequence[Quantity], draft: Draft, told: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the figures of its metric that stand before the list of a figure, the last first."""
    here = {quantity.span.start for quantity in run}
    return (one for one in reversed(told) if one.metric == draft.metric and one.quantity.span.start not in here)


def _dated(scene: Scene, run: Sequence[Quantity]) -> bool:
    """Say whether the clauses of a list name a time of their own."""
    first, last = scene.clause(run[0].span.start), scene.clause(run[-1].span.start)
    return any(first <= scene.clause(mention.span.start) <= last for mention in scene.periods)


def _last(before: Iterable[Draft], draft: Draft) -> Iterator[str]:
    """Yield the labels of the figures before in the paragraph, which come the last first, each figure once."""
    seen: set[int] = set()
    for one in before:
        if one.scene.block.paragraph != draft.scene.block.paragraph or one.quantity.unit != draft.quantity.unit:
            return
        if one.quantity.span.start not in seen:
            seen.add(one.quantity.span.start)
            yield one.period.label if one.period else ""


def _counted(plain: str, draft: Draft, told: Sequence[Draft]) -> str:
    """Return the year after that of the figure before, where a figure is told of the next; its year, of 全年."""
    span, scene = draft.quantity.span, draft.scene
    alike = (one for one in reversed(told) if one.family == draft.family and one.quantity.unit == draft.quantity.unit)
    last = next(alike, None)
    if last is None or last.period is None or last.scene.block.paragraph != scene.block.paragraph:
        return ""
    end = min(span.end + BEHIND, scene.end)
    is_here = last.scene.start == scene.start
    # Of the last four quarters the whole year is that of the last.
    year, part = _YEAR.fullmatch(last.period.label), _PART.fullmatch(last.period.label.rpartition("/")[2])
    if year and (_THIS.match(plain, span.end, end) or (is_here and _NEXT.match(plain, span.end, end))):
        return f"{year[1] or ''}{int(year[2]) + 1}"
    if is_here and (quarter := _next_quarter(plain, span.end, end, last.period.label)):
        return quarter
    is_whole = part and is_here and _WHOLE.search(plain, max(scene.start, span.start - BEFORE), span.start)
    return part[1] if part and is_whole else ""


def _next_quarter(plain: str, start: int, end: int, label: str) -> str:
    """Return the quarter that is told by its number alone, in the year of one that is named, or in the one after."""
    named, ordinal = _QUARTER.fullmatch(label), OF_ORDINAL.match(plain, start, end)
    if not named or not ordinal:
        return ""
    at = ORDINALS.index(ordinal[1]) + 1
    return f"{named[1] or ''}{int(named[2]) + (at < int(named[3]))}Q{at}"
