"""The period of a figure: stated in its clause or sentence, else carried on from what was told before, or none."""

from __future__ import annotations

import re

from etl.extract import fiscal, saying, spells, steps, when
from etl.extract.asides import AGO_TOLD, Aside, asides, years_back
from etl.extract.carrying import carried, is_backlog, moved_on
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.metrics import Metric
from etl.extract.periods import PeriodMention
from etl.extract.triggers import needs
from etl.period import Period

# How far before its figure a period may stand and belong to it alone: "this year's 85 billion".
TOUCHING = 2
# How far on either side of a figure the words stand that tell it from the same time a year before.
BEFORE, BEHIND = 14, 22
# A fact that waits: when it is to come may be told in a later clause.
AWAITED = frozenset({"units_planned", "units_ordered", "power_capacity", "contract_value", "investment_commitment"})
UNDATED = frozenset({"node", "date", "programme"})


def period(context: Context, draft: Draft, metric: Metric) -> tuple[Period | None, bool]:
    """Return the period of a figure and whether its own sentence states it."""
    if metric.family in UNDATED:
        return None, False
    stated = spells.monthly(context, draft) or _stated(context, draft, metric) or spells.spell(context, draft)
    if stated is not None:
        return stated, True
    return carried(context, draft, metric), False


def _stated(context: Context, draft: Draft, metric: Metric) -> Period | None:
    plain, scene = context.reading.plain, context.scene
    start = draft.quantity.span.start
    compared = asides(plain, scene)
    aside = in_aside(compared, start)
    mentions = [m for m in scene.periods if _can_date(context, draft, metric, m)]
    mentions = [m for m in mentions if not _outdated(context, draft, m)]
    if start in context.series.turns:
        if start in context.series.years_on:
            return _year_after(context)
        if context.series.turns[start] < len(mentions):
            return fiscal.read(context, draft, mentions[context.series.turns[start]])
    back = _back(context, draft, aside)
    draft.compared = bool(back or aside)
    if back:
        return _before(context, draft, back, mentions)
    own = [m for m in mentions if in_aside(compared, m.span.start) == aside]
    if aside and not own and (same := _of_main(context, draft, aside)):
        return same
    main = [m for m in mentions if in_aside(compared, m.span.start) is None] if aside else []
    return _nearest(context, draft, own, main)


_SAME_FIGURE = re.compile(
    r"(?:这|該|该)一?个?(?:数字|金额|规模|目标|数额)"
    r"|\b(?:that|the|this) (?:figure|number|sum|amount|same period|same quarter)\b"
)


_SAME_TOLD = needs("数字|金额|规模|目标|数额|figure|number|sum|amount|same period|same quarter")


def _outdated(context: Context, draft: Draft, mention: PeriodMention) -> bool:
    """Say whether a sentence has moved on from a period to a time that has no label: "last week"."""
    start = draft.quantity.span.start
    nameless = (m.span.start for m in context.scene.periods if not m.period.label and m.kind == "relative")
    return any(mention.span.end <= place < start for place in nameless)


def _of_main(context: Context, draft: Draft, aside: Aside) -> Period | None:
    """Return the period of the figure that another is compared with, where it stands just before."""
    last = context.memory.figure
    before = last is not None and last.scene.start == context.scene.start and last.family == draft.family
    goes_on = any(aside.end <= other.span.start < aside.end + TO for other in context.scene.quantities)
    if (
        goes_on
        and _FROM_TO.match(context.reading.plain, aside.start)
        and last
        and not _same_clause(context, last, draft)
    ):
        return None
    return last.period if before and last and last.quantity.span.end <= aside.start else None


# What a figure moves from stands before the main one, not after it.
TO = 20
_FROM_TO = re.compile(r"[，,；;]?(?:从|由|自|from\b)")


def _same_clause(context: Context, one: Draft, other: Draft) -> bool:
    return context.scene.clause(one.quantity.span.start) == context.scene.clause(other.quantity.span.start)


def _nearest(context: Context, draft: Draft, own: list[PeriodMention], main: list[PeriodMention]) -> Period | None:
    """Return the period nearest to a figure; what is only compared falls back on those of the main statement."""
    plain, scene = context.reading.plain, context.scene
    found = when.nearest(plain, scene, draft.quantity, own) or when.nearest(plain, scene, draft.quantity, main)
    whole = fiscal.whole_year(context, draft, found)
    if whole:
        return whole
    if found is None and (_is_awaited(context, draft) or draft.family == "units") and not draft.compared:
        found = when.later(plain, scene, draft.quantity, own)
    if found is None:
        return _again(context, draft)
    draft.bound = scene.held(("bound", found.span.start), bound_of, plain, found)
    told = fiscal.read(context, draft, found)
    return _closed(context, draft, found, told, own) if _is_awaited(context, draft) else told


def _again(context: Context, draft: Draft) -> Period | None:
    """Return the period of the figure before where a figure is told as that one's new size: raise the sum to 480bn."""
    scene, last, start = context.scene, context.memory.figure, draft.quantity.span.start
    if not _SAME_TOLD(context.reading.plain, scene):
        return None
    end = min(draft.quantity.span.end + 24, scene.end)
    said = _SAME_FIGURE.search(context.reading.plain, max(scene.start, start - 40), end)
    here = last is not None and context.memory.paragraph == scene.block.paragraph
    return last.period if said and here and last and last.family == draft.family else None


def _closed(
    context: Context, draft: Draft, first: PeriodMention, told: Period, mentions: list[PeriodMention]
) -> Period:
    """Return the range where a start is told and then an end: deployment begins in 2026H2, 2029年底前完成."""
    starts = draft.bound == "from" or told.label.endswith("/") or _STARTS.match(context.reading.plain, first.span.end)
    for other in mentions if starts else ():
        label = fiscal.label(context, draft, other).strip("/")
        between = (q for q in context.scene.quantities if first.span.end <= q.span.start < other.span.start)
        if other.span.start > first.span.end and bound_of(context.reading.plain, other) == "by" and not any(between):
            return Period.parse(f"{fiscal.to_months(told.label).strip('/')}/{fiscal.to_months(label)}")
    return told


_STARTS = re.compile(r"\s?(?:开始|起)")


def _is_awaited(context: Context, draft: Draft) -> bool:
    """Say whether a figure is of what is to come, so that a later clause may say when."""
    return draft.metric in AWAITED or (draft.family == "units" and "forward" in context.scene.features)


def in_aside(found: tuple[Aside, ...], place: int) -> Aside | None:
    """Return the stretch that only compares and holds a place, if any."""
    return next((one for one in found if one.start <= place < one.end), None)


def _can_date(context: Context, draft: Draft, metric: Metric, mention: PeriodMention) -> bool:
    """Say whether a period of a sentence may be that of a figure at all."""
    plain, scene, quantity = context.reading.plain, context.scene, draft.quantity
    place = mention.span.start
    if not fiscal.label(context, draft, mention) or scene.held(("spoken", place), saying.spoken, plain, mention):
        return False
    gap = quantity.span.start - mention.span.end
    touching = 0 <= gap <= TOUCHING
    here = scene.clause(mention.span.start) == scene.clause(quantity.span.start)
    grown = 0 <= gap <= BEFORE and _GROWN_TO.search(plain, place, quantity.span.start)
    told = not here and _RELATIVE_TOLD(plain, scene)
    if grown or (told and _RELATIVE.search(plain, max(scene.piece(place)[0] - 6, 0), place)):
        return False
    if metric.family == "contract" and is_backlog(context, draft):
        return here or touching
    if metric.family == "contract" or metric.id == "investment_commitment":
        return _is_term(context, draft, metric, mention, here=here)
    if (metric.point or metric.family == "power") and moved_on(context, draft):
        return here or touching
    key = "fits", place, metric.family
    return touching or scene.held(key, when.fits, plain, mention, metric.family)


# "who till last year owned nothing" tells more of a name.
_RELATIVE = re.compile(r"\b(?:who|whose|which)\b")
_RELATIVE_TOLD = needs("who|which")


def _is_term(context: Context, draft: Draft, metric: Metric, mention: PeriodMention, *, here: bool) -> bool:
    """Say whether a period can be the start or end of a deal or pledge, and is not another one's."""
    plain, scene, quantity = context.reading.plain, context.scene, draft.quantity
    behind = plain[quantity.span.end : mention.span.start] if mention.span.start >= quantity.span.end else ""
    goes_on = metric.family == "contract" and _AND.search(behind)
    anothers = when.taken(plain, scene, quantity, mention) or (not here and when.owned(plain, scene, quantity, mention))
    return not goes_on and not anothers and when.fits(plain, mention, metric.family)


_AND = re.compile(r"\band \w")
_BY = re.compile(
    r"(?:\b(?:by|before|until|till|through|up to|(?:run|last|extend)(?:s|ing)? (?:out )?to)|"
    r"到|至|截至)\s?(?:the end of |end-|early |late |mid-?)?$"
)
_BY_FIRST = re.compile(r"(?:by|before|until|till|through|up to)\b|截至|至|到")
_BY_BEHIND = re.compile(r"\s?(?:之前|以前|前|止|为止)")
_FROM = re.compile(
    r"(?:\b(?:from|start(?:s|ed|ing)?|begin(?:s|ning)?|commenc(?:es|ing)|since)|从|自)\s?(?:in |the |calendar |early |"
    r"late |mid-?)*$"
)
_FROM_BEHIND = re.compile(r"\s?(?:起|开始|以来)|\s?(?:onwards?\b|on(?=[.,;])|and beyond)")


def bound_of(plain: str, mention: PeriodMention) -> str:
    """Return "from" or "by" where a period is told as a start or an end, else nothing."""
    before, wording = plain[max(mention.span.start - 16, 0) : mention.span.start], mention.span.of(plain)
    if mention.period.label.endswith("/"):
        return "from"
    if _FROM.search(before) or _FROM_BEHIND.match(plain, mention.span.end):
        return "from"
    ends = _BY.search(before) or _BY_FIRST.match(wording) or wording.endswith("前")
    return "by" if ends or _BY_BEHIND.match(plain, mention.span.end) else ""


def _back(context: Context, draft: Draft, aside: Aside | None) -> str:
    """Return "year" or "quarter" where a figure is told as that of the same time before."""
    plain, scene, span = context.reading.plain, context.scene, draft.quantity.span
    start, end = max(span.start - BEFORE, scene.start), min(span.end + BEHIND, scene.end)
    if not AGO_TOLD(plain, scene) or _GROWN_TO.search(plain, start, span.start):
        return ""
    near = years_back(plain, start, span.start)
    if near == "year" or (near and _alike(context, draft)):
        return near
    if aside:
        return "" if _has_its_own(context, draft) else years_back(plain, aside.start, aside.end)
    between = any(span.end <= other.span.start < end for other in scene.quantities)
    behind = not between and _YEAR_BEHIND.match(plain, span.end, end)
    return years_back(plain, span.end, end) if behind else ""


def _has_its_own(context: Context, draft: Draft) -> bool:
    """Say whether a date stands right behind a figure: against 91 in October and 38 a year ago."""
    plain, scene = context.reading.plain, context.scene
    return any(
        m.period.label
        and not years_back(plain, m.span.start, m.span.end)
        and when.follows(plain, scene, draft.quantity, m)
        for m in scene.periods
    )


# Up from a year ago to $7.3 billion: what it grew to is of now.
_GROWN_TO = re.compile(r"\b(?:ago|earlier|before) to (?:about |around |nearly |some )?$")
_YEAR_BEHIND = re.compile(r"[^,，;；。.]{0,14}(?:a year|year-|一年前|去年同期|上年同期)")


def _alike(context: Context, draft: Draft) -> bool:
    """Say whether the sentence has told of a figure of the same kind before."""
    last = context.memory.figure
    return last is not None and last.family == draft.family and last.scene.start == context.scene.start


def _before(context: Context, draft: Draft, back: str, mentions: list[PeriodMention]) -> Period | None:
    """Return the period a year or quarter before that of the figure told last, or of what the sentence names."""
    plain, last = context.reading.plain, context.memory.figure
    same = last is not None and last.family == draft.family and last.scene.start == context.scene.start
    named = [m for m in mentions if not years_back(plain, m.span.start, m.span.end)]
    nearest = when.nearest(plain, context.scene, draft.quantity, named)
    base = last.period if same and last and last.period else fiscal.read(context, draft, nearest) if nearest else None
    if base is None and last is not None and last.family == draft.family:
        base = last.period
    base = base or fiscal.reported(context, draft) or fiscal.published_year(context)
    return steps.earlier(base, back) if base else None


def _year_after(context: Context) -> Period | None:
    """Return the year after that of the figure before, in a list of years to come."""
    last = context.memory.figure
    found = re.fullmatch(r"(FY)?(\d{4})", last.period.label) if last and last.period else None
    return Period.parse(f"{found[1] or ''}{int(found[2]) + 1}") if found else None
