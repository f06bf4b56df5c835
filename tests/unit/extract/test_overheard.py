"""What the text around its sentence says of how sure a figure is told."""

from unittest import mock

import pytest

from etl.extract import certainty, extract
from etl.languages import detect
from etl.model import Document


def seen(text: str, title: str = "") -> list[frozenset[str]]:
    """Return the signs by which the status of each figure of a text is weighed."""
    document = Document("0", "own", "own.md", text, title=title, language=detect(text), published_on="2025-11-20")
    with mock.patch.object(certainty, "settle") as settle:
        extract(document)
    drafts, overheard = settle.call_args.args
    return certainty.seen([draft for draft in drafts if not draft.refused], overheard)


PEOPLE = "Two people familiar with the matter described the order."
BOUGHT = "ByteDance bought 40,000 H100 GPUs in 2024."
OTHERS = "The park lies by a lake. Visitors are let in on Sundays. A tram goes there. The café shuts at six."


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        (f"{PEOPLE} {BOUGHT}", "the sentence before is heard as doubted"),
        (f"{PEOPLE}\n\n{BOUGHT}", "the paragraph before is heard as doubted"),
        (f"{BOUGHT} {PEOPLE}", "the sentence after is heard as doubted"),
        (f"{PEOPLE} {BOUGHT}", "its lead doubts"),
        (f"{OTHERS} {BOUGHT}", "no sentences doubt"),
        (f"{OTHERS} {OTHERS} {BOUGHT}\n\n{PEOPLE}", "few sentences doubt"),
        (f"Analysts expect a rise. {BOUGHT}", "the sentence before says analysts"),
    ],
)
def test_the_sentences_around_a_figure_are_heard(text: str, sign: str):
    (signs,) = seen(text)
    assert sign in signs


def test_a_text_without_doubt_tells_of_none():
    (signs,) = seen(f"{OTHERS} {BOUGHT}")
    assert not {"its lead doubts", "the sentence before is heard as doubted"} & signs


@pytest.mark.parametrize(("title", "word"), [("Rumours of a LARGE order", "rumours"), ("傳字節採購", "采购")])
def test_the_words_of_the_title_are_heard_in_one_writing(title: str, word: str):
    (signs,) = seen(BOUGHT, title)
    assert f"title: {word}”" in signs


def test_the_heads_of_its_row_and_column_are_heard_by_a_cell():
    table = "| $ billion | Street | Reported |\n|---|---|---|\n| Nvidia revenue | 54.9 | 57.0 |"
    expected, reported = seen(table)
    assert {"head: street”", "head: revenue”"} <= expected
    assert "head: reported”" in reported
    assert "head: reported”" not in expected


def test_signs_are_weighed_once_more_by_what_the_figure_is():
    (signs,) = seen(f"{PEOPLE} {BOUGHT}")
    assert "units_deployed, the sentence before is heard as doubted" in signs, "bought and running are told alike"
    assert "units_deployed, right before: bought”" in signs
    assert not [one for one in signs if one.startswith("units_deployed, title: ")]
