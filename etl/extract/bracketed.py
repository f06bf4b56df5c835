"""Whose a figure is that stands with a firm's name in brackets: Memphis (xAI, 200,000 GPUs)."""

from __future__ import annotations

import re

from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.names import Name
from etl.extract.sides import SEMI
from etl.extract.triggers import needs

BRACKETED = "in its brackets"
COUNTED = frozenset({"units", "power"})
# From the bracket to the name, and from the name to the figure.
_OPENS = re.compile(r"[(（]\s?(?:by |of |for |owner: ?)?")
_LEADS = re.compile(
    r"\s?[,，、:：;；]\s?(?:with |up to |about |around |nearly |over |more than |some |roughly |约|約|超|近|逾)?"
)
_BRACKETS = needs("(|（")
# How long a bracket may be, in characters.
LONGEST = 60


def bracketed(context: Context, draft: Draft) -> Name | None:
    """Return the firm that begins the bracket in which what is counted stands, right before the figure."""
    plain, scene, start = context.reading.plain, context.scene, draft.quantity.span.start
    if draft.family not in COUNTED or not _BRACKETS(plain, scene):
        return None
    for name in scene.names:
        if name.end > start or start - name.end > LONGEST or name.term.kind != "company" or name.term.cls in SEMI:
            continue
        opens = max(plain.rfind("(", scene.start, name.start), plain.rfind("（", scene.start, name.start))
        if opens >= 0 and _OPENS.fullmatch(plain, opens, name.start) and _LEADS.fullmatch(plain, name.end, start):
            return name
    return None
