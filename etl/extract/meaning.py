"""Which metric a quantity is: the cue that governs it, or the reason why it is none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from etl.extract.cues import Cue, Sense
from etl.extract.metrics import Metric, registry
from etl.extract.refusals import DIFFERENCE, FUNDING, GROWTH, PEOPLE, VALUE_OF_FIRM
from etl.extract.scene import Scene, remembered
from etl.model import Quantity

REACH_LEFT, REACH_RIGHT = 260, 120
ADJACENT = 4
# How many of a currency make about a dollar, where it is so many that a size is not believable without it.
WORTH = {"KRW": Decimal(1_300), "JPY": Decimal(140), "TWD": Decimal(30), "INR": Decimal(80)}
# Anything may come to nothing, but nothing sold or let costs nothing.
PRICES = frozenset({"unit_price", "rental_price_per_gpu_hour", "rental_cost_per_year", "chip_programme_cost"})
# Costs in characters: a cue in another clause is as far as this many characters more.
HOP_BACK, HOP_AHEAD, AHEAD, WEAK, ATTACHED = 45.0, 90.0, 14.0, 25.0, -6.0
PARTICLES = frozenset(
    [
        "of",
        "in",
        "on",
        "for",
        "worth",
        "the",
        "its",
        "a",
        "total",
        "annual",
        "的",
        "元",
        "之",
        "额",
        "为",
        "达",
        "是",
        "约",
        "高",
        "至",
        "was",
        "is",
        "were",
        "at",
        "hit",
        ":",
        "：",
        "reached",
        "approximately",
        "about",
        "around",
    ]
)


class Governing(NamedTuple):
    """The cue over a quantity: its sense, and its cost in characters (the lower the surer)."""

    cue: Cue
    sense: Sense
    cost: float


def governing(text: str, scene: Scene, quantity: Quantity, classes: frozenset[str]) -> Governing | None:
    """Return the cue of the sentence that says what the quantity is, or None where there is none in reach."""
    best: Governing | None = None
    for cue in _near(text, scene, quantity):
        for sense in cue.senses:
            if (
                not sense.classes.isdisjoint(classes)
                and _fits(text, cue, sense, quantity)
                and not _is_level(text, cue, sense, quantity)
                and not _is_apart(text, cue, sense, quantity)
                and not _is_rate(scene, cue, sense, quantity)
                and not _values_deal(text, scene, cue, sense)
                and not (sense.name == FUNDING and raises_figure(text, cue, quantity))
                and not (sense.name == PEOPLE and _counts_cards(text, quantity))
            ):
                cost = _cost(text, scene, quantity, cue, sense)
                if best is None or cost < best.cost:
                    best = Governing(cue, sense, cost)
    return best


def _fits(text: str, cue: Cue, sense: Sense, quantity: Quantity) -> bool:
    """Say whether a sense can be meant for a quantity of this size; "cost" of billions is no unit price."""
    if sense.name == "rental_cost_per_year" and not quantity.unit.endswith("_per_year"):
        years = _COUNTED_YEARS.search(text, max(cue.start - 3, 0), cue.start)
        return sense.form == "noun" and not years and bool(_YEARLY.search(text, cue.start, cue.end))
    if sense.name == "capex" and text[cue.start : cue.end] == "costs":
        return bool(_COSTS.fullmatch(text, cue.end, quantity.span.start))
    if (
        sense.form == "weak"
        and text.startswith("range", cue.start)
        and _WITHIN.search(text, max(cue.start - 24, 0), cue.start)
    ):
        return False
    return sense.kind != "metric" or plausible(registry()[sense.name], quantity)


# Revenue in the range of $56-59 billion is no range that a firm has given for its spending.
_WITHIN = re.compile(r"\b(?:with)?in (?:the|a|an expected) $")
# It costs €1.2bn, but: it cut its costs of €1.2bn.
_COSTS = re.compile(r"\s(?:about |some |around |nearly |roughly |up to )?")
_COUNTED_YEARS = re.compile(r"[\d一两二三四五六七八九十多]$")
_YEARLY = re.compile("年|annual|year")
_TO = re.compile(
    r"\s?(?:back |sharply |further )?(?:from [^,;]{1,24} )?(?:to|至|到|为|成)\s?"
    r"(?:(?:\d{4}|今|明|去)年底?的?)?(?:just |about |only |约|仅|近|的)?\s?"
)
# It fell from 95% to zero: what it fell from is a level too.
_STARTS = re.compile(
    r"\s?(?:back |sharply |further )?(?:from|从|由|自)\s?(?:about |around |nearly |over |约|近|超)?\s?"
)
_ENDS = re.compile(r"[^.。;；\n]{0,24}?(?:\bto\b|至|到|为|成)")
_ON_TO = re.compile(r"\d[^,;，；]{0,24}(?:\bto|至|到)\s?(?:about |around |nearly |some |约|近)?$")
_FROM = re.compile(r"(?:from|从|由|自)[^,;，；]{0,6}$")


def _is_level(text: str, cue: Cue, sense: Sense, quantity: Quantity) -> bool:
    """Say whether a verb of change only leads from or to a level: fell to 63%, rose by $5 billion to $20 billion."""
    if sense.name == DIFFERENCE and cue.end <= quantity.span.start:
        leads = _TO.fullmatch(text, cue.end, quantity.span.start)
        return bool(leads or _ON_TO.search(text, cue.end, quantity.span.start))
    if sense.name != GROWTH or quantity.unit != "share":
        return False
    if cue.end <= quantity.span.start:
        leads = _TO.fullmatch(text, cue.end, quantity.span.start)
        return bool(leads or _is_start(text, cue.end, quantity))
    return bool(_FROM.search(text, max(quantity.span.start - 10, 0), quantity.span.start))


def _is_start(text: str, after: int, quantity: Quantity) -> bool:
    """Say whether a per cent is the level that a change behind a word starts from: fell from 95% to zero."""
    return bool(_STARTS.fullmatch(text, after, quantity.span.start) and _ENDS.match(text, quantity.span.end))


def _is_rate(scene: Scene, cue: Cue, sense: Sense, quantity: Quantity) -> bool:
    """Say whether what grew after a sum is told in per cent: 334亿元，同比增长26%."""
    if sense.name != DIFFERENCE or cue.start < quantity.span.end:
        return False
    return any(one.unit == "share" and 0 <= one.span.start - cue.end <= BY_RATE for one in scene.quantities)


BY_RATE = 6


WORTH_OF = frozenset({"valued at", "估值", "is worth", "are worth", "was worth", "now worth", "be worth"})
_DEAL = re.compile(r"\b(?:deal|contract|agreement|order|pact|lease|tender|award)s?\b|合同|协议|订单|合约")


def _is_apart(text: str, cue: Cue, sense: Sense, quantity: Quantity) -> bool:
    """Say whether a word of change stands too far from a sum to be of it: 明年将增加，其中AI至少360亿元."""
    if sense.name != DIFFERENCE:
        return False
    between = text[cue.end : quantity.span.start]
    return cue.start >= quantity.span.end or len(between) > STEP_REACH or bool(_CLAUSE_MARK.search(between))


STEP_REACH = 14
_CLAUSE_MARK = re.compile(r"[，,；;。]")


def _values_deal(text: str, scene: Scene, cue: Cue, sense: Sense) -> bool:
    """Say whether what is valued is a deal, not a firm."""
    if sense.name != VALUE_OF_FIRM or text[cue.start : cue.end] not in WORTH_OF:
        return False
    return bool(_DEAL.search(text, scene.start, cue.start))


_CARDS = re.compile(r"[^，。；,;]{0,10}(?:服务器|伺服器|机柜|加速卡|芯片)")


def _counts_cards(text: str, quantity: Quantity) -> bool:
    """Say whether a counter is one of chips or servers, whatever people are told of beside: 给客户的512台服务器."""
    if quantity.unit != "units" or not quantity.noun:
        return False
    return quantity.noun[0] in "张块颗枚片卡" or bool(_CARDS.match(text, quantity.span.end))


_RAISED = re.compile(r"rais|offering|rounds|equity")
_FIGURE = re.compile(
    r"estimate|forecast|guidance|outlook|target|capex|capital exp|spending|budget|plan\b|range|revenue|model|to\b"
)


def raises_figure(text: str, cue: Cue, quantity: Quantity) -> bool:
    """Say whether what is raised is an estimate or a budget, and no money: raised its capex to $20 billion."""
    if not _RAISED.match(text, cue.start):
        return False
    return bool(_FIGURE.search(text, cue.end, quantity.span.start))


@remembered
def _counting(_: str, scene: Scene) -> list[Cue]:
    """Return the cues of a sentence that say what something counts, not only how it is meant."""
    return [cue for cue in scene.cues if any(sense.classes for sense in cue.senses)]


def _near(text: str, scene: Scene, quantity: Quantity) -> Iterator[Cue]:
    start, end = quantity.span.start, quantity.span.end
    cues = _counting(text, scene)
    first = bisect_left(cues, start - REACH_LEFT, key=lambda cue: cue.start) if start - REACH_LEFT > scene.start else 0
    for cue in cues[first:]:
        if cue.start > end + REACH_RIGHT:
            return
        if cue.end <= start or cue.start >= end:
            yield cue


def _cost(text: str, scene: Scene, quantity: Quantity, cue: Cue, sense: Sense) -> float:
    before = cue.end <= quantity.span.start
    between = text[cue.end : quantity.span.start] if before else text[quantity.span.end : cue.start]
    hops = abs(scene.clause(cue.start) - scene.clause(quantity.span.start))
    cost = len(between) + hops * (HOP_BACK if before else HOP_AHEAD)
    if not hops and _attached(between):
        cost = min(cost, 0) + ATTACHED - (ADJACENT if before else 0)
    elif not before and not between.strip():
        cost += AHEAD / 2
    elif not before:
        told = sense.kind == "refuse" and _SPENT_ON.fullmatch(between) and text[cue.start : cue.end] != "equity"
        cost += ON_IT if told else AHEAD
    return cost + (WEAK if sense.form == "weak" else 0)


# What follows a sum with no more than "on" says what it went into: spent $50 billion on buybacks.
_SPENT_ON = re.compile(r"\s?(?:on|in|for|of|worth of|through|via|用于|的|进行)\s?(?:[a-z-]+\s){0,2}")
ON_IT = -40.0


def _attached(between: str) -> bool:
    words = between.split()
    if between.isascii():
        return len(words) <= ADJACENT and all(word.lower() in PARTICLES for word in words)
    return len(between) <= ADJACENT and all(char in PARTICLES or char == " " for char in between)


def plausible(metric: Metric, quantity: Quantity) -> bool:
    """Say whether the size of a quantity is believable for a metric."""
    return believable(metric, sizes(quantity))


def sizes(quantity: Quantity) -> list[Decimal]:
    """Return the sizes that a quantity is told to have, where it must be in about as many dollars."""
    worth = WORTH.get(quantity.unit[:3])
    value, low, high = quantity.value, quantity.low, quantity.high
    every = (value,) if low is value is high else (value, low, high)
    return [size / worth if worth else size for size in every if size is not None]


def believable(metric: Metric, told: Sequence[Decimal]) -> bool:
    """Say whether all sizes of a quantity are such as a metric can have."""
    if told and metric.low <= min(told) and max(told) <= metric.high:
        return True
    outside = [size for size in told if not metric.low <= size <= metric.high]
    return not outside or (not any(outside) and metric.id not in PRICES)
