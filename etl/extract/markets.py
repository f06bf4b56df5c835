"""Whose what a whole market ships is: China's or everybody's, and not the firm's that stands near."""

from __future__ import annotations

import re

from etl.extract.context import Context
from etl.extract.names import OWNERS, Name, Role
from etl.extract.triggers import needs
from etl.model import Quantity

CHINA, GLOBAL = "china", "global"
# The rule of a figure whose owner is a whole market.
WHOLE_MARKET = "the whole market"
_THING_ZH = (
    r"(?:(?:ai|人工智能|智能|智算|数据中心|云端|高端|训练|推理|通用|算力|加速|gpu|asic)*"
    r"(?:加速卡|加速芯片|加速器|芯片|服务器|gpu|asic|算力卡|显卡))"
)
_THING = (
    r"(?:(?:ai|artificial intelligence|total|annual|data[- ]cent(?:er|re)|high-end|market|merchant|the|for) )*"
    r"(?:(?:ai|accelerator|gpu|server|chip|card|asic|data[- ]cent(?:er|re)) ?)+"
)
_WHOLE = re.compile(
    rf"(?P<zh>中国|全国|国内|我国|全球|世界|全行业)(?:内地|大陆)?(?:整体|产业|行业)?(?:(?:市场)?的?{_THING_ZH}(?:市场)?|市场)的?"
    r"(?:产业|行业)?(?:总|合计|整体|全年|年度|累计|一共|今年|明年|去年|上半年|下半年|\d{4}年|预计|预估|有望|可望|将|会)*"
    r"(?:出货量?|产量|产能|产出|销量|销售量|交付量)(?:规模)?[^，,。；;:：]{0,14}$"
    rf"|\b(?P<en>global|worldwide|the world's|china's|chinese|the country's|the industry's|industry-wide)\s{_THING} ?"
    r"(?:shipments|sales|output|deliveries|production|volumes?)\b[^,;.]{0,44}$"
)
_WHOLE_TOLD = needs(
    "出货|产量|产能|产出|销量|销售量|交付量|shipments|sales|output|deliveries|production|volume|其中|of which|市场规模"
)
_IN_CHINA = re.compile(r"中国|全国|国内|我国|chin")
# Of so many the first firm named behind had its part.
_OF_WHICH = re.compile(r"[^，,。；;]{0,16}[，,]\s?其中[，,]?\s?|[^,;.]{0,40}, of (?:which|these|them),? ")
_THE_MARKET = re.compile(r"(?:市场规模|整体市场|总出货量?|the (?:whole |overall )?market)[^，,。；;]{0,16}$")
REACH = 90


def whole_market(context: Context, quantity: Quantity) -> str:
    """Return whose the units are that a whole market ships, or nothing."""
    plain, scene, start = context.reading.plain, context.scene, quantity.span.start
    if not _WHOLE_TOLD(plain, scene):
        return ""
    first = max(scene.piece(start)[0], start - REACH)
    if any(first <= name.start < start and _acts(name) for name in scene.names):
        return ""
    found = _WHOLE.search(plain[first:start])
    if found:
        return CHINA if _IN_CHINA.match(found["zh"] or found["en"]) or "country" in found[0] else GLOBAL
    last = next((one for one in reversed(context.memory.told) if one.entity in WHOLES), None)
    if last and last.family == "units" and _THE_MARKET.search(plain[first:start]):
        return last.entity[0]
    parted = _OF_WHICH.match(plain, quantity.span.end, scene.end)
    named = parted and any(parted.end() <= name.start <= parted.end() + 1 and _acts(name) for name in scene.names)
    if not named or any(name.start < start and _acts(name) for name in scene.names):
        return ""
    return CHINA if _IN_CHINA.search(plain, scene.start, start) else GLOBAL


WHOLES = frozenset({(CHINA,), (GLOBAL,)})


def _acts(name: Name) -> bool:
    """Say whether a name is of a firm that can ship, and not of who counts."""
    return (name.role in OWNERS or name.role is Role.BRAND or name.role is Role.SELLER) and name.term.kind == "company"
