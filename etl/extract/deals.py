"""Who deals with whom, where a sentence tells of a deal and leaves its sum to the next."""

from __future__ import annotations

import re

from etl.extract.dealing import BUYER, SELLER, titled
from etl.extract.drafts import Memory
from etl.extract.names import OWNERS, Role
from etl.extract.scene import Scene
from etl.extract.sides import ids_of, rank

Sides = tuple[tuple[str, ...], tuple[str, ...]]
NOBODY: Sides = ((), ())
SIGNS = frozenset({"supply", "rent", "sign", "contracted"})
TAKERS = frozenset({Role.BENEFICIARY, Role.AGENT})


def deal(scene: Scene) -> Sides:
    """Return the buyer and the seller of the deal that a sentence tells of; nobody where it tells of none."""
    if not scene.features & SIGNS:
        return NOBODY
    lists = [members for members in scene.lists if members[0].term.kind == "company"]
    acting = next((ids_of(m) for m in lists if m[0].role in OWNERS), ())
    taking = next((ids_of(m) for m in lists if m[0].role in TAKERS), ())
    giving = next((ids_of(m) for m in lists if m[0].role is Role.SELLER), ())
    joined = next((ids_of(m) for m in lists if m[0].role is Role.PARTNER), ())
    if acting and taking and "supply" in scene.features:
        return taking, acting
    if acting and giving:
        return acting, giving
    return _ranked(acting, joined or taking)


def called(plain: str, scene: Scene) -> Sides:
    """Return whom a sentence calls the buyer and the seller: 采购人：Meta."""
    found: dict[str, tuple[str, ...]] = {}
    for members in scene.lists:
        side = titled(plain, scene, members[0])
        if side:
            found.setdefault(side, ids_of(members))
    return found.get(BUYER, ()), found.get(SELLER, ())


# How many paragraphs apart a notice may name the two sides of one deal, and a side and what is bought.
NOTICE, NOTED = 3, 8
_NOTED = re.compile(
    r"[\W\d一二三四五六七八九十]*(?:采购(?:人|方|单位)|招标(?:人|方|单位)|甲方|买方|需方|承租(?:方|人)|业主(?:单位)?)(?:名称)?\s?[:：]"
)


def noted_buyer(memory: Memory, scene: Scene) -> tuple[str, ...]:
    """Return whom a line before, of the same notice, calls the buyer, for a sentence that names no firm of its own."""
    buyer, told_in = memory.buyer
    near = 0 <= scene.block.paragraph - told_in <= NOTED
    return buyer if near and not scene.firms else ()


def hear_deal(plain: str, scene: Scene, memory: Memory) -> None:
    """Remember who deals with whom, and who is called buyer and seller, each in its line of a notice as a rule."""
    paragraph, dealt, told = scene.block.paragraph, deal(scene), called(plain, scene)
    if dealt[0]:
        memory.deal, memory.deal_in = dealt, paragraph
    if told[0] and _NOTED.match(plain, scene.start, scene.end):
        memory.buyer = told[0], paragraph
    if any(told):
        before = memory.deal if paragraph - memory.deal_in <= NOTICE else NOBODY
        memory.deal, memory.deal_in = (told[0] or before[0], told[1] or before[1]), paragraph


def _ranked(one: tuple[str, ...], other: tuple[str, ...]) -> Sides:
    """Tell the two sides of a deal apart by who buys from whom, or leave it open."""
    if len(one) == 2 and not other:  # noqa: PLR2004 - a deal has two sides
        one, other = one[:1], one[1:]
    if len(one) != 1 or len(other) != 1 or rank(one[0]) == rank(other[0]):
        return NOBODY
    return (one, other) if rank(one[0]) > rank(other[0]) else (other, one)
