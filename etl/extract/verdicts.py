"""How sure a figure is told where words beside it settle that, whatever else its sentence says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from etl.extract import leads, tocome
from etl.extract.drafts import Draft
from etl.extract.judging import JUDGES
from etl.extract.names import OWNERS, Role
from etl.extract.scene import Scene
from etl.extract.starts import starting
from etl.extract.tones import Tone, is_over
from etl.model import Qualifier, Span, Status

# Who foresees what others spend and earn: 分析师预计, "analysts expect".
_FORESEE_EN = (
    r"(?:now |still |also |currently )?(?:expects?|sees?|forecasts?|estimates?|projects?|models?|predicts?|"
    r"reckons?|thinks?|believes?|pencil(?:led)? in|pencils)\b"
)
_FORESEE_ZH = r"(?:预期|预估|预计|预测|估计|估算|推估|推算|认为|估(?![值量])|看好)"
_OUTSIDERS = starting(
    "分法外市券机华投大研证awst",
    rf"(?:分析师|法人|外资|市场|券商|机构|华尔街|投行|大行|外界|投顾|投信|研调|证券)[^，,。；;]{{0,6}}?{_FORESEE_ZH}"
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
# What a firm is said right before a figure to spend or earn: "would exceed $30 billion".
_WILL = re.compile(r"\b(?:will|would|should) (?:again )?(?:exceed|top|surpass|reach|rise to|climb to)\b[^,.;]{0,24}$")
# What a firm had guided to, told right behind the figure or before it, also of a year that is over.
_GUIDED = re.compile(r" (?:it |that it |that was |originally |first |once |previously )*guided(?: to)? for\b")
_GUIDED_TO = re.compile(r"\bguided (?:for|to) (?:about |around |roughly |up to |between |a range of )*$")
# How the head of a column or row says its figures are meant, the first that fits: 2026指引, FY2026E, 2025年(实际).
_HEADS = (
    (Status.GUIDANCE, re.compile(r"指引|财测|guidance|guide|outlook|budget|预算")),
    (
        Status.ESTIMATE,
        re.compile(r"\d[ef]\b|\(e\)|预计|预测|预估|估计|预期|共识|forecast|estimate|project|consensus|expected"),
    ),
    (Status.ACTUAL, re.compile(r"\d{4}a\b|\(a\)|实际|实绩|actual|reported")),
)
COUNTED = frozenset({"spending", "revenue", "units", "share"})
MONEY, SPENT_ON = frozenset({"spending", "revenue"}), frozenset({"capex", "capex_guidance"})
SPENT, FORESEEN = "told behind it to be spent", "foreseen by others, told right before it"
NOT_YET, TO_BUILD = "told right before it as what may yet be reached", "power that may yet be reached"
SO_FAR = "told as spent so far"
ALLOWED = "what one is allowed to buy"
NOT_AHEAD = "under a line that tells of nothing to come"
PROMISED = "told right beside it to be guided"
COMING, OVER = "told right before it to come", "of a year that is over, and not told to come"
# A sign, the status it settles, and the statuses over which it does.
_TO_COME = frozenset({Status.GUIDANCE, Status.PLAN})
SETTLES = {
    **{f"{status} by its head": (status, frozenset(Status) - {Status.RUMOUR}) for status, _ in _HEADS},
    SPENT: (Status.ACTUAL, _TO_COME),
    PROMISED: (Status.GUIDANCE, frozenset({Status.ACTUAL, Status.ESTIMATE, Status.PLAN})),
    FORESEEN: (Status.ESTIMATE, _TO_COME),
    COMING: (Status.GUIDANCE, frozenset({Status.ACTUAL, Status.ESTIMATE})),
    OVER: (Status.ACTUAL, _TO_COME),
    NOT_AHEAD: (Status.ACTUAL, _TO_COME),
    ALLOWED: (Status.PLAN, frozenset({Status.ACTUAL})),
    SO_FAR: (Status.ACTUAL, _TO_COME),
    NOT_YET: (Status.ESTIMATE, frozenset({Status.ACTUAL})),
    TO_BUILD: (Status.PLAN, frozenset({Status.ACTUAL})),
}

UNREACHED = {
    **dict.fromkeys(("capex", "revenue", "units_shipped", "units_purchased", "market_share"), NOT_YET),
    "power_capacity": TO_BUILD,
}
"""What is told of figures that may yet be reached, by their metric."""


def settled(signs: Collection[str], status: Status) -> Status:
    """Return the status that words beside a figure settle, by its signs, or the one it has."""
    found = (settles for sign, settles in SETTLES.items() if sign in signs)
    return next((other for other, over in found if status in over), status)


def told(plain: str, draft: Draft, tone: Tone) -> Iterator[str]:
    """Yield what words beside a figure settle of how sure it is told, or the line over a list."""
    scene, span = draft.scene, draft.quantity.span
    if draft.lead:
        yield from _led(plain, draft, tone)
        return
    if scene.heads and draft.family in COUNTED:
        # What others count stays their count, whatever its column calls it.
        yield from (one for one in _headed(plain, scene) if draft.family in MONEY or one != ACTUAL_HEAD)
        return
    if draft.family in MONEY and _SPENT.match(plain, span.end):
        yield SPENT
    if draft.family in MONEY and _is_guided(plain, scene, span):
        yield PROMISED
    elif _is_spent(plain, draft, tone):
        yield OVER
    if is_foreseen_outside(plain, draft):
        yield FORESEEN
    elif draft.family in MONEY and _is_own(draft, tone):
        yield from [COMING] if _WILL.search(plain, max(scene.start, span.start - REACH), span.start) else []
    yield from _yet(plain, draft)


def _yet(plain: str, draft: Draft) -> Iterator[str]:
    """Yield whether a figure is spent so far, may yet be reached or is only allowed."""
    scene, start = draft.scene, draft.quantity.span.start
    if draft.metric in SPENT_ON and _is_so_far(plain, draft):
        yield SO_FAR
    if (sign := UNREACHED.get(draft.metric)) and tocome.may_be_reached(plain, scene, start):
        yield sign
    if draft.metric == "units_purchased" and _ALLOWED.search(plain, max(scene.start, start - REACH), start):
        yield ALLOWED


def _is_guided(plain: str, scene: Scene, span: Span) -> bool:
    """Say whether the words right beside a figure tell that a firm guided to it."""
    before = _GUIDED_TO.search(plain, max(scene.start, span.start - REACH), span.start)
    return bool(before or _GUIDED.match(plain, span.end))


def _is_own(draft: Draft, tone: Tone) -> bool:
    """Say whether the owner of a figure itself tells of it, and nobody who judges firms."""
    own = any(name.role in TELLERS and name.term.id in draft.entity for name in draft.scene.names)
    return own and not (tone.third_party or tone.outside or tone.features & {"analysts", "author"})


def _is_spent(plain: str, draft: Draft, tone: Tone) -> bool:
    """Say whether spending is told of a year that is over, by its own words not as what had been meant for it."""
    label = draft.period.label if draft.period else ""
    if draft.metric not in SPENT_ON or not (draft.period_here and is_over(draft, tone) and _A_YEAR.fullmatch(label)):
        return False
    scene, start = draft.scene, draft.quantity.span.start
    before = [q.span.end for q in scene.quantities if q.span.end <= start]
    first = max([scene.piece(start)[0], *before])
    if draft.quantity.qualifier is Qualifier.RANGE or plain.startswith(" to come", draft.quantity.span.end):
        return False
    return not _MEANT.search(plain, first, start)


def _is_so_far(plain: str, draft: Draft) -> bool:
    """Say whether spending is told as that of the year up to now: 今年以来的资本开支是595亿."""
    start = draft.quantity.span.start
    before = [q.span.end for q in draft.scene.quantities if q.span.end <= start]
    first = max([draft.scene.start, start - REACH, *before])
    found = _SO_FAR.search(plain, first, start)
    return bool(found and not _MEANT.search(plain, found.end(), start))


_ALLOWED = re.compile(
    r"\b(?:approved|cleared|authori[sz]ed|allowed|permitted|licen[sc]ed|free|approval|permission|licen[sc]es?|leave)"
    r" to (?:acquire|buy|purchase|import|procure) (?:up to |about |around |some |as many as )?(?:the )?$"
    r"|(?:获准|获批|批准其?|允许其?)(?:采购|购买|进口|买入|购入)(?:最多|至多|约|不超过)?$"
)
_SO_FAR = re.compile(r"今年以来|年初以来|年初至今|今年迄今|年内已|截至目前|迄今")
_A_YEAR = re.compile(r"\d{4}")
_MEANT = re.compile(
    r"[预原拟将定给想要]|计划|指引|财测|目标|此前|先前|年初|打算|区间|[上下]调|承诺|plan|guid|expect|forecast|budget|target|\bw(?:ill|ould)\b|outlook|"
    r"\baim|commit|pledg|\bhad\b|\bto\b|promis|range|seen|estimat|earlier|previous|估|likely|may\b|could"
)


TELLERS = OWNERS | {Role.SPEAKER}
REACH, ACTUAL_HEAD = 50, f"{Status.ACTUAL} by its head"


def _headed(plain: str, scene: Scene) -> Iterator[str]:
    """Yield how the first head that says so means its figures."""
    heads = [plain[head.start : head.end] for head in scene.heads]
    found = (status for head in heads for status, words in _HEADS if words.search(head))
    yield from (f"{status} by its head" for status in list(found)[:1])


def _led(plain: str, draft: Draft, tone: Tone) -> Iterator[str]:
    """Yield how the line over a list means the figure of an item, unless it sets two sorts of them side by side."""
    lead = draft.lead
    if lead is None or (draft.period_here and is_over(draft, tone)):
        return
    said = plain[lead.start : lead.end]
    if draft.family in MONEY and not _BESIDE.search(said) and len(lead.periods) <= 1:
        found = [status for status, words in _HEADS if words.search(said)]
        yield from (f"{status} by its head" for status in found if len(found) == 1)
    if "past" in lead.features and not lead.features & AHEAD:
        yield NOT_AHEAD
    elif draft.metric in SPENT_ON and lead.features & AHEAD and not lead.features & leads.OUTSIDE:
        yield COMING


AHEAD = frozenset({"forward", "plan", "guidance", "conditional", "consensus"})
_BESIDE = re.compile(
    r"\b(?:vs|versus|against|next to|beside|consensus|expect\w*|results?)\b|"
    r"对照|对比|相比|共识|预期|业绩|[超|]|低于|[与和及]"
)


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
