"""Which period a figure could be of, with all signs for and against each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from etl.extract import calendars, daytime, fiscal, headings, leads, lending, saying, steps, when, windows
from etl.extract.around import dated
from etl.extract.asides import AGO_TOLD, asides, years_back
from etl.extract.blocks import LISTED
from etl.extract.carrying import is_backlog, moved_on
from etl.extract.context import Context
from etl.extract.dating import UNDATED, bound_of, in_aside
from etl.extract.drafts import Draft
from etl.extract.periods import PeriodMention
from etl.extract.scene import Scene
from etl.extract.spans import kind
from etl.model import Span

NOTHING = ""
# What the rules chose, by where they found it.
RULED = "the rules' choice: from "
PLACES = ("its sentence", "its line", "elsewhere")
IN_TURN = "its turn in a row of figures and periods"
# How many characters are touching, close, near and far.
TOUCHING, CLOSE, NEAR, FAR = 2, 15, 40, 100
MANY = 3
_QUARTERS = re.compile(r"(\d{4})Q(\d)/\1Q(\d)")
_DATED = re.compile(r"\d{4}(?!.*/.)")
_QUARTER = re.compile(r"(?:FY)?\d{4}Q\d")
# What is told of a year and not of a moment.
FLOWING = frozenset(
    {"capex", "capex_guidance", "revenue", "units_purchased", "units_shipped", "units_planned", "market_share"}
)
SAID = frozenset(["forward", "plan", "past", "running", "multi_year", "conditional", "guidance"])
Found = Iterator[tuple[str, Sequence[str]]]
# The periods of a sentence with their labels for the owner of a figure.
Labelled = list[tuple[PeriodMention, str]]


def candidates(context: Context, draft: Draft) -> dict[str, set[str]]:
    """Return every period that a figure could be of by its label, and nothing, each with what speaks of it."""
    if draft.family in UNDATED:
        return {}
    if over := _headed(context, draft):
        return {over: {RULED + PLACES[-1]}}
    told = draft.period.label if draft.period else NOTHING
    place = PLACES[0 if draft.period_here else 1 if draft.period_near else 2]
    held: dict[str, set[str]] = {told: {RULED + place}}
    if draft.quantity.span.start in context.series.turns:
        held[told].add(IN_TURN)
    held.setdefault(NOTHING, set()).update(_undated(context, draft))
    labels = _labels(context, draft)
    for label, signs in (
        *_named(context, draft, labels),
        *_pairs(context, labels),
        *_spans_on(context, draft, labels),
        *_recalled(context, draft),
        *daytime.by_day(context, draft),
        *daytime.by_calendar(context, draft),
        *lending.lent(context, draft),
    ):
        held.setdefault(label, set()).update(signs)
    for label, signs in lending.otherwise(context, draft, held):
        held.setdefault(label, set()).update(signs)
    return held


def _headed(context: Context, draft: Draft) -> str:
    """Return the period that the brackets of its heading, or the line over a list, give a line that has none."""
    if context.scene.periods or context.scene.block.kind not in LISTED or draft.metric not in FLOWING:
        return NOTHING
    plain = context.reading.plain
    mention = headings.dated(plain, context.memory.headings) or (
        leads.period(plain, draft.lead) if draft.lead else None
    )
    return fiscal.to_months(fiscal.label(context, draft, mention)) if mention else NOTHING


def _labels(context: Context, draft: Draft) -> Labelled:
    """Return the periods of a sentence with their labels for the owner of a figure."""
    found = ((m, fiscal.to_months(fiscal.label(context, draft, m))) for m in context.scene.periods)
    return [(mention, label) for mention, label in found if label]


def _named(context: Context, draft: Draft, labels: Labelled) -> Found:
    """Yield the periods of the sentence, and what is told of as beginning or ending with them."""
    plain, scene, span = context.reading.plain, context.scene, draft.quantity.span
    first, day = _first(labels, span), fiscal.known(context)
    for mention, label in labels:
        signs = _placed(context, draft, mention) + first.get(mention.span.start, [])
        if len(labels) == 1:
            signs.append("the only one of its sentence")
        bound = scene.held(("bound", mention.span.start), bound_of, plain, mention)
        if bound:
            signs.append(f"told as a bound: {bound}")
        yield label, signs
        if "/" not in label:
            yield f"{label}/", [*signs, "left open", f"left open: {bound}"]
            yield f"/{label}", [*signs, "ended", f"ended: {bound}"]
            if bound == "by" and day and "FY" not in label and f"{day.year}" < label:
                yield f"{day.year}/{label}", [*signs, "from now on"]
        if "/" in label.strip("/"):
            if quarters := _QUARTERS.fullmatch(label):
                months = int(quarters[3]) * 3
                yield f"{quarters[1]}-{int(quarters[2]) * 3 - 2:02}/{quarters[1]}-{months:02}", [*signs, "in months"]
            continue
        if "/" in label:
            yield label.strip("/"), [*signs, "closed"]
        if _QUARTER.fullmatch(label):
            yield label[:-2], ["the year of one named"]


def _first(labels: Labelled, span: Span) -> dict[int, list[str]]:
    """Return where the nearest periods before and after a figure begin, and which is which."""
    before = [m.span.start for m, _ in labels if m.span.end <= span.start]
    after = [m.span.start for m, _ in labels if m.span.start >= span.end]
    return {place: ["the nearest before"] for place in before[-1:]} | {
        place: ["the nearest after"] for place in after[:1]
    }


def _placed(context: Context, draft: Draft, mention: PeriodMention) -> list[str]:
    """Return where in the sentence a period stands, seen from a figure, and how it is told of."""
    plain, scene, here, place = context.reading.plain, context.scene, draft.quantity.span, mention.span
    is_before = place.end <= here.start
    is_near = scene.clause(place.start) == scene.clause(here.start)
    gap = here.start - place.end if is_before else place.start - here.end
    starts = scene.starts
    first, last = (place.start, here.start) if place.start < here.start else (here.start, place.start)
    between = bisect_left(starts, last) - bisect_right(starts, first)
    where = ("clause" if is_near else "sentence"), ("before" if is_before else "after")
    signs = [*_seen(mention.kind, *where, _gap(gap), min(between, MANY)), *_bound_to(context, draft, mention)]
    signs += dated(plain, scene, here, place)
    compared = asides(plain, scene)
    if compared and in_aside(compared, place.start) != in_aside(compared, here.start):
        signs.append("on the other side of a comparison")
    if not is_near and moved_on(context, draft):
        signs.append("before the present")
    return signs


@lru_cache(maxsize=4_096)
def _seen(kind: str, near: str, side: str, gap: str, between: int) -> tuple[str, ...]:
    """Return where a period stands that is seen from a figure: how near, on which side, and past how many others."""
    where = f"{near} {side}"
    return where, f"a {kind}, {where}", f"{gap} {side}", f"{between} figures between, {side}"


def _gap(size: int) -> str:
    for most, name in ((TOUCHING, "touching"), (CLOSE, "close"), (NEAR, "near"), (FAR, "far")):
        if size <= most:
            return name
    return "very far"


def _bound_to(context: Context, draft: Draft, mention: PeriodMention) -> Iterator[str]:
    """Yield whether a period is bound to a figure, to another one, or to something else that the sentence tells."""
    plain, scene, quantity = context.reading.plain, context.scene, draft.quantity
    if when.follows(plain, scene, quantity, mention):
        yield "in its phrase"
    elif when.owned(plain, scene, quantity, mention):
        yield "in another's phrase"
    if when.taken(plain, scene, quantity, mention):
        yield "another of the kind between"
    key = "by itself", mention.span.start, draft.family
    yield from scene.held(key, _by_itself, plain, scene, mention, draft.family)


def _by_itself(plain: str, scene: Scene, mention: PeriodMention, family: str) -> list[str]:
    """Return how a period is told of, whichever of the figures of its family it is seen from."""
    told = (
        ("when it was said", saying.spoken(plain, mention)),
        ("what it is compared with", not when.usable(plain, mention)),
        ("of no fit length", not when.fits(plain, mention, family)),
        ("counted from the day", mention.relative),
        ("promised", calendars.is_ahead(plain, scene, mention)),
    )
    return [sign for sign, is_told in told if is_told]


def _pairs(context: Context, labels: Labelled) -> Found:
    """Yield what runs from one period of the sentence to the next."""
    plain = context.reading.plain
    for (one, first), (other, last) in pairwise(labels):
        if "/" not in first + last and first < last and ("FY" in first) == ("FY" in last):
            told = f"{bound_of(plain, one) or 'at'} one, {bound_of(plain, other) or 'at'} the next"
            yield f"{first}/{last}", ["from one to the next", told]


def _spans_on(context: Context, draft: Draft, labels: Labelled) -> Found:
    """Yield so many years as the sentence tells of, from the day of publication, or from a period named."""
    day, scene, start = fiscal.known(context), context.scene, draft.quantity.span.start
    if day is None or not windows.YEARS_TOLD(context.reading.plain, scene):
        return
    for place, years in windows.told(context.reading.plain, max(start - FAR, scene.start), min(start + FAR, scene.end)):
        where = f"so many years on, told {'before' if place <= start else 'after'}"
        yield from ((label, [where, sign]) for label, sign in windows.labels(day.year, years))
        for _, label in labels:
            if _DATED.match(label):
                yield f"{label[:4]}/{int(label[:4]) + years - 1}", [where, "years on from one named"]


def _recalled(context: Context, draft: Draft) -> Found:
    """Yield the periods of what was told before: the last figure, the last guidance, paragraph, report, headings."""
    memory, scene = context.memory, context.scene
    yield from _of_last(context, draft)
    if memory.guided and memory.guided.period:
        yield memory.guided.period.label, ["the last guidance's"]
    for back, (mention, paragraph) in enumerate(reversed(memory.mentions)):
        label = fiscal.to_months(fiscal.label(context, draft, mention))
        if label:
            yield label, _back(back, mention.kind, "paragraph" if paragraph == scene.block.paragraph else "text")
    yield from _of_report(context, draft)
    if memory.tender:
        yield memory.tender, ["the years that the tender is for"]
    for place, head in enumerate(reversed(scene.heading)):
        where = "heading" if place else "title"
        for mention in head.periods:
            if mention.period.label:
                yield fiscal.to_months(mention.period.label), [f"in the {where}", f"a {mention.kind}, in the {where}"]


@lru_cache(maxsize=256)
def _back(back: int, kind: str, where: str) -> tuple[str, str]:
    near = f"named {back} back, in the {where}"
    return near, f"a {kind}, {near}"


def _of_last(context: Context, draft: Draft) -> Found:
    """Yield the period of the last figure, and those a year and a quarter before it."""
    last, scene = context.memory.figure, context.scene
    if last is None:
        return
    near = "paragraph" if context.memory.paragraph == scene.block.paragraph else "text"
    near = "sentence" if last.scene.start == scene.start else near
    alike = "metric" if last.metric == draft.metric else "kind" if last.family == draft.family else ""
    yield last.period.label if last.period else NOTHING, _last(near, last.period_here, alike)
    plain, span = context.reading.plain, draft.quantity.span
    if not last.period or not AGO_TOLD(plain, scene):
        return
    back = years_back(plain, max(span.start - CLOSE, scene.start), min(span.end + NEAR, scene.end))
    if back:
        for step in ("year", "quarter"):
            yield (
                steps.earlier(last.period, step).label,
                [f"a {step} before the last figure's, told of a {back} before"],
            )


@lru_cache(maxsize=64)
def _last(near: str, is_dated: bool, alike: str) -> tuple[str, str, str]:
    told = f"the last figure's, {near}"
    dated = f"{told}, dated {'here' if is_dated else 'elsewhere'}"
    return told, dated, f"{told}, of the same {alike}" if alike else f"{told}, of another kind"


def _of_report(context: Context, draft: Draft) -> Found:
    """Yield the period that the text reports on, the one after it and its year."""
    report = fiscal.reported(context, draft)
    if report is None:
        if context.memory.report.label:
            yield context.memory.report.label, ["what another reports on"]
        return
    yield report.label, ["reported on", f"reported on, {kind(report.label)}"]
    after, year = steps.next_quarter(report), when.whole_year_of(report)
    if after:
        yield after.label, ["after the one reported on"]
    if year and year.label != report.label:
        yield year.label, ["the year of the report"]


def _undated(context: Context, draft: Draft) -> Iterator[str]:
    """Yield what speaks of no period at all."""
    scene, here = context.scene, context.scene.clause(draft.quantity.span.start)
    named = [scene.clause(m.span.start) for m in scene.periods if m.period.label]
    yield f"none, one in its {'clause' if here in named else 'sentence' if named else 'past only'}"
    if len(named) < len(scene.periods):
        yield "none, a vague one told"
    if moved_on(context, draft):
        yield "none, told of now"
    if draft.family == "contract" and is_backlog(context, draft):
        yield "none, a backlog"
    yield from (
        f"none, its clause says {name}" for name in sorted(scene.clause_features(draft.quantity.span.start) & SAID)
    )
