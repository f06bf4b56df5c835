"""Who a figure belongs to: the buyer, spender, maker or holder, and the other side."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from etl.extract import sides
from etl.extract.drafts import Memory
from etl.extract.metrics import Metric, Party
from etl.extract.names import OWNERS, Name, Role
from etl.extract.scene import Scene
from etl.extract.sides import CLOUD, SEMI, ids_of
from etl.extract.starts import starting
from etl.model import Quantity
from etl.vocabulary import vocabulary

_TOUCHING = re.compile(
    r"\s?(?:'s|’s|的|则|为|是|[（(:：]|也|仅|共|约|达|有|在|投入|计划|gets?|got|at|is|was|"
    r"with)?\s?(?:Q[1-4]'?s? |the )?(?:约|近|超|为|roughly |about |around |nearly |some )?\s?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?(?:units |chips |GPUs |cards |颗|块|张)?(?:at|by|for|from|in|,|给了|归|流向|went to|[（(])\s?(?:the )?",
    re.IGNORECASE,
)
_SEVERAL = starting(
    "这两三四双二上它他五tb",
    r"这[两三四五几]家|两家公司|三家公司|四家公司|双方|二者|两者|上述公司|这些公司|它们|他们|四家|三家|两家|五家"
    r"|\bthe (?:two|three|four|five|pair|trio|duo|quartet)\b|\bboth (?:companies|firms)\b|\bthey\b|"
    r"\btheir\b|\bthese (?:companies|firms|four|three|two)\b",
)
_SINGLE = re.compile(
    r"\bit\b|\bits\b|\bthe (?:company|firm|lab|group)\b|该公司|这家公司|(?<![\u4e00-\u9fff])公司|它|"
    r"(?<![尤与])其(?![中他])"
)
_LATTER = starting("后t", r"后者|\bthe latter\b")
_FORMER = starting("前t", r"前者|\bthe former\b")
# How far a name may stand from its figure and still touch it, in characters.
WORDS_BEFORE, WORDS_AFTER = 14, 16


@dataclass(frozen=True, slots=True)
class Parties:
    """The owner and the other side of a figure, the rule that found them, and what speaks against it."""

    entity: tuple[str, ...]
    counterparty: tuple[str, ...] = ()
    rule: str = ""
    doubt: str = ""
    here: bool = False


def parties(text: str, scene: Scene, quantity: Quantity, metric: Metric, memory: Memory, floor: int) -> Parties:
    """
    Find the owner of a figure and its counterparty.

    `floor` is where the figure before it in the sentence ends: names after it are nearer than any cue.
    """
    entity, rule, here = _owner(text, scene, quantity, metric, memory, floor)
    other = sides.other(scene, quantity, metric, entity)
    if not sides.is_backlog(text, scene, quantity):
        entity, other = sides.turned(scene, quantity, metric, entity, other)
    entity, other = sides.together(text, scene, metric, entity, other)
    doubt = "" if here else f"owner from {rule}"
    return Parties(entity, other, rule, doubt, here)


def _owner(
    text: str, scene: Scene, quantity: Quantity, metric: Metric, memory: Memory, floor: int
) -> tuple[tuple[str, ...], str, bool]:
    """Return the owner, the rule, and whether it is named in the sentence itself."""
    touching = _touching(text, scene, quantity, floor)
    if touching:
        return touching, "name.adjacent", True
    pronoun = _pronoun(text, scene, quantity, memory)
    if pronoun:
        return pronoun, "pronoun", True
    found, rule = _named(scene, quantity, metric)
    if found:
        return found, rule, True
    speaks = _first_person(text, scene, quantity)
    if speaks:
        return speaks, "speaker", True
    meant, rule = _meant(text, scene, quantity, memory)
    if meant:
        return meant, rule, True
    found, rule = memory.subject(scene.block.paragraph)
    return found, rule, False


NOT_TOUCHING = frozenset({Role.SELLER, Role.SOURCE, Role.PRODUCT, Role.SEGMENT, Role.SPEAKER, Role.PARTNER})


def _touching(text: str, scene: Scene, quantity: Quantity, floor: int) -> tuple[str, ...]:
    """Return the names that stand right before a figure, or right behind it where none stands before."""
    for members in reversed(scene.lists):
        if members[-1].role not in NOT_TOUCHING and not _is_given(scene, members[0]):
            if _leads(text, members[-1].end, quantity, floor):
                return ids_of(members)
            first = members[0]
            if (
                (floor or first.role is Role.BENEFICIARY)
                and first.role is not Role.BRAND
                and _trails(text, scene, first.start, quantity, floor)
            ):
                return ids_of(members)
    return ()


_WE = re.compile(r"\b(?:we|we'll|we're|our)\b|我们|我們|我司|本公司")


def _first_person(text: str, scene: Scene, quantity: Quantity) -> tuple[str, ...]:
    """Return the firm whose head is quoted after "we" as saying it."""
    if not _WE.search(text, scene.start, quantity.span.start):
        return ()
    return next((ids_of(m) for m in scene.lists if m[0].role is Role.SPEAKER and m[0].start > quantity.span.start), ())


def _is_given(scene: Scene, name: Name) -> bool:
    """Say whether a firm only gets what another of its clause hands over: Nvidia sold Microsoft 485,000."""
    here = scene.clause(name.start)
    return name.role is Role.BENEFICIARY and any(
        one.role in OWNERS and one.start < name.start and scene.clause(one.start) == here for one in scene.names
    )


def _leads(text: str, end: int, quantity: Quantity, floor: int) -> bool:
    near = floor <= end <= quantity.span.start and quantity.span.start - end < WORDS_BEFORE
    return near and bool(_TOUCHING.fullmatch(text[end : quantity.span.start]))


def _trails(text: str, scene: Scene, start: int, quantity: Quantity, floor: int) -> bool:
    if not 0 <= start - quantity.span.end < WORDS_AFTER or not _AFTER.fullmatch(text[quantity.span.end : start]):
        return False
    return not any(floor <= name.end <= quantity.span.start and name.role in OWNERS for name in scene.names)


def _named(scene: Scene, quantity: Quantity, metric: Metric) -> tuple[tuple[str, ...], str]:
    """Find the owner in the sentence; a buyer who acts in an earlier clause goes before one who is only served here."""
    found, rule = _in_clause(scene, quantity, metric)
    served = rule.endswith(Role.BENEFICIARY) and metric.family in {"units", "contract", "spending"}
    if found and not served:
        return found, rule
    acting, elsewhere = _in_sentence(scene, quantity, metric)
    return (acting, elsewhere) if acting else (found, rule)


def _meant(text: str, scene: Scene, quantity: Quantity, memory: Memory) -> tuple[tuple[str, ...], str]:
    """Return the firm that a description (the lab) or a singular pronoun (it) means where no name stands."""
    described = _described(text, scene, quantity, memory)
    if described:
        return described, "pronoun.described"
    single = len(memory.topic) > 1 and _SINGLE.search(text, scene.start, quantity.span.start)
    return (memory.single, "pronoun.single") if single else ((), "")


def _pronoun(text: str, scene: Scene, quantity: Quantity, memory: Memory) -> tuple[str, ...]:
    start = max(scene.start, quantity.span.start - 80)
    named = [name.end for name in scene.names if name.role in OWNERS and name.end <= quantity.span.start]
    start = max([start, *named])
    before = text[start : quantity.span.start]
    several = _SEVERAL.search(before)
    if several and not named:
        return memory.topic if several.group() in BARE else _counted(several.group(), memory)
    latter = _LATTER.search(before)
    if latter:
        told = [
            name.term.id for name in scene.names if name.end <= start + latter.start() and name.term.kind == "company"
        ]
        return tuple(told[-1:]) or memory.last[-1:]
    if _FORMER.search(before) and memory.several:
        return memory.several[:1]
    return ()


# Several are meant, or one firm spoken of as many.
BARE = frozenset({"they", "their", "它们", "他们"})
# What a firm is called instead of its name, by the classes of firm that are called so.
_DESCRIBED = (
    (re.compile(r"\bthe (?:ai )?(?:lab|laboratory|start-?up)\b|这家(?:初创|实验室)"), frozenset({"lab"})),
    (
        re.compile(
            r"\bthe (?:chip ?)?maker\b|\bthe chip (?:designer|firm|company|giant)\b|"
            r"(?:这家|该)芯片(?:商|公司|巨头|设计商)"
        ),
        SEMI,
    ),
    (
        re.compile(r"\bthe (?:search|software|social(?: media)?|e-commerce|internet) (?:giant|group|company|firm)\b"),
        frozenset({"hyperscaler"}),
    ),
    (re.compile(r"\bthe (?:cloud|neocloud) (?:provider|firm|company|operator)\b|(?:这家|该)云(?:厂商|服务商)"), CLOUD),
)


def _described(text: str, scene: Scene, quantity: Quantity, memory: Memory) -> tuple[str, ...]:
    """Return the firm last told of that a description without a name can mean."""
    for words, classes in _DESCRIBED:
        if words.search(text, scene.start, quantity.span.start):
            terms = [vocabulary().terms.get(one) for one in reversed(memory.recent)]
            return tuple(term.id for term in terms if term and term.cls in classes)[:1]
    return ()


COUNTED = {"两": 2, "二": 2, "双": 2, "三": 3, "四": 4, "五": 5, "two": 2, "pair": 2, "both": 2, "three": 3, "trio": 3}
COUNTED |= {"four": 4, "quartet": 4, "five": 5}


def _counted(said: str, memory: Memory) -> tuple[str, ...]:
    """Return as many of the firms told of as the words count: the last list of that length, or the last ones."""
    wanted = next((number for word, number in COUNTED.items() if word in said), 0)
    if not wanted or len(memory.several) == wanted:
        return memory.several
    return memory.recent[-wanted:] if len(memory.recent) >= wanted else ()


def _in_clause(scene: Scene, quantity: Quantity, metric: Metric) -> tuple[tuple[str, ...], str]:
    here = scene.clause(quantity.span.start)
    return _nearest(scene, quantity, metric, lambda name: scene.clause(name.start) == here, "clause")


def _in_sentence(scene: Scene, quantity: Quantity, metric: Metric) -> tuple[tuple[str, ...], str]:
    """Find the owner anywhere in the sentence; who is only told of in a relative clause comes last."""
    found = _nearest(scene, quantity, metric, lambda name: scene.clause(name.start) not in scene.asides, "sentence")
    return found if found[0] else _nearest(scene, quantity, metric, lambda _: True, "sentence")


def _nearest(
    scene: Scene, quantity: Quantity, metric: Metric, inside: Callable[[Name], bool], rule: str
) -> tuple[tuple[str, ...], str]:
    named = [members for members in scene.lists if inside(members[0])]
    left = [m for m in named if m[0].start < quantity.span.start]
    right = [m for m in named if m[0].start >= quantity.span.end]
    roles = _allowed(metric)
    for wanted in roles:
        for members in reversed(left):
            if members[0].role in wanted:
                return _owner_ids(members), f"{rule}.left.{members[0].role}"
    late = {Role.AGENT, *(OWNERS if rule == "clause" else ())}
    late |= {"price": {Role.SELLER, Role.SEGMENT}, "contract": {Role.BENEFICIARY}}.get(metric.family, set())
    for members in right:
        if metric.family == "price" and members[0].term.kind == "group":
            continue
        if members[0].role in late or (metric.party is Party.SELLER and members[0].role in {Role.BRAND, Role.PRODUCT}):
            return _owner_ids(members), f"{rule}.right.{members[0].role}"
    return (), ""


def _allowed(metric: Metric) -> tuple[frozenset[Role], ...]:
    if metric.family == "price":
        return OWNERS, frozenset({Role.PARTNER, Role.BRAND}), frozenset({Role.SEGMENT})
    if metric.party is Party.SELLER:
        return OWNERS, frozenset({Role.BRAND, Role.SEGMENT}), frozenset({Role.PRODUCT})
    if metric.family in {"node", "date", "programme", "people"}:
        return OWNERS, frozenset({Role.BENEFICIARY}), frozenset({Role.PRODUCT, Role.BRAND})
    if metric.family == "contract":
        return OWNERS, frozenset({Role.AGENT, Role.BENEFICIARY})
    return OWNERS, frozenset({Role.AGENT, Role.BENEFICIARY}), frozenset({Role.SEGMENT})


def _owner_ids(members: tuple[Name, ...]) -> tuple[str, ...]:
    if members[0].role in {Role.PRODUCT, Role.SEGMENT}:
        return tuple(name.term.owner for name in members[:1] if name.term.owner)
    return ids_of(members)
