"""Choose the metric of a quantity: by its cue, by the figure before it, by sight; or refuse it."""

from __future__ import annotations

import re

from etl.extract import leads
from etl.extract.blocks import Kind
from etl.extract.checks import CHIPS, checked
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.meaning import Governing, plausible
from etl.extract.metrics import Metric, registry, spelled
from etl.extract.names import OWNERS
from etl.extract.refusals import GROWTH
from etl.extract.results import grown_to
from etl.extract.running import runs
from etl.extract.sight import by_sight
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Quantity

FAR, NEAR_AHEAD = 190.0, 60.0
HOURLY = "rental_price_per_gpu_hour"
SUMS = frozenset({"spending", "revenue", "contract"})


def choose(context: Context, draft: Draft, over: Governing | None, classes: frozenset[str]) -> Metric | None:
    """Return the metric, or None with the reason noted in the draft."""
    if runs(context.reading.plain, draft.quantity):
        return _as(context, draft, "runs", "units_deployed")
    ahead = over is not None and over.cue.start >= draft.quantity.span.end and over.cost > NEAR_AHEAD
    if ahead or (over is not None and _is_part(context, draft, over)):
        inherited = _inherited(context, draft, classes)
        if inherited:
            return checked(context, draft, inherited)
        draft.refused = ""
    if MONEY in classes and _speaks_not(over, draft.quantity) and grown_to(context, draft.quantity):
        return _as(context, draft, "growth", "revenue")
    if over and over.cost <= FAR and not _gives_way(context, over):
        return _by_cue(context, draft, over)
    return _told_over(context, draft, over, classes) or _carried(context, draft, classes)


def _told_over(context: Context, draft: Draft, over: Governing | None, classes: frozenset[str]) -> Metric | None:
    """Return the metric that the line over a list says, for an item without a cue of its own."""
    told = leads.metric(draft.lead, draft.quantity, classes) if draft.lead and over is None else ""
    return _as(context, draft, "lead", told) if told else None


def _carried(context: Context, draft: Draft, classes: frozenset[str]) -> Metric | None:
    """Return the metric of the figure before, else what the quantity looks like."""
    inherited = _inherited(context, draft, classes)
    if inherited or draft.refused:
        return checked(context, draft, inherited) if inherited else None
    return _seen(context, draft, classes)


def _as(context: Context, draft: Draft, rule: str, metric: str) -> Metric | None:
    """Return a metric that a rule names."""
    draft.rule.append(rule)
    return checked(context, draft, registry()[metric])


def _seen(context: Context, draft: Draft, classes: frozenset[str]) -> Metric | None:
    """Return the metric of a quantity that no cue governs, by what it looks like, or nothing with the reason noted."""
    name, rule = by_sight(context, draft, classes)
    if name in registry():
        return _as(context, draft, rule, name)
    draft.refused = as_before(context, draft.quantity, classes) or name or "nothing in reach says what it counts"
    return None


def _speaks_not(over: Governing | None, quantity: Quantity) -> bool:
    """Say whether no word before a sum says what it is, but that it grew."""
    return over is None or over.sense.name == GROWTH or over.cue.start >= quantity.span.end


NOT_CHIPS = "wafers that can be made, not chips"


def as_before(context: Context, quantity: Quantity, classes: frozenset[str]) -> str:
    """Return why wafers before were none of our figures, for a number that counts them too: a bare one, or 15万片."""
    refusal, scene = context.memory.refusal, context.scene
    if refusal is None or not classes <= {"number", "units"}:
        return ""
    if refusal.refused != NOT_CHIPS and unit_class(refusal.quantity.unit) != "wafers":
        return ""
    same = refusal.scene.start == scene.start
    by_the_piece = quantity.noun.startswith("片") and refusal.scene.block.paragraph == scene.block.paragraph
    return refusal.refused if (same and not quantity.noun) or by_the_piece else ""


_PART = re.compile(
    r"(?:其中|当中|\bof which|\bof that|\bof them|\bamong them|\bincluding)[约近，, ]{0,2}(?:about |some |nearly )?$"
)
# Within so many characters before a figure.
PART_BEFORE = 28


def part_of(context: Context, draft: Draft) -> str:
    """Return the metric of the chips told just before, where a figure counts some of them: among them 30,000 GB200s."""
    start, last = draft.quantity.span.start, context.memory.figure
    if last is None or last.scene.start != context.scene.start or last.family != "units":
        return ""
    is_part = unit_class(draft.quantity.unit) in {"units", "number"} and _PART.search(
        context.reading.plain, max(last.quantity.span.end, start - PART_BEFORE), start
    )
    return last.metric if is_part else ""


def goes_on(context: Context, draft: Draft) -> str:
    """Return the metric of the figure before in a list that is told for as many years, which all of it is of."""
    last, listed = context.memory.figure, context.series.years_on
    here = last is not None and last.scene.start == context.scene.start and draft.quantity.span.start in listed
    return last.metric if last is not None and here and last.quantity.span.start in listed else ""


def _is_part(context: Context, draft: Draft, over: Governing) -> bool:
    """Say whether a sum is a part of the spending told just before, whatever the words behind it say it is for."""
    start, last = draft.quantity.span.start, context.memory.figure
    if last is None or last.scene.start != context.scene.start or last.family != "spending":
        return False
    behind = over.sense.kind == "metric" and over.cue.start >= draft.quantity.span.end
    return behind and bool(_PART.search(context.reading.plain, context.scene.start, start))


def _by_cue(context: Context, draft: Draft, over: Governing) -> Metric | None:
    """Return the metric that a cue says, unless it refuses the figure or speaks of something else."""
    if over.sense.kind == "refuse":
        draft.refused = over.sense.name
        return None
    if _buys_firm(context, over):
        draft.refused = "the price of a firm, not of chips or compute"
        return None
    draft.rule.append("cue")
    last = context.memory.figure
    if over.sense.name == "units_planned" and last and last.scene is context.scene and last.metric == "units_shipped":
        return checked(context, draft, registry()["units_shipped"])
    promised = over.sense.name == "investment_commitment" and over.sense.form == "noun" and _told_deal(context)
    return checked(context, draft, registry()["contract_value" if promised else over.sense.name])


_TAKES_OVER = re.compile(
    r"\s?(?:all of |the |about |了)?(?:startup |chipmaker |data cent(?:er|re) (?:operator|developer) )?"
)


def _buys_firm(context: Context, over: Governing) -> bool:
    """Say whether the verb of buying has a firm for its object, and no chips of it."""
    if over.sense.name != "contract_value" or over.sense.form != "verb":
        return False
    return any(
        name.role in OWNERS
        and name.term.kind == "company"
        and _TAKES_OVER.fullmatch(context.reading.plain, over.cue.end, name.start)
        for name in context.scene.names
        if 0 <= name.start - over.cue.end < TAKEN and context.reading.plain[over.cue.start : over.cue.end] in BUYING
    )


TAKEN = 40
BUYING = frozenset(spelled("buy(|s|ing)|bought|acquir(e|es|ed|ing)|purchas(e|es|ed|ing)|agreed to buy|买下|购买|购入"))


def _gives_way(context: Context, over: Governing) -> bool:
    """Say whether a weak cue gives way to the figure before it: a sum added to a deal, the range of a revenue."""
    last = context.memory.figure
    if over.sense.name == GROWTH and last is not None and last.scene.start == context.scene.start:
        return last.family == "share" and over.cue.end < last.quantity.span.start
    if over.sense.form != "weak" or last is None or context.memory.paragraph != context.scene.block.paragraph:
        return False
    if over.sense.name == "revenue":
        return _told_deal(context)
    if over.sense.name.startswith("units_") and last.family == "units":
        return not CHIPS.search(context.reading.plain, *_after(context, over))
    return over.sense.name == "capex_guidance" and last.family == "revenue"


def _after(context: Context, over: Governing) -> tuple[int, int]:
    """Return the piece of text from a cue to the end of its clause."""
    return over.cue.end, context.scene.piece(over.cue.start)[1]


def _told_deal(context: Context) -> bool:
    """Say whether the figure before in the sentence was the sum of a deal: what is added to it is one more."""
    last = context.memory.figure
    return last is not None and last.scene.start == context.scene.start and last.family == "contract"


_THE_FIGURE = re.compile(
    r"(?:这个|这一|该|上述|此)(?:数字|金额|数额|规模|目标|计划|总额|投资额)|\b(?:the|that|this) (?:figure|number|"
    r"amount|sum|total|pledge|target|"
    r"plan|commitment)\b"
)


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
    fits = last.family in SUMS or (last.metric == HOURLY and plausible(registry()[HOURLY], draft.quantity))
    if unit_class(last.quantity.unit) not in classes | {"number"} and not (MONEY in classes and fits):
        return None
    metric = registry()[last.metric]
    meant = _THE_FIGURE.search(context.reading.plain, context.scene.start, draft.quantity.span.start)
    if last.metric in {"restatement", "unit_price"} or not (same or meant or metric.bare):
        return None
    draft.rule.append("ellipsis")
    bought = metric.id == "units_ordered" and not same and context.scene.block.kind is Kind.TEXT
    return registry()["units_purchased"] if bought else metric
