"""Whom a figure is of where no single firm is: nobody for a rent of the whole market, all of a list for their sum."""

from __future__ import annotations

import re

from etl.extract.asked import Asked
from etl.extract.hints import Ids
from etl.extract.names import OWNERS
from etl.extract.sides import houses, ids_of, party

# Whom the figure asked for can alone be of is not told.
NOT_TOLD: Ids = ("?",)
_ANYBODY = re.compile(
    r"\b(?:at|from|by|with) (?:one|another|some|most|many|several|other|smaller|specialist|the cheapest|budget) "
    r"(?:gpu |cloud |neocloud )?(?:providers?|vendors?|clouds?|neoclouds?|hosts?|operators?|marketplaces?)\b"
    r"|\bacross (?:all |the |\d+ )?(?:\w+ ){0,2}(?:providers|vendors|clouds|neoclouds|marketplaces|platforms)\b"
    r"|\b(?:on|in) the (?:spot|open|secondary|rental) market\b"
    r"|\b(?:market|industry|cohort)(?:-wide)? (?:average|median)\b"
)
_TOGETHER = re.compile(
    r"\b(?:collectively|between them|in aggregate|a (?:group|quartet|trio) (?:that|which|of)|in combination)\b"
)
TWO = 2


def anybody(figure: Asked) -> Ids:
    """Return nobody for a rent that a sentence without a firm tells of unnamed providers, else a list for its sum."""
    scene, plain = figure.context.scene, figure.context.reading.plain
    if figure.metric.id == "rental_price_per_gpu_hour":
        named = any(party((one,)) != "chip maker" for one in scene.firms)
        return () if not named and _ANYBODY.search(plain, scene.start, scene.end) else NOT_TOLD
    return _summed(figure)


def _summed(figure: Asked) -> Ids:
    """Return the firms of the list that a figure is told of together: Microsoft and Meta, a group that is to spend."""
    scene, plain = figure.context.scene, figure.context.reading.plain
    lists = [m for m in scene.lists if m[0].role in OWNERS and m[0].term.kind == "company"]
    before = [members for members in lists if members[-1].end <= figure.start]
    if not before or len(before[-1]) < TWO or any(q.span.end <= figure.start for q in scene.quantities):
        return NOT_TOLD
    told = _TOGETHER.search(plain, before[-1][-1].end, figure.start)
    return houses(ids_of(before[-1])) if told else NOT_TOLD
