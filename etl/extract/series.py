"""Several owners and several figures in one sentence: respectively, each, together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace

from etl.extract.names import BARRED, Name, Role
from etl.extract.pairs import head, paired
from etl.extract.scene import Scene
from etl.extract.stretches import LENGTHS
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Quantity

_LINK = re.compile(r"[^。;；]{0,24}")
_YEARS_ON = re.compile(
    r"(?:其后|之后|此后|随后|接下来|the (?:following|next)|后续)\s?(?:的)?\s?(?P<count>[一二三四五六]|"
    r"two|three|four|five|\d)?\s?个?\s?(?:财年|年|fiscal years|years)"
)
TWO = 2
# Figures of one list stand this close: a joiner and a counter, in characters.
JOINED = 12
# How far behind its word a list of figures begins: further off something else is told, unless all act before it.
NEAR, FAR = 40, 90
_OF_ALL = re.compile(r"\w (?:have|may|can|will|could|would|are|were|had|must|might) $")


@dataclass(frozen=True, slots=True)
class Series:
    """
    What a list of figures means: by the place of a quantity, its owners or its turn among periods.

    `first` is the place of the first figure of the list in which each has an owner of its own, `beside` who stands
    beside a figure of his own, `others` who stands beside it as the other side. What is told `apart` each has, whoever
    they are.
    """

    owners: dict[int, tuple[Name, ...]]
    each: dict[int, tuple[Name, ...]]
    turns: dict[int, int]
    years_on: frozenset[int]
    unresolved: frozenset[int]
    first: dict[int, int] = field(default_factory=dict)
    beside: dict[int, tuple[Name, ...]] = field(default_factory=dict)
    others: dict[int, tuple[Name, ...]] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()

    def __or__(self, other: Series) -> Series:
        """Return what both say, this one where they differ."""
        both = {one.name: getattr(other, one.name) | getattr(self, one.name) for one in fields(Series)}
        return Series(**both)


NOTHING = Series({}, {}, {}, frozenset(), frozenset())


def series(text: str, scene: Scene) -> Series:
    """Match the names and figures that a sentence lists side by side."""
    found = _in_pairs(text, scene)
    for row in _rows(text, scene):
        found = found | _matched(text, scene, row, exact=False)
    found = found | _for_years_on(text, scene)
    if not scene.features & {"respectively", "each"}:
        return found
    for cue in [*scene.feature_cues("respectively"), *scene.feature_cues("each")]:
        held = _around(text, scene, cue.start, cue.end, exact=any(s.name == "respectively" for s in cue.senses))
        found = found | held if held is not NOTHING else found
    return found


def _for_years_on(text: str, scene: Scene) -> Series:
    """Return the turns of as many figures as years that follow: 接下来三年将升至320亿、730亿与1140亿美元."""
    told = _YEARS_ON.search(text, scene.start, scene.end) if len(scene.quantities) >= TWO else None
    if told is None or not told["count"]:
        return NOTHING
    places = [quantity.span.start for quantity in _run(text, scene, told.end())]
    if len(places) != LENGTHS[told["count"]]:
        return NOTHING
    turns = {place: turn for turn, place in enumerate(places)}
    return replace(NOTHING, turns=turns, years_on=frozenset(places))


def _rows(text: str, scene: Scene) -> Iterator[list[Quantity]]:
    """Yield the figures that stand in a row like 670/858/1,240亿元: each has the firm or the time of its turn."""
    row: list[Quantity] = []
    for quantity in scene.quantities:
        if row and text[row[-1].span.end : quantity.span.start] != "/":
            if len(row) >= TWO:
                yield row
            row = []
        row.append(quantity)
    if len(row) >= TWO:
        yield row


def _in_pairs(text: str, scene: Scene) -> Series:
    """Return whose the figures are that stand beside their firms, and with whom those deals are."""
    found = NOTHING
    for run in paired(text, scene):
        told: dict[int, tuple[Name, ...]] = {pair.quantity.span.start: (pair.name,) for pair in run}
        if run[0].is_other:
            found = found | replace(NOTHING, others=told)
            continue
        first = head(text, scene, run)
        found = found | replace(NOTHING, beside=told, first=dict.fromkeys((first, *told) if first >= 0 else (), first))
    return found


def _around(text: str, scene: Scene, start: int, end: int, *, exact: bool) -> Series:
    reach = FAR if _OF_ALL.search(text, max(start - JOINED * 2, scene.start), start) else NEAR
    run = _told_before(text, scene, start, end) or _run(text, scene, end, reach) or _run_before(scene, start)
    apart = len(run) == 1 and scene.clause(run[0].span.start) != scene.clause(start)
    summed = not exact and run and _SUMMED.search(text, end, run[0].span.start)
    if not run or summed or (exact and apart) or (not exact and _is_price(text, scene, run[0])):
        return NOTHING
    found = _matched(text, scene, run, exact=exact)
    old = _run(text, scene, run[-1].span.end) if found is not NOTHING else []
    if not old or len(old) != len(run) or not _OLD.search(text, run[-1].span.end, old[0].span.start):
        return found
    pairs = [(new.span.start, one.span.start) for new, one in zip(run, old, strict=True)]
    owners = {one: found.owners[new] for new, one in pairs if new in found.owners}
    turns = {one: found.turns[new] for new, one in pairs if new in found.turns}
    first = dict.fromkeys(owners, old[0].span.start)
    return found | replace(NOTHING, owners=owners, turns=turns, first=first)


# 均豪等合计180亿元: what stands before a sum gives each of them nothing.
_SUMMED = re.compile(
    r"合[计共]|共计|总[计共]|加起来|加總|加总|相加|\b(?:together|combined|totall?(?:ed|ing)|in total)\b"
)
# The sizes that a list replaces follow it in the same order: 分别上调至…，此前为….
_OLD = re.compile(r"此前|先前|原先|原为|之前|前值|上次|previously|earlier|before|from|versus|compared with|\(was|（原")


def _matched(text: str, scene: Scene, run: list[Quantity], *, exact: bool) -> Series:
    names = _listed(scene, run[0].span.start)
    places = [quantity.span.start for quantity in run]
    if len(run) == 1 and (len(names) >= TWO or not exact):
        return replace(NOTHING, each={places[0]: names} if len(names) >= TWO else {}, apart=frozenset(places))
    if len(run) < TWO:
        return NOTHING
    if len(names) == len(run):
        owners: dict[int, tuple[Name, ...]] = {place: (name,) for place, name in zip(places, names, strict=True)}
        return replace(NOTHING, owners=owners, first=dict.fromkeys(places, places[0]))
    return _by_time(text, scene, run, names, exact=exact)


def _by_time(text: str, scene: Scene, run: list[Quantity], names: tuple[Name, ...], *, exact: bool) -> Series:
    places = [quantity.span.start for quantity in run]
    turns = dict(zip(places, range(len(run)), strict=True))
    if _YEARS_ON.search(text, scene.start, places[0]):
        return Series({}, {}, turns, frozenset(places), frozenset())
    before = [mention for mention in scene.periods if mention.span.end <= places[0]]
    if len(before) >= len(run):
        return Series({}, {}, turns, frozenset(), frozenset())
    unresolved = frozenset(places) if exact and len(names) >= TWO else frozenset[int]()
    return Series({}, {}, {}, frozenset(), unresolved)


def _run(text: str, scene: Scene, start: int, reach: int = NEAR) -> list[Quantity]:
    """Return the figures of one kind that follow a place closely."""
    after = [q for q in scene.quantities if q.span.start >= start]
    if not after or after[0].span.start - start > reach:
        return []
    run = [after[0]]
    for quantity in after[1:]:
        between = text[run[-1].span.end : quantity.span.start]
        dated = any(run[-1].span.end <= m.span.start < quantity.span.start for m in scene.periods)
        near = len(between) < JOINED and not dated and not _OLD.search(between) and not _SUMMED.search(between)
        near = near and not _is_anothers(scene, run[-1].span.end, quantity.span.start)
        if unit_class(quantity.unit) != unit_class(run[0].unit) or not near:
            break
        run.append(quantity)
    return run


def _is_anothers(scene: Scene, start: int, end: int) -> bool:
    """Say whether a firm is named between two figures: the second is its own, and not one of the list."""
    return any(start <= name.start < end and name.term.kind == "company" for name in scene.names)


# Fifty thousand chips apiece: in English the word stands behind its figure, whatever figures follow.
_COUNTED = re.compile(r",?(?: [a-z][\w-]*){0,3} ")


_EACH_TIME = re.compile(r" (?:quarter|year|month|week|day|hour|time|of)\b")
_PRICED_AT = re.compile(r"\bat (?:about |around |some |roughly |nearly |up to )?$")


def _told_before(text: str, scene: Scene, start: int, end: int) -> list[Quantity]:
    """Return the figures that an English "each", "apiece" or "respectively" stands right behind."""
    before = _run_before(scene, start) if text[start].isascii() and not _EACH_TIME.match(text, end) else []
    return before if before and _COUNTED.fullmatch(text, before[-1].span.end, start) else []


def _is_price(text: str, scene: Scene, quantity: Quantity) -> bool:
    """Say whether a sum is what one of the things costs: ordered chips at $27,000 each."""
    return unit_class(quantity.unit) == MONEY and bool(_PRICED_AT.search(text, scene.start, quantity.span.start))


def _run_before(scene: Scene, start: int) -> list[Quantity]:
    """Return the figures before an English "respectively" or "each"."""
    before = [q for q in scene.quantities if q.span.end <= start and start - q.span.end < 60]  # noqa: PLR2004 - as above
    run = before[-1:]
    for quantity in reversed(before[:-1]):
        if unit_class(quantity.unit) != unit_class(run[0].unit) or run[0].span.start - quantity.span.end >= JOINED:
            break
        run.insert(0, quantity)
    return run


def _listed(scene: Scene, place: int) -> tuple[Name, ...]:
    """Return the list of names that stands nearest before a place."""
    before = [m for m in scene.lists if m[0].start < place and m[0].role not in BARRED | {Role.SEGMENT}]
    lists = [members for members in before if len(members) >= TWO]
    chips = tuple(name for name in scene.names if name.role is Role.PRODUCT and name.start < place)
    if not lists and len(chips) >= TWO and len({name.term.owner for name in chips}) == len(chips):
        return chips
    return (lists or before or [()])[-1]
