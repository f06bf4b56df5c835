"""Dates told to the end of a year are its last quarter, and nothing beside them is; nodes go on with their chip."""

import pytest

from etl.extract import extract
from etl.languages import detect
from etl.model import Document


def read(text: str):
    document = Document("0", "own", "own.md", text, language=detect(text), published_on="2025-07-06")
    return extract(document).mentions


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("特斯拉AI5在2026年底小批、2027年量产。", ["2026Q4", "2027"]),
        ("亚马逊Trainium3年底预览,2026年初放量量产。", ["2026"]),
        ("Tesla's AI5 enters mass production in late 2027.", ["2027"]),
        ("OpenAI's Titan goes into production at the end of 2026.", ["2026Q4"]),
        ("明年底台积电量产OpenAI Titan。", ["2026Q4"]),
    ],
)
def test_only_the_end_of_a_year_is_its_last_quarter(text: str, labels: list[str]):
    assert [mention.period.label for mention in read(text) if mention.period] == labels


@pytest.mark.parametrize(
    "text",
    [
        "Microsoft presented its chip Maia 200 on Monday. It is made in TSMC's 3nm process.",
        "微软周一发布芯片Maia 200。它采用台积电3nm制程。",
    ],
)
def test_a_node_is_that_of_the_chip_its_paragraph_is_about(text: str):
    assert [m.product for m in read(text) if m.metric == "process_node_nm"] == ["maia-200"]
