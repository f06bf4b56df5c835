"""Tests of the words that patterns need: a pattern that stands in a sentence never goes unasked."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined] # the only way to see what a pattern is made of
from typing import Any

import pytest

from etl.extract import (
    asides,
    calendars,
    carrying,
    checks,
    claims,
    consumer,
    dating,
    daytime,
    dealing,
    defining,
    extract,
    fiscal,
    hints,
    lending,
    nodes,
    oneunit,
    overview,
    programmes,
    risen,
    stacked,
    triggers,
    verbs,
    voices,
    windows,
)
from etl.extract import scene as cutting
from etl.extract.reading import read, scenes
from etl.extract.scene import Scene
from etl.extract.spotting import Words
from etl.model import Document
from etl.readers import read as load

ROOT = Path(__file__).parents[3]
ANY = "\0"
PATTERNS: dict[str, tuple[Words, tuple[re.Pattern[str], ...]]] = {
    "several": (hints._SEVERAL_TOLD, (hints._SEVERAL,)),
    "of two": (hints._OF_TWO_TOLD, (hints._FORMER, hints._LATTER)),
    "everyone": (hints._EVERYONE_TOLD, (hints._EVERYONE,)),
    "tech": (hints._TECH_TOLD, (hints._TECH,)),
    "described": (hints._DESCRIBED_TOLD, tuple(words for words, _ in hints._DESCRIBED)),
    "beats": (claims._BEATS_TOLD, (claims._BEATS,)),
    "beaten": (claims._BEATEN_TOLD, (claims._BEATEN,)),
    "those who judge": (claims._RESEARCH_TOLD, (claims._RESEARCH,)),
    "the firm itself": (claims._COMPANY_TOLD, (claims._COMPANY,)),
    "same figure": (dating._SAME_TOLD, (dating._SAME_FIGURE,)),
    "relative": (dating._RELATIVE_TOLD, (dating._RELATIVE,)),
    "hearsay": (claims._HEARSAY_TOLD, (claims._WORD_IS, claims._PEOPLE_SAY)),
    "whole year": (fiscal._WHOLE_TOLD, (fiscal._WHOLE_YEAR, fiscal._FOR_THE_YEAR)),
    "ago": (asides.AGO_TOLD, (asides.YEAR_AGO, asides.QUARTER_AGO)),
    "titles of a deal": (dealing._TITLES_TOLD, (dealing._TOLD,)),
    "own chip": (programmes._OWN_CHIP_TOLD, (programmes.OWN_CHIP,)),
    "any chip": (programmes._CHIP_TOLD, (programmes.OWN_CHIP,)),
    "phones": (consumer._PHONES_TOLD, (consumer._PHONES,)),
    "games": (consumer._CONSUMER_TOLD, (consumer._CONSUMER,)),
    "fiscal": (overview._FISCAL_TOLD, (overview._FISCAL,)),
    "four quarters": (lending._FOUR_TOLD, (calendars.LAST_FOUR,)),
    "years on": (windows.YEARS_TOLD, (windows._YEARS_ON,)),
    "quarterly": (daytime._QUARTER_TOLD, (daytime._QUARTERLY,)),
    "yearly": (daytime._YEAR_TOLD, (daytime._YEARLY,)),
    "foundry": (nodes.FOUNDRY_TOLD, (nodes.FOUNDRY,)),
    "saying": (verbs._VERB_TOLD, (verbs._VERB,)),
    "any site": (oneunit._POWER_TOLD, (oneunit._ANY_SITE,)),
    "risen": (risen._TOLD, (risen._NOW, risen._FROM)),
    "cars": (checks._CARS_TOLD, (checks.CARS,)),
    "now": (carrying._NOW_TOLD, (carrying._NOW, carrying._THIS_WEEK)),
    "own word": (voices._OWN_WORD_TOLD, (voices._OWN_WORD,)),
    "spending": (defining._SPENDING.can_be, tuple(words for _, words in defining._SPENDING.names)),
    "price": (defining._PRICE.can_be, tuple(words for _, words in defining._PRICE.names)),
    "rent": (defining._RENT.can_be, tuple(words for _, words in defining._RENT.names)),
    "leases": (defining._LEASES.can_be, tuple(words for _, words in defining._LEASES.names)),
    "kinds": (defining._KINDS.can_be, tuple(words for _, words in defining._KINDS.names)),
    "regions": (defining._REGIONS.can_be, tuple(words for _, words in defining._REGIONS.names)),
    "measures": (defining._MEASURES.can_be, tuple(words for _, words in defining._MEASURES.names)),
}


def _sentences(name: str, text: str) -> list[tuple[str, Scene]]:
    reading = read(Document(name, name, name, text, language="zh" if not text.isascii() else "en"))
    return [(reading.plain, scene) for scene in scenes(reading)]


def spellings(tree: Any) -> set[str]:
    """Return what a parsed pattern can match, each choice taken in turn; what stands for any sign is written as one."""
    found = {""}
    for kind, what in tree:
        ways = _ways(str(kind), what)
        found = {start + way for start in found for way in ways}
    return found


def _ways(kind: str, what: Any) -> set[str]:
    if kind == "LITERAL":
        return {chr(what)}
    if kind == "BRANCH":
        return set().union(*map(spellings, what[1]))
    if kind == "SUBPATTERN":
        return spellings(what[-1])
    if kind in {"MAX_REPEAT", "MIN_REPEAT"}:
        least, most, repeated = what
        inside = spellings(repeated)
        fewest = {"".join(parts) for parts in product(inside, repeat=least)}
        return fewest | ({start + more for start in fewest for more in inside} if most > least else set())
    if kind == "IN":
        return {chr(one) for _, one in what} if all(str(one) == "LITERAL" for one, _ in what) else {ANY}
    return {""} if kind.startswith("A") and kind != "ANY" else {ANY}


@pytest.mark.parametrize("kind", PATTERNS)
def test_no_pattern_can_be_found_without_one_of_its_words(kind: str) -> None:
    needed, patterns = PATTERNS[kind]
    told = [spelling for pattern in patterns for spelling in spellings(parser.parse(pattern.pattern))]
    assert told
    missed = [spelling for spelling in told if not any(word in spelling for word in needed.words)]
    assert not missed, missed[:5]


def test_a_pattern_without_its_words_would_be_told() -> None:
    assert {"the cat", "a cat", "the cats", "a cats"} == spellings(parser.parse("(?:the|a) cats?"))
    assert spellings(parser.parse(r"\bx[ab]\d{2}")) == {f"xa{ANY * 2}", f"xb{ANY * 2}"}


def test_no_sentence_of_our_articles_has_a_pattern_without_its_words() -> None:
    told = 0
    for path in sorted((ROOT / "datasets" / "articles").glob("*.md")):
        document = load(path)
        assert isinstance(document, Document)
        for plain, scene in _sentences(path.name, document.text):
            for kind, (needed, patterns) in PATTERNS.items():
                if any(pattern.search(plain, scene.start, scene.end) for pattern in patterns):
                    told += 1
                    assert needed.within(plain, scene.start, scene.end), (kind, plain[scene.start : scene.end])
    assert told > len(PATTERNS)


def test_a_pattern_told_of_later_is_found_too() -> None:
    ((plain, scene),) = _sentences("late", "The quokka order doubled")
    assert not triggers.needs("wombat")(plain, scene)
    ((plain, scene),) = _sentences("late", "The quokka order doubled again")
    assert triggers.needs("quokka")(plain, scene)


def test_a_word_is_near_where_it_ends_in_the_stretch() -> None:
    ((plain, scene),) = _sentences("near", "The numbat order doubled")
    numbats = triggers.needs("numbat")
    assert numbats.near(plain, scene, 0, 10)
    assert not numbats.near(plain, scene, 10, scene.end)


def test_a_place_has_the_clause_of_its_piece_however_often_it_is_asked_for() -> None:
    ((_, scene),) = _sentences("clauses", "Orders (of quokkas, it said) doubled, and rents rose")
    for _ in range(2):
        told = [scene.clause(place) for place in range(scene.start, scene.end)]
        assert told == [scene.numbers[sum(cut <= place for cut in scene.cuts[1:])] for place in range(scene.end)]
    assert len(set(told)) > 2


class Untried:
    """A pattern that must not be tried."""

    def search(self, *_: object) -> None:
        raise AssertionError("tried without need")

    match = fullmatch = finditer = search


def test_patterns_are_not_tried_on_a_text_without_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in (
        (consumer, "_PHONES"),
        (consumer, "_CONSUMER"),
        (overview, "_FISCAL"),
        (overview, "_RECURS"),
        (nodes, "_ANY_NODE"),
        (nodes, "FOUNDRY"),
        (programmes, "OWN_CHIP"),
        (cutting, "_CUT"),
        (stacked, "SCALED"),
    ):
        monkeypatch.setattr(module, name, Untried())
    text = "Demand grew, it told analysts. Microsoft bought 485,000 Hopper chips in 2024, and it wants more.\n\n" * 3
    told = extract(Document("plain", "plain", "plain.md", text, title="Counting chips", language="en"))
    assert [mention.quantity.value for mention in told.mentions] == [485_000]


@pytest.mark.parametrize(
    "text",
    [
        "up 5,000, to 6, of a: b:3 (a;b) - 7 - 8 -- 9",
        "a - - b - - - c x- - y\n- z —— w，甲：乙；丙。丁！戊？（己）|庚—辛———壬",
        "1:2 3,4 a,5 6,b ,7 8, (9",
    ],
)
def test_marks_alone_cut_where_marks_and_words_do(text: str) -> None:
    found = [match.span() for match in cutting._CUT.finditer(text)]
    assert found == [match.span() for match in cutting._MARK.finditer(text)]
    assert len(found) >= 5
