"""Times that date something else than the figures beside them: a price cut in June, what is to rise again in 2026."""

from __future__ import annotations

import re

from etl.extract.periods import PeriodMention

# How far from a time the words stand that say what it dates, in characters.
BEFORE, BEHIND = 48, 64
_AFTER = re.compile(r"\b(?:after|since|following|before|despite) (?:its|a|an|the|their|his|that) $")
_AN_EVENT = re.compile(
    r" (?:price |rate |stock-market )?(?:cuts?|increases?|rises?|hikes?|reductions?|launch|announcement|debut|listing|"
    r"float|ipo|round|merger|takeover)\b"
)
_PRICED_ANEW = re.compile(r"(?:的)?(?:降价|涨价|调价|上市|首发)(?:之?后|以来)")
_GOES_ON = re.compile(
    r"\band (?:it |that )?(?:will |would |should |could |to |then )?(?:also )?(?:keep |continue to |again )?"
    r"(?:rise|rising|grow|growing|increase|increasing|climb|fall|falling|decline|drop|expand|accelerate|"
    r"be (?:even )?(?:higher|lower|larger))(?: again| further| significantly| sharply| notably| even more)?"
    r" (?:in|into|during|through) (?:fiscal |calendar )?$"
    r"|\b(?:growth|increase|spending|outlays|capex|costs)(?: rate)? (?:will|would|should|to) (?:be|rise|grow|increase)"
    r"(?: \w+){0,3}? (?:in|into|during) (?:fiscal |calendar )?$"
)
_ENDS = re.compile(r"[。；;\n]|\.(?!\d)")
_NUMBER = re.compile(r"\d")
_STILL = re.compile(r"(?:并|且|而且)(?:预计|料|称)?(?:将|会)?(?:在|于)?$")
_STILL_RISES = re.compile(
    r"(?:还?将|会)?(?:继续|进一步|再|仍将|还会)(?:有所|大幅|明显)?(?:增长|增加|上升|提高|攀升|下降|减少)"
)
# Meta, founded in 2004; CoreWeave, which was listed in March: when a firm began is no time of its figures.
_FOUNDED = re.compile(
    r"\b(?:founded|established|incorporated|co-founded|set up shop|started out|spun (?:off|out)|went public|listed)"
    r"(?: [a-z]{2,12}){0,2}? (?:back )?in (?:early |late |mid-)?$|(?:成立|创立|创办|创建|上市)于$"
)
_FOUNDED_SO = re.compile(r"(?:\d{1,2}月)?(?:正式)?(?:成立|创立|创办)(?:的|，|,|于)")
# Q2: 1GW对应多少收入? is the second question, and no quarter.
_LINE = re.compile(r"(?:\A|\n)[\s*_#>-]*$")
_ASKS = re.compile(r"[*_]{0,2}\s?[:：.、)）][^\n]{0,200}[?？][*_\s]*(?:\n|\Z)")
NUMBERED = 2


def is_elsewhere(plain: str, mention: PeriodMention) -> bool:
    """Say whether a time dates what a figure came after or what becomes of it then, or is a question's number."""
    start, end = mention.span.start, mention.span.end
    before = plain[max(start - BEFORE, 0) : start]
    if (_AFTER.search(before) and _AN_EVENT.match(plain, end)) or _PRICED_ANEW.match(plain, end):
        return True
    if _FOUNDED.search(before) or _FOUNDED_SO.match(plain, end):
        return True
    if end - start == NUMBERED and _LINE.search(before) and _ASKS.match(plain, end):
        return True
    goes_on = _GOES_ON.search(before) or (_STILL.search(before) and _STILL_RISES.match(plain, end))
    return bool(goes_on) and not _NUMBER.search(_ENDS.split(plain[end : end + BEHIND], maxsplit=1)[0])
