"""From the cue's metric to the one meant: bought or planned, spent or promised, invested or contracted."""

from __future__ import annotations

from dataclasses import dataclass

from etl.extract import claims
from etl.extract.drafts import Draft
from etl.extract.meaning import Governing
from etl.extract.names import Name, Role
from etl.extract.scene import Scene
from etl.model import Quantity, Status

OWN_WORD = frozenset({"guidance"})
HELD = frozenset({Status.RUMOUR, Status.ESTIMATE})


@dataclass(frozen=True, slots=True)
class Tone:
    """How the clause of a figure speaks: to come, happened, expected by others, guided, doubted, replaced."""

    future: bool
    past: bool
    features: frozenset[str]
    consensus: bool
    superseded: bool
    third_party: str
    doubted: bool


def tone(text: str, draft: Draft, governing: Governing | None) -> Tone:
    """Return the tone of the clause a figure stands in."""
    scene, quantity = draft.scene, draft.quantity
    cue = governing.cue if governing else None
    features = claims.near_features(scene, quantity)
    third = claims.first(
        name.term.id
        for name in claims.sources(scene)
        if _speaks_of(scene, name, quantity) and claims.makes_numbers(text, scene, name)
    )
    return Tone(
        future=claims.is_future(text, scene, quantity, cue),
        past=claims.is_past(text, cue),
        features=features,
        consensus=nearest_to(scene, quantity, "consensus"),
        superseded=nearest_to(scene, quantity, "superseded"),
        third_party=third,
        doubted=claims.doubts(text, scene),
    )


def _speaks_of(scene: Scene, name: Name, quantity: Quantity) -> bool:
    """A source covers what follows it, and its own clause."""
    return name.start < quantity.span.start or scene.clause(name.start) == scene.clause(quantity.span.start)


def nearest_to(scene: Scene, quantity: Quantity, feature: str) -> bool:
    """Say whether of the figures in its clause this one stands nearest to a cue of a feature."""
    gap = claims.nearest_feature(scene, quantity, feature)
    if gap is None:
        return False
    here = scene.clause(quantity.span.start)
    rivals = [q for q in scene.quantities if q.unit == quantity.unit and scene.clause(q.span.start) == here]
    gaps = [claims.nearest_feature(scene, q, feature) for q in rivals]
    return all(gap <= other for other in gaps if other is not None)


def refine(text: str, draft: Draft, governing: Governing | None, tone: Tone) -> str:
    """Return the metric that is meant where the cue alone leaves it open."""
    family = {"units": _units, "spending": _spending, "contract": _contract}.get(draft.family)
    return family(text, draft, governing, tone) if family else draft.metric


def _units(text: str, draft: Draft, governing: Governing | None, tone: Tone) -> str:
    if draft.metric in {"units_purchased", "units_deployed"} and tone.future and not tone.past:
        return "units_planned"
    return draft.metric


def _spending(text: str, draft: Draft, governing: Governing | None, tone: Tone) -> str:
    scene, quantity = draft.scene, draft.quantity
    near = tone.features
    if "rent" in near and not draft.period_here and governing and governing.sense.form != "noun":
        return "contract_value"
    if "equity" in near and governing and governing.sense.form != "noun":
        return "investment_commitment"
    if governing and governing.sense.form != "noun" and _buys_chips(draft):
        return "contract_value"
    open_ended = draft.period is None or "/" in draft.period.label
    if draft.metric == "investment_commitment" or (governing and governing.sense.form == "weak" and open_ended):
        if open_ended or "multi_year" in near:
            return "investment_commitment" if draft.metric == "investment_commitment" or tone.future else "capex"
    if tone.superseded and not tone.past and not tone.consensus and {"forward", "guidance", "estimate"} & near:
        return "capex_guidance"
    if tone.consensus or (tone.third_party and not tone.future and "guidance" not in near):
        return "capex"
    own = draft.metric == "capex_guidance" or "guidance" in near or tone.future
    return "capex_guidance" if own and not tone.past else "capex"


def _buys_chips(draft: Draft) -> bool:
    scene, here = draft.scene, draft.scene.clause(draft.quantity.span.start)
    return any(q.unit == "units" and scene.clause(q.span.start) == here for q in scene.quantities)


def _contract(text: str, draft: Draft, governing: Governing | None, tone: Tone) -> str:
    near = tone.features
    if draft.quantity.unit.endswith("_per_year"):
        return "rental_cost_per_year"
    if "equity" in near and governing and governing.sense.form != "noun":
        return "investment_commitment"
    return "contract_value"


def status(draft: Draft, tone: Tone) -> tuple[Status, str]:
    """Return how sure a figure is told, and who is named for it."""
    near, metric = tone.features, draft.metric
    if tone.consensus:
        return Status.ESTIMATE, claims.CONSENSUS
    if tone.doubted:
        return Status.RUMOUR, tone.third_party
    if metric == "capex_guidance":
        return Status.GUIDANCE, claims.first(draft.entity)
    if metric == "units_planned":
        return Status.PLAN, tone.third_party
    if tone.third_party and metric != "contract_value" and draft.family != "price":
        return Status.ESTIMATE, tone.third_party
    return _by_metric(draft, tone, near, metric), tone.third_party or _speaker(draft)


def _speaker(draft: Draft) -> str:
    return claims.first(name.term.id for name in draft.scene.names if name.role is Role.SPEAKER)


def _by_metric(draft: Draft, tone: Tone, near: frozenset[str], metric: str) -> Status:
    if metric == "revenue":
        if "conditional" in near and not (near & OWN_WORD):
            return Status.ESTIMATE
        return Status.GUIDANCE if tone.future or near & OWN_WORD else Status.ACTUAL
    if metric == "contract_value" and draft.product == "rpo":
        return Status.GUIDANCE if near & {"conditional", "forward"} else Status.ACTUAL
    if metric in {"contract_value", "power_capacity", "rental_cost_per_year", "investment_commitment"}:
        settled = "running" in near or (metric == "contract_value" and near & {"sign", "cancelled"})
        return Status.ACTUAL if settled and not (tone.future and "cancelled" not in near) else Status.PLAN
    if metric in {"units_ordered", "units_shipped", "wafer_capacity", "market_share"}:
        return (Status.ESTIMATE if "estimate" in near else Status.PLAN) if tone.future else Status.ACTUAL
    if metric == "process_node_nm":
        return Status.ACTUAL if draft.product and not tone.future else Status.PLAN
    if metric in {"production_date", "tape_out_date"}:
        return Status.PLAN if tone.future or "forward" in draft.scene.features else Status.ACTUAL
    if metric == "chip_programme_cost":
        return Status.ESTIMATE
    return Status.ESTIMATE if "estimate" in near and not tone.past else Status.ACTUAL
