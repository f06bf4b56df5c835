"""What a number can count: the class of its unit, or chips, people or money that the text named before it."""

from __future__ import annotations

import re

from etl.extract.blocks import Kind
from etl.extract.context import Context
from etl.extract.names import Role
from etl.extract.scene import Scene
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Quantity

# A bare number under this counts no chips.
FEWEST = 100


def classes_of(context: Context, quantity: Quantity) -> frozenset[str]:
    """Return the classes of what a quantity can count, so that only cues of these are asked."""
    kind = unit_class(quantity.unit)
    if kind == "number" and _OF_TEAM.search(context.reading.plain, context.scene.start, quantity.span.start):
        return frozenset({"people"})
    if kind == "number":
        ways = (_follows_units, _before_chips, _under_label, _of_count, _is_elliptic)
        counts = any(way(context, quantity) for way in ways)
        if not counts and context.memory.currency and _SUM.search(quantity.surface):
            return frozenset({MONEY, "number"})
        return frozenset({"units", "number"}) if counts else frozenset({"number"})
    return frozenset({kind, MONEY}) if kind in {"money_per_year", "money_per_month"} else frozenset({kind})


# A team of 40, a staff of fewer than 200.
_OF_TEAM = re.compile(
    r"\b(?:team|staff|group) of (?:about |some |around |fewer than |more than |over |nearly |just |only )*$"
)
# A number this large without a unit is a sum of money in the currency that the text counts in.
_SUM = re.compile(r"\d.{0,40}?(?:[亿億兆]|billion|trillion|bn\b|[BT]\b)")


def _follows_units(context: Context, quantity: Quantity) -> bool:
    """Say whether a bare number counts chips: where a count of chips set the scene in its paragraph."""
    last = context.memory.figure
    if not last or last.family != "units" or last.refused or quantity.value is None or quantity.value < FEWEST:
        return False
    if _YEAR.fullmatch(quantity.surface):
        return False
    return context.memory.paragraph == context.scene.block.paragraph


def _under_label(context: Context, quantity: Quantity) -> bool:
    """Say whether a large bare number counts the chip whose name heads its paragraph."""
    here = context.memory.labelled == context.scene.block.paragraph
    return here and quantity.value is not None and quantity.value >= MANY and bool(_LARGE.search(quantity.surface))


def _of_count(context: Context, quantity: Quantity) -> bool:
    """Say whether a large bare number is what purchases or shipments of chips came to."""
    if quantity.value is None or quantity.value < MANY or not _LARGE.search(quantity.surface):
        return False
    if _OTHER_COUNTER.match(context.reading.plain, quantity.span.end):
        return False
    scene, here = context.scene, context.scene.clause(quantity.span.start)
    told = any(
        sense.kind == "metric" and (sense.form == "noun" or scene.block.kind is Kind.TABLE) and "units" in sense.classes
        for cue in scene.cues
        if cue.end <= quantity.span.start and scene.clause(cue.start) == here
        for sense in cue.senses
    )
    return told and (
        any(one.has("chip") for one in (scene, *scene.heading))
        or any(name.role is Role.PRODUCT for name in scene.names)
    )


_COUNT_ENDS = re.compile(
    r"\s?(?:$|[,.;:)(!?，。；：）（、！？|\n]|(?:at|in|by|as|for|from|on|last|this|and|but|while|against|versus|"
    r"up|down|now|of (?:them|these))\b)"
)


def _is_elliptic(context: Context, quantity: Quantity) -> bool:
    """Say whether a large bare number is a count whose chips were named before it: How many GPUs? About 88,000."""
    if quantity.noun or quantity.value is None or quantity.value < MANY or not _LARGE.search(quantity.surface):
        return False
    if not _COUNT_ENDS.match(context.reading.plain, quantity.span.end):
        return False
    scene, spoken = context.scene, context.memory.spoken
    over = scene.heading[:1] if scene.block.kind is Kind.ITEM else ()
    if spoken is not None and spoken.block.paragraph == scene.block.paragraph:
        over = (*over, spoken)
    chips = any(one.has("chip") or any(n.role is Role.PRODUCT for n in one.names) for one in (scene, *over))
    here = any(name.role is Role.PRODUCT and name.end <= quantity.span.start for name in scene.names)
    said = _counts_units(scene, quantity.span.start, weak=here)
    return chips and (said or any(_counts_units(one, one.end) for one in over))


def _counts_units(scene: Scene, end: int, *, weak: bool = False) -> bool:
    """Say whether a verb or noun of having or making chips stands before a place."""
    return any(
        sense.kind == "metric" and "units" in sense.classes and (weak or sense.form != "weak")
        for cue in scene.cues
        if cue.end <= end
        for sense in cue.senses
    )


_YEAR = re.compile(r"(?:19|20)\d\d")
_OTHER_COUNTER = re.compile(r"\s?(?:[架户家人次辆亩]|[ep]flops)")
MANY = 1_000
_LARGE = re.compile(r"\d,\d{3}|\d ?[kKmM万萬]|thousand|million")
_OF_THEM = re.compile(r"\s?of (?:them|these|those|the (?:older|newer|latest|same)|its (?:older|own|newer|latest))\b")
_CHIP_NEXT = re.compile(
    r"\s?(?:[\w-]+\s){0,3}?(?:processors?|chips?|gpus?|tpus?|accelerators?|cards?|units|superchips?|servers?)\b"
)


def _before_chips(context: Context, quantity: Quantity) -> bool:
    """Say whether a bare number stands before chips or the name of one: 100,000 910C processors."""
    if quantity.value is None or quantity.value < FEWEST:
        return False
    end = quantity.span.end
    named = any(0 <= name.start - end <= 1 and name.role is Role.PRODUCT for name in context.scene.names)
    named = named or bool(_OF_THEM.match(context.reading.plain, end))
    return named or bool(_CHIP_NEXT.match(context.reading.plain, end, min(end + 48, context.scene.end)))
