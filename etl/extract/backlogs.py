"""What a backlog is called: remaining performance obligations, or just a backlog of orders."""

from __future__ import annotations

import re

from etl.extract.context import Context
from etl.extract.triggers import needs
from etl.model import Quantity

BACKLOGS = frozenset({"rpo", "backlog"})
BACKLOG = re.compile(
    r"履约义务|\brpo\b|backlog|remaining performance|order book|orders on hand|unfilled orders|在手订单|在手合同|"
    r"[手握持]{2}订单|手上订单|未交付订单|未完成订单|积压|未履行"
)
# A backlog can be named right behind its figure: a $30 billion order backlog, $455 billion in RPO.
_BEHIND = re.compile(rf"\s?(?:of |in )?(?:[\w'’-]+ ){{0,3}}?(?:{BACKLOG.pattern})")
_TOLD = needs("履约|rpo|backlog|remaining perf|order book|on hand|unfilled|订单|合同|积压|未履行")
_RPO = re.compile("履约|rpo|remaining")
# What may stand between a backlog and its size, and what tells that only a part of it or an order is meant.
_SIZED = re.compile(rf"(?:{BACKLOG.pattern})(?:(?!其中|来自|\b(?:from|of which|of it)\b)[^,，。;；\n\d]){{0,40}}$")


def is_one(context: Context, quantity: Quantity) -> bool:
    """Say whether a sum is the size of a whole backlog, which is never one of who only buys."""
    start = max(quantity.span.start - 60, context.scene.start)
    return bool(
        _TOLD(context.reading.plain, context.scene) and _SIZED.search(context.reading.plain, start, quantity.span.start)
    )


def backlog(context: Context, quantity: Quantity) -> str:
    """Return what a backlog is called before its figure: remaining performance obligations, or just backlog."""
    last = context.memory.figure
    if last and last.scene.start == context.scene.start and last.product in BACKLOGS and last.family == "contract":
        return last.product
    start = max(quantity.span.start - 60, context.scene.start)
    found = [match.group() for match in BACKLOG.finditer(context.reading.plain, start, quantity.span.start)]
    found += [match.group() for match in [behind(context, quantity)] if match]
    if not found:
        return ""
    return "rpo" if any(_RPO.search(word) for word in found) else "backlog"


def behind(context: Context, quantity: Quantity) -> re.Match[str] | None:
    """Return the words right behind a figure that call it a backlog."""
    return _BEHIND.match(context.reading.plain, quantity.span.end, min(quantity.span.end + 48, context.scene.end))
