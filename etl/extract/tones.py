"""How the clause of a figure speaks: of what is to come, what happened, what others expect, what was replaced."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from etl.extract import claims, judging
from etl.extract.drafts import Draft
from etl.extract.meaning import Governing
from etl.extract.names import OWNERS, Name
from etl.extract.scene import Scene
from etl.extract.unitclass import unit_class
from etl.model import Quantity
from etl.period import known_by
from etl.vocabulary import vocabulary

# Two figures under one cue stand this close: "had looked for $5 and $41 billion".
SIDE_BY_SIDE = 12
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
        consensus=(nearest_to(scene, quantity, "consensus") and not _of_before(text, scene, quantity, published_on))
        or (claims.expected(text, scene, quantity) and not superseded),
        superseded=superseded,
        third_party=third,
        doubted=claims.doubted(text, scene, quantity),
        published=known_by(published_on),
        outside=claims.is_outsider_speaking(text),
        judged=bool(judge),
        own_voice=claims.is_company_speaking(text),
    )


_THAN = re.compile(r"\bthan the (?:about |around |roughly |nearly |some |record )*$")
_OF_A_TIME = re.compile(
    r" (?:(?:it|they|the company) )?(?:spent |made |earned |paid )?(?:in |of |for )?(?:all of )?(?:the )?"
)
_FORESEEN = re.compile(r"expect|estimat|forecast|consensus|predict|project|analyst|street")


def _of_before(text: str, scene: Scene, quantity: Quantity, published_on: str) -> bool:
    """Say whether a figure is set against one of a time that is over: higher than the $131 billion in 2025."""
    start, end = quantity.span.start, quantity.span.end
    if not _THAN.search(text, max(start - 30, scene.start), start) or _FORESEEN.search(text, end, end + 60):
        return False
    day = known_by(published_on)
    told = [one for one in scene.periods if 0 <= one.span.start - end <= NEAR]
    return any(
        bool(one.period.end and day and one.period.end < day and _OF_A_TIME.fullmatch(text, end, one.span.start))
        for one in told
    )


# How far behind a figure its time begins, in characters.
NEAR = 28
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
