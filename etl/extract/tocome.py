"""Whether the words right before a figure say that it may yet be reached: could reach $118 billion, 有望突破."""

from __future__ import annotations

import re

from etl.extract.scene import Scene
from etl.extract.triggers import needs

# How many characters before a figure such words stand.
REACH = 48
_TOLD = needs(
    "could|may|might|would|will|should|to reach|to hit|on pace|on track|on course|likely|"
    "可能|有望|或将|恐将|料将|预计|可望|将达|将超|将增|将升|将突破|将攀"
)
_ABOUT = (
    r"(?: (?:up to|as much as|about|around|roughly|nearly|almost|over|more than|some|an?|at least|close to|between))*"
)
_MAY_REACH = re.compile(
    r"\b(?:(?:could|may|might|would|will|should)(?: (?:\w+ly|now|still|even|soon|also|yet|well))?"
    r"|(?:is|are|looks?|remains?) (?:set|likely|expected|projected|forecast|seen|poised|on (?:track|pace|course)) to)"
    r" (?:reach|hit|total|exceed|top|surpass|approach|amount to|come (?:in )?(?:to|at)|"
    r"(?:rise|grow|climb|swell|jump|balloon|increase|expand|double|triple|soar|surge) to)"
    rf"{_ABOUT}\s?$"
    rf"|\bon (?:pace|track|course) (?:for|to (?:reach|hit|spend|total|exceed|top)){_ABOUT}\s?$"
    r"|(?:(?:可能|有望|可望|预计|料|恐)(?:会|将|能|可|在)?|或将|将会?)(?:进一步|再)?"
    r"(?:达到?|超过?|增至|升至|突破|冲上|逼近|接近|来到|攀升至|增长至|增加到|上升到|提升至|扩大至)"
    r"(?:约|近|逾|大约|超过?|到|至)?\s?$"
)


def may_be_reached(text: str, scene: Scene, start: int) -> bool:
    """Say whether the words right before a figure that starts there say that it may yet be reached."""
    if not _TOLD(text, scene):
        return False
    ends = [other.span.end for other in scene.quantities if other.span.end <= start]
    return bool(_MAY_REACH.search(text, max([start - REACH, scene.start, *ends]), start))
