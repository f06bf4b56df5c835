"""What only the whole document can tell: repeats, restatements, misprints, whose word covers which figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from etl.extract.blocks import Kind
from etl.extract.differing import DIFFERENCE
from etl.extract.drafts import WEIGHED, Draft
from etl.extract.heads import heads_joined
from etl.extract.quantities import restatements
from etl.model import Quantity, Status
from etl.vocabulary import vocabulary

TOLERANCE = Decimal("0.005")
JOINABLE = {"spending": "money", "contract": "money"}
TOLD_BEFORE = 50
"""How many figures of one size are looked back on for the first telling of one more."""

# Numbers that are amounts of nothing: those of names and lists.
IDLE = frozenset({"no unit", "part of a name", "the number of a chip", DIFFERENCE})
UNSURE = "nothing in the text is surely one of our figures"
# How likely it may be that none of them is a figure for the text to be taken to tell of our figures at all.
DOUBT, HUNDRED = 0.076, 100


def silence(drafts: Sequence[Draft]) -> None:
    """Refuse figures that may well all be none, where they are few among other amounts or no rule reads them."""
    told = [draft for draft in drafts if not draft.refused]
    amounts = sum(draft.refused not in IDLE for draft in drafts)
    is_apt = 2 * len(told) < amounts or all(draft.rule[0] == WEIGHED for draft in told)
    margins = [draft.margin for draft in told if draft.margin is not None]
    if is_apt and len(margins) == len(told) and math.prod(map(_chance_of_none, margins)) > DOUBT:
        for draft in told:
            draft.refused = UNSURE


def _chance_of_none(margin: int) -> float:
    """Return how likely a quantity is none by its lead on no figure, in hundredths."""
    return 1 / (1 + math.exp(margin / HUNDRED))


def restate(drafts: Sequence[Draft], found: Sequence[Quantity], text: str) -> None:
    """Turn figures that repeat another in its currency into restatements of it."""
    by_start: dict[int, Draft] = {}
    for draft in drafts:
        by_start.setdefault(draft.quantity.span.start, draft)
    for second, first in restatements(list(found), text):
        twin, primary = by_start.get(found[second].span.start), by_start.get(found[first].span.start)
        if twin and primary:
            _restates(twin, primary)


def _restates(twin: Draft, primary: Draft) -> None:
    if primary.refused:
        twin.refused = primary.refused
        return
    twin.refused, twin.metric, twin.family = "", "restatement", "restatement"
    twin.entity, twin.counterparty, twin.product = primary.entity, primary.counterparty, primary.product
    twin.period, twin.status, twin.attributed_to = primary.period, primary.status, primary.attributed_to
    twin.flags = list(dict.fromkeys([*twin.flags, *twin.quantity.flags]))
    twin.restates, twin.rule, twin.reasons = primary.quantity.span, ["pair"], []
    twin.quantity = replace(twin.quantity, unit=twin.quantity.unit.partition("_per_")[0])


def follow_deals(drafts: Sequence[Draft]) -> None:
    """Let what a deal comes to a year be of the time and as sure as the deal."""
    deals: dict[tuple[str, ...], Draft] = {}
    for draft in drafts:
        if draft.refused:
            continue
        if draft.metric == "contract_value":
            deals[draft.entity] = draft
        elif draft.metric == "rental_cost_per_year" and draft.entity in deals:
            deal = deals[draft.entity]
            draft.status, draft.product = deal.status, draft.product or deal.product
            draft.period = draft.period or deal.period


def cover_onwards(drafts: Sequence[Draft]) -> None:
    """Let a research house named for a figure stand for those of its kind that follow in the paragraph."""
    held: dict[tuple[int, str], str] = {}
    for draft in drafts:
        if draft.refused or draft.family not in {"units", "share"}:
            continue
        key = (draft.scene.block.paragraph, group(draft.metric))
        if is_research(draft.attributed_to):
            held[key] = draft.attributed_to
        elif key in held and draft.status is Status.ACTUAL and not draft.attributed_to:
            draft.status, draft.attributed_to = Status.ESTIMATE, held[key]
            draft.rule.append("covered")


# What the research house that a text opens with counts, unless another is named.
COUNTED_TOGETHER = ("bought", "units_deployed", "units_shipped", "market_share", "wafer_capacity")
BOUGHT = {"units_purchased": "bought", "units_ordered": "bought"}


def group(metric: str) -> str:
    """Return the family of figures that one source covers together."""
    return BOUGHT.get(metric, metric)


def cover(drafts: Sequence[Draft], sources: dict[str, str]) -> None:
    """Let the research house named for a family of figures stand for those of the family that name no other."""
    for draft in drafts:
        source = sources.get(group(draft.metric), "")
        if (
            source
            and draft.family in {"units", "share", "wafers"}
            and not draft.attributed_to
            and draft.status in {Status.ACTUAL, Status.ESTIMATE}
            and not draft.refused
        ):
            draft.attributed_to, draft.status = source, Status.ESTIMATE
            draft.rule.append("covered")


def is_research(source: str) -> bool:
    """Say whether a source makes numbers itself: a research house, not a newsroom."""
    term = vocabulary().terms.get(source)
    return bool(term and term.cls in {"research", "broker", "bank"})


def join_repeats(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with later tellings of a figure folded into its first."""
    kept: list[Draft] = []
    seen: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.refused or draft.metric in {"restatement", "attribute", "milestone"}:
            kept.append(draft)
            continue
        key = (
            draft.quantity.unit,
            draft.quantity.value,
            draft.quantity.label,
            JOINABLE.get(draft.family, draft.family),
        )
        twin = next((one for one in seen.get(key, [])[-TOLD_BEFORE:] if _same(one, draft)), None)
        if twin is None:
            seen.setdefault(key, []).append(draft)
            kept.append(draft)
        else:
            _fold(twin, draft)
    return heads_joined(kept)


def _same(one: Draft, other: Draft) -> bool:
    # In one sentence a figure is told once.
    if one.quantity.value is None or one.scene.start == other.scene.start or _differ(one, other):
        return False
    if any(word.startswith(BESIDE) and word[len(BESIDE) : -1] in ONE_MORE for word in other.words):
        return False
    if one.period and other.period and one.period.label != other.period.label and one.period_here and other.period_here:
        return False
    if _are_items(one, other) and not (one.named_here and other.named_here):
        return False
    apart = other.scene.block.paragraph - one.scene.block.paragraph > 1
    if one.family == "power" and apart and not _same_deal(one, other):
        return False
    return one.entity == other.entity or (_kin(one) == _kin(other) and one.named_here != other.named_here)


def _are_items(one: Draft, other: Draft) -> bool:
    """Say whether two figures stand in items of a list of their own: what an item tells without a name is its own."""
    first, second = one.scene.block, other.scene.block
    return first.kind is Kind.ITEM and second.kind is Kind.ITEM and first.start != second.start


# Another 150 MW are no second telling of the 150 MW before.
BESIDE, ONE_MORE = "right before: ", frozenset({"another", "further", "additional", "second", "extra", "再"})


def _kin(draft: Draft) -> str:
    """Return what a figure is of, however sure it is told: a budget is spending."""
    return "capex" if draft.metric == "capex_guidance" else draft.metric


APART = frozenset({"revenue", "price", "power", "node"})
DEALT = frozenset({"power", "contract"})


def _differ(one: Draft, other: Draft) -> bool:
    """Say whether two figures are of different products, of those of different makers, or of deals with others."""
    partners = set(one.counterparty), set(other.counterparty)
    if one.family in DEALT and all(partners) and partners[0].isdisjoint(partners[1]):
        return True
    if one.product == other.product or not other.product:
        return False
    if one.family == "units" and one.product and one.scene.start == other.scene.start:
        return True
    if one.family in APART:
        return bool(one.product)
    if one.family == "units" and one.metric != other.metric:
        return True
    return bool(_maker(one) and _maker(other) and _maker(one) != _maker(other))


def _maker(draft: Draft) -> str:
    """Return who makes the product of a figure: a million of Google's chips are not a million of Amazon's."""
    product = vocabulary().terms.get(draft.product)
    return product.owner if product else ""


def _same_deal(one: Draft, other: Draft) -> bool:
    """Say whether two tellings of a power name the same other side or the same product."""
    return bool(one.product and one.product == other.product) or bool(set(one.counterparty) & set(other.counterparty))


def _fold(first: Draft, later: Draft) -> None:
    """Keep the place of the first telling and whatever the later one tells better."""
    first.repeats = (*first.repeats, later.quantity.span)
    if later.named_here and not first.named_here:
        first.entity, first.counterparty, first.named_here = later.entity, later.counterparty, True
        first.metric, first.family, first.status = later.metric, later.family, later.status
    if later.period and (first.period is None or (later.period_here and not first.period_here)):
        first.period, first.period_here = later.period, later.period_here
    first.product = first.product or later.product
    first.attributed_to = first.attributed_to or later.attributed_to
    for flag in later.flags:
        first.flag(flag)


def follow_primaries(drafts: Sequence[Draft]) -> None:
    """Give each restatement what its figure has become after all was joined."""
    by_span = {draft.quantity.span: draft for draft in drafts if draft.metric != "restatement"}
    for draft in drafts:
        primary = by_span.get(draft.restates) if draft.restates else None
        if primary:
            draft.entity, draft.period, draft.status = primary.entity, primary.period, primary.status
            draft.product, draft.attributed_to = primary.product, primary.attributed_to
