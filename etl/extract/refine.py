"""From the cue's metric to the one meant: bought or planned, spent or promised, invested or contracted."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from etl.extract import claims, judging
from etl.extract.drafts import Draft
from etl.extract.meaning import Governing
from etl.extract.names import OWNERS, Name, Role
from etl.extract.scene import Scene
from etl.extract.unitclass import unit_class
from etl.model import Qualifier, Quantity
from etl.period import known_by
from etl.vocabulary import vocabulary

# A count of chips this close to a sum is what the sum buys.
NEAR_COUNT = 90
# Two figures under one cue stand this close: "had looked for $5 and $41 billion".
SIDE_BY_SIDE = 12
_YEAR = re.compile(r"(?:FY)?\d{4}")
# A firm guides to this year and the next two.
FURTHEST = 2
LONG_TO_GO = 30
TO_COME = frozenset({"forward", "guidance", "conditional", "estimate"})


class Tone(NamedTuple):
    """How the clause of a figure speaks: to come, happened, expected by others, guided, doubted, replaced."""

    future: bool
    past: bool
    features: frozenset[str]
    consensus: bool
    superseded: bool
    third_party: str
    doubted: bool
    published: date | None = None
    own_voice: bool = False
    outside: bool = False
    judged: bool = False


def tone(text: str, draft: Draft, governing: Governing | None, published_on: str = "") -> Tone:
    """Return the tone of the clause a figure stands in."""
    scene, quantity = draft.scene, draft.quantity
    near = governing is not None and scene.clause(governing.cue.start) == scene.clause(quantity.span.start)
    cue = governing.cue if governing and near else None
    features = _own(scene, quantity, claims.near_features(scene, quantity))
    third = claims.first(
        name.term.id
        for name in claims.sources(scene)
        if _speaks_of(text, scene, name, quantity) and claims.makes_numbers(text, name)
    )
    judge = judging.judge(text, draft)
    third = third or judge
    superseded = nearest_to(scene, quantity, "superseded")
    come_in, past = claims.beaten(text, scene, quantity), claims.is_past(text, cue)
    return Tone(
        future=not come_in and claims.is_future(text, scene, quantity, cue, features, past=past),
        past=come_in or past,
        features=features - TO_COME if come_in else features,
        consensus=nearest_to(scene, quantity, "consensus")
        or (claims.expected(text, scene, quantity) and not superseded),
        superseded=superseded,
        third_party=third,
        doubted=claims.doubted(text, scene, quantity),
        published=known_by(published_on),
        outside=claims.is_outsider_speaking(text),
        judged=bool(judge),
        own_voice=claims.is_company_speaking(text),
    )


MARGINS = frozenset({"share", "multiple", "other"})


def _own(scene: Scene, quantity: Quantity, near: frozenset[str]) -> frozenset[str]:
    """Leave out what the clause goes on to say of its next figure: revenue was $5bn and it guided to $6bn."""
    here, end = scene.clause(quantity.span.start), quantity.span.end
    others = [q for q in scene.quantities if q.span.start >= end and scene.clause(q.span.start) == here]
    if not any(unit_class(other.unit) not in MARGINS for other in others):
        return near
    told = {
        name
        for name in ("guidance", "forward")
        for cue in scene.feature_cues(name)
        if scene.clause(cue.start) == here and cue.end <= quantity.span.start
    }
    return near - ({"guidance", "forward"} - told)


def _speaks_of(text: str, scene: Scene, name: Name, quantity: Quantity) -> bool:
    """Say whether a source covers a figure: what follows it, its own clause, or what it is named for at the end."""
    if name.start < quantity.span.start or scene.clause(name.start) == scene.clause(quantity.span.start):
        return True
    known = claims.makes_numbers("", name)
    after = [q.span.start for q in scene.quantities if q.span.start >= quantity.span.end]
    if known or _NAMED_FOR.search(text, max(name.start - 16, quantity.span.end), name.start):
        return not any(start < name.start for start in after)
    return not after and bool(claims.COUNTING.match(text[name.end : name.end + 12].lstrip()))


_NAMED_FOR = re.compile(r"(?:according to|per|citing|estimates? (?:by|from)|据|根据|来源)\s?(?:the )?$")


def nearest_to(scene: Scene, quantity: Quantity, feature: str) -> bool:
    """Say whether of the figures in its clause this one stands nearest to a cue of a feature."""
    gap = claims.nearest_feature(scene, quantity, feature) if feature in scene.features else None
    if gap is None:
        return False
    here = scene.clause(quantity.span.start)
    rivals = [q for q in scene.quantities if q.unit == quantity.unit and scene.clause(q.span.start) == here]
    gaps = [claims.nearest_feature(scene, q, feature) for q in rivals]
    expected = feature == "consensus" and claims.follows_feature(scene, quantity, feature)
    shared = SIDE_BY_SIDE if expected else 0
    return all(gap <= other + shared for other in gaps if other is not None)


def refine(text: str, draft: Draft, governing: Governing | None, tone: Tone) -> str:
    """Return the metric that is meant where the cue alone leaves it open."""
    if draft.family == "contract":
        return _contract(draft, governing, tone)
    family = {"units": _units, "spending": _spending}.get(draft.family)
    return family(text, draft, governing, tone) if family else draft.metric


_UP_TO = re.compile(r"最多|至多|\bup to\b")


def _units(text: str, draft: Draft, _governing: Governing | None, tone: Tone) -> str:
    if _is_maker(draft) and draft.metric != "units_deployed":
        return "units_shipped"
    start = draft.quantity.span.start
    up_to = draft.quantity.qualifier is Qualifier.MAX or bool(_UP_TO.search(text, draft.scene.piece(start)[0], start))
    ahead = (is_ahead(draft, tone) or tone.future or up_to) and not tone.past
    if draft.metric in {"units_purchased", "units_deployed"} and (ahead or _if_built(draft)):
        return "units_planned"
    if draft.metric == "units_shipped" and _is_served(draft):
        return "units_planned" if tone.future else "units_purchased" if tone.past else "units_ordered"
    runs = draft.metric == "units_planned" and "running" in tone.features and not tone.future
    return "units_deployed" if runs else draft.metric


def _if_built(draft: Draft) -> bool:
    """Say whether a condition opens the clauses that lead to a count: once all is built, it will be 100,000."""
    scene, start = draft.scene, draft.quantity.span.start
    first = max((q.span.end for q in scene.quantities if q.span.end <= start), default=scene.start)
    return any(first <= cue.start < start for cue in scene.feature_cues("conditional"))


def _is_maker(draft: Draft) -> bool:
    """Say whether the owner of a figure makes the chip for sale: nobody buys his own."""
    product = vocabulary().terms.get(draft.product)
    owner = vocabulary().terms.get(product.owner) if product else None
    return owner is not None and owner.id in draft.entity and owner.cls == "chipmaker"


def _is_served(draft: Draft) -> bool:
    """Say whether the owner is told as who gets the chips, and makes none for others himself."""
    given = any(name.role in GIVEN and name.term.id in draft.entity for name in draft.scene.names)
    terms = [vocabulary().terms.get(one) for one in draft.entity]
    return given and all(term is None or term.cls != "chipmaker" for term in terms)


GIVEN = frozenset({Role.BENEFICIARY, Role.AGENT, Role.SELLER})


# What a thing costs, or what is set aside for it, is told of the thing; what is spent, of a time.
_COST = re.compile("costs?|bill|tab|outlay|price tag|造价|耗资|总投资|累计")


def _spending(text: str, draft: Draft, governing: Governing | None, tone: Tone) -> str:
    verb = governing is not None and governing.sense.form != "noun"
    other = _not_spending(draft, tone) if verb else ""
    if other:
        return other
    stated = draft.period_here or draft.period_near or draft.metric != "investment_commitment"
    open_ended = draft.period is None or not stated or "/" in draft.period.label or "multi_year" in tone.features
    open_ended = open_ended or _runs_on(draft, tone)
    weak = governing is not None and governing.sense.form == "weak" and draft.metric != "capex_guidance"
    cost = governing is not None and bool(_COST.match(text, governing.cue.start))
    shared = verb and (_is_shared_pledge(draft) or _is_years_ahead(draft, tone))
    pledged = draft.metric == "investment_commitment" or (cost and not draft.period_here)
    if (tone.future and (_runs_on(draft, tone) or shared)) or (open_ended and pledged):
        return "investment_commitment"
    if open_ended and weak:
        built = draft.period is None and not tone.past and not draft.period_here and "project" in draft.scene.features
        return "investment_commitment" if tone.future or built else "capex"
    return _capex(draft, tone)


def _runs_on(draft: Draft, tone: Tone) -> bool:
    """Say whether a sum is to be spent by, or from, a year to come: no budget of one year."""
    year = re.match(r"/?(\d{4})", draft.period.label) if draft.period and draft.bound else None
    return bool(year and (tone.published is None or int(year[1]) > tone.published.year + 1))


def _is_shared_pledge(draft: Draft) -> bool:
    """Say whether several firms pledge a sum to one project: guidance is a firm's own."""
    return len(draft.entity) > 1 and any(name.term.kind == "project" for name in draft.scene.names)


def _is_years_ahead(draft: Draft, tone: Tone) -> bool:
    """Say whether a sum is for a year that no budget reaches."""
    label = draft.period.label if draft.period else ""
    year = re.fullmatch(r"/?(\d{4})/?", label)
    return bool(year and tone.published and int(year[1]) > tone.published.year + FURTHEST)


def _not_spending(draft: Draft, tone: Tone) -> str:
    """Return what a verb of spending means beside rent, equity or a count of chips."""
    if "rent" in tone.features:
        return "rental_cost_per_year" if draft.period_here and not tone.future else "contract_value"
    if "equity" in tone.features:
        return "investment_commitment"
    return "contract_value" if draft.metric != "investment_commitment" and _buys_chips(draft) else ""


def _capex(draft: Draft, tone: Tone) -> str:
    """Tell a company's own word on its future from what it spent and what others expect."""
    near = tone.features
    if is_over(draft, tone) and (draft.period_here or "guidance" not in near):
        return "capex"
    replaced = tone.superseded and not tone.past and not tone.consensus
    if replaced and near & {"forward", "guidance", "estimate"}:
        return "capex_guidance"
    if tone.judged or (by_analysts(draft, tone) and not tone.past):
        return "capex"
    if tone.consensus or (tone.third_party and "guidance" not in near) or is_group(draft):
        return "capex"
    own = draft.metric == "capex_guidance" or "guidance" in near or tone.future or _goes_on(draft, tone)
    return "capex_guidance" if own and not tone.past else "capex"


def _buys_chips(draft: Draft) -> bool:
    return any(
        q.unit == "units" and abs(q.span.start - draft.quantity.span.end) < NEAR_COUNT for q in draft.scene.quantities
    )


def _goes_on(draft: Draft, tone: Tone) -> bool:
    """Say whether the period still had long to go when the page was published."""
    fiscal = re.fullmatch(r"FY(\d{4})", draft.period.label) if draft.period else None
    if fiscal and tone.published and int(fiscal[1]) > tone.published.year:
        return True
    end = draft.period.end if draft.period else None
    whole_year = draft.period is not None and bool(_YEAR.fullmatch(draft.period.label))
    return bool(whole_year and end and tone.published and (end - tone.published).days > LONG_TO_GO)


def is_ahead(draft: Draft, tone: Tone) -> bool:
    """Say whether the period of a figure had not begun when the page was published."""
    start = draft.period.start if draft.period else None
    return bool(start and tone.published and start > tone.published)


def is_over(draft: Draft, tone: Tone) -> bool:
    """Say whether the period had ended when the page was published, so that its figure is what was spent."""
    end = draft.period.end if draft.period else None
    return bool(end and tone.published and end < tone.published)


def by_analysts(draft: Draft, tone: Tone) -> bool:
    """Say whether unnamed analysts give the figure, in a clause that has no firm of its own as its subject."""
    near = tone.features
    if "author" in draft.scene.features and not tone.own_voice:
        return True
    here = draft.scene.clause(draft.quantity.span.start)
    acts = any(name.role in OWNERS and draft.scene.clause(name.start) == here for name in draft.scene.names)
    return "analysts" in near and "guidance" not in near and not acts


def is_group(draft: Draft) -> bool:
    """Say whether the owner is a group of firms, which gives no guidance of its own."""
    terms = [vocabulary().terms.get(one) for one in draft.entity]
    return bool(terms) and all(term is not None and term.kind == "group" for term in terms)


def _contract(draft: Draft, governing: Governing | None, tone: Tone) -> str:
    if draft.quantity.unit.endswith("_per_year"):
        return "rental_cost_per_year"
    if "equity" in tone.features and governing and governing.sense.form != "noun":
        return "investment_commitment"
    return "contract_value"
