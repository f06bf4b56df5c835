"""One proposal held against the text: a mention where every quote and reading holds, else the reason why not."""

from __future__ import annotations

from collections.abc import Iterable

from etl.extract import claims, when
from etl.extract.meaning import plausible
from etl.extract.metrics import Metric
from etl.extract.names import Name, Role
from etl.extract.periods import PeriodMention
from etl.extract.proposals.answer import Proposal
from etl.extract.proposals.passage import Passage, askable
from etl.extract.proposals.quote import places
from etl.extract.quantities import quantities
from etl.extract.reading import Reading
from etl.model import Mention, Quantity, Span, Status
from etl.period import Period

RULE = "llm.link"
# Deprecated by rule (etl/reconcile/precedence.toml) until a person confirms it: in the tables, in no chart or headline.
FLAGS = ("model_proposed",)
FIRMS = frozenset({"company", "group"})
NO_OWNER = frozenset({Role.SOURCE, Role.COMPARED, Role.ASIDE})


class Unproven(ValueError):  # noqa: N818 - a verdict on a proposal, not a fault of ours
    """A proposal does not hold; the message is the reason told beside the quantity."""


def link(proposal: Proposal, passage: Passage, reading: Reading, read: Iterable[Mention], model: str) -> Mention:
    """Return the mention that a proposal makes of a quantity; raises Unproven where any of its words is not proven."""
    metric = _metric(proposal, passage)
    place = _evidence(proposal.quote, passage, reading)
    owner = _owner(proposal.entity_quote, passage, reading)
    period = _period(proposal.period_quote, passage, reading, metric)
    mention = Mention(
        passage.quantity,
        metric.id,
        (owner.term.id,),
        _other_side(proposal.counterparty_quote, passage, reading, owner),
        _product(proposal.product_quote, passage, reading),
        period,
        _status(proposal.status, passage, reading),
        _origin(passage, reading),
        flags=FLAGS,
        rule=RULE,
        reasons=(
            f"linked by the model {model}",
            f"value and unit read again in the quote at {place.start}:{place.end}",
            f"{owner.term.id} is named at {owner.start}:{owner.end}",
        ),
    )
    _unheard(mention, read)
    return mention


def _metric(proposal: Proposal, passage: Passage) -> Metric:
    metric = next((one for one in askable(passage.quantity) if one.id == proposal.metric), None)
    if metric is None:
        raise Unproven("no metric of that name counts this unit")
    if not plausible(metric, passage.quantity):
        raise Unproven(f"not a believable size for {metric.id}")
    if metric.family == "units" and not any(
        _tells_of_chips(scene.names) or scene.has("chip") for scene in passage.near
    ):
        raise Unproven("nothing near says that chips are counted")
    return metric


def _tells_of_chips(names: Iterable[Name]) -> bool:
    return any(name.role is Role.PRODUCT for name in names)


def _evidence(quote: str, passage: Passage, reading: Reading) -> Span:
    """Return the place of the quote that holds the quantity and, read alone, gives the same value and unit."""
    text, span = reading.document.text, passage.quantity.span
    found = places(text, passage.window, quote)
    if not found:
        raise Unproven("the quote is not in the sentence or the two before it")
    holding = [place for place in found if place.start <= span.start and span.end <= place.end]
    if not holding:
        raise Unproven("the quote does not hold the quantity")
    for place in holding:
        again = quantities(place.of(text), reading.document.language)
        if any(_same(one, passage.quantity, place.start) for one in again):
            return place
    raise Unproven("the quote read alone gives another value or unit")


def _same(one: Quantity, other: Quantity, offset: int) -> bool:
    stands = (one.span.start + offset, one.span.end + offset) == (other.span.start, other.span.end)
    return stands and (one.value, one.low, one.high, one.unit) == (other.value, other.low, other.high, other.unit)


def _owner(quote: str, passage: Passage, reading: Reading) -> Name:
    firms = _firms(quote, passage, reading, "entity_quote")
    if not firms:
        raise Unproven("entity_quote is empty")
    owning = [name for name in firms if name.role not in NO_OWNER]
    if not owning:
        raise Unproven("entity_quote is named there as a source, for comparison or in passing")
    here = [name for name in owning if name.start >= passage.scene.start]
    subjects = (name for name in passage.scene.names if name.role is Role.SUBJECT and name.term.kind in FIRMS)
    if not here and any(name.term.id != owning[-1].term.id for name in subjects):
        raise Unproven("the sentence has a subject of its own")
    return (here or owning)[-1]


def _other_side(quote: str, passage: Passage, reading: Reading, owner: Name) -> tuple[str, ...]:
    ids = {name.term.id for name in _firms(quote, passage, reading, "counterparty_quote")}
    if owner.term.id in ids:
        raise Unproven("counterparty_quote names the entity")
    return tuple(ids)


def _firms(quote: str, passage: Passage, reading: Reading, field: str) -> list[Name]:
    firms = [name for name in _names(quote, passage, reading, field) if name.term.kind in FIRMS]
    _one(quote, (name.term.id for name in firms), field)
    return firms


def _product(quote: str, passage: Passage, reading: Reading) -> str:
    found = (name.term.id for name in _names(quote, passage, reading, "product_quote") if name.role is Role.PRODUCT)
    return _one(quote, found, "product_quote")


def _period(quote: str, passage: Passage, reading: Reading, metric: Metric) -> Period | None:
    """Return the period that our own grammar reads in the quote, where it stands."""
    if not quote.strip():
        return None
    stands = _stands(quote, passage, reading, "period_quote")
    dated = [(mention, inside(mention.span, stands)) for scene in passage.near for mention in scene.periods]
    fitting = [(mention, quoted) for mention, quoted in dated if _fits(mention, reading, metric)]
    told = [mention for mention, quoted in fitting if quoted]
    label = _one(quote, (mention.period.label for mention in told), "period_quote")
    nearer = {mention.period.label for mention, _ in fitting if mention.span.start >= passage.scene.start}
    if nearer and label not in nearer:
        raise Unproven("the sentence names a period of its own")
    return when.fiscal(reading.plain, told[-1], when.fiscal_context(reading.periods))


def _fits(mention: PeriodMention, reading: Reading, metric: Metric) -> bool:
    return when.usable(reading.plain, mention) and when.fits(reading.plain, mention, metric.family)


def _status(status: Status, passage: Passage, reading: Reading) -> Status:
    """Return the status, unless the sentence is less sure than the model."""
    if status is Status.ACTUAL:
        near = claims.near_features(passage.scene, passage.quantity)
        if claims.is_future(reading.plain, passage.scene, passage.quantity, None, near, past=False):
            raise Unproven("told as actual, but the sentence speaks of what is to come")
        if claims.doubts(reading.plain, passage.scene):
            raise Unproven("told as actual, but the sentence doubts it")
    return status


def _origin(passage: Passage, reading: Reading) -> str:
    """Return who made the number, as our own reading of the sentence has it."""
    makers = (name for name in claims.sources(passage.scene) if claims.makes_numbers(reading.plain, name))
    return claims.first(name.term.id for name in makers)


def _names(quote: str, passage: Passage, reading: Reading, field: str) -> list[Name]:
    if not quote.strip():
        return []
    stands = _stands(quote, passage, reading, field)
    return [name for scene in passage.near for name in scene.names if inside(Span(name.start, name.end), stands)]


def _stands(quote: str, passage: Passage, reading: Reading, field: str) -> list[Span]:
    found = places(reading.document.text, passage.window, quote)
    if not found:
        raise Unproven(f"{field} is not in the sentence or the two before it")
    return found


def inside(span: Span, stands: Iterable[Span]) -> bool:
    """Say whether a span lies in one of some places."""
    return any(place.start <= span.start and span.end <= place.end for place in stands)


def _one(quote: str, found: Iterable[str], field: str) -> str:
    """Return the one thing that a quote names, or nothing where nothing is quoted."""
    distinct = set(found)
    if not quote.strip():
        return ""
    if len(distinct) != 1:
        raise Unproven(f"{field} names {'nothing that is known' if not distinct else 'more than one'}")
    return distinct.pop()


def _unheard(mention: Mention, read: Iterable[Mention]) -> None:
    """Refuse what is told already: one fact has one figure in a document, and the rules' reading goes first."""
    for other in read:
        if _fact(other) == _fact(mention):
            raise Unproven(f"the same fact is read at {other.quantity.span.start}")


def _fact(mention: Mention) -> tuple[str, tuple[str, ...], str]:
    return mention.metric, mention.entity, mention.period.label if mention.period else ""
