"""Give a figure its owner, and take it away from what is everybody's."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.extract.blocks import Kind
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.metrics import Metric
from etl.extract.names import Name, Role
from etl.extract.owners import Parties
from etl.extract.products import BACKLOGS, OF_PROGRAMME, product
from etl.extract.programmes import OWN_MAKERS
from etl.extract.sides import CLOUD, SEMI, is_backlog
from etl.vocabulary import vocabulary

_EVERYONE = re.compile(
    r"\ball (?:the )?(?:cloud|hyperscal|tech|data|of the industry)|全球|全行业|worldwide|"
    r"industry-wide|globally|global "
)
_TECH = re.compile(
    r"(?<![家的])科技公司|四大云|四大科技|四大雲|云厂商|top[- ](?:4|5|four|five)|big four|"
    r"hyperscalers|(?:big |large )?tech(?:nology)? (?:companies|firms|groups)"
)
_GENERIC = re.compile(r"一次|典型|通常|一般而言|每次|单次|typical|usually|average|normally|a single|generally")
DEALS = frozenset({"contract", "rent"})
ACTORS = frozenset({Role.SUBJECT, Role.SPEAKER, Role.BRAND, Role.BENEFICIARY, Role.SELLER, Role.PARTNER})


def own(context: Context, draft: Draft, metric: Metric, found: Parties) -> None:
    """Give a figure its owner and counterparty."""
    if metric.id == "unit_price":
        draft.product = product(context, draft, metric)
    found = _invested(context, metric, found)
    listed = context.series.owners.get(draft.quantity.span.start)
    entity, draft.counterparty, draft.named_here = found.entity, found.counterparty, found.here
    if listed:
        entity, draft.named_here = tuple(_firm(name) for name in listed), True
        draft.rule.append("series")
    else:
        draft.rule.append(found.rule)
        if found.doubt:
            draft.doubt(found.doubt)
    if metric.family == "contract" and found.rule == "name.adjacent":
        entity, draft.counterparty = _holder(context, draft, entity, draft.counterparty)
    goes_on = _of_last(context, draft)
    if goes_on:
        entity, draft.counterparty, draft.named_here = goes_on.entity, goes_on.counterparty, True
    if draft.named_here is False:
        entity, draft.counterparty = _of_contract(context, metric, entity, draft.counterparty)
    entity, draft.counterparty = _of_customer(context, metric, entity, draft.counterparty)
    entity = _market(context, draft, metric, entity) or _own_maker(context, draft, metric)
    if not entity and metric.family == "contract":
        entity, draft.counterparty = _sellers(context), ()
    draft.entity = entity
    draft.counterparty = tuple(one for one in draft.counterparty if one not in draft.entity)
    if any(one not in vocabulary().terms for one in draft.entity):
        draft.doubt("unknown organisation")


def _firm(name: Name) -> str:
    """Return the firm of a name: the owner of a chip."""
    return name.term.owner if name.role is Role.PRODUCT and name.term.owner else name.term.id


def _of_contract(
    context: Context, metric: Metric, entity: tuple[str, ...], other: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Let what is told further of a contract be its parties' own."""
    last = context.memory.figure
    told = metric.family == "contract" and context.memory.deal[0]
    near = context.scene.block.paragraph - context.memory.deal_in <= 1 or context.memory.deal_in < 0
    if metric.family not in DEALS or last is None or last.family not in DEALS or last.product in BACKLOGS:
        backlog = is_backlog(context.reading.plain, context.scene, context.scene.quantities[0])
        return context.memory.deal if told and near and not backlog else (entity, other)
    same = context.memory.paragraph == context.scene.block.paragraph
    return (last.entity, last.counterparty) if same and last.entity else (entity, other)


def _of_customer(
    context: Context, metric: Metric, entity: tuple[str, ...], other: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the deal of a cloud without a named customer to the customer that the title is about."""
    about = context.memory.titled
    lets = metric.family == "units" and context.scene.features & {"supply", "contracted"}
    known = metric.family == "contract" or lets
    if not known or (other and not lets) or not about or set(about) & set(entity) or len(entity) != 1:
        return entity, other
    classes = [getattr(vocabulary().terms.get(one), "cls", "") for one in (entity[0], about[0])]
    told = any(one.role is Role.SUBJECT and one.term.id == entity[0] for one in context.scene.names)
    backlog = is_backlog(context.reading.plain, context.scene, context.scene.quantities[0])
    fits = classes[0] in CLOUD and classes[1] in CUSTOMERS and told and not backlog
    return (about, entity) if fits else (entity, other)


_DEALS_OF = re.compile(
    r"(?:(?:'s|’s) (?:[\w-]+ ){0,3}(?:deals|contracts|bills?|commitments|orders|tab)\b|的?[^，。：:]{0,6}(?:订单|"
    r"合同|账单|大单|协议))"
)


def _holder(
    context: Context, draft: Draft, entity: tuple[str, ...], other: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give deals listed by their other side to the firm whose they are: OpenAI's deals: Oracle $300 billion."""
    for name in context.scene.names:
        before = name.end < draft.quantity.span.start and name.term.id not in entity
        if before and _DEALS_OF.match(context.reading.plain, name.end):
            return (name.term.id,), entity
    return entity, other


_PART = re.compile(r"其中|当中|其餘|其余|of which|of whom|including|of them|of those|the rest|others?\b")


def _of_last(context: Context, draft: Draft) -> Draft | None:
    """Return the figure before of which this one is a part, where no firm of its own stands between the two."""
    last, start = context.memory.figure, draft.quantity.span.start
    if last is None or last.scene.start != context.scene.start or not last.entity or draft.rule[0] != "ellipsis":
        return None
    end = last.quantity.span.end
    if not _PART.search(context.reading.plain, end, start):
        return None
    own_name = any(end <= name.start < start and name.term.kind == "company" for name in context.scene.names)
    return None if own_name else last


def _sellers(context: Context) -> tuple[str, ...]:
    """Return who sells, where nobody tells to whom."""
    roles = {Role.SELLER, Role.PARTNER, Role.BENEFICIARY}
    return tuple(name.term.id for name in context.scene.names if name.role in roles and name.term.kind == "company")[:1]


CUSTOMERS = frozenset({"hyperscaler", "lab"})


def _own_maker(context: Context, draft: Draft, metric: Metric) -> tuple[str, ...]:
    """Return who makes a chip for himself, where nobody is named; for shipments of all makers the world."""
    term = vocabulary().terms.get(draft.product or context.memory.product)
    owner = vocabulary().terms.get(term.owner) if term else None
    if metric.family == "units" and owner is not None and owner.cls in OWN_MAKERS:
        return (owner.id,)
    return ("global",) if metric.id == "units_shipped" else ()


def _invested(context: Context, metric: Metric, found: Parties) -> Parties:
    """In a table of partners the one who invests is the partner of the row."""
    partners = [name.term.id for name in context.scene.names if name.role is Role.PARTNER]
    if metric.id != "investment_commitment" or context.scene.block.kind is not Kind.TABLE or not partners:
        return found
    return replace(found, entity=(partners[0],), counterparty=found.entity, here=True)


def _market(  # noqa: PLR0911 - one return for each kind of thing that is everybody's
    context: Context, draft: Draft, metric: Metric, entity: tuple[str, ...]
) -> tuple[str, ...]:
    """Take the owner away from what is everybody's: market prices, costs in general, the whole industry's spending."""
    start, end = context.scene.start, context.scene.end
    if metric.family == "programme" and _GENERIC.search(
        context.reading.plain, max(start, draft.quantity.span.start - 30), end
    ):
        return ()
    if metric.id == "unit_price":
        makers = _makers(draft)
        return makers if any(name.role in ACTORS for name in context.scene.names) else ()
    if metric.family in {"price", "programme"} and not draft.named_here:
        return ()
    if (
        not draft.named_here
        and metric.family in {"spending", "units"}
        and _EVERYONE.search(context.reading.plain, start, draft.quantity.span.start)
    ):
        return ("global",)
    if (
        not draft.named_here
        and metric.family in {"spending", "units"}
        and _TECH.search(context.reading.plain, start, draft.quantity.span.start)
    ):
        return ("big-tech",)
    if metric.family in OF_PROGRAMME and _is_made_for(draft, entity):
        return _whose_chip(context, draft) or entity
    if metric.family == "power" and entity and all(_makes_chips(one) for one in entity):
        return _site_owner(context) or entity
    return entity


def _site_owner(context: Context) -> tuple[str, ...]:
    """Return for whom a chip maker builds or invests, else whom the text is about, where that is no chip maker."""
    served = [name.term.id for name in context.scene.names if name.role is Role.BENEFICIARY]
    found = tuple(served[:1]) or context.memory.first_topic
    return () if any(map(_makes_chips, found)) else found


def _whose_chip(context: Context, draft: Draft) -> tuple[str, ...]:
    """Return the owner of the programme told of, or of the chip last named."""
    if context.memory.programme:
        return (context.memory.programme,)
    term = vocabulary().terms.get(draft.product or context.memory.product)
    return (term.owner,) if term and term.owner else ()


def _makes_chips(entity: str) -> bool:
    term = vocabulary().terms.get(entity)
    return term is not None and term.cls in SEMI


def _makers(draft: Draft) -> tuple[str, ...]:
    term = vocabulary().terms.get(draft.product)
    return (term.owner,) if term and term.owner else ()


def _is_made_for(draft: Draft, entity: tuple[str, ...]) -> bool:
    """Say whether the nearest firm makes or designs chips for others, or none is named."""
    terms = [vocabulary().terms.get(one) for one in entity]
    return not draft.named_here or all(term is None or term.cls in SEMI or term.kind != "company" for term in terms)
