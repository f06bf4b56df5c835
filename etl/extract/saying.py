"""When something was said, signed or begun, which is not the time that the figure told of it is of."""

from __future__ import annotations

import re

from etl.extract.periods import PeriodMention

_AFTER = re.compile(
    r"\s?(?:晚间?|早间|下午|上午|当天)?[，,]?\s?[\u4e00-\u9fff]{0,5}?(?:公告|宣布|表示|披露|报道|发布公告|签订|"
    r"签署|曾表示|说|称|透露|致股东)"
    r"|[\u4e00-\u9fff]{0,2}(?:动工|开工|破土|奠基|获批|成立|立项)"
    r"|(?:'s)?\s(?:note|forecast|estimate|report|guidance|statement|announcement|filing|interview|letter|call|"
    r"survey|target)s?\b"
    r"|,?\s(?:[a-z][\w.'’&-]{0,20}\s){1,6}?(?:told|announced|said|unveiled|signed|agreed|disclosed|claimed|estimated|"
    r"reported|wrote|revealed|confirmed|predicted|argued)\b"
)
_BEFORE = re.compile(
    r"\b(?:said|told|announced|unveiled|signed|placed|disclosed|published|reported|wrote|revealed|agreed|"
    r"approved|cleared|passed|founded|established|created|set up|broke ground|broken|as recently as|"
    r"talked of|speaking|statement|filing|dated)\s(?:\w+\s){0,4}?(?:in|on|last|back in|this)?\s?(?:early |"
    r"late |mid-?)?$"
)
_OF_DEAL = re.compile(r"\b(?:contract|deal|agreement|pact|order)s? (?:from|of|in|signed in|dated)\s$")
_ANNOUNCED = re.compile(r"\s?(?:宣布|公告|表示)")
LONG_AGO = frozenset({"month", "day"})


def spoken(text: str, mention: PeriodMention) -> bool:
    """Say whether a period is when something was said, signed or begun, not what it was said of."""
    if _AFTER.match(text, mention.span.end):
        return mention.kind in LONG_AGO or bool(_ANNOUNCED.match(text, mention.span.end))
    before = text[max(mention.span.start - 40, 0) : mention.span.start]
    return mention.kind in LONG_AGO and bool(_BEFORE.search(before) or _OF_DEAL.search(before))
