"""Events in the life of a chip programme, with their date as told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from etl.extract.claims import doubts
from etl.extract.programmes import Programme, programmes
from etl.extract.reading import Reading
from etl.extract.scene import Scene
from etl.model import Mention, Qualifier, Quantity, Span, Status

EVENTS = (
    ("tape_out", re.compile(r"流片|tap(?:e|ed|ing)[\s-]?out")),
    ("production", re.compile(r"量产|大规模生产|投产|mass production|volume production|enters? production")),
    ("test", re.compile(r"测试|试产|送样|样品|test(?:s|ed|ing)|sampl(?:e|es|ed|ing)")),
    ("deployment", re.compile(r"部署|上线|投入使用|deploy(?:s|ed|ing|ment)?")),
    ("hiring", re.compile(r"招募|招聘|挖角|hir(?:e|es|ed|ing)|recruit(?:s|ed|ing)?")),
    ("evaluation", re.compile(r"评估|考虑自研|探索|evaluat(?:e|es|ed|ing)|explor(?:e|es|ed|ing)|weigh(?:s|ed|ing)")),
    ("partnership", re.compile(r"合作|联手|洽谈|partner(?:s|ed|ship)?|teams? up|works? with|working with")),
    ("announcement", re.compile(r"发布|推出|亮相|公布|宣布|unveil(?:s|ed)?|announc(?:e|es|ed)|launch(?:es|ed)?")),
    ("design", re.compile(r"最终设计|设计定稿|设计|final design|design(?:s|ed|ing)?")),
)

# What is said of an event just before it: a possibility or an intention, not something that happened.
TENTATIVE = re.compile(
    r"可能|或将|有望|预计|預計|计划|計劃|拟|擬|\b(?:may|might|could|expect(?:s|ed)?|plan(?:s|ned)?|due)\b"
)
REACH = 16
"""Characters before an event in which such a word governs it."""


def milestones(reading: Reading, scenes: Sequence[Scene]) -> list[Mention]:
    """Return the dated events of each chip programme, and of the undated the first of its kind."""
    held: dict[tuple[tuple[str, ...], str, str], Mention] = {}
    for programme in programmes(reading, scenes):
        for mention in _events(reading, programme):
            held.setdefault((mention.entity, mention.key, mention.quantity.label), mention)
    dated = {(mention.entity, mention.key) for mention in held.values() if mention.quantity.label}
    return [m for m in held.values() if m.quantity.label or (m.entity, m.key) not in dated]


def _events(reading: Reading, programme: Programme) -> Iterator[Mention]:
    scene = programme.scene
    for kind, pattern in EVENTS:
        found = pattern.search(reading.plain, scene.start, scene.end)
        if not found:
            continue
        dated = [
            m for m in scene.periods if m.period.label and scene.clause(m.span.start) == scene.clause(found.start())
        ] or [m for m in scene.periods if m.period.label and m.span.end <= found.start()]
        # An event without a date is told only where its sentence is short of other dates.
        span = dated[-1].span if dated else Span(*found.span())
        yield _mention(reading, programme, kind, dated[-1].period.label if dated else "", span, found.start())


def _mention(reading: Reading, programme: Programme, kind: str, label: str, span: Span, place: int) -> Mention:
    quantity = Quantity(
        None, None, None, Qualifier.EXACT, "date", span.of(reading.document.text), span, label=label, rule="words"
    )
    features = programme.scene.clause_features(place)
    status = (
        Status.PLAN
        if "forward" in features or TENTATIVE.search(reading.plain, max(programme.scene.start, place - REACH), place)
        else Status.RUMOUR
        if doubts(reading.plain, programme.scene)
        else Status.ACTUAL
    )
    return Mention(
        quantity,
        "milestone",
        (programme.owner,),
        product=programme.chip,
        status=status,
        key=kind,
        rule=f"milestone.{kind}",
    )
