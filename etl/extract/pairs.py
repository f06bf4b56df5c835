"""Firms that a sentence names each beside its own figure: Meta with 224,000, Amazon (196,000), 169,000 for Google."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from etl.extract.names import Name, Role
from etl.extract.scene import Scene
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Quantity

_HEDGE = (
    r"(?:约|近|超|逾|超过|将近|大约|接近|至少|最多|共|仅|高达|~|an? |about |around |roughly |some |nearly |almost |"
    r"over |more than |up to |at least |just |only |approximately |estimated )*"
)
_LEADS = re.compile(
    rf"(?:\s?[（(]|[:：]|['’]s|的|则?[以为是有达]|\s(?:with|at|on)|,? (?:which|who) (?:bought|took|ordered|purchased|"
    rf"acquired|had|has|got|spent|deployed|installed|plans|will spend))?\s?{_HEDGE}"
)
_TRAILS = re.compile(r"(?: [a-z][\w-]*){0,2} (?P<word>for|by|at|with|from|to) (?:the )?")
_JOINS = re.compile(
    r"(?:[\u4e00-\u9fff\w -]{0,24})[)）]?\s?(?:[,，、;；]|\b(?:and|while|versus|vs)\b|[和及与而])\s?"
    r"(?:and |while |then |but |followed by |trailed by |ahead of |compared with |compared to |against |versus |"
    r"以及|[和及与而]|其次是|其后是|随后是|高于|超过|领先于)?(?:the )?"
)
_LIST_LEADS = re.compile(rf"\s?(?:(?:也|则|均)?[为是达]|\s?(?:with|at))?\s?{_HEDGE}")
_LIST_JOINS = re.compile(r"[\u4e00-\u9fff]?(?:\s?[,，、]\s?(?:and )?| and |[和及与])" + _HEDGE)
UNLIKE = frozenset({Role.PRODUCT, Role.SEGMENT, Role.SOURCE, Role.BRAND})
OTHERS = frozenset({Role.PARTNER, Role.SELLER})
WITH = frozenset({"with", "from", "to"})
BARE = "number"
TWO = 2


class Pair(NamedTuple):
    """A firm and its figure; where it is the other side of a deal, the figure is somebody else's."""

    name: Name
    quantity: Quantity
    is_other: bool

    @property
    def start(self) -> int:
        """Return where the first of both begins."""
        return min(self.name.start, self.quantity.span.start)

    @property
    def end(self) -> int:
        """Return where the last of both ends."""
        return max(self.name.end, self.quantity.span.end)


def paired(text: str, scene: Scene) -> Iterator[list[Pair]]:
    """Yield runs of firms with a figure each, in the order of the sentence; alone stands only who is compared with."""
    names = [name for name in scene.names if name.role not in UNLIKE and name.term.kind in {"company", "group"}]
    if len(names) < TWO or not scene.quantities:
        return
    listed = list(_listed(text, scene))
    yield from listed
    taken = {pair.quantity.span.start for run in listed for pair in run}
    apart = [quantity for quantity in scene.quantities if quantity.span.start not in taken]
    for found in (_leading(text, names, apart), _trailing(text, names, apart)):
        for run in _runs(text, list(found)):
            if len(run) >= TWO or run[0].name.role is Role.COMPARED:
                is_other = run[0].is_other
                yield [pair._replace(is_other=is_other) for pair in run]


def _leading(text: str, names: Sequence[Name], quantities: Sequence[Quantity]) -> Iterator[Pair]:
    """Yield each firm that stands right before its figure."""
    ends = [name.end for name in names]
    for quantity in quantities:
        at = bisect_right(ends, quantity.span.start) - 1
        if at >= 0 and _LEADS.fullmatch(text, ends[at], quantity.span.start):
            yield Pair(names[at], quantity, names[at].role in OTHERS)


def _trailing(text: str, names: Sequence[Name], quantities: Sequence[Quantity]) -> Iterator[Pair]:
    """Yield each firm that stands right behind its figure, after a word that says so."""
    starts = [name.start for name in names]
    for quantity in quantities:
        at = bisect_left(starts, quantity.span.end)
        told = _TRAILS.fullmatch(text, quantity.span.end, starts[at]) if at < len(starts) else None
        # Money goes to who is on the other side; chips go to who has them then.
        if told and (told["word"] != "to" or unit_class(quantity.unit) == MONEY):
            yield Pair(names[at], quantity, told["word"] in WITH)


def _runs(text: str, found: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Yield the pairs in runs of which each goes on with the next."""
    run = list(found[:1])
    for last, pair in pairwise(found):
        if _alike(last.quantity, pair.quantity) and _JOINS.fullmatch(text, last.end, pair.start):
            run.append(pair)
            continue
        yield run
        run = [pair]
    if run:
        yield run


def _listed(text: str, scene: Scene) -> Iterator[list[Pair]]:
    """Yield lists of firms with as many figures right behind them: Amazon and Google with 196,000 and 169,000."""
    starts = [quantity.span.start for quantity in scene.quantities]
    for members in scene.lists:
        if len(members) < TWO or members[0].role in UNLIKE | OTHERS:
            continue
        at = bisect_left(starts, members[-1].end)
        figures = scene.quantities[at : at + len(members)]
        if len(figures) < len(members) or not _LIST_LEADS.fullmatch(text, members[-1].end, figures[0].span.start):
            continue
        joined = all(
            _alike(one, other) and _LIST_JOINS.fullmatch(text, one.span.end, other.span.start)
            for one, other in pairwise(figures)
        )
        if joined:
            yield [Pair(name, quantity, is_other=False) for name, quantity in zip(members, figures, strict=True)]


def head(text: str, scene: Scene, run: Sequence[Pair]) -> int:
    """Return the place of the figure that a run but goes on from, told of the same time; -1 where there is none."""
    starts = [quantity.span.start for quantity in scene.quantities]
    at = bisect_left(starts, min(pair.quantity.span.start for pair in run))
    before = scene.quantities[at - 1] if at else None
    if before is None or not _alike(before, run[0].quantity):
        return -1
    is_dated = any(run[0].start <= mention.span.start < run[-1].end for mention in scene.periods)
    goes_on = not is_dated and _JOINS.fullmatch(text, before.span.end, run[0].start)
    return before.span.start if goes_on else -1


def _alike(one: Quantity, other: Quantity) -> bool:
    """Say whether two figures can be of one list: of one kind, or with a unit left out."""
    kinds = {unit_class(one.unit), unit_class(other.unit)} - {BARE}
    return len(kinds) <= 1
