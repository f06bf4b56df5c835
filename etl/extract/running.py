"""Chips that run already, by the words beside their number: an arsenal of 250,000 GPUs, 90,000 H100s in service."""

from __future__ import annotations

import re

from etl.extract.unitclass import unit_class
from etl.model import Quantity

_BEFORE = re.compile(
    r"\b(?:ran|runs|now running|already running|operates|operated|arsenal of|fleet of|installed base of|is home to|"
    r"(?:data[ -]?cent(?:er|re)s?|campus(?:es)?|sites) (?:holding|housing|containing))"
    r"(?: (?:about|around|some|more than|over|nearly|roughly|almost|already|now|as many as))*[ ~]*$"
)
_BEHIND = re.compile(
    r"\+?(?: (?:nvidia|amd|google|tpus?|gpus?|chips?|accelerators?|processors?|[abhl]\d{2,3}s?|gb\d{3}s?|hopper|"
    r"blackwell))* (?:are |is )?(?:now |already |currently )?(?:operational|in operation|up and running|in service)\b"
    r"(?! (?:by|from|in 20|next|later|soon|within))"
)
_PUT_OFF = re.compile(
    r"\bto (?:[\w-]+ ){1,4}$|\b(?:will|would|could|plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|target(?:s|ed|ing)?|"
    r"eventually|future|soon|once|if|when|by 20\d\d|next)\b"
)
# How far before a figure the words stand that say that it runs, and before them those that put it off, in characters.
NEAR, REACH = 48, 60


def runs(plain: str, quantity: Quantity) -> bool:
    """Say whether the words right beside some chips say that they run, and none before these that they are to."""
    if unit_class(quantity.unit) != "units":
        return False
    start, end = quantity.span.start, quantity.span.end
    told = _BEFORE.search(plain, max(start - NEAR, 0), start)
    if not told and not _BEHIND.match(plain, end):
        return False
    first = told.start() if told else start
    line = max(plain.rfind(". ", 0, first), plain.rfind("\n", 0, first), first - REACH) + 1
    return not _PUT_OFF.search(plain, line, first)
