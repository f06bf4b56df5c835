"""Bind one quantity: which metric it is, whose, of what product, of when and how sure; or why it is no figure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from etl.extract import refine, when
from etl.extract.blocks import Kind
from etl.extract.drafts import Draft, Memory
from etl.extract.meaning import Governing, governing, plausible
from etl.extract.metrics import Metric, registry
from etl.extract.names import Name, Role
from etl.extract.owners import SEMI, Parties, parties
from etl.extract.reading import Reading
from etl.extract.scene import Scene
from etl.extract.segments import segment
from etl.extract.series import Series
from etl.extract.strangers import stranger
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Qualifier, Quantity
from etl.period import Period
from etl.vocabulary import vocabulary

FAR, NEAR_AHEAD = 190.0, 60.0
BY_UNIT = {"money_per_gpu_hour": "rental_price_per_gpu_hour", "wafers": "wafer_capacity"}
COUNTLESS = frozenset({"other", "multiple"})
_CHIPS = re.compile(
    r"芯片|晶片|显卡|加速|算力卡|gpu|tpu|npu|asic|chip|accelerator|card|processor|server|服务器|处理器|hopper|blackwell|h100|h200|h20|superchip|颗|块|枚|rack|机柜|trainium|instinct|昇腾|ascend",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"\s?(?:级|等级|规模级)")


@dataclass(frozen=True, slots=True)
class Context:
    """What a quantity is read against: the document, its sentence, the matched lists and where the last figure ended."""

    reading: Reading
    scene: Scene
    series: Series
    memory: Memory
    fiscal: str
    floor: int


def bind(context: Context, quantity: Quantity, place: int) -> list[Draft]:
    """Return the drafts of a quantity: one as a rule, one for each owner where a list shares a figure."""
    draft = Draft(quantity, context.scene, place)
    classes = _classes(context, quantity)
    draft.refused = _unreadable(context, quantity, classes)
    if draft.refused:
        return [draft]
    over = governing(context.reading.plain, context.scene, quantity, classes)
    metric = _metric(context, draft, over, classes)
    if metric is None:
        return [draft]
    if not plausible(metric, quantity):
        draft.refused = f"not a believable size for {metric.id}"
        return [draft]
    return _fill(context, draft, metric, over if draft.rule[-1] == "cue" else None)


def _classes(context: Context, quantity: Quantity) -> frozenset[str]:
    kind = unit_class(quantity.unit)
    if kind == "number":
        return frozenset({"units", "number"}) if _follows_units(context, quantity) else frozenset({"number"})
    return frozenset({kind, MONEY}) if kind == "money_per_year" else frozenset({kind})


def _follows_units(context: Context, quantity: Quantity) -> bool:
    """A bare number counts chips where a count of chips set the scene in its paragraph."""
    last = context.memory.figure
    if not last or last.family != "units" or last.refused or quantity.value is None or quantity.value < 100:  # noqa: PLR2004
        return False
    return context.memory.paragraph == context.scene.block.paragraph


def _unreadable(context: Context, quantity: Quantity, classes: frozenset[str]) -> str:
    if "cut_off" in quantity.flags:
        return "cut off at the end of the text"
    if classes & COUNTLESS:
        return f"no metric counts this unit ({quantity.unit or 'none'})"
    if classes == {"number"}:
        return "no unit"
    if quantity.qualifier is Qualifier.VAGUE and _LEVEL.match(context.reading.plain, quantity.span.end):
        return "an order of magnitude, not an amount"
    return ""


def _metric(context: Context, draft: Draft, over: Governing | None, classes: frozenset[str]) -> Metric | None:
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
    headed = _headed(context, classes)
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
    if unit_class(last.quantity.unit) not in classes | {"number"}:
        return None
    metric = registry()[last.metric]
    own = any(name.role in {Role.SUBJECT, Role.SEGMENT, Role.SPEAKER} for name in context.scene.names) or (
        metric.family == "revenue"
        and segment(context.reading.plain, context.scene.start, draft.quantity.span.start, last=True)
    )
    told_again = own or context.scene.periods or context.scene.features & {"superseded", "joint"}
    if last.metric in {"restatement", "unit_price"} or (not same and not (metric.bare and told_again)):
        return None
    draft.rule.append("ellipsis")
    return registry()["units_purchased"] if metric.id == "units_ordered" and not same else metric


def _headed(context: Context, classes: frozenset[str]) -> str:
    for scene in context.scene.heading:
        for cue in scene.cues:
            for sense in cue.senses:
                if (
                    sense.kind == "metric"
                    and sense.form == "noun"
                    and sense.classes & classes
                    and registry()[sense.name].bare
                ):
                    return sense.name
    return ""


def _checked(context: Context, draft: Draft, metric: Metric) -> Metric | None:
    """Refuse a count of things that nothing calls chips."""
    if metric.family == "units" and not _counts_chips(context, draft.quantity):
        draft.refused = "nothing says that chips are counted"
        return None
    if metric.family == "share" and not _of_market(context, draft.quantity):
        draft.refused = "a share, but not of a market"
        return None
    if metric.family == "programme" and not _CHIPS.search(
        context.reading.plain, context.scene.start, context.scene.end
    ):
        draft.refused = "the cost of something else than a chip"
        return None
    return metric


_MARKET = re.compile(r"市场|份额|市占|占有|支出里|支出中|share|market|给了")


def _of_market(context: Context, quantity: Quantity) -> bool:
    """A share must be one of a market: the word stands near it, or a share stood before it."""
    last = context.memory.figure
    if last and last.family == "share" and last.scene.start == context.scene.start:
        return True
    start = max(context.scene.start, quantity.span.start - 40)
    return bool(_MARKET.search(context.reading.plain, start, min(quantity.span.end + 40, context.scene.end)))


def _counts_chips(context: Context, quantity: Quantity) -> bool:
    scene, plain = context.scene, context.reading.plain
    if _CHIPS.search(quantity.noun) or _CHIPS.search(plain, quantity.span.end, min(quantity.span.end + 24, scene.end)):
        return True
    if any(name.role is Role.PRODUCT for name in scene.names):
        return True
    last = context.memory.figure
    return bool(last and last.family == "units" and not last.refused)


def _fill(context: Context, draft: Draft, metric: Metric, over: Governing | None) -> list[Draft]:
    draft.metric, draft.family = metric.id, metric.family
    start = draft.quantity.span.start
    if start in context.series.unresolved:
        draft.refused = "as many names as figures were not found: who has which is unresolved"
        return [draft]
    draft.period, draft.period_here = _period(context, draft, metric)
    found = parties(context.reading.plain, context.scene, draft.quantity, metric, context.memory, context.floor)
    _own(context, draft, metric, found)
    if metric.id != "unit_price":
        draft.product = _product(context, draft, metric)
    tone = refine.tone(context.reading.plain, draft, over)
    draft.metric = refine.refine(context.reading.plain, draft, over, tone)
    if draft.metric in TARGETS and not draft.period_here:
        draft.period = None
    draft.family = registry()[draft.metric].family
    draft.status, draft.attributed_to = refine.status(draft, tone)
    _follow(context, draft, tone)
    _flag(draft, tone)
    draft.quantity = _in_unit(draft)
    return _shared(context, draft)


TARGETS = frozenset({"units_planned", "contract_value", "investment_commitment"})


def _own(context: Context, draft: Draft, metric: Metric, found: Parties) -> None:
    if metric.id == "unit_price":
        draft.product = _product(context, draft, metric)
    found = _invested(context, metric, found)
    listed = context.series.owners.get(draft.quantity.span.start)
    entity, draft.counterparty, draft.named_here = found.entity, found.counterparty, found.here
    if listed:
        entity, draft.named_here = tuple(name.term.id for name in listed), True
        draft.rule.append("series")
    else:
        draft.rule.append(found.rule)
        if found.doubt:
            draft.doubt(found.doubt)
    if not found.here and not listed and metric.party:
        unknown = stranger(context.reading.document.text, context.scene.start, draft.quantity.span.start)
        if unknown:
            entity, draft.named_here = (unknown,), True
            draft.doubt("unknown organisation")
    draft.entity = _market(context, draft, metric, entity)
    draft.counterparty = tuple(one for one in draft.counterparty if one not in draft.entity)


_EVERYONE = re.compile(
    r"\ball (?:the )?(?:cloud|hyperscal|tech|data|of the industry)|全球|全行业|worldwide|industry-wide|globally|global "
)
_GENERIC = re.compile(r"一次|典型|通常|一般而言|每次|单次|typical|usually|average|normally|a single|generally")


def _follow(context: Context, draft: Draft, tone: refine.Tone) -> None:
    """Let a list that goes on be as sure as its first figure."""
    last = context.memory.figure
    goes_on = draft.rule[0] == "ellipsis" or draft.quantity.span.start in context.series.years_on
    if (
        last
        and goes_on
        and last.scene.start == context.scene.start
        and not tone.consensus
        and last.attributed_to != "consensus"
    ):
        draft.status, draft.attributed_to = last.status, last.attributed_to


def _invested(context: Context, metric: Metric, found: Parties) -> Parties:
    """In a table of partners the one who invests is the partner of the row."""
    partners = [name.term.id for name in context.scene.names if name.role is Role.PARTNER]
    if metric.id != "investment_commitment" or context.scene.block.kind is not Kind.TABLE or not partners:
        return found
    return replace(found, entity=(partners[0],), counterparty=found.entity, here=True)


def _market(context: Context, draft: Draft, metric: Metric, entity: tuple[str, ...]) -> tuple[str, ...]:
    """Take the owner away from what is everybody's: market prices, costs in general, the whole industry's spending."""
    start, end = context.scene.start, context.scene.end
    if metric.family == "programme" and _GENERIC.search(
        context.reading.plain, max(start, draft.quantity.span.start - 30), end
    ):
        return ()
    if metric.id == "unit_price":
        makers = _makers(context, draft)
        return makers if any(name.role in ACTORS for name in context.scene.names) else ()
    if metric.family in {"price", "programme"} and not draft.named_here:
        return ()
    if (
        not draft.named_here
        and metric.family == "spending"
        and _EVERYONE.search(context.reading.plain, start, draft.quantity.span.start)
    ):
        return ("global",)
    if metric.family in OF_PROGRAMME and context.memory.programme and _is_made_for(draft, entity):
        return (context.memory.programme,)
    return entity


OF_PROGRAMME = frozenset({"node", "people", "date"})
ACTORS = frozenset({Role.SUBJECT, Role.SPEAKER, Role.BRAND, Role.BENEFICIARY, Role.SELLER, Role.PARTNER})


def _makers(context: Context, draft: Draft) -> tuple[str, ...]:
    term = vocabulary().terms.get(draft.product)
    return (term.owner,) if term and term.owner else ()


def _is_made_for(draft: Draft, entity: tuple[str, ...]) -> bool:
    """Say whether the nearest firm makes or designs chips for others, or none is named."""
    terms = [vocabulary().terms.get(one) for one in entity]
    return not draft.named_here or all(term is None or term.cls in SEMI or term.kind != "company" for term in terms)


def _product(context: Context, draft: Draft, metric: Metric) -> str:
    scene, quantity = context.scene, draft.quantity
    if metric.family == "revenue":
        return _segment(context, quantity)
    here = scene.clause(quantity.span.start)
    names = [name for name in scene.names if name.role in {Role.PRODUCT, Role.SEGMENT}]
    inside = [name for name in names if scene.clause(name.start) == here]
    best = min(
        inside or names,
        key=lambda name: (name.role is Role.SEGMENT, name.term.owner not in draft.entity, _gap(name, quantity)),
        default=None,
    )
    if best:
        return best.term.id
    if metric.family in {"units", "price", "node", "date"}:
        return _product_before(context) if metric.family != "node" else ""
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


_FROM = re.compile(r"\s?(?:in|from|of|for|by|at)\s|来自")


def _product_before(context: Context) -> str:
    """Return the chip last named in the line, else the one the title or heading is about, else the last one named."""
    heads = [
        name.term.id for head in reversed(context.scene.heading) for name in head.names if name.role is Role.PRODUCT
    ]
    if context.memory.product and context.memory.product_in == context.scene.block.paragraph:
        return context.memory.product
    return next(iter(heads), context.memory.product)


def _described(context: Context, quantity: Quantity) -> str:
    """Return what a sum is for where no product of the vocabulary is named."""
    start, end = max(context.scene.start, quantity.span.start - 60), min(quantity.span.end + 30, context.scene.end)
    around = context.reading.plain[start:end]
    return next((name for words, name in DESCRIBED if re.search(words, around)), "")


DESCRIBED = (
    ("服务器|server", "server"),
    ("数据中心|data cent", "data-centre"),
    ("推理|inference", "inference"),
    ("训练|training", "training"),
)


RIGHT_AFTER = 12


def _gap(name: Name, quantity: Quantity) -> int:
    return quantity.span.start - name.end if name.end <= quantity.span.start else name.start - quantity.span.end


def _period(context: Context, draft: Draft, metric: Metric) -> tuple[Period | None, bool]:
    plain, scene = context.reading.plain, context.scene
    start = draft.quantity.span.start
    mentions = [m for m in scene.periods if when.usable(plain, m) and when.fits(plain, m, metric.family)]
    if start in context.series.turns:
        turn = context.series.turns[start]
        if start in context.series.years_on:
            return _year_after(context), True
        if turn < len(mentions):
            return when.fiscal(plain, mentions[turn], context.fiscal), True
    whole = when.whole_year(plain, scene, draft.quantity, context.fiscal or context.reading.document.published_on)
    if whole:
        return whole, True
    found = when.nearest(scene, draft.quantity, mentions)
    if found:
        return when.fiscal(plain, found, context.fiscal), True
    return _carried(context, draft, metric), False


def _year_after(context: Context) -> Period | None:
    """Return the year after that of the figure before, in a list of years to come."""
    last = context.memory.figure
    found = re.fullmatch(r"(FY)?(\d{4})", last.period.label) if last and last.period else None
    return Period.parse(f"{found[1] or ''}{int(found[2]) + 1}") if found else None


def _carried(context: Context, draft: Draft, metric: Metric) -> Period | None:
    """Return the period that the line, the heading, the report or the paragraph gives."""
    plain, last, memory = context.reading.plain, context.memory.figure, context.memory
    if metric.family in {"contract", "node", "date", "programme", "power", "rent"}:
        return _backlog(context, draft) if metric.id == "contract_value" else None
    headed = _of_heading(context, metric)
    if metric.family == "price":
        return headed if metric.id != "unit_price" else None
    if metric.family == "revenue" and _YEARLY.search(
        plain, max(draft.quantity.span.start - 14, 0), draft.quantity.span.start
    ):
        return None
    if last and last.period and last.scene.block.start == context.scene.block.start:
        return last.period
    if headed:
        return headed
    if metric.family == "revenue" and context.fiscal:
        return Period.parse(context.fiscal)
    if last and last.period and last.family == metric.family and memory.paragraph == context.scene.block.paragraph:
        return last.period
    return _mentioned(context, metric) or _at_publication(context, metric)


_YEARLY = re.compile(r"年营收|年收入|每年|平均|annual|run[- ]rate|a year|yearly")


BACKLOG = re.compile(r"履约义务|rpo|backlog|remaining performance|在手订单|积压订单")


def _backlog(context: Context, draft: Draft) -> Period | None:
    """A backlog is that of the day the report is about."""
    around = context.reading.plain[max(draft.quantity.span.start - 24, 0) : draft.quantity.span.start]
    held = BACKLOG.search(around)
    return Period.parse(context.fiscal) if held and context.fiscal else None


def _mentioned(context: Context, metric: Metric) -> Period | None:
    memory, plain = context.memory, context.reading.plain
    same = memory.mentioned_in == context.scene.block.paragraph
    if memory.mention is None or not same or not when.fits(plain, memory.mention, metric.family):
        return None
    return when.fiscal(plain, memory.mention, context.fiscal)


_LATELY = re.compile(
    r"过去几个月|近几个月|最近几|近期|in recent months|past few months|over the past months|目前|currently|now "
)


def _at_publication(context: Context, metric: Metric) -> Period | None:
    """A fact of the moment takes the year of publication, the month where the text says so."""
    published = context.reading.document.published_on
    if not metric.point or not published:
        return None
    lately = _LATELY.search(context.reading.plain, context.scene.start, context.scene.end)
    month = 7 if metric.family == "people" or (lately and metric.family != "share") else 4
    return Period.parse(published[:month] if len(published) >= month else published[:4])


def _of_heading(context: Context, metric: Metric) -> Period | None:
    plain = context.reading.plain
    for head in context.scene.heading:
        for mention in head.periods:
            if when.usable(plain, mention) and when.fits(plain, mention, metric.family):
                return when.fiscal(plain, mention, context.fiscal)
    return None


def _flag(draft: Draft, tone: refine.Tone) -> None:
    if tone.superseded and draft.metric in {"capex_guidance", "revenue", "units_planned", "units_shipped"}:
        draft.flag("superseded")
    if "cancelled" in tone.features:
        draft.flag("cancelled")
    for name in draft.quantity.flags:
        draft.flag(name)


def _in_unit(draft: Draft) -> Quantity:
    """Return the quantity in the unit of its metric: rents by the year or hour, sums without a rate."""
    unit = draft.quantity.unit
    base = unit.partition("_per_")[0]
    if draft.metric == "rental_cost_per_year":
        unit = f"{base}_per_year"
    elif draft.metric == "rental_price_per_gpu_hour":
        unit = f"{base}_per_gpu_hour"
    elif draft.family in {"spending", "revenue", "contract", "programme"} or draft.metric == "unit_price":
        unit = base
    elif draft.family == "units" and not unit:
        unit = "units"
        draft.flag("inherited_unit")
    return draft.quantity if unit == draft.quantity.unit else replace(draft.quantity, unit=unit)


def _shared(context: Context, draft: Draft) -> list[Draft]:
    """Give a figure that several have each to each of them."""
    owners = context.series.each.get(draft.quantity.span.start)
    if not owners:
        return [draft]
    return [replace(draft, entity=(name.term.id,), rule=[*draft.rule, "each"], named_here=True) for name in owners]
