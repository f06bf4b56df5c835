"""What a sentence says only to compare: up from, against, 较, 去年同期. Its periods are not the main figure's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from etl.extract.scene import Scene, remembered
from etl.extract.starts import starting
from etl.extract.triggers import needs

# From an opener to its first figure or period there is no more than a hedge and an article.
REACH = 34
_OPENERS = starting(
    "cvaftbsdh相对较比高低多少优好不逊超从，,；;由自而",
    r"\b(?:compared (?:with|to)|versus|vs\.?|against|from|(?<!more )(?<!less )(?<!fewer )(?<!rather )than|"
    r"above|below|ahead of|short of)\b"
    r"|\b(?:double|twice|triple|half) (?:the|that|its|what)\b|相当于"
    r"|相比于?|相较于?|对比|(?<!相)较|(?<![相对对])比(?!例|重|较)|高于|低于|多于|少于|优于|好于|不及|逊于|"
    r"超过(?=去年|上年|前年|\d{4}年)"
    r"|(?<![\u4e00-\u9fff])从|[，,；;]?(?:由|从|自)(?=.{0,16}?\d)|而(?=去年|上年|此前)",
)
_CLOSERS = re.compile(
    r"\b(?:to|and now|but)\b|(?:增|升|提|涨|扩|降|跌|减|调|砍|上|下|猛|翻|跃|缩|变|改|推|挪|"
    r"延)[高升加大调增至到为低少迟后小修]{1,3}"
    r"|[至到](?=约|近|超)|增长|提升|上升|下降|翻番|翻倍"
)
YEAR_AGO = starting(
    "去上前一同yascpt",
    r"去年同期|上年同期|上年同季|去年同季|前一年同期|一年前|同比口径|\byear[- ](?:ago|earlier|before)\b|"
    r"\ba year (?:ago|earlier|before)\b|"
    r"\b(?:same|corresponding|comparable) (?:period|quarter|months|half) (?:a year|(?:of )?last year|"
    r"the year before|of the prior year|in 20\d\d)\b|"
    r"\bprior[- ]year\b|\bthe year before\b",
)
QUARTER_AGO = starting(
    "上前plat",
    r"上一?个?季度?|前一?个?季度?|上一?财季|前一?财季|\b(?:previous|prior|preceding|last) quarter\b|"
    r"\ba quarter (?:ago|earlier|before)\b|"
    r"\bthree months (?:earlier|before|ago)\b",
)
# Without one of these a sentence tells nothing of the same time before.
AGO_TOLD = needs(
    "同期|同季|一年前|同比口径|季|month |year ago|year-ago|year earlier|year-earlier|year before|year-before|same |"
    "corresponding |comparable |prior year|prior-year|quarter|three months "
)


class Aside(NamedTuple):
    """A stretch that only compares, from the word that opens it to where the main statement goes on."""

    start: int
    end: int


@remembered
def asides(text: str, scene: Scene) -> tuple[Aside, ...]:
    """Return the stretches of a sentence that hold what its main figures are compared with."""
    return tuple(_found(text, scene))


def _found(text: str, scene: Scene) -> Iterator[Aside]:
    done = scene.start
    for opener in _OPENERS.finditer(text, scene.start, scene.end):
        if opener.start() < done or not _compares(scene, opener):
            continue
        done = _end(text, scene, opener.end())
        yield Aside(opener.start(), done)


def _compares(scene: Scene, opener: re.Match[str]) -> bool:
    """Say whether a figure, or a period of one, follows an opener closely; "from 2027 on" compares nothing."""
    nowhere = scene.end + REACH
    first = min((q.span.start for q in scene.quantities if q.span.start >= opener.end()), default=nowhere)
    dated = min((m.span.start for m in scene.periods if m.span.start >= opener.end() - 2), default=nowhere)
    if any(opener.end() <= name.start < min(first, dated) for name in scene.names):
        return False
    if first - opener.end() <= REACH and scene.clause(first) == scene.clause(opener.end()):
        return True
    loose = opener.group().strip("，,；;") not in {"from", "从", "由", "自"}
    return loose and dated - opener.end() <= (
        24 if " " in opener.group() else 8
    )  # "double the figure at"; "than in", "较"


def _end(text: str, scene: Scene, start: int) -> int:
    """Return where an aside ends: with its clause, or where the main statement is taken up again."""
    clause = scene.clause(start)
    stop = next((cut for cut in scene.cuts if cut > start and scene.clause(cut) != clause), scene.end)
    first = min((q.span.end for q in scene.quantities if q.span.start >= start), default=start)
    closed = _CLOSERS.search(text, first if first < stop else start, stop)
    return closed.start() if closed else stop


def years_back(text: str, start: int, end: int) -> str:
    """Return "year" or "quarter" where a stretch says that it tells of the one before, else nothing."""
    if not AGO_TOLD.within(text, start, end):
        return ""
    if YEAR_AGO.search(text, start, end):
        return "year"
    return "quarter" if QUARTER_AGO.search(text, start, end) else ""
