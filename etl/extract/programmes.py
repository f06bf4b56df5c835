"""Whose chip programme a sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.extract.names import OWNERS, Name, Role
from etl.extract.reading import Reading
from etl.extract.scene import Scene, remembered
from etl.extract.sides import SEMI
from etl.extract.starts import starting
from etl.extract.triggers import needs
from etl.vocabulary import vocabulary

OWN_CHIP = starting(
    "自内定首新开研芯aicohdbf",
    r"自研|自家|自主研发|内部芯片|内部人工智能芯片|自有芯片|定制芯片|定制ai芯片|首款|首个ai芯片|"
    r"新款ai芯片|ai芯片设计|开发.{0,12}芯片|研发.{0,12}芯片|芯片团队|"
    r"in-house|its own (?:ai )?(?:chip|silicon|accelerator|processor)|custom (?:ai )?(?:chip|silicon|"
    r"accelerator|asic)|own silicon|home-?grown|"
    r"(?:design|develop|build)(?:s|ed|ing)? (?:its|a|an|the) [\w\s]{0,24}(?:chip|accelerator|asic)|"
    r"internal (?:ai )?chip|chip (?:team|program|programme|project)|first chip",
)
_OWN_CHIP_TOLD = needs(
    "自研|自家|自主研发|芯片|首款|in-house|its own|custom |own silicon|homegrown|home-grown|design|develop|build|"
    "internal |chip team|chip pro|first chip"
)
# Whatever is designed, developed or built, it must be one of these; other words for it hold one too, or "silicon".
_CHIP_TOLD = needs("自研|自家|自主研发|首款|in-house|home|芯片|chip|accelerator|asic|silicon|processor")
ABOUT_CHIP = re.compile(r"芯片|晶片|流片|加速器|处理器|chip|silicon|accelerator|asic|tape|processor")
OWN_MAKERS = frozenset({"hyperscaler", "lab", "platform", "cloud", "automaker"})


@dataclass(frozen=True, slots=True)
class Programme:
    """A sentence about a chip programme, with its owner's id and the chip, where it is named."""

    scene: Scene
    owner: str
    chip: str


def programmes(reading: Reading, scenes: Sequence[Scene]) -> Iterator[Programme]:
    """Yield the sentences that tell of somebody's own chip; the owner last named stays until another is."""
    owner, chip = "", ""
    for scene in scenes:
        text = reading.plain[scene.start : scene.end]
        owner = programme_owner(reading.plain, scene) or owner
        own = next((name.term for name in scene.names if is_own_chip(name)), None)
        if own:
            chip = own.id
        if owner and ABOUT_CHIP.search(text):
            yield Programme(scene, owner, chip if own else "")


@remembered
def programme_owner(text: str, scene: Scene) -> str:
    """Return whose own chip a sentence speaks of, or nothing."""
    can_be = _OWN_CHIP_TOLD(text, scene) and _CHIP_TOLD(text, scene)
    return _subject(scene) if can_be and OWN_CHIP.search(text, scene.start, scene.end) else ""


def _subject(scene: Scene) -> str:
    """Return who acts in a sentence, where it is not a chip maker for others."""
    for members in scene.lists:
        if members[0].role in OWNERS | {Role.BRAND} and members[0].term.cls not in SEMI:
            return members[0].term.id
    return ""


def is_own_chip(name: Name) -> bool:
    """Say whether a name is that of a chip made by a firm that does not live from selling chips."""
    owner = vocabulary().terms.get(name.term.owner)
    return name.role is Role.PRODUCT and owner is not None and owner.cls in OWN_MAKERS
