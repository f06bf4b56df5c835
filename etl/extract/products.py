"""What product a figure is of: a chip, a segment, a project, or what a sum is spent on."""

from __future__ import annotations

import re

from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.metrics import Metric, Party
from etl.extract.names import Name, Role
from etl.extract.segments import segment
from etl.model import Quantity
from etl.vocabulary import vocabulary

_FROM = re.compile(r"\s?(?:in|from|of|for|by|at)\s|来自")
DESCRIBED = (
    ("服务器|server", "server"),
    ("数据中心|data cent", "data-centre"),
    ("推理|inference", "inference"),
    ("训练|training", "training"),
)
RIGHT_AFTER = 12
BACKLOG = re.compile(r"履约义务|rpo|backlog|remaining performance|在手订单|积压")
OF_PROGRAMME = frozenset({"node", "people", "date"})


def product(context: Context, draft: Draft, metric: Metric) -> str:
    """Return the id of the product a figure is of, or nothing."""
    scene, quantity = context.scene, draft.quantity
    if metric.family == "revenue":
        return _segment(context, quantity)
    listed = context.series.owners.get(quantity.span.start)
    if listed and listed[0].role is Role.PRODUCT:
        return listed[0].term.id
    here = scene.clause(quantity.span.start)
    names = [name for name in scene.names if name.role in {Role.PRODUCT, Role.SEGMENT}]
    inside = [name for name in names if scene.clause(name.start) == here]
    if metric.family not in {"units", "price"}:
        names = inside or [name for name in names if _belongs(name, draft, metric)]
    best = min(
        inside or names,
        key=lambda name: (name.role is Role.SEGMENT, name.term.owner not in draft.entity, _gap(name, quantity)),
        default=None,
    )
    if best and (metric.family not in OF_PROGRAMME or best.term.owner in draft.entity):
        return best.term.id
    if metric.family in {"units", "price", "node", "date"}:
        return _product_before(context, draft, metric) if metric.family != "node" else ""
    if metric.id == "contract_value" and BACKLOG.search(
        context.reading.plain, max(quantity.span.start - 40, scene.start), quantity.span.start
    ):
        return "rpo"
    return _described(context, quantity)


def _segment(context: Context, quantity: Quantity) -> str:
    """Return the segment that a revenue figure is of: named between the figure before and this one, or right after."""
    if quantity.span.start in context.series.years_on and context.memory.figure:
        return context.memory.figure.product
    plain, scene = context.reading.plain, context.scene
    names = [name for name in scene.names if name.role is Role.SEGMENT]
    floor = max(context.floor, scene.start)
    left = [name for name in names if floor <= name.start and name.end <= quantity.span.start]
    if left:
        return left[-1].term.id
    bare = segment(plain, floor, quantity.span.start, last=True)
    if bare:
        return bare
    after = min(quantity.span.end + RIGHT_AFTER, scene.end)
    return segment(plain, quantity.span.end, after, last=False) if _FROM.match(plain, quantity.span.end) else ""


def _product_before(context: Context, draft: Draft, metric: Metric) -> str:
    """Return the chip last named in the line, else the one the title or heading is about, else the last one named."""
    heads = [
        name.term.id for head in reversed(context.scene.heading) for name in head.names if name.role is Role.PRODUCT
    ]
    held = context.memory.product if context.memory.product_in == context.scene.block.paragraph else ""
    found = held or next(iter(heads), context.memory.product)
    term = vocabulary().terms.get(found)
    others = metric.party is Party.SELLER and draft.named_here and term is not None and term.owner not in draft.entity
    return "" if others and metric.family == "units" else found


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
