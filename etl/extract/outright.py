"""Words that say right before a figure which metric it is, whatever else is told around them."""

from __future__ import annotations

import re
from typing import NamedTuple

from etl.extract.meaning import Governing
from etl.extract.rented import is_rent
from etl.extract.running import runs
from etl.extract.unitclass import MONEY, unit_class
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
# What a site costs, told before it: a $3 billion, 280-megawatt campus.
_SITE = re.compile(
    r",? (?:[\d.,]+[- ]?(?:mw|gw|megawatts?|gigawatts?) |(?!of |for |from |in |to |and )[\w-]+ ){0,3}?"
    r"(?:campus|data[ -]?cent(?:er|re)|facility|project|supercomputer|site)\b"
    r"(?! (?:lease|deal|contract|agreement|rental))"
)
_ITS = re.compile(r"\b(?:an?|the|its|their|his|whose|new|second|first|third|planned|proposed|'s) $")
_NEXT = re.compile(r"[ -]?的?")
_SIZED = re.compile(
    r"(?:\s?(?:of|at|was|is|worth|for|to|up to|about|around|approximately|more than|over|nearly|as much as|some|"
    r"totall?ing|总额|金额|[:：]|约|达|为|是|超|近|逾|高达|最多))*\s?"
)
_OTHER_MONEY = re.compile(
    r"(?:share )?(?:buy-?backs?|repurchases?|dividends?|loans?|bonds?|valuation|market (?:cap\w*|value)|a round|"
    r"round of|net (?:income|profits?|loss(?:es)?))|市值|估值|回购|库藏股|贷款|募资|分红|股息|净利润?|纯益"
)
SPENT = frozenset({"capex", "capex_guidance"})
PLEDGED, DEPLOYED = frozenset({"investment_commitment"}), frozenset({"units_deployed"})
RENTED = frozenset({"rental_cost_per_year"})
OUTRIGHT = {
    "revenue": Outright(frozenset({"revenue"}), "noun", _ANY, _LINK),
    "capex": Outright(SPENT, "noun", _CAPITAL, _LINK),
    "capex_guidance": Outright(SPENT, "noun", _CAPITAL, _LINK),
    "contract_value": Outright(frozenset({"contract_value"}), "noun", _ORDER, _FOR),
    "units_deployed": Outright(frozenset({"units_deployed"}), "verb", _RUNS, _HEDGED),
}


def outright(text: str, over: Governing | None, quantity: Quantity) -> frozenset[str]:
    """Return the metrics that the words right beside a figure leave it, none where they do not name it outright."""
    if quantity.unit and unit_class(quantity.unit) == MONEY and _is_of_a_site(text, quantity):
        return PLEDGED
    if runs(text, quantity):
        return DEPLOYED
    if is_rent(text, quantity):
        return RENTED
    if over is None:
        return frozenset()
    cue, named = over.cue, OUTRIGHT.get(over.sense.name)
    if not named or over.sense.form != named.form or not named.word.fullmatch(text, cue.start, cue.end):
        return frozenset()
    return named.metrics if named.between.fullmatch(text, cue.end, quantity.span.start) else frozenset()


def refused(text: str, over: Governing, quantity: Quantity) -> bool:
    """Say whether the word right beside a sum says that it is money of another kind: a buyback of up to $2 billion."""
    cue, span = over.cue, quantity.span
    if over.sense.kind != "refuse" or not _OTHER_MONEY.fullmatch(text, cue.start, cue.end):
        return False
    before = cue.end <= span.start and _SIZED.fullmatch(text, cue.end, span.start)
    return bool(before or (cue.start >= span.end and _NEXT.fullmatch(text, span.end, cue.start)))


def _is_of_a_site(text: str, quantity: Quantity) -> bool:
    """Say whether a sum stands between an article and the site that it is to build."""
    start, end = quantity.span.start, quantity.span.end
    return bool(_ITS.search(text, max(start - 12, 0), start) and _SITE.match(text, end, end + 72))
