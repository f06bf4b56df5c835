"""Bind one quantity: which metric it is, whose, of what product, of when and how sure; or why it is no figure."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.extract import certainty, leads, partners, timing, tones, verdicts
from etl.extract.amounts import is_a_rate, is_for_one, is_increment, is_of_a_size, of_the_whole
from etl.extract.around import around
from etl.extract.backlogs import BACKLOGS
from etl.extract.bymonth import by_the_month
from etl.extract.choosing import NOT_CHIPS, as_before, choose, goes_on, part_of
from etl.extract.context import Context
from etl.extract.counting import as_told, come_to, counted
from etl.extract.dating import period
from etl.extract.deciding import NONE, choices, decide, known
from etl.extract.defining import define
from etl.extract.differing import DIFFERENCE, is_a_difference
from etl.extract.drafts import WEIGHED, Draft
from etl.extract.machines import of_a_machine
from etl.extract.markets import WHOLE_MARKET
from etl.extract.meaning import Governing, governing, plausible
from etl.extract.metrics import registry
from etl.extract.models import is_model
from etl.extract.names import Role
from etl.extract.oneunit import is_closed, of_one_unit
from etl.extract.outright import RENTED, outright, refused
from etl.extract.owning import UTILITY, of_a_utility, own
from etl.extract.products import is_anothers, is_of_neither, product
from etl.extract.rest import of_the_rest
from etl.extract.settling import settled
from etl.extract.sureness import status
from etl.extract.unitclass import MONEY, unit_class
from etl.extract.when import whole_year_of
from etl.model import Qualifier, Quantity, Status

COUNTLESS = frozenset({"other", "multiple"})
_LEVEL = re.compile(r"\s?(?:级|等级|规模级)")
_SCALE = re.compile(
    r"[(（]\s?(?:in )?(?:us\$|\$|usd|us dollars?)?\s?(?:billions?|millions?|bn|mn)[^()（）]{0,12}[)）]"
    r"|\bin (?:billions|millions|thousands) of"
)
RATED = frozenset({"money_per_year"})
TARGETS = frozenset({"units_planned", "contract_value", "investment_commitment"})


def bind(context: Context, quantity: Quantity, place: int) -> list[Draft]:
    """Return the drafts of a quantity: one as a rule, one for each owner where a list shares a figure."""
    draft = Draft(quantity, context.scene, place)
    draft.refused = _unreadable(context, quantity)
    if draft.refused:
        return [draft]
    if not quantity.unit:
        quantity = draft.quantity = come_to(context, quantity)
    if not quantity.unit:
        told = counted(context, quantity)
        if told.unit.unit:
            context.memory.counted = told.unit, context.scene.block.paragraph
            draft.quantity = as_told(quantity, told.unit)
    kind = unit_class(draft.quantity.unit)
    classes = frozenset({kind, MONEY}) if kind in RATED else frozenset({kind})
    draft.lead = leads.over(context.memory.lead, context.scene, quantity)
    over = _by_rule(context, draft, classes)
    draft.words = around(context.reading.plain, context.scene, quantity.span)
    return _weighed(context, draft, over, classes)


def _weighed(context: Context, draft: Draft, over: Governing | None, classes: frozenset[str]) -> list[Draft]:
    """Let all signs judge what a quantity is: what the rules say, another metric, or no figure; fill in the rest."""
    told = known()
    found = [one for one in choices(draft.quantity, classes) if one in told]
    found = _narrowed(context, draft, over, found)
    # A metric of which no weight is known yet stays as the rules say.
    if found == [NONE] or (not draft.refused and draft.metric not in told):
        return [draft] if draft.refused else _fill(context, draft, over)
    if draft.closed:
        return [draft]
    if as_before(context, draft.quantity, classes) == NOT_CHIPS:
        draft.refused = NOT_CHIPS
        return [draft]
    chosen, why, draft.margin = decide(context, draft, found)
    if chosen == NONE:
        instead = NOT_CHIPS if draft.family == "wafers" else f"more speaks against a figure than for one: {why}"
        draft.refused = draft.refused or instead
        return [draft]
    if chosen != draft.metric:
        return _fill(context, _read_as(draft, chosen, why), None)
    return _fill(context, draft, over)


def _narrowed(context: Context, draft: Draft, over: Governing | None, found: list[str]) -> list[str]:
    """Return what a quantity can be of what its unit lets it be, where words beside it, or its list, say that."""
    if is_for_one(context.reading.plain, context.scene.start, draft.quantity.span.start):
        found = [one for one in found if one == NONE or registry()[one].family == "price"]
    if named := outright(context.reading.plain, over, draft.quantity):
        return [one for one in found if one in named or (one == NONE and named != RENTED)]
    if whole := part_of(context, draft):
        return [one for one in found if one in {NONE, whole}]
    if "lead" in draft.rule:
        return [one for one in found if one == NONE or one in leads.alike(draft.metric)]
    listed = goes_on(context, draft)
    return [one for one in found if one == listed] or found


def _read_as(draft: Draft, metric: str, why: str) -> Draft:
    """Return a quantity as what the weights chose against the rules."""
    family, rule = registry()[metric].family, [*([] if draft.refused else draft.rule[:1]), WEIGHED, why]
    again = Draft(
        draft.quantity, draft.scene, draft.place, metric, family, rule=rule, words=draft.words, lead=draft.lead
    )
    again.margin = draft.margin
    return again


def _by_rule(context: Context, draft: Draft, classes: frozenset[str]) -> Governing | None:
    """Let the cascade of rules name the metric of a quantity, or say why it is none; return the cue they went by."""
    quantity = draft.quantity
    draft.refused = _unfit(context, quantity, classes)
    if draft.refused:
        draft.closed = is_closed(context.reading.plain, quantity)
        return None
    over = governing(context.reading.plain, context.scene, quantity, classes)
    metric = choose(context, draft, over, classes)
    if metric is None:
        draft.closed = over is not None and refused(context.reading.plain, over, quantity)
        return None
    if not plausible(metric, quantity):
        draft.refused = f"not a believable size for {metric.id}"
        return None
    draft.metric, draft.family = metric.id, metric.family
    return over if draft.rule[-1] == "cue" else None


def _unreadable(context: Context, quantity: Quantity) -> str:
    """Say why a quantity can be no figure whatever is told of it, or nothing."""
    if "cut_off" in quantity.flags:
        return "cut off at the end of the text"
    if any(name.start <= quantity.span.start < name.end and name.role is Role.PRODUCT for name in context.scene.names):
        return "part of a name"
    if is_model(context, quantity):
        return "the number of a chip"
    if quantity.qualifier is Qualifier.VAGUE and _SCALE.search(
        context.reading.plain, max(quantity.span.start - 8, 0), quantity.span.end + 1
    ):
        return "the scale of a table, not an amount"
    return _beside(context, quantity)


def _beside(context: Context, quantity: Quantity) -> str:
    """Say why a quantity is told of another, of a whole, of one piece or of a machine, and is no figure; or nothing."""
    plain, scene, start = context.reading.plain, context.scene, quantity.span.start
    if is_of_a_size(plain, quantity):
        return "of what size some are, not a sum"
    if unit_class(quantity.unit) == MONEY and is_increment(plain, scene.start, start):
        return "by how much a sum was changed, not the sum"
    if is_a_difference(plain, scene, quantity):
        return DIFFERENCE
    whole = (
        of_the_whole(plain, scene, start) or is_a_rate(plain, scene, quantity) or of_the_rest(plain, scene, quantity)
    )
    return whole or of_a_machine(context, quantity) or by_the_month(context, quantity)


def _unfit(context: Context, quantity: Quantity, classes: frozenset[str]) -> str:
    if one := of_one_unit(context, quantity):
        return one
    if classes & COUNTLESS:
        return f"no metric counts this unit ({quantity.unit or 'none'})"
    if classes == {"number"}:
        return "no unit"
    if quantity.qualifier is Qualifier.VAGUE and "people" in classes:
        return "hundreds or so of people, no count"
    if _LEVEL.match(context.reading.plain, quantity.span.end):
        return "an order of magnitude, not an amount"
    return ""


def _fill(context: Context, draft: Draft, over: Governing | None) -> list[Draft]:
    metric = registry()[draft.metric]
    if draft.quantity.span.start in context.series.unresolved:
        draft.refused = "as many names as figures were not found: who has which is unresolved"
        return [draft]
    draft.listed = context.series.first.get(draft.quantity.span.start, -1)
    own(context, draft, metric)
    if of_a_utility(draft):
        draft.refused = UTILITY
        return [draft]
    draft.period, draft.period_here = period(context, draft, metric)
    draft.product = product(context, draft, metric)
    tone = tones.tone(context.reading.plain, draft, over, context.reading.document.published_on)
    if draft.metric == "capex_guidance" and not draft.period_here:
        draft.period = whole_year_of(draft.period)
    if draft.metric in TARGETS and not draft.period_here and draft.product not in BACKLOGS:
        draft.period = None
    draft.status, draft.attributed_to = status(context.reading.plain, draft, tone)
    if WHOLE_MARKET not in draft.rule:
        draft.counterparty = draft.counterparty or partners.other(context, draft, metric)
    if is_of_neither(draft):
        draft.product = ""
    draft.period = settled(context, draft)
    draft.signs = certainty.signs(draft, tone).union(verdicts.told(context.reading.plain, draft, tone))
    draft.times = timing.candidates(context, draft)
    define(context, draft)
    _follow(context, draft, tone)
    _flag(context, draft, tone)
    draft.quantity = _in_unit(draft, context.memory.currency)
    return _shared(context, draft)


def _is_older(draft: Draft, last: Draft) -> bool:
    """Say whether a sum is the guidance that the one before it took the place of: now $50bn (prior: $45bn)."""
    same = last.metric == "capex_guidance" and last.scene.start == draft.scene.start
    return same and draft.metric == "capex" and draft.period == last.period and draft.entity == last.entity


def _follow(context: Context, draft: Draft, tone: tones.Tone) -> None:
    """Let a list that goes on be as sure as its first figure."""
    last = context.memory.figure
    if tone.superseded and last and _is_older(draft, last):
        draft.metric, draft.status, draft.attributed_to = last.metric, last.status, last.attributed_to
        return
    replaced = draft.compared and draft.period == (last.period if last else None) and not tone.consensus
    if replaced and last and last.status is Status.GUIDANCE and last.scene.start == context.scene.start:
        draft.status, draft.attributed_to = last.status, last.attributed_to
        draft.flag("superseded")
        return
    if tone.third_party or "guidance" in tone.features or tone.superseded:
        return
    # What years that follow have is no fact, though the figure before is one.
    later = draft.quantity.span.start in context.series.years_on and last and last.status is not Status.ACTUAL
    goes_on = draft.rule[0] == "ellipsis" or later
    if (
        last
        and goes_on
        and last.scene.start == context.scene.start
        and not tone.consensus
        and last.attributed_to != "consensus"
    ):
        draft.status, draft.attributed_to = last.status, last.attributed_to


def _flag(context: Context, draft: Draft, tone: tones.Tone) -> None:
    last = context.memory.figure
    moved = draft.compared and last is not None and draft.period != last.period
    if tone.superseded and not moved and draft.metric in REPLACED:
        draft.flag("superseded")
    if "cancelled" in tone.features:
        draft.flag("cancelled")
    for name in draft.quantity.flags:
        draft.flag(name)


REPLACED = frozenset({"capex_guidance", "revenue", "units_planned", "units_shipped"})
MONEYED = frozenset({"spending", "revenue", "contract", "programme", "rent"})


def _in_unit(draft: Draft, currency: str) -> Quantity:
    """Return the quantity in the unit of its metric: rents by the year or hour, sums without a rate."""
    unit = draft.quantity.unit
    if not unit and draft.family in MONEYED:
        unit = currency
        draft.flag("inherited_unit")
    base = unit.partition("_per_")[0]
    if draft.metric == "rental_cost_per_year":
        unit = f"{base}_per_year"
    elif draft.metric == "rental_price_per_gpu_hour":
        unit = f"{base}_per_gpu_hour"
    elif draft.family in {"spending", "revenue", "contract", "programme"} or draft.metric == "unit_price":
        unit = base
    elif unit == "units_per_month":
        unit = "wafers_per_month"
    elif draft.family == "people" and not unit:
        unit = "people"
    elif draft.family == "units" and not unit:
        unit = "units"
        draft.flag("inherited_unit")
    return draft.quantity if unit == draft.quantity.unit else replace(draft.quantity, unit=unit)


def _shared(context: Context, draft: Draft) -> list[Draft]:
    """Give a figure that several have each to each of them."""
    start = draft.quantity.span.start
    owners = tuple(name.term.id for name in context.series.each.get(start, ()))
    if not owners and start in context.series.apart:
        owners = draft.entity
    if not owners or owners == draft.entity[:1]:
        return [draft]
    others = tuple(one for one in draft.counterparty if one not in owners)
    told = replace(draft, rule=[*draft.rule, "each"], named_here=True, listed=start, counterparty=others)
    return [
        replace(told, entity=(one,), product="" if is_anothers(draft.product, one, draft.metric) else draft.product)
        for one in owners
    ]
