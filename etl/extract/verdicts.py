"""How sure a figure is told where words beside it settle that, whatever else its sentence says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from etl.extract.drafts import Draft
from etl.extract.judging import JUDGES
from etl.extract.scene import Scene
from etl.extract.starts import starting
from etl.model import Status

# Who foresees what others spend and earn: 分析师预计, "analysts expect".
_FORESEE_EN = (
    r"(?:now |still |also |currently )?(?:expects?|sees?|forecasts?|estimates?|projects?|models?|predicts?|"
    r"reckons?|thinks?|believes?|pencil(?:led)? in|pencils)\b"
)
_FORESEE_ZH = r"(?:预期|预估|预计|预测|估计|估算|推估|推算|认为|估(?![值量])|看好)"
_OUTSIDERS = starting(
    "分法外市券机华投大awst",
    rf"(?:分析师|法人|外资|市场|券商|机构|华尔街|投行|大行|外界)[^，,。；;]{{0,6}}?{_FORESEE_ZH}"
    rf"|\b(?:analysts?|wall street|the street|strategists)\b[^,.;]{{0,30}}? {_FORESEE_EN}",
)
_FORESEES = re.compile(rf"(?:'s)?(?: [a-z.]+){{0,3}}? {_FORESEE_EN}|[^，,。；;]{{0,6}}?{_FORESEE_ZH}")
# What parts a figure from the outsiders before it: the firm's own word, and another statement.
_OWN_WORD = re.compile(r"公司|指引|财测|管理层|guid|management|\bits own\b|outlook|the company|[；;]")
# What stands between the figures of one forecast: 2025年60亿元、2026年110亿元.
_GOES_ON = re.compile(
    r"(?:[\s,，、/()（）年]|and|in|for|to|on|ai|capex|this|next|year|rising|with|fiscal|fy|about|和|及|与|以及|明年|后年|今年|去年|至|到|增至|升至|增长|为|约|将达?|"
    r"\d{2,4}|%)*"
)
# What a firm spent or earned, told behind the figure: "twice the $91 billion it spent last year".
_SPENT = re.compile(
    r",? (?:that )?(?:it|they|the company|he|we) (?:had |has |have )?(?:actually )?"
    r"(?:spent|made|earned|posted|reported|booked|took in|paid out|invested)\b"
)
SPENT, FORESEEN = "told behind it to be spent", "foreseen by others, told right before it"
_TO_COME = frozenset({Status.GUIDANCE, Status.PLAN})


def settled(signs: Collection[str], status: Status) -> Status:
    """Return the status that words beside a figure settle, by its signs, or the one it has."""
    if status not in _TO_COME:
        return status
    return Status.ACTUAL if SPENT in signs else Status.ESTIMATE if FORESEEN in signs else status


def told(plain: str, draft: Draft) -> Iterator[str]:
    """Yield what words beside a figure settle of how sure it is told."""
    if draft.family in {"spending", "revenue"} and _SPENT.match(plain, draft.quantity.span.end):
        yield SPENT
    if is_foreseen_outside(plain, draft):
        yield FORESEEN


def is_foreseen_outside(plain: str, draft: Draft) -> bool:
    """Say whether analysts, the market or a named house are said right before a figure to foresee it."""
    scene, start = draft.scene, draft.quantity.span.start
    said = max((found.end() for found in _OUTSIDERS.finditer(plain, scene.start, start)), default=-1)
    said = max(said, _by_house(plain, scene, start))
    if said < 0 or _OWN_WORD.search(plain, said, start):
        return False
    ends = [said, *(q.span.end for q in scene.quantities if said <= q.span.start and q.span.end <= start)]
    starts = [*(q.span.start for q in scene.quantities if said <= q.span.start and q.span.end <= start), start]
    gaps = list(zip(ends, starts, strict=True))[1:]
    return all(_GOES_ON.fullmatch(plain, *gap) for gap in gaps)


def _by_house(plain: str, scene: Scene, start: int) -> int:
    """Return where a named house is said to foresee, or -1."""
    houses = (name for name in scene.names if name.term.cls in JUDGES and name.end <= start)
    found = (_FORESEES.match(plain, name.end, start) for name in houses)
    return max((one.end() for one in found if one), default=-1)
