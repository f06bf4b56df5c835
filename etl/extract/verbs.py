"""Verbs of saying, and whether what follows a name tells that it says something."""

from __future__ import annotations

import re

from etl.extract.spotting import Words
from etl.extract.starts import starting

_VERB = starting(
    "称表指预估认报透显统说宣写测披强提援引评serfwcpntbaq",
    r"称|表示|指出|预计|估计|估算|预测|认为|报道|透露|显示|统计|说|宣布|"
    r"写道|测算|披露|强调|提到|援引|评价|引述"
    r"|\bsa(?:id|ys)\b|\bestimates?\b|\bestimated\b|\breckon(?:s|ed)?\b|\bexpects?\b|\bforecasts?\b|"
    r"\breport(?:s|ed)\b|\bwrites?\b|\bcomput(?:es|ed)\b|\bcalculat(?:es|ed)\b|\bputs\b|\bcounts?\b|"
    r"\bprojects?\b|\bshows?\b|\bnotes?\b|\btold\b|\bpredicts?\b|\bbelieves?\b|\bfound\b|"
    r"\bsuggests?\b|\btall(?:y|ies)\b|\btracks?\b|\bannounced\b|\bsees\b|\bthinks?\b|\breporting\b|"
    r"\bquoted\b|\bcited\b",
)
_VERB_TOLD = Words(
    "称|表示|指出|预计|估计|估算|预测|认为|报道|透露|显示|统计|说|宣布|写道|测算|披露|强调|提到|援引|评价|引述|said|says|"
    "estimate|reckon|expect|forecast|report|write|comput|calculat|puts|count|project|show|note|told|predict|believe|"
    "found|suggest|tally|tallies|track|announced|sees|think|quoted|cited"
)
_SAYS = re.compile(
    r"\s?(?:\([^)]{0,20}\)|（[^）]{0,20}）)?\s?(?:的|'s|’s)?\s?(?:首席执行官|ceo|cfo|分析师|研究员|"
    r"分析|研究|报告|数据|高管|方面|官方|管理层|最新|首席财务官|统计|analysts?|chief executive|"
    r"chief financial officer|researchers?|data|report|estimates?)?"
    r"[^，。,;；.\d]{0,24}?" + _VERB.pattern,
)


def speaks(text: str, start: int, end: int) -> bool:
    """Say whether what follows a name tells that it says something; only with a verb of saying the pattern is tried."""
    return bool(_VERB_TOLD.within(text, start, end) and _SAYS.match(text, start, end))
