"""Words that say right before a figure which metric it is, whatever else is told around them."""

from __future__ import annotations

import re
from typing import NamedTuple

from etl.extract.meaning import Governing
from etl.model import Quantity


class Outright(NamedTuple):
    """A word that leaves a figure some metrics only: how it is written, and what may stand between the two."""

    metrics: frozenset[str]
    form: str
    word: re.Pattern[str]
    between: re.Pattern[str]


_LINK = re.compile(
    r"(?:\s?(?:to be|is|was|were|are|will be|should be|of|at|in (?:the|a) range of|between|expected|to reach|reached|"
    r"came in|came to|totall?ed|about|around|approximately|roughly|nearly|a record|now|still|"
    r"为|达|达到|是|约|共|合计|预计|将|高达|的|[:：]|在|超|近|逾|增至|升至))*\s?"
)
_HEDGED = re.compile(r"(?:\s|about|around|some|more than|over|nearly|roughly|almost|already|now|着|了|约|超过?|近|逾)*")
_FOR = re.compile(
    r"\s(?:for|worth|valued at|totall?ing)(?: up to| about| more than| over| some| around| roughly| nearly|"
    r" at least)?\s?"
)
_ANY = re.compile(r".+", re.DOTALL)
_CAPITAL = re.compile("(?:cap(?:ital |-?ex)|资本|资支).*", re.DOTALL)  # an outlay may be a pledge
_RUNS = re.compile("runs|operates|running|operating|运行")
_ORDER = re.compile("orders?|purchase orders?|contracts?")
SPENT = frozenset({"capex", "capex_guidance"})
OUTRIGHT = {
    "revenue": Outright(frozenset({"revenue"}), "noun", _ANY, _LINK),
    "capex": Outright(SPENT, "noun", _CAPITAL, _LINK),
    "capex_guidance": Outright(SPENT, "noun", _CAPITAL, _LINK),
    "contract_value": Outright(frozenset({"contract_value"}), "noun", _ORDER, _FOR),
    "units_deployed": Outright(frozenset({"units_deployed"}), "verb", _RUNS, _HEDGED),
}


def outright(text: str, over: Governing, quantity: Quantity) -> frozenset[str]:
    """Return the metrics that the word right before a figure leaves it, none where it does not name it outright."""
    cue, named = over.cue, OUTRIGHT.get(over.sense.name)
    if not named or over.sense.form != named.form or not named.word.fullmatch(text, cue.start, cue.end):
        return frozenset()
    return named.metrics if named.between.fullmatch(text, cue.end, quantity.span.start) else frozenset()
