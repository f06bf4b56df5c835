"""What product a figure is of: a chip, a segment, a project, or what a sum is spent on."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from etl.extract.backlogs import backlog
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.markets import WHOLE_MARKET
from etl.extract.metrics import Metric, Party
from etl.extract.names import OWNERS, Name, Role
from etl.extract.sales import sold
from etl.extract.scene import Scene
from etl.extract.unitclass import unit_class
from etl.model import Quantity
from etl.vocabulary import Term, vocabulary

DESCRIBED = (
    ("服务器|server", "server"),
    ("数据中心|data cent", "data-centre"),
    ("推理|inference", "inference"),
    ("训练|training", "training"),
)
RIGHT_AFTER = 12
# Sums and power go to the chips that the sentence or the one before it names.
PAID_FOR = frozenset({"contract", "rent", "power"})
OF_PROGRAMME = frozenset({"node", "people", "date"})


def product(context: Context, draft: Draft, metric: Metric) -> str:  # noqa: PLR0911 - one return for each place to look, in order
    """Return the id of the product a figure is of, or nothing."""
    quantity = draft.quantity
    if WHOLE_MARKET in draft.rule or metric.family == "revenue":
        return sold(context, draft) if metric.family == "revenue" else _server(context, quantity)
    if metric.id == "contract_value" and (held := backlog(context, quantity)):
        return held
    listed = context.series.owners.get(quantity.span.start)
    if listed and listed[0].role is Role.PRODUCT:
        return listed[0].term.id
    best = _named(context, draft, metric)
    if best and (metric.family not in OF_PROGRAMME or best.term.owner in draft.entity):
        return best.term.id
    if metric.family == "units" and not quantity.noun and (last := _counted_here(context)):
        return last.product
    if metric.family == "units":
        return _product_before(context, draft, metric) or _server(context, quantity)
    if metric.family in {"price", "date"}:
        return _product_before(context, draft, metric)
    if metric.family in PAID_FOR | {"node"}:
        return _paid_for(context, draft, metric.family)
    if metric.family == "spending":
        return _project(context) or _described(context, quantity)
    return _described(context, quantity) or _shared(context, draft, metric) if metric.family == "share" else ""


def _paid_for(context: Context, draft: Draft, family: str) -> str:
    """Return what a sum or power is for that its sentence does not name, or which chip is made on a node."""
    if family == "node":
        held = _held(context) or _titled(context, draft)
        return held if is_of(held, draft.entity) else ""
    # Of a rent the title does not tell: who has a chip made rents others until then.
    titled = "" if family == "rent" else _titled(context, draft)
    return _lent(context) or titled or _described(context, draft.quantity)


def _held(context: Context) -> str:
    """Return the product that the paragraph named last."""
    return context.memory.product if context.memory.product_in == context.scene.block.paragraph else ""


def _lent(context: Context) -> str:
    """Return the product that the paragraph named last, but to a sentence of none of those whom it was told of."""
    held, memory, scene = _held(context), context.memory, context.scene
    term = vocabulary().terms.get(held)
    if term is not None and _another_makes_it(scene, term):
        return ""
    if term is None or term.kind == "project" or scene.has("chip"):
        return held
    acting = any(name.term.kind == "company" and name.role in OWNERS for name in scene.names)
    return held if not acting or scene.ids & {term.owner, *memory.product_with} else ""


def _titled(context: Context, draft: Draft) -> str:
    """Return the product that the title or heading is about, where it names one alone and a party of the figure."""
    for head in reversed(context.scene.heading):
        found = {name.term.id for name in head.names if name.role is Role.PRODUCT}
        if found:
            is_told = head.ids.intersection(draft.entity + draft.counterparty)
            return found.pop() if len(found) == 1 and is_told else ""
    return ""


def _shared(context: Context, draft: Draft, metric: Metric) -> str:
    """Return the chip or rack of which who builds it for its owner has a share."""
    found = vocabulary().terms.get(_held(context))
    builds = bool(draft.entity) and all(_class(owner) in BUILDERS for owner in draft.entity)
    if not builds or found is None or found.owner in draft.entity or _is_rivals(found, draft, metric):
        return ""
    return found.id if _class(found.owner) in DESIGNERS | MAKERS else ""


MAKERS = frozenset({"chipmaker"})
# They build what others design.
BUILDERS = MAKERS | {"server_maker", "foundry"}


def _project(context: Context) -> str:
    """Return the project that the paragraph told of last: what is pledged further is pledged to it."""
    term = vocabulary().terms.get(context.memory.product)
    here = context.memory.product_in == context.scene.block.paragraph
    return term.id if here and term is not None and term.kind == "project" else ""


def _named(context: Context, draft: Draft, metric: Metric) -> Name | None:
    """Return the product nearest to a figure: in its clause, else, for what a sum pays for, in its sentence."""
    scene, quantity = context.scene, draft.quantity
    here = scene.clause(quantity.span.start)
    roles = {Role.PRODUCT} if metric.family == "price" else {Role.PRODUCT, Role.SEGMENT}
    names = [name for name in scene.names if name.role in roles and not _is_rivals(name.term, draft, metric)]
    names = [name for name in names if not _is_of_next(context, name, draft)]
    inside = [name for name in names if scene.clause(name.start) == here]
    if _is_own_chips(context, quantity):
        names = [name for name in names if name.term.owner in draft.entity]
    if metric.family not in {"units", "price"} | PAID_FOR:
        names = inside or [name for name in names if _belongs(name, draft, metric)]
    # What stands in a machine is chips, whatever it is called.
    thing, owners = "project" if metric.family == "units" else "", draft.entity
    return min(
        inside or names,
        key=lambda n: (n.role is Role.SEGMENT, n.term.kind == thing, n.term.owner not in owners, _gap(n, quantity)),
        default=None,
    )


def is_of_neither(draft: Draft) -> bool:
    """Say whether what a deal is of is the business of a firm that is on neither side of it: Azure, of Oracle's."""
    term = vocabulary().terms.get(draft.product)
    if term is None or term.kind != "segment" or draft.family not in PAID_FOR or not draft.counterparty:
        return False
    return term.owner not in (*draft.entity, *draft.counterparty)


def _is_of_next(context: Context, name: Name, draft: Draft) -> bool:
    """Say whether a product behind a figure is told of the next one: H200s for $2.50 and B200s for $3.79."""
    scene, plain, quantity = context.scene, context.reading.plain, draft.quantity
    if name.start < quantity.span.end or not _JOINED.search(plain, quantity.span.end, name.start):
        return False
    if _APART.search(plain, quantity.span.end, name.start) or _is_told_of_another(context, name, draft):
        return True
    alike = [q.span.start for q in scene.quantities if _kind(q) == _kind(quantity)]
    if any(quantity.span.end <= start < name.start for start in alike):
        return bool(quantity.noun)
    goods = [one for one in scene.names if one.role is Role.PRODUCT]
    behind = min((start for start in alike if start >= name.end), default=None)
    if behind is None or any(name.end <= one.start < behind for one in goods):
        return False
    if scene.clause(name.start) != scene.clause(quantity.span.start):
        return True
    before = max((one.end for one in goods if one.end <= quantity.span.start), default=None)
    return before is not None and not any(before <= start < quantity.span.start for start in alike)


def _is_told_of_another(context: Context, name: Name, draft: Draft) -> bool:
    """Say whether between a figure and a product another firm begins to act: and Nscale plans to deploy GB300s."""
    end, sides = draft.quantity.span.end, (*draft.entity, *draft.counterparty)
    firms = [one for one in context.scene.names if end <= one.start < name.start and one.role in OWNERS]
    plain = context.reading.plain
    return any(_BEGINS.search(plain, end, firm.start) and firm.term.id not in sides for firm in firms)


def _kind(quantity: Quantity) -> str:
    """Return what a quantity counts, of sums their currency: by the hour or not, as the first of several says."""
    return unit_class(quantity.unit.partition("_per_")[0])


_APART = re.compile("[;；]")
_BEGINS = re.compile(r", (?:and|while|but|whereas) $|[，,](?:而|同时|与此同时)?$")
_JOINED = re.compile(r"[,，;；、]|\b(?:and|while|or)\b|[和与及而]")


def _is_rivals(chip: Term, draft: Draft, metric: Metric) -> bool:
    """Say whether a chip is another chip maker's than those whose sales are told: it is none of theirs."""
    if metric.party is not Party.SELLER or metric.family not in {"units", "share"} or chip.owner in draft.entity:
        return False
    return all(_class(owner) in MAKERS for owner in (chip.owner, *draft.entity)) and bool(draft.entity)


def _server(context: Context, quantity: Quantity) -> str:
    around = context.reading.plain[max(quantity.span.start - 24, context.scene.start) : quantity.span.end + 20]
    return "server" if _SERVERS.search(around) else ""


_SERVERS = re.compile(r"服务器|伺服器|机柜|\bservers?\b|\bracks?\b")


def _product_before(context: Context, draft: Draft, metric: Metric) -> str:
    """Return the chip last named in the line, else the one the title or heading is about, else the last one named."""
    heads = [
        name.term.id for head in reversed(context.scene.heading) for name in head.names if name.role is Role.PRODUCT
    ]
    held = context.memory.product if context.memory.product_in == context.scene.block.paragraph else ""
    found = held or next(iter(heads), context.memory.product)
    term = vocabulary().terms.get(found)
    if term is None or _is_another_sort(context, draft, term) or _another_makes_it(context.scene, term):
        return ""
    makers = bool(draft.entity) and all(_class(owner) == "chipmaker" for owner in draft.entity)
    sold = metric.party is Party.SELLER and draft.named_here and metric.family == "units"
    bound = (makers or sold) and not _is_built(draft, term)
    return found if is_of(found, draft.entity) or not (bound or metric.family in OF_PROGRAMME) else ""


def _another_makes_it(scene: Scene, carried: Term) -> bool:
    """Say whether a sentence is of the chips of another maker: Nvidia's systems are none of AMD's told before."""
    if _class(carried.owner) not in MAKERS or carried.owner in scene.ids:
        return False
    return any(_class(one) in MAKERS for one in scene.ids & _lines())


def _is_built(draft: Draft, chip: Term) -> bool:
    """Say whether a figure is of a firm that builds what others design, and a chip of one that has it built."""
    return _class(chip.owner) in DESIGNERS and not _lines().intersection(draft.entity)


@cache
def _lines() -> frozenset[str]:
    """Return the firms that have a line of chips of their own."""
    owners = Counter(term.owner for term in vocabulary().terms.values() if term.kind == "product")
    return frozenset(owner for owner, chips in owners.items() if chips >= A_LINE)


# So many chips make a line: fewer are names for what is built for others.
A_LINE = 4


def _counted_here(context: Context) -> Draft | None:
    """Return the figure before in the sentence, where it counts things: a bare number counts the same."""
    last = context.memory.figure
    return last if last and last.family == "units" and last.scene.start == context.scene.start else None


def is_of(product: str, owners: tuple[str, ...]) -> bool:
    """Say whether a product is made or designed by one of some owners, or by whom is not known."""
    term = vocabulary().terms.get(product)
    return not owners or term is None or term.owner in owners


def is_anothers(product: str, owner: str, metric: str) -> bool:
    """Say whether a chip that a chip maker is told to ship is made by another chip maker."""
    term = vocabulary().terms.get(product)
    return metric == "units_shipped" and term is not None and _class(owner) in MAKERS and term.owner != owner


def _is_another_sort(context: Context, draft: Draft, carried: Term) -> bool:
    """Say whether what is counted cannot be a product named before: chips of one's own, or GPUs where that is none."""
    own = _is_own_chips(context, draft.quantity)
    return own or bool(_GPUS.match(draft.quantity.noun.lower()) and _class(carried.owner) in DESIGNERS)


def _is_own_chips(context: Context, quantity: Quantity) -> bool:
    """Say whether what is counted are chips of the owner's own: 1.5 million of its in-house chips."""
    return bool(_OWN_CHIPS.match(context.reading.plain, quantity.span.end))


def _class(owner: str) -> str:
    term = vocabulary().terms.get(owner)
    return term.cls if term else ""


# They design chips of their own, which nobody calls GPUs.
DESIGNERS = frozenset({"hyperscaler", "lab"})
_GPUS = re.compile(r"(?:ai )?gpus?\b|[块颗片張张枚]?(?:gpu|图形处理器)")

_OWN_CHIPS = re.compile(
    r"\s?(?:units |chips |accelerators )?(?:of (?:its|their|his) (?:own |in-house |home-grown |custom )?|"
    r"(?:颗|块|枚|片|张)?(?:自研|自家|自主|自产))"
)


def _described(context: Context, quantity: Quantity) -> str:
    """Return what a sum is for where no product of the vocabulary is named."""
    start, end = max(context.scene.start, quantity.span.start - 60), min(quantity.span.end + 30, context.scene.end)
    around = context.reading.plain[start:end]
    return next((name for words, name in DESCRIBED if re.search(words, around)), "")


def _belongs(name: Name, draft: Draft, metric: Metric) -> bool:
    """Say whether a product named elsewhere in the sentence is meant: a project, or the owner's own chip."""
    return name.term.kind == "project" or (metric.family in OF_PROGRAMME and name.term.owner in draft.entity)


def _gap(name: Name, quantity: Quantity) -> int:
    if 0 <= name.start - quantity.span.end <= RIGHT_AFTER:
        return 0
    return quantity.span.start - name.end if name.end <= quantity.span.start else name.start - quantity.span.end
