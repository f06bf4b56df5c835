"""Whose voice a sentence speaks in, heard on through its line: anonymous people, a research house, the firm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.extract.claims import doubts, makes_numbers, sources
from etl.extract.drafts import Draft
from etl.extract.names import Role
from etl.extract.scene import Scene
from etl.extract.starts import starting
from etl.extract.triggers import needs
from etl.model import Status

# What a firm tells of itself ends what others were quoted for.
_OWN_WORD = starting(
    "公回官财年业sapfptec",
    r"公开资料|公司(?:表示|称|方面|公告|在公告)|回应称|官方|财报(?:显示|中)|年报|业绩会|公告[称显]|"
    r"\b(?:spokes(?:man|woman|person)|announced|filings?|press release|told investors|earnings call|confirmed|"
    r"public records)\b",
)
_OWN_WORD_TOLD = needs(
    "公开资料|公司|回应称|官方|财报|年报|业绩会|公告|spokes|announced|filing|press release|told investors|"
    "earnings call|confirmed|public records"
)
# A later paragraph goes on with the report that the text began with.
_SAME_REPORT = re.compile(
    r"报道(?:提到|称|还|指出|又|显示|说)|(?:这位|该|上述|另一位|有)人士|消息人士|知情人|(?:另有|另据)?[两三]人透露"
    r"|\bthe (?:report|people|person|sources?)\b|\bthe same people\b|\bthey said\b"
)
# Who is quoted goes on speaking; a single "reportedly" doubts its own sentence.
_PEOPLE = re.compile(
    r"人士|知情|消息|透露|[两三四]人|援引|people|sources?\b|person|insider|suppliers|executives|报道|report"
)
COUNTS = frozenset({"units", "share", "wafers"})
# What a firm reports of a time gone by is its own word.
REPORTED = frozenset({"revenue", "capex"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Whether a sentence is told with doubt or leads in to it, as an outsider's count, or as a firm's own word."""

    doubted: bool = False
    counted: bool = False
    source: str = ""
    own: bool = False
    lead: bool = False


SILENT = Voice()
OWN = Voice(own=True)
# Each figure of a sentence that doubts by a word of its own has been judged by itself.
TOLD = Voice()


def voices(text: str, scenes: Sequence[Scene], *, titled: bool) -> dict[int, Voice]:
    """Return the voice of each sentence by its start; one without a voice of its own goes on with that of its line."""
    heard: dict[int, Voice] = {}
    line, voice, lead = -1, SILENT, titled
    for place, scene in enumerate(scenes):
        if scene.block.start != line:
            line, voice = scene.block.start, SILENT
        again = lead and _SAME_REPORT.search(text, scene.start, scene.end)
        own = _own(text, scene)
        if own and own.doubted and not _PEOPLE.search(text, scene.start, scene.end):
            heard[scene.start] = TOLD
            continue
        voice = own or (Voice(doubted=True) if again else voice)
        lead = lead or (voice.doubted and place < LEAD)
        heard[scene.start] = voice
        if voice.doubted and lead and own:
            heard.update(dict.fromkeys(_before_people(heard, scenes, place), Voice(doubted=True)))
        if voice.doubted and place < LEAD:
            heard.update(dict.fromkeys(_silent(heard, scenes), Voice(lead=True)))
    return heard


def _before_people(heard: dict[int, Voice], scenes: Sequence[Scene], place: int) -> list[int]:
    """Return the sentences that open a line without a voice, where the people of the text's lead speak on in it."""
    line = scenes[place].block.start
    earlier = [scene.start for scene in scenes[max(place - LEAD, 0) : place] if scene.block.start == line]
    return earlier if all(heard.get(start) is SILENT for start in earlier) else []


def _silent(heard: dict[int, Voice], scenes: Sequence[Scene]) -> list[int]:
    """Return the first sentences of a text that name no voice: the people whom the next one quotes speak there too."""
    return [scene.start for scene in scenes[:LEAD] if heard.get(scene.start) is SILENT]


# Sentences that can open a text: its headline, a dateline, its first words.
LEAD = 4


def _own(text: str, scene: Scene) -> Voice | None:
    """Return the voice that a sentence itself names, or None."""
    if doubts(text, scene):
        return Voice(doubted=True)
    makers = [name.term.id for name in sources(scene) if makes_numbers("", name)]
    if makers:
        return Voice(counted=True, source=makers[0])
    if _says_itself(text, scene) or any(name.role is Role.SPEAKER for name in scene.names):
        return OWN
    return Voice(counted=True) if "outsiders" in scene.features else None


def _says_itself(text: str, scene: Scene) -> bool:
    """Say whether a sentence tells a firm's own word."""
    return _OWN_WORD_TOLD(text, scene) and bool(_OWN_WORD.search(text, scene.start, scene.end))


def hear(drafts: Sequence[Draft], heard: dict[int, Voice]) -> None:
    """Let each figure be as sure as the voice that its sentence goes on with."""
    for draft in drafts:
        voice = heard.get(draft.scene.start, SILENT)
        if draft.refused or draft.status in {Status.RUMOUR, Status.ESTIMATE}:
            continue
        doubted = voice.doubted or (voice.lead and draft.status in {Status.PLAN, Status.GUIDANCE})
        if doubted and not (draft.metric in REPORTED and draft.status is Status.ACTUAL):
            draft.status = Status.RUMOUR
            draft.rule.append("heard")
        elif voice.counted and draft.family in COUNTS and not draft.attributed_to:
            draft.status, draft.attributed_to = Status.ESTIMATE, voice.source
            draft.rule.append("heard")


def leading(drafts: Sequence[Draft], scenes: Sequence[Scene]) -> frozenset[str]:
    """Return the firms of whom the first sentences of a text tell by the word of people they do not name."""
    first = {scene.start for scene in scenes[:LEAD]}
    told = (draft for draft in drafts if draft.status is Status.RUMOUR and draft.scene.start in first)
    return frozenset(one for draft in told for one in draft.entity)


def spread(drafts: Sequence[Draft], heard: dict[int, Voice], doubted: frozenset[str]) -> None:
    """Let the doubt that a title tells of a firm hold for the firm's other figures, but for its own word."""
    for draft in drafts:
        own = heard.get(draft.scene.start, SILENT).own or (draft.metric in REPORTED and draft.status is Status.ACTUAL)
        if draft.entity and set(draft.entity) <= doubted and not own and draft.status is not Status.RUMOUR:
            draft.status = Status.RUMOUR
    scenes = {draft.scene.start for draft in drafts if draft.status is Status.RUMOUR and draft.family == "units"}
    for draft in drafts:
        if draft.family == "price" and draft.scene.start in scenes:
            draft.status = Status.RUMOUR
