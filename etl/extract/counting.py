"""What a bare number counts: the unit, weighed by all signs, that figures near it or a line over it have, or none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from etl.extract import headings, leads
from etl.extract.blocks import Block, blocks
from etl.extract.context import Context
from etl.extract.declaring import CURRENCIES, LONGEST, Declared, declared
from etl.extract.places import counts_places
from etl.extract.scaling import COUNTERS
from etl.extract.unitclass import MONEY, unit_class
from etl.extract.weights import Rows, added, read
from etl.extract.wording import beside
from etl.model import Quantity

WEIGHTS = Path(__file__).with_name("counting_weights.toml")
# How many numbers with a unit, and how many lines, are looked back on and ahead to.
BACK, AHEAD, DECLARED, NEAR_BY = 8, 2, 3, 2
# In hundredths: what is no figure after all is refused later by all that is told of it.
LEANING = {True: -100, False: 0}
NOTHING = Declared("", 0)
CHIPS, STAFF = Declared("units", 0), Declared("people", 0)
HOURS = "USD_per_gpu_hour"
NO_KIND = "nothing"
COUNTED = frozenset({"units", "people", MONEY, "power", "money_per_gpu_hour", "money_per_year"})
KINDS = COUNTED | {NO_KIND}
_OWN = re.compile(r"[kmbt万亿千百]|thousand|million|billion|trillion|hundred|dozen")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Count(NamedTuple):
    """What a bare number can count, the signs for and against it, and how the number looks, whatever it counts."""

    unit: Declared
    told: frozenset[str]
    looks: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Return what kind of thing is counted, or nothing."""
        return unit_class(self.unit.unit) if self.unit.unit else NO_KIND

    @property
    def signs(self) -> frozenset[str]:
        """Return all signs, those of how the number looks by what is counted."""
        return self.told.union(f"{self.kind}: {look}" for look in self.looks)


@cache
def weights() -> Mapping[str, int]:
    """Return what each sign weighs for what a bare number counts, or against it, in hundredths."""
    return read(WEIGHTS)["sign"]


@cache
def _by_look() -> Rows[Mapping[str, int]]:
    """Return what each look of a number weighs for each kind of thing that it can count."""
    looks: dict[str, dict[str, int]] = {}
    for sign, weight in weights().items():
        kind, _, look = sign.partition(": ")
        if kind in KINDS:
            looks.setdefault(look, {})[kind] = weight
    kinds = sorted(KINDS)
    return Rows(kinds, looks, lambda row: [row.get(kind, 0) for kind in kinds])


def counted(context: Context, quantity: Quantity) -> Count:
    """Return what a bare number counts: the unit that weighs most, or nothing; beside wafers chips are wafers too."""
    # 10座核反应堆 are none of the gigawatts before, nor are "12 sites".
    if quantity.surface[-1:] in COUNTERS or counts_places(context.reading.plain, quantity.span.end):
        return Count(NOTHING, frozenset())
    if over := headings.counting(context.reading.plain, context.scene, context.memory.headings, quantity):
        return Count(over, frozenset())
    if leads.counts_chips(context.memory.lead, context.scene, quantity):
        return Count(CHIPS, frozenset())
    found, last = chosen(counts(context, quantity)), context.memory.figure
    wafers = last is not None and last.family == "wafers" and last.scene.start == context.scene.start
    return found._replace(unit=Declared(last.quantity.unit, 0)) if wafers and last and found.unit == CHIPS else found


def chosen(found: Sequence[Count]) -> Count:
    """Return what weighs most; how the number looks is weighed once for all kinds."""
    held, looks = weights(), _by_look().sums(found[0].looks)
    return max(found, key=lambda one: LEANING[one.unit == NOTHING] + added(held, one.told) + looks.get(one.kind, 0))


def as_told(quantity: Quantity, told: Declared) -> Quantity:
    """Return a number with a unit, and the size that goes with it."""
    unit, power = told
    if not unit:
        return quantity
    value, low, high = (
        None if size is None else size.scaleb(power) for size in (quantity.value, quantity.low, quantity.high)
    )
    return replace(quantity, unit=unit, value=value, low=low, high=high, flags=(*quantity.flags, "inherited_unit"))


def counts(context: Context, quantity: Quantity) -> list[Count]:
    """Return everything that a bare number can count, with the signs of each."""
    held: dict[Declared, set[str]] = {NOTHING: set(), CHIPS: {"it may be chips"}, STAFF: {"it may be people"}}
    own = bool(_OWN.search(quantity.surface.lower()))
    for unit, sign in (*_told_near(context, quantity), *_told_over(context), *_gone_on(context)):
        bare = Declared(unit.unit, 0)
        for one in (bare,) if own or unit == bare else (unit, bare):
            full = sign if one == unit else f"{sign}, but for its size"
            held.setdefault(one, set()).add(full)
    looks = tuple(dict.fromkeys(_looks(context, quantity)))
    return [Count(unit, frozenset(_signs(quantity, unit, told, own)), looks) for unit, told in held.items()]


def _signs(quantity: Quantity, unit: Declared, told: set[str], own: bool) -> Iterator[str]:
    kind = unit_class(unit.unit) if unit.unit else NO_KIND
    yield from told
    yield from (f"{kind}: {sign}" for sign in told)
    yield kind
    if unit.unit:
        size = quantity.value or quantity.low or quantity.high
        yield f"{kind}, times {unit.power}"
        yield f"{kind}, with its own size" if own else f"{kind}, bare"
        if size:
            yield f"{kind} of size {abs(size.scaleb(unit.power)).adjusted()}"


def _told_near(context: Context, quantity: Quantity) -> Iterator[tuple[Declared, str]]:
    """Yield the units of the numbers before and after, by how near they stand."""
    every, scene = context.reading.quantities, context.scene
    at = bisect_left(context.reading.places.quantities, quantity.span.start)
    nth = 0
    for other in reversed(every[max(at - BACK, 0) : at]):
        if unit_class(other.unit) in COUNTED:
            in_line = "line" if other.span.start >= scene.block.start else "text"
            where = "sentence" if other.span.start >= scene.start else in_line
            yield from _like(quantity, other, f"unit {nth} before in its {where}")
            nth += 1
    for other in every[at + 1 : at + 1 + AHEAD]:
        if unit_class(other.unit) in COUNTED and other.span.start < scene.end:
            yield from _like(quantity, other, "unit after in its sentence")


def _like(quantity: Quantity, other: Quantity, sign: str) -> Iterator[tuple[Declared, str]]:
    found = _DIGITS.search(other.surface)
    size = other.low if other.low is not None else other.value
    power = 0
    if found and size:
        digits = float(found[0].replace(",", ""))
        power = size.scaleb(0).adjusted() - _adjusted(digits)
        bare = quantity.low if quantity.low is not None else quantity.value
        if bare:
            apart = bare.adjusted() - _adjusted(digits)
            sign_of_size = f"{sign[:11]}, {max(-3, min(3, apart))} places apart"
            yield Declared(other.unit, power), sign_of_size
    yield Declared(other.unit, power), sign


def _adjusted(size: float) -> int:
    return int(f"{size:e}".partition("e")[2]) if size else 0


def _told_over(context: Context) -> Iterator[tuple[Declared, str]]:
    """Yield what the title, and the lines before and just after, declare."""
    reading, here = context.reading, context.scene.block
    for unit in declared(reading.document.title.lower()):
        yield from _with_money(context, unit, "the title declares it")
    told = _declarations(reading.document.text, reading.plain)
    at = bisect_left(told, here.end, key=lambda one: one.line.start)
    for nth, one in enumerate(reversed(told[max(at - DECLARED, 0) : at])):
        yield from _with_money(context, one.unit, f"line {nth} before {_gap(here, one.line)} declares it")
        yield from _with_money(context, one.unit, f"a {one.line.kind} declares it")
    for one in told[at : at + 1]:
        if one.line.paragraph - here.paragraph <= 1:
            yield from _with_money(context, one.unit, "a line below declares it")


def come_to(context: Context, quantity: Quantity) -> Quantity:
    """Return the share that nothing is which one has come to: from 95% to zero, 从95%降至零."""
    before = [one for one in context.scene.quantities if one.span.end <= quantity.span.start]
    if quantity.value != 0 or not before or before[-1].unit != "share":
        return quantity
    leads = _COMES_TO.fullmatch(context.reading.plain, before[-1].span.end, quantity.span.start)
    return replace(quantity, unit="share") if leads else quantity


_COMES_TO = re.compile(
    r"[^\d.,;。，；\n]{0,24}?(?:\bto|至|到|为|成|归)了?\s?(?:about |nearly |almost |virtually |effectively |near |"
    r"practically |just |几乎|接近|近|约|近乎)?(?:是|为)?"
)


class Declaration(NamedTuple):
    """What a line declares."""

    line: Block
    unit: Declared


@lru_cache(maxsize=4)
def _declarations(text: str, plain: str) -> list[Declaration]:
    return [
        Declaration(line, one)
        for line in blocks(text)
        for one in declared(plain[line.start : min(line.end, line.start + LONGEST)])
    ]


def _gap(here: Block, line: Block) -> str:
    far = here.paragraph - line.paragraph
    if line.start == here.start:
        return "(its own)"
    return "in its paragraph" if not far else "close" if far <= NEAR_BY else "far"


def _with_money(context: Context, one: Declared, sign: str) -> Iterator[tuple[Declared, str]]:
    if one.unit:
        yield one, sign
        if one.unit in CURRENCIES.values() and not one.power and _by_the_hour(context.reading.plain):
            yield one._replace(unit=f"{one.unit}_per_gpu_hour"), f"{sign}, by the hour"
        return
    yield Declared("units", one.power), f"{sign}, a size"
    if context.memory.currency:
        yield Declared(context.memory.currency, one.power), f"{sign}, a size"


_HOURLY = re.compile(r"hour|/hr|小时|卡时|时租")


@lru_cache(maxsize=4)
def _by_the_hour(plain: str) -> bool:
    return bool(_HOURLY.search(plain))


def _gone_on(context: Context) -> Iterator[tuple[Declared, str]]:
    """Yield what the last bare number counted, and the money of the text."""
    memory, here = context.memory, context.scene.block.paragraph
    if memory.counted is not None:
        unit, at = memory.counted
        yield unit, "as the bare number before" + ("" if at == here else ", in another paragraph")
    chinese = context.reading.document.language == "zh"
    money, told = (memory.currency, "text") if memory.currency else ("CNY" if chinese else "USD", "language")
    yield Declared(money, 0), f"money of the {told}"
    yield Declared(money, BILLIONS[chinese]), f"billions in money of the {told}"


BILLIONS = {True: 8, False: 9}


def _looks(context: Context, quantity: Quantity) -> Iterator[str]:
    """Yield what a bare number looks like, and what stands around it."""
    plain, scene, span = context.reading.plain, context.scene, quantity.span
    yield from beside(plain, scene, span.start, span.end)
    yield from _shape(quantity)
    yield f"in a {scene.block.kind}"
    here = scene.clause(span.start)
    for cue in scene.cues:
        side = "before" if cue.end <= span.start else "after"
        where = "clause" if scene.clause(cue.start) == here else "sentence"
        for sense in cue.senses:
            if sense.kind in {"metric", "refuse", "chip"}:
                yield f"{sense.name} {side}, {where}"
    for name in scene.names:
        side = "before" if name.end <= span.start else "after"
        far = span.start - name.end if name.end <= span.start else name.start - span.end
        yield f"{name.role} {side}" + (", close" if 0 <= far <= CLOSE else "")
    for head in scene.heading:
        yield from (f"headed by {one}" for one in {s.name for c in head.cues for s in c.senses if s.kind == "metric"})
    last, paragraph = context.memory.figure, context.memory.paragraph == scene.block.paragraph
    if last is not None and paragraph:
        yield f"after {last.metric}" + (" in its sentence" if last.scene.start == scene.start else "")
    if context.memory.labelled == scene.block.paragraph:
        yield "under the name of a chip"


CLOSE = 3


def _shape(quantity: Quantity) -> Iterator[str]:
    surface = quantity.surface.lower()
    yield "looks like a year" if _YEAR.fullmatch(surface) else f"as long as {min(len(surface), 7)}"
    yield f"qualifier {quantity.qualifier}"
    for name, mark in (
        ("a comma", ","),
        ("a point", "."),
        ("万", "万"),
        ("k", "k"),
        ("million", "m"),
        ("billion", "b"),
    ):
        if mark in surface:
            yield f"written with {name}"
    size = quantity.value or quantity.low or quantity.high
    yield f"bare size {size.adjusted()}" if size else "no size"
