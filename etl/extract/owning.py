"""Give a figure its owner and its other side."""

from __future__ import annotations

import re

from etl.extract import ranking
from etl.extract.acting import BOUGHT, acting_on
from etl.extract.bracketed import BRACKETED, bracketed
from etl.extract.candidates import candidates
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.markets import WHOLE_MARKET, whole_market
from etl.extract.metrics import Metric
from etl.extract.names import Name, Role
from etl.extract.under import under
from etl.vocabulary import vocabulary

DEALS = frozenset({"contract", "rent", "power"})
"""Families of figures that are often listed by the other side: OpenAI's deals, with whom and of how much."""

UTILITY = "of a power firm, not of who computes"
# Power firms that build halls for computing themselves.
BUILDERS = frozenset({"fermi-america", "sb-energy", "gcl-energy", "voltagrid"})


def of_a_utility(draft: Draft) -> bool:
    """Say whether a figure is of what a power firm sells, makes or spends."""
    terms = [vocabulary().terms.get(one) for one in draft.entity]
    power = bool(terms) and all(term is not None and term.cls == "energy" for term in terms)
    return power and draft.family in {"power", "revenue", "spending"} and BUILDERS.isdisjoint(draft.entity)


def own(context: Context, draft: Draft, metric: Metric) -> None:
    """Give a figure its owner, by the place in a list, else by the weight of all signs, and its listed other side."""
    if metric.id == "units_shipped" and (market := whole_market(context, draft.quantity)):
        draft.entity, draft.named_here = (market,), True
        draft.rule.append(WHOLE_MARKET)
        return
    if priced := _chips_of(context, draft):
        draft.entity, draft.counterparty, draft.named_here = priced.entity, priced.counterparty, priced.named_here
        draft.rule.append("what its chips are worth")
        return
    if inside := bracketed(context, draft):
        draft.entity, draft.named_here = (_firm(inside),), True
        draft.rule.append(BRACKETED)
        return
    start, told = draft.quantity.span.start, context.series
    beside, is_deal = told.beside.get(start, ()), metric.family in DEALS
    listed = told.owners.get(start) or (() if is_deal else beside)
    onwards = acting_on(context, draft.quantity) if not listed and metric.family in BOUGHT else ()
    if listed or onwards:
        draft.entity, draft.named_here = tuple(_firm(name) for name in listed or onwards), True
        draft.rule.append("series" if listed else "goes on to buy")
    else:
        _rank(context, draft, metric)
        if over := under(context, draft):
            draft.entity = over
            draft.rule.append("under its name")
    partner = tuple(map(_firm, told.others.get(start) or (beside if is_deal else ())))
    draft.counterparty = () if set(partner) & set(draft.entity) else partner
    if any(one not in vocabulary().terms for one in draft.entity):
        draft.doubt("unknown organisation")


_WORTH = re.compile(
    r"(?:[^.;,，；。]|,\d){0,24}[,，]? ?(?:(?:which|that) are )?"
    r"(?:worth|valued at|at a cost of|(?:总)?价值|总值|总价|共计?耗资)"
    r"(?: (?:about|around|some|roughly|nearly|more than|over|up to|an estimated)|[约近超逾为达])* ?"
)


def _chips_of(context: Context, draft: Draft) -> Draft | None:
    """Return the chips right before a sum that says what they are worth: 400,000 GB200s, worth about $40 billion."""
    last, start = context.memory.figure, draft.quantity.span.start
    if draft.metric != "contract_value" or last is None or last.family != "units" or not last.entity:
        return None
    if last.scene.start != context.scene.start or last.metric == "units_shipped":
        return None
    return last if _WORTH.fullmatch(context.reading.plain, last.quantity.span.end, start) else None


def _firm(name: Name) -> str:
    """Return the firm of a name: the owner of a chip."""
    return name.term.owner if name.role is Role.PRODUCT and name.term.owner else name.term.id


def _rank(context: Context, draft: Draft, metric: Metric) -> None:
    chosen = ranking.best(candidates(context, draft.quantity, metric), ranking.weights())
    why = ranking.reasons(chosen)
    named = {name.term.id for name in context.scene.names}
    draft.entity, draft.named_here = chosen.ids, bool(named & set(chosen.ids))
    draft.rule.append(why)
    if not draft.named_here:
        draft.doubt(f"owner not named here: {why}")
