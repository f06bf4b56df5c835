"""What a quantity is where no cue governs it: by its unit, its neighbours, the sentence before or its heading."""

from __future__ import annotations

import re

from etl.extract.behind import is_priced
from etl.extract.blocks import Kind
from etl.extract.checks import CHIPS, NAMED_CHIPS
from etl.extract.context import Context
from etl.extract.cues import Sense
from etl.extract.drafts import Draft
from etl.extract.meaning import plausible
from etl.extract.metrics import registry
from etl.extract.names import OWNERS, Role
from etl.extract.results import grown
from etl.extract.segments import segment
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Quantity

BY_UNIT = {
    "money_per_gpu_hour": "rental_price_per_gpu_hour",
    "wafers": "wafer_capacity",
    "power": "power_capacity",
    "node": "process_node_nm",
}


def by_sight(context: Context, draft: Draft, classes: frozenset[str]) -> tuple[str, str]:
    """Return the metric that unit, site, label or heading tell without a cue, and the rule."""
    kind = unit_class(draft.quantity.unit)
    ways = (
        ("unit_price", "one", _is_for_one),
        ("unit_price", "told behind", lambda *_: MONEY in classes and is_priced(context.reading.plain, draft.quantity)),
        ("investment_commitment", "project", _is_for_project),
        (BY_UNIT.get(kind, ""), "unit", lambda *_: kind in BY_UNIT),
        ("units_purchased", "chips", _is_order_of_chips),
        ("units_deployed", "site", _at_site),
        ("units_deployed", "list", _is_listed),
        ("units_shipped", "label", _is_labelled),
        ("revenue", "segment", _is_segment),
        (_guided(context, classes), "guidance", lambda *_: bool(_guided(context, classes))),
    )
    found = next(((name, rule) for name, rule, way in ways if way(context, draft, classes)), None)
    if found:
        return found
    later = (
        ("before", _said_before),
        ("heading", _headed),
        ("count", _of_named_chips),
        ("growth", _is_grown),
    )
    told = ((way(context, draft.quantity, classes), rule) for rule, way in later)
    return next(((name, rule) for name, rule in told if name), ("", ""))


def _is_grown(context: Context, quantity: Quantity, classes: frozenset[str]) -> str:
    return "revenue" if MONEY in classes and grown(context, quantity) else ""


def _of_named_chips(context: Context, quantity: Quantity, classes: frozenset[str]) -> str:
    """Return what a count of chips is that no verb of ours tells of: to come, or in place."""
    plain, scene, end = context.reading.plain, context.scene, quantity.span.end
    if "units" not in classes or (quantity.value is not None and quantity.value < FEWEST):
        return ""
    chips = [name for name in scene.names if name.role is Role.PRODUCT]
    next_to = any(0 <= n.start - end < NEXT or 0 <= quantity.span.start - n.end <= CLOSE for n in chips)
    next_to = next_to or bool(_CHIPS_BESIDE.search(plain, max(scene.start, end - BESIDE), quantity.span.start))
    if not next_to and not NAMED_CHIPS.search(plain, quantity.span.start, min(end + NEXT, scene.end)):
        return ""
    if not _somebody(context):
        return ""
    ahead = "forward" in scene.clause_features(quantity.span.start)
    given = any(n.role is Role.BENEFICIARY and 0 < n.start - end < FAR_NAME for n in scene.names)
    if ahead or given:
        return "units_planned"
    return "units_ordered" if "contracted" in scene.features else "units_deployed"


_CHIPS_BESIDE = re.compile(
    r"(?:gpu|tpu|npu|芯片|晶片|显卡|[算力加速]卡|服务器|伺服器|chips|accelerators|servers)\s?[约近超共逾达]{0,2}$"
)
FEWEST, FAR_NAME, BESIDE, CLOSE = 100, 40, 24, 2


def _somebody(context: Context) -> bool:
    """Say whether a firm is named in the sentence, or its paragraph tells of one."""
    named = any(name.role is not Role.PRODUCT for name in context.scene.names)
    return named or context.memory.topic_in == context.scene.block.paragraph


def _said_before(context: Context, quantity: Quantity, classes: frozenset[str]) -> str:
    """Return what the sentence before speaks of, a metric or a reason to refuse: Capex is up. It was $3 billion."""
    before = context.memory.spoken
    if before is None or context.scene.block.kind is not Kind.TEXT:
        return ""
    if before.block.paragraph != context.scene.block.paragraph:
        return ""
    asked = context.reading.plain[before.start : before.end].rstrip().endswith(("?", "？"))
    forms = {"noun", "verb"} if asked else {"noun"}
    nouns = (sense for cue in before.cues for sense in cue.senses if sense.form in forms and sense.classes & classes)
    fitting = (s for s in nouns if s.kind == "refuse" or plausible(registry()[s.name], quantity))
    return next((sense.name for sense in fitting), "")


def _is_for_project(context: Context, draft: Draft, classes: frozenset[str]) -> bool:
    return MONEY in classes and bool(_PROJECT.match(context.reading.plain, draft.quantity.span.end))


def _is_labelled(context: Context, _draft: Draft, classes: frozenset[str]) -> bool:
    return "units" in classes and context.memory.labelled == context.scene.block.paragraph


def _guided(context: Context, classes: frozenset[str]) -> str:
    """Return what a firm guides to where it is not said: what the text told of last, revenue or capital spending."""
    last, features = context.memory.figure, context.scene.features
    if MONEY not in classes or last is None or last.metric not in GUIDED or "guidance" not in features:
        return ""
    return last.metric


GUIDED = frozenset({"capex", "capex_guidance", "revenue"})


def _is_segment(context: Context, draft: Draft, classes: frozenset[str]) -> bool:
    """Say whether a sum in a table stands beside the name of a segment, in a text that tells of revenue."""
    scene = context.scene
    if MONEY not in classes or scene.block.kind is not Kind.TABLE:
        return False
    return bool(segment(context.reading.plain, scene.block.start, draft.quantity.span.start, last=False))


IT = re.compile(
    r"\b(?:it|they|the (?:firm|company|group|lab|start-?up))\b|该公司|这家公司|(?<![\u4e00-\u9fff])(?:公司|其|它)"
)
_EACH = re.compile(r"\s?(?:an?|per|each|apiece|/)\s?(?:nvidia |amd )?")


def _is_for_one(context: Context, draft: Draft, classes: frozenset[str]) -> bool:
    """Say whether a sum is told for one of a chip: $40k a GB300."""
    end = draft.quantity.span.end
    named = (n for n in context.scene.names if n.role is Role.PRODUCT and 0 < n.start - end < NEXT)
    return MONEY in classes and any(_EACH.fullmatch(context.reading.plain, end, name.start) for name in named)


NEXT = 14
# What a sum is when it only stands before the name of a thing to be built: the 380 billion yuan plan for AI.
_PROJECT = re.compile(
    r"\s?(?:the |us |new |ai |stargate |infrastructure |investment |spending |expansion ){0,3}(?:plan|programme|"
    r"program|package|pledge|"
    r"push|bet|drive|build-?out|project|campus|data cent(?:er|re)|investment|supercomputer|site)s?\b(?! fund)"
)
_BESIDE = re.compile(r"\s?[:：—–-]\s?(?:about |约|近|超|over |some |~)?")


def _is_listed(context: Context, draft: Draft, classes: frozenset[str]) -> bool:
    """Say whether an item of a list gives chips to the firm before its colon."""
    start = draft.quantity.span.start
    firms = (n for n in context.scene.names if n.role in OWNERS and n.end <= start and n.term.kind == "company")
    return "units" in classes and any(_BESIDE.fullmatch(context.reading.plain, name.end, start) for name in firms)


def _at_site(context: Context, draft: Draft, classes: frozenset[str]) -> bool:
    """Say whether chips are counted right after the name of the site that they stand in."""
    before = (name for name in context.scene.names if name.end <= draft.quantity.span.start)
    return "units" in classes and any(name.term.kind == "project" for name in before)


def _is_order_of_chips(context: Context, draft: Draft, classes: frozenset[str]) -> bool:
    """Say whether a named firm is to have chips, or a maker tells of its own: no verb of ours is needed for that."""
    scene, end = context.scene, draft.quantity.span.end
    if "units" not in classes or not CHIPS.search(
        context.reading.plain, draft.quantity.span.start, min(end + 24, scene.end)
    ):
        return False
    near = scene.clause_features(draft.quantity.span.start)
    told = any(name.role in OWNERS for name in scene.names)
    told = told or bool(IT.search(context.reading.plain, scene.start, draft.quantity.span.start))
    return "forward" in near and told


def _headed(context: Context, quantity: Quantity, classes: frozenset[str]) -> str:
    """Return the metric that the heading, the caption or the title speaks of, where it counts things of this size."""
    for scene in context.scene.heading:
        for cue in scene.cues:
            for sense in cue.senses:
                if _heads(sense, quantity, classes, table=context.scene.block.kind is Kind.TABLE):
                    return sense.name
    return ""


def _heads(sense: Sense, quantity: Quantity, classes: frozenset[str], *, table: bool) -> bool:
    if sense.kind != "metric" or not sense.classes & classes:
        return False
    metric = registry()[sense.name]
    strong = sense.form == "noun" or metric.family == "price" or (table and metric.family in {"units", "spending"})
    return metric.bare and strong and plausible(metric, quantity)
