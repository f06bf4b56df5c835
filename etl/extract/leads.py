"""What the line over a list says of items that only name whose a figure is: Chips bought in 2024, Meta: 224,000."""

from __future__ import annotations

import re

from etl.extract import when
from etl.extract.blocks import LISTED, Kind
from etl.extract.drafts import AGO
from etl.extract.meaning import plausible
from etl.extract.metrics import registry
from etl.extract.names import Role
from etl.extract.periods import PeriodMention
from etl.extract.scene import Scene
from etl.extract.tones import TO_COME
from etl.model import Quantity

_COLON, _ASKS = re.compile(r"[:：]\W*$"), re.compile(r"[?？]\W*$")
MONEY = frozenset({"capex", "capex_guidance", "revenue"})
BUDGETED = frozenset({"capex", "capex_guidance"})
LISTS = frozenset(
    {"capex", "capex_guidance", "revenue", "units_purchased", "units_ordered", "units_shipped", "units_planned"}
)
_YEAR = re.compile(r"(?:FY)?\d{4}")
OUTSIDE = frozenset({"analysts", "outsiders", "consensus", "estimate", "author"})


def leading(plain: str, before: Scene | None, scene: Scene) -> Scene | None:
    """Return what leads the lines behind a sentence: a heading, a line that ends in a colon, or what led before."""
    block = scene.block
    if block.kind is Kind.ITEM or (block.kind is Kind.HEADING and (scene.quantities or scene.start > block.start)):
        return before
    if block.kind is Kind.HEADING:
        return None if plain[block.start] in "(（" or _ASKS.search(plain, scene.start, scene.end) else scene
    return scene if scene.end >= block.end and _COLON.search(plain, scene.start, scene.end) else None


def over(lead: Scene | None, scene: Scene, quantity: Quantity) -> Scene | None:
    """Return the line over an item that says no more than whose its one figure is, or nothing."""
    if lead is None or scene.block.kind not in LISTED or scene.heads or scene.periods or scene.features & TO_COME:
        return None
    if any(sense.classes for cue in scene.cues for sense in cue.senses):
        return None
    return lead if sum(one.unit == quantity.unit for one in scene.quantities) == 1 else None


def counts_chips(lead: Scene | None, scene: Scene, quantity: Quantity) -> bool:
    """Say whether the line over a list tells of chips, so that a bare number in an item counts them."""
    told = over(lead, scene, quantity)
    if told is None or not (told.has("chip") or any(name.role is Role.PRODUCT for name in told.names)):
        return False
    return "," in quantity.surface and bool(metric(told, quantity, UNITS))


UNITS = frozenset({"units"})


def metric(lead: Scene, quantity: Quantity, classes: frozenset[str]) -> str:
    """Return the metric that a line says its items count, or nothing where it says none or more than one."""
    told = [sense for cue in lead.cues for sense in cue.senses if sense.classes & classes and sense.form != "weak"]
    if any(sense.kind != "metric" or sense.name not in LISTS for sense in told):
        return ""
    nouns = [sense.name for sense in told if sense.form == "noun"] or [sense.name for sense in told]
    names = dict.fromkeys(name for name in nouns if plausible(registry()[name], quantity))
    return next(iter(names)) if len(names) == 1 else ""


def alike(metric: str) -> frozenset[str]:
    """Return what a list of a metric can be of: how sure it is told decides between spending and guidance."""
    return BUDGETED if metric in BUDGETED else frozenset({metric})


def period(plain: str, lead: Scene) -> PeriodMention | None:
    """Return the one year that a line tells its items, or nothing."""
    if len(lead.periods) != 1 or not when.usable(plain, told := lead.periods[0]):
        return None
    return told if _YEAR.fullmatch(told.period.label) and not AGO.search(told.period.wording) else None
