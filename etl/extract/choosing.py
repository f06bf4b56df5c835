"""Choose the metric of a quantity: by its cue, by the figure before it, by its unit, by its heading; or refuse it."""

from __future__ import annotations

import re

from etl.extract.context import Context
from etl.extract.cues import Sense
from etl.extract.drafts import Draft
from etl.extract.meaning import Governing, plausible
from etl.extract.metrics import Metric, registry
from etl.extract.names import Role
from etl.extract.segments import segment
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Quantity

FAR, NEAR_AHEAD = 190.0, 60.0
SUMS = frozenset({"spending", "revenue", "contract"})
BY_UNIT = {"money_per_gpu_hour": "rental_price_per_gpu_hour", "wafers": "wafer_capacity", "power": "power_capacity"}
CHIPS = re.compile(
    r"芯片|晶片|显卡|加速|算力卡|gpu|tpu|npu|asic|chip|accelerator|card|processor|server|服务器|"
    r"处理器|hopper|blackwell|h100|h200|h20|superchip|颗|块|枚|rack|机柜|trainium|instinct|昇腾|ascend",
    re.IGNORECASE,
)
_MARKETS = re.compile("市场|份额")
_MARKET = re.compile(r"市场|份额|市占|占有|支出里|支出中|share|market|给了")


def choose(context: Context, draft: Draft, over: Governing | None, classes: frozenset[str]) -> Metric | None:  # noqa: PLR0911 - one return for each rule, in the order in which they count
    """Return the metric, or None with the reason noted in the draft."""
    metrics = registry()
    kind = unit_class(draft.quantity.unit)
    ahead = over is not None and over.cue.start >= draft.quantity.span.end and over.cost > NEAR_AHEAD
    if ahead:
        inherited = _inherited(context, draft, classes)
        if inherited:
            return _checked(context, draft, inherited)
        draft.refused = ""
    if over and over.cost <= FAR:
        if over.sense.kind == "refuse":
            draft.refused = over.sense.name
            return None
        draft.rule.append("cue")
        return _checked(context, draft, metrics[over.sense.name])
    inherited = _inherited(context, draft, classes)
    if inherited or draft.refused:
        return _checked(context, draft, inherited) if inherited else None
    if kind in BY_UNIT:
        draft.rule.append("unit")
        return metrics[BY_UNIT[kind]]
    headed = _headed(context, draft.quantity, classes)
    if headed:
        draft.rule.append("heading")
        return _checked(context, draft, metrics[headed])
    draft.refused = draft.refused or "nothing in reach says what it counts"
    return None


def _inherited(context: Context, draft: Draft, classes: frozenset[str]) -> Metric | None:
    """Take the metric of the figure before: in the same sentence, or in the paragraph with an owner of its own."""
    memory = context.memory
    refusal, last = memory.refusal, memory.figure
    if refusal and refusal.scene.start == context.scene.start and unit_class(refusal.quantity.unit) in classes:
        draft.refused = refusal.refused
        return None
    if last is None or memory.paragraph != context.scene.block.paragraph:
        return None
    same = last.scene.start == context.scene.start
    if unit_class(last.quantity.unit) not in classes | {"number"} and not (MONEY in classes and last.family in SUMS):
        return None
    metric = registry()[last.metric]
    own = any(name.role in {Role.SUBJECT, Role.SEGMENT, Role.SPEAKER} for name in context.scene.names) or (
        metric.family == "revenue"
        and segment(context.reading.plain, context.scene.start, draft.quantity.span.start, last=True)
    )
    told_again = own or context.scene.periods or context.scene.features & {"superseded", "joint", "consensus"}
    if last.metric in {"restatement", "unit_price"} or (not same and not (metric.bare and told_again)):
        return None
    draft.rule.append("ellipsis")
    return registry()["units_purchased"] if metric.id == "units_ordered" and not same else metric


def _headed(context: Context, quantity: Quantity, classes: frozenset[str]) -> str:
    """Return the metric that the heading, the caption or the title speaks of, where it counts things of this size."""
    for scene in context.scene.heading:
        for cue in scene.cues:
            for sense in cue.senses:
                if _heads(sense, quantity, classes):
                    return sense.name
    return ""


def _heads(sense: Sense, quantity: Quantity, classes: frozenset[str]) -> bool:
    if sense.kind != "metric" or not sense.classes & classes:
        return False
    metric = registry()[sense.name]
    strong = sense.form == "noun" or metric.family == "price"
    return metric.bare and strong and plausible(metric, quantity)


def _checked(context: Context, draft: Draft, metric: Metric) -> Metric | None:
    """Refuse a count of things that nothing calls chips."""
    if metric.family == "units" and not _counts_chips(context, draft.quantity):
        draft.refused = "nothing says that chips are counted"
        return None
    if metric.family == "share" and not _of_market(context, draft.quantity):
        draft.refused = "a share, but not of a market"
        return None
    if metric.family == "price" and not _counts_chips(context, draft.quantity):
        draft.refused = "the price of something else than a chip"
        return None
    if unit_class(draft.quantity.unit) == "money_per_month" and metric.family in {"rent", "price"}:
        draft.refused = "a monthly rent, which no metric counts"
        return None
    if metric.family == "programme" and not CHIPS.search(context.reading.plain, context.scene.start, context.scene.end):
        draft.refused = "the cost of something else than a chip"
        return None
    return metric


def _of_market(context: Context, quantity: Quantity) -> bool:
    """Say whether a share is one of a market: the word stands near it, or a share stood before it."""
    last = context.memory.figure
    if last and last.family == "share" and last.scene.start == context.scene.start:
        return True
    start = max(context.scene.start, quantity.span.start - 40)
    near = _MARKET.search(context.reading.plain, start, min(quantity.span.end + 40, context.scene.end))
    return bool(near or _MARKETS.search(context.reading.plain, context.scene.start, context.scene.end))


def _counts_chips(context: Context, quantity: Quantity) -> bool:
    scene, plain = context.scene, context.reading.plain
    if CHIPS.search(quantity.noun) or CHIPS.search(plain, quantity.span.end, min(quantity.span.end + 24, scene.end)):
        return True
    if any(name.role is Role.PRODUCT for head in (scene, *scene.heading) for name in head.names):
        return True
    if scene.has("chip"):
        return True
    last = context.memory.figure
    return bool(last and last.family == "units" and not last.refused)
