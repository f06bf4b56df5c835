"""Which house judges another firm: a bank or research house that is the subject of the sentence."""

from __future__ import annotations

import re

from etl.extract.drafts import Draft
from etl.extract.names import OWNERS

JUDGES = frozenset({"research", "broker", "bank"})


def judge(text: str, draft: Draft) -> str:
    """Return the house that, as the subject of the sentence, gives a number of another firm's: a bank its forecast."""
    scene, start = draft.scene, draft.quantity.span.start
    if not scene.features & JUDGING:
        return ""
    before = [name for name in scene.names if name.end <= start and name.term.cls in JUDGES]
    acting = [name.term.id for name in before if name.role in OWNERS or _JUDGES.match(text, name.end)]
    found = acting[-1] if acting else ""
    return found if found not in draft.entity else ""


_JUDGES = re.compile(
    r"\s(?:analysts? )?(?:now )?(?:rais|cut|lift|lower|trim|boost|expect|forecast|see|model|estimat|predict|project|"
    r"reckon|think|believ|pencil|put)|[^，,。；;]{0,6}?(?:上调|下调|调高|调低|上修|下修|預測|预测|预计|估计|认为|给出|发表报告)"
)
JUDGING = frozenset({"estimate", "guidance", "forward", "author"})
