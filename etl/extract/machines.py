"""Prices by the hour of machines with several accelerators: none is the price of one of them."""

from __future__ import annotations

import re

from etl.extract.context import Context
from etl.extract.spotting import Words
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Quantity

MACHINE = "the price of a machine with several accelerators, not of one"
HOURLY = "money_per_gpu_hour"
_SEVERAL = r"(?:[2-9]|1\d|[3-9]\d|two|four|eight|sixteen)"
_CHIP = (
    r"(?:nvidia |amd )?(?:[abhlv]\d{2,3}\w{0,6}|gb\d{3}|mi\d{3}\w{0,6}|rtx ?\w{1,6}|trainium\w{0,6}|gpus?\b|"
    r"accelerators?\b)"
)
_COUNTED = re.compile(
    rf"(?<![\w.]){_SEVERAL} ?[x×*] ?{_CHIP}|{_CHIP} ?[x×*] ?{_SEVERAL}(?![\w.])"
    rf"|(?<![\w.]){_SEVERAL}[- ](?:gpu|card|way) (?:[\w-]+ )?(?:node|server|box|machine|instance|system|host|vm)"
    rf"|(?<![\w.]){_SEVERAL}-way (?:[\w-]+ ){{0,3}}?{_CHIP}|(?<![\w.]){_SEVERAL} [hab]\d00s\b|{_CHIP} boxes\b"
    rf"|(?<![\w.]){_SEVERAL} {_CHIP}(?: gpus| cards| chips)? "
    r"(?:in (?:one|a|each) (?:box|node|server|machine)|per (?:node|server|instance))"
    rf"|\b[hd]gx {_CHIP}|{_CHIP} (?:nodes?|servers?)\b"
    rf"|(?:(?<!\d)[2-9]|[四八])卡 ?(?:的)?(?:{_CHIP})? ?(?:机|整机|服务器|节点|实例|主机)"
)
_TOLD = Words("x|×|*|gpu|card|way|box|node|server|machine|instance|gx |卡")
_EACH = re.compile(
    r"(?:per|/|\ban?|each|every|single|一|每|单) ?(?:[hd]gx )?"
    r"(?:h\d00|b\d00|mi\d{3}x?|gpu|card|chip|accelerator|卡|张|块|颗)"
    r"|卡时|gpu[- ]?h(?:(?:ou)?rs?)?\b|\beach\b"
)
_NEXT = re.compile("[,，;；]")
_HOUR = re.compile(r"\bh(?:ou)?r|小时|时租")
# How far from a price the words stand that make it one of one accelerator, in characters.
BEFORE, BEHIND = 28, 32


def of_a_machine(context: Context, quantity: Quantity) -> str:
    """Say that a price by the hour is one of a whole machine, by its sentence or its row, or nothing."""
    plain, scene, span = context.reading.plain, context.scene, quantity.span
    kind, heads = unit_class(quantity.unit), [(head.start, head.end) for head in scene.heads]
    if kind != HOURLY and not (kind == MONEY and any(_HOUR.search(plain, *head) for head in heads)):
        return ""
    row = scene.block if scene.heads else scene
    if not _TOLD.within(plain, row.start, row.end) or not _COUNTED.search(plain, row.start, row.end):
        return ""
    ends = _NEXT.search(plain, span.end, scene.end)
    near = max(span.start - BEFORE, scene.start), min(span.end + BEHIND, ends.start() if ends else scene.end)
    return "" if any(_EACH.search(plain, *place) for place in (near, *heads)) else MACHINE
