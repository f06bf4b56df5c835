"""Which periods a figure could take over from what stands beside it: other figures, lines to come, lists, calendars."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from etl.extract import calendars, fiscal, steps
from etl.extract.asides import AGO_TOLD, years_back
from etl.extract.context import Context
from etl.extract.dating import AWAITED, bound_of
from etl.extract.drafts import Draft
from etl.extract.periods import PeriodMention
from etl.extract.scene import Scene, remembered
from etl.extract.series import JOINED
from etl.extract.triggers import needs
from etl.extract.unitclass import unit_class
from etl.model import Quantity
from etl.period import Period

Found = Iterator[tuple[str, Sequence[str]]]
# How many periods to come are looked at, and how far; how far from an amount told again its period may stand.
TO_COME, REACH, BESIDE = 3, 300, 100
IN_RANGE, IN_ROW, LAST_FOUR = "its turn in a range of years", "its turn in the row before", "the last four quarters"
# How far from a figure the words stand that place it in time beside another.
BEFORE, BEHIND = 20, 24
MANY = 4
# Signs of a period that is worth telling by the other calendar too.
TURNED = ("the rules' choice", "reported on", "the last figure's, sentence", "the last quarter of its owner", "1 back")
_NEXT = re.compile(r"\b(?:next|following|after that|then)\b|[次明后来]年|下一?年|随后")
_OLD = re.compile(
    r"此前|先前|原先|原为|之前|前值|上次|原本|旧|"
    r"\b(?:previously|earlier|before|from|versus|old|was|were|had|instead of|up from)\b"
)
_YEARS = re.compile(r"(FY)?(\d{4})/(?:FY)?(\d{4})")
_MONTHS = re.compile(r"(\d{4})-(\d\d)/(\d{4})-(\d\d)")
_YEAR = re.compile(r"(FY)?(\d{4})")
_FOUR_TOLD = needs("季|过去|quarters|month")


def lent(context: Context, draft: Draft) -> Found:
    """Yield the periods that stand beside a figure, each with what speaks for it."""
    yield from _of_figures(context, draft)
    yield from _told_again(context, draft)
    yield from _in_turn(context, draft)
    yield from _over_four_quarters(context, draft)
    if draft.metric in AWAITED:
        yield from _to_come(context)


def _of_figures(context: Context, draft: Draft) -> Found:
    """Yield the periods of the figures before that tell the same, and those a year or quarter from them."""
    told, scene, metric = context.memory.told, context.scene, draft.metric
    alike = [one for one in reversed(told) if one.metric == metric]
    row = len(_run(context, draft)) if alike else 0
    for back, other in enumerate(alike[:MANY], 1):
        here = other.scene.start == scene.start
        between = other.quantity.span.end, draft.quantity.span.start
        is_old = here and _OLD.search(context.reading.plain, *between) is not None
        signs = _of_kind(back, here, other.entity == draft.entity, is_old, 1 < row == back)
        yield other.period.label if other.period else "", signs
    if alike and alike[0].period:
        yield from _steps(context, draft, alike[0])


@lru_cache(maxsize=256)
def _of_kind(back: int, here: bool, same: bool, is_old: bool, in_row: bool) -> tuple[str, ...]:
    """Return how a figure that tells the same stands to one: how far back, whose, and whether it is told as old."""
    name = f"{back} back of its kind, {'sentence' if here else 'text'}"
    whose = f"{name}, of the {'same' if same else 'another'} owner"
    return name, whose, *((f"{name}, told as old",) if is_old else ()), *((IN_ROW,) if in_row else ())


def _steps(context: Context, draft: Draft, other: Draft) -> Found:
    """Yield the periods a year and a quarter before and after that of a figure told before."""
    plain, scene, span = context.reading.plain, context.scene, draft.quantity.span
    start, end = max(span.start - BEFORE, scene.start), min(span.end + BEHIND, scene.end)
    back = years_back(plain, start, end) if AGO_TOLD(plain, scene) else ""
    cue = back or ("next" if _NEXT.search(plain, start, end) else "nothing")
    cue = f"told of {cue}, {'compared' if draft.compared else 'plain'}"
    near = "sentence" if other.scene.start == scene.start else "text"
    yield from _signed(other.period.label if other.period else "", near, cue)


@lru_cache(maxsize=1024)
def _signed(label: str, near: str, cue: str) -> tuple[tuple[str, tuple[str, str]], ...]:
    steps = _stepped(label)
    return tuple((told, (f"{step} its kind's, {near}", f"{step} its kind's, {cue}")) for told, step in steps)


@lru_cache(maxsize=1024)
def _stepped(label: str) -> tuple[tuple[str, str], ...]:
    """
    Return the periods a year and a quarter from one.

    >>> _stepped("2025Q3")[:2], _stepped("FY2025")[1:]
    ((('2024Q3', 'a year before'), ('2025Q2', 'a quarter before')), (('FY2024', 'a quarter before'), \
('FY2026', 'a year after')))
    """
    last = Period.parse(label)
    found = [(steps.earlier(last, step).label, f"a {step} before") for step in ("year", "quarter")]
    found = [(before, step) for before, step in found if before != label]
    if later := steps.next_quarter(last):
        found.append((later.label, "a quarter after"))
    if year := _YEAR.fullmatch(label):
        found.append((f"{year[1] or ''}{int(year[2]) + 1}", "a year after"))
    return tuple(found)


def _told_again(context: Context, draft: Draft) -> Found:
    """Yield the periods that stand beside the same amount elsewhere in the text."""
    quantity, scene = draft.quantity, context.scene
    if quantity.value is None:
        return
    for place in context.memory.overview.amounts.get((quantity.unit, quantity.value), ()):
        if scene.start <= place < scene.end:
            continue
        where = "later" if place > quantity.span.start else "earlier"
        for mention in _beside(context, place):
            label = fiscal.to_months(mention.period.label)
            if label:
                bound = bound_of(context.reading.plain, mention)
                yield from _bounded(label, bound, f"told again {where}", mention)


def _beside(context: Context, place: int) -> Iterator[PeriodMention]:
    """Yield the periods that stand beside a place, in its line."""
    plain, reading = context.reading.plain, context.reading
    first = max(plain.rfind("\n", max(place - BESIDE, 0), place), place - BESIDE)
    last = plain.find("\n", place, place + BESIDE)
    last = place + BESIDE if last < 0 else last
    at = bisect_left(reading.places.periods, first)
    return islice(reading.periods, at, bisect_left(reading.places.periods, last, at))


def _bounded(label: str, bound: str, where: str, mention: PeriodMention) -> Found:
    """Yield a period as it is told, and left open or ended."""
    yield label, [where, f"{where}, a {mention.kind}"]
    if "/" not in label:
        yield f"{label}/", [where, f"{where}, left open: {bound}"]
        yield f"/{label}", [where, f"{where}, ended: {bound}"]


def _to_come(context: Context) -> Found:
    """Yield the periods that the lines after a sentence name: when what it tells of is to begin or end."""
    reading, scene = context.reading, context.scene
    at = bisect_left(reading.places.periods, scene.end)
    found = [
        m for m in islice(reading.periods, at, at + TO_COME) if m.span.start < scene.end + REACH and m.period.label
    ]
    for step, mention in enumerate(found):
        near = "line" if mention.span.start < scene.block.end else "text"
        bound = bound_of(reading.plain, mention)
        yield from _bounded(fiscal.to_months(mention.period.label), bound, f"named {step} on, in the {near}", mention)
    for one, other in pairwise(found):
        first, last = (fiscal.to_months(mention.period.label) for mention in (one, other))
        if "/" not in first + last and first < last and ("FY" in first) == ("FY" in last):
            bounds = f"{bound_of(reading.plain, one) or 'at'} one, {bound_of(reading.plain, other) or 'at'} the next"
            yield f"{first}/{last}", ["from one to the next, named on", f"{bounds}, named on"]


def _in_turn(context: Context, draft: Draft) -> Found:
    """Yield the year that a figure has by its turn in a list of figures under a range or a list of as many years."""
    run = _run(context, draft)
    if len(run) < 2:  # noqa: PLR2004 - one alone is no list
        return
    turn = run.index(draft.quantity.span.start)
    before = [m.period.label for m in context.scene.periods if m.span.end <= run[0]]
    for label in reversed(before):
        found = _YEARS.fullmatch(label)
        if found and int(found[3]) - int(found[2]) + 1 == len(run):
            yield f"{found[1] or ''}{int(found[2]) + turn}", [IN_RANGE]
            break
    if len(before) >= len(run):
        yield before[-len(run) :][turn], ["its turn in a list of periods", f"its turn in a list of {len(run)} periods"]


def _run(context: Context, draft: Draft) -> Sequence[int]:
    """Return where the figures begin that stand in one list with a figure, itself among them."""
    return _runs(context.reading.plain, context.scene).get(draft.quantity.span.start, ())


@remembered
def _runs(plain: str, scene: Scene) -> dict[int, list[int]]:
    """Return the lists of figures of a sentence, by where each figure begins."""
    runs = {quantity.span.start: [quantity.span.start] for quantity in scene.quantities[:1]}
    for one, other in pairwise(scene.quantities):
        run = runs[one.span.start] if _joined(plain, scene, one, other) else []
        run.append(other.span.start)
        runs[other.span.start] = run
    return runs


def _joined(plain: str, scene: Scene, one: Quantity, other: Quantity) -> bool:
    """Say whether a figure and the next one count the same and stand close, with no period or bracket between."""
    between = plain[one.span.end : other.span.start]
    if len(between) >= JOINED or any(mark in between for mark in "()（）;；"):
        return False
    dated = any(one.span.end <= mention.span.start < other.span.start for mention in scene.periods)
    alike = unit_class(one.unit) == unit_class(other.unit) or not one.unit or not other.unit
    return alike and not dated and not _OLD.search(between)


def _over_four_quarters(context: Context, draft: Draft) -> Found:
    """Yield the four quarters up to the one that a firm closed last, where they are told of as such."""
    plain, scene, span = context.reading.plain, context.scene, draft.quantity.span
    day = fiscal.known(context)
    start, end = max(span.start - 2 * BEHIND, scene.start), min(span.end + BEHIND, scene.end)
    if (
        day is None
        or not _FOUR_TOLD.near(plain, scene, start, end)
        or not calendars.LAST_FOUR.search(plain, start, end)
    ):
        return
    ends = fiscal.year_end(draft) or calendars.CALENDAR
    for year_end in dict.fromkeys((ends, calendars.CALENDAR)):
        if label := calendars.last_four(year_end, day):
            told = "fiscal" if label.startswith("FY") else "calendar"
            yield label, [LAST_FOUR, f"{LAST_FOUR}, {told}"]


def otherwise(context: Context, draft: Draft, held: Mapping[str, set[str]]) -> Found:
    """Yield the periods found so far in another writing: by the other calendar, in months or in quarters."""
    seen, ends = context.memory.overview, fiscal.year_end(draft)
    is_turned = ends not in {"", calendars.CALENDAR}
    for label in [one for one in held if "-" in one or (is_turned and "Q" in one)]:
        signs = held[label]
        if found := _MONTHS.fullmatch(label):
            yield from _in_quarters(found, sorted(signs))
        other = calendars.other_label(label, ends) if is_turned and "Q" in label else ""
        chosen = [sign for sign in signs if sign.startswith(TURNED)] if other else ()
        if chosen:
            told = f"in a text {'of fiscal years' if seen.is_fiscal else 'without fiscal years'}"
            named = "named" if other in seen.labels else "not named"
            way = "fiscal" if other.startswith("FY") else "by the calendar"
            yield (
                other,
                [f"{way}, {told}", f"{way}, {named}", f"{way}, {named}, {told}", *(f"{way}, {one}" for one in chosen)],
            )


def _in_quarters(found: re.Match[str], signs: list[str]) -> Found:
    """Yield months of one year that are whole quarters as such."""
    first, last = int(found[2]), int(found[4])
    if first % 3 == 1 and last % 3 == 0 and found[1] == found[3]:
        one, other = f"{found[1]}Q{first // 3 + 1}", f"{found[3]}Q{last // 3}"
        yield one if one == other else f"{one}/{other}", [*signs, "in quarters"]
