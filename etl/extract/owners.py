"""Who a figure belongs to: the buyer, spender, maker or holder, and the other side."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from etl.extract.drafts import Memory
from etl.extract.metrics import Metric, Party
from etl.extract.names import OWNERS, Name, Role
from etl.extract.scene import Scene
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
_SEVERAL = re.compile(
    r"这[两三四五几]家|两家公司|三家公司|四家公司|双方|二者|两者|上述公司|这些公司|它们|他们|四家|三家|两家|五家"
    r"|\bthe (?:two|three|four|five|pair|trio|duo|quartet)\b|\bboth (?:companies|firms)\b|\bthey\b|"
    r"\btheir\b|\bthese (?:companies|firms|four|three|two)\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\bit\b|\bits\b|\bthe (?:company|firm|lab|group)\b|该公司|这家公司|(?<![\u4e00-\u9fff])公司|它|"
    r"(?<![尤与])其(?![中他])"
)
_LATTER = re.compile(r"后者|\bthe latter\b", re.IGNORECASE)
_FORMER = re.compile(r"前者|\bthe former\b", re.IGNORECASE)
CHIP_MAKER, SEMI = (
    "chip_maker",
    frozenset(
        {
            "chip_maker",
            "chipmaker",
            "chip",
            "foundry",
            "memory",
            "server_maker",
            "server",
            "fabless",
            "chip_designer",
            "semiconductor",
            "equipment",
            "networking",
        }
    ),
)
CLOUD = frozenset({"cloud", "neocloud", "telecom", "colocation", "data_centre", "datacentre", "chinese_cloud"})
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
    other = _other(scene, quantity, metric, entity)
    entity, other = _sides(scene, quantity, metric, entity, other)
    entity, other = _together(text, scene, metric, entity, other)
    doubt = "" if here else f"owner from {rule}"
    return Parties(entity, other, rule, doubt, here)


def _ids(members: tuple[Name, ...]) -> tuple[str, ...]:
    return tuple(name.term.id for name in members)


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
    single = len(memory.topic) > 1 and _SINGLE.search(text, scene.start, quantity.span.start)
    if single and memory.single:
        return memory.single, "pronoun.single", True
    for found, rule in ((memory.topic, "topic"), (memory.first_topic, "title")):
        if found:
            return found, rule, False
    return (), "nobody", False


NOT_TOUCHING = frozenset({Role.SOURCE, Role.PRODUCT, Role.SEGMENT, Role.SPEAKER, Role.PARTNER})


def _touching(text: str, scene: Scene, quantity: Quantity, floor: int) -> tuple[str, ...]:
    """Return the names that stand right before a figure, or right behind it where none stands before."""
    for members in reversed(scene.lists):
        if members[-1].role not in NOT_TOUCHING:
            if _leads(text, members[-1].end, quantity, floor):
                return _ids(members)
            first = members[0]
            if (
                (floor or first.role is Role.BENEFICIARY)
                and first.role is not Role.BRAND
                and _trails(text, scene, first.start, quantity, floor)
            ):
                return _ids(members)
    return ()


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


def _pronoun(text: str, scene: Scene, quantity: Quantity, memory: Memory) -> tuple[str, ...]:
    start = max(scene.start, quantity.span.start - 80)
    named = [name.end for name in scene.names if name.role in OWNERS and name.end <= quantity.span.start]
    start = max([start, *named])
    before = text[start : quantity.span.start]
    several = _SEVERAL.search(before)
    if several and not named:
        return _counted(several.group(), memory)
    if _LATTER.search(before) and memory.last:
        return memory.last[-1:]
    if _FORMER.search(before) and memory.several:
        return memory.several[:1]
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
    return _nearest(scene, quantity, metric, lambda _: True, "sentence")


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
    late = {Role.AGENT, *(OWNERS if rule == "clause" and metric.family != "price" else ())}
    for members in right:
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
    return _ids(members)


def _other(scene: Scene, quantity: Quantity, metric: Metric, entity: tuple[str, ...]) -> tuple[str, ...]:
    sides = {Role.SELLER, Role.PARTNER, Role.BRAND} if metric.party is Party.BUYER else {Role.BENEFICIARY, Role.PARTNER}
    here = scene.clause(quantity.span.start)
    for near in (True, False):
        for members in scene.lists:
            ids = _ids(members)
            if (
                members[0].role in sides
                and (scene.clause(members[0].start) == here) is near
                and not set(ids) & set(entity)
            ):
                return ids
    if metric.family in {"units", "price"} and metric.party is Party.BUYER:
        makers = [name.term.owner for name in scene.names if name.role is Role.PRODUCT and name.term.owner]
        return tuple(maker for maker in makers[:1] if maker not in entity)
    return ()


def _sides(
    scene: Scene, quantity: Quantity, metric: Metric, entity: tuple[str, ...], other: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Turn the parties round where the subject of the sentence is the seller."""
    if metric.party is not Party.BUYER or metric.family not in {"contract", "rent", "units", "power"}:
        return entity, other
    near = scene.clause_features(quantity.span.start)
    taker = [m for m in scene.lists if m[0].role is Role.BENEFICIARY]
    if "supply" in (near | scene.features) and taker and metric.family in {"contract", "rent"}:
        return _ids(taker[0]), tuple(one for one in (*entity, *other) if one not in _ids(taker[0]))
    if metric.family in {"contract", "power"} and len(entity) + len(other) > 1:
        both = tuple(dict.fromkeys((*entity, *other)))
        ranks = [_buying(one) for one in both]
        if len(both) == 2 and ranks[0] != ranks[1]:  # noqa: PLR2004 - a deal has two sides
            buyer = both[ranks.index(max(ranks))]
            return (buyer,), tuple(one for one in both if one != buyer)
    return entity, other


_JOINTLY = re.compile(r"联合|共同|一道|联手|合资|携手|jointly|together with|joint venture|along with")


def _together(
    text: str, scene: Scene, metric: Metric, entity: tuple[str, ...], other: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Let partners share a project that they set up together."""
    partners = [name for name in scene.names if name.role is Role.PARTNER]
    if metric.family != "spending" or not partners or not entity:
        return entity, other
    last = partners[-1].end
    if not _JOINTLY.search(text, max(partners[0].start - 12, scene.start), min(last + 12, scene.end)):
        return entity, other
    return tuple(dict.fromkeys((*entity, *(name.term.id for name in partners)))), ()


def _buying(entity: str) -> int:
    """Rank who buys from whom: laboratories from clouds, clouds from chip makers."""
    term = vocabulary().terms.get(entity)
    if term is None or term.cls in SEMI:
        return 0
    if term.cls in CLOUD:
        return 1
    if term.cls in {"finance", "energy", "colocation"}:
        return 0
    return 2 if term.cls == "hyperscaler" else 3
