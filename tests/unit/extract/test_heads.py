"""A headline and the text below it tell one figure once."""

from pathlib import Path

import pytest

from etl.extract import extract
from etl.languages import detect
from etl.model import Document, Mention


def read(text: str) -> list[Mention]:
    document = Document("0", "t", Path("t.md"), text, language=detect(text), published_on="2025-11-20")
    return [one for one in extract(document).mentions if one.metric != "attribute"]


@pytest.mark.parametrize(
    "text",
    [
        "Oracle buys 40,000 GPUs\n\nIn Texas, Oracle has bought 40,000 Nvidia H100 GPUs for its cloud, the firm said.",
        "Meta raises capex to $72 billion\n\nMeta said its capital expenditures for 2025 would come to $72 billion.",
        "微软买下48.5万块Hopper芯片\n\n据Omdia估算，2024年微软采购了48.5万块英伟达Hopper芯片，居首位。",
    ],
)
def test_what_a_headline_tells_again_below_is_one_figure(text: str):
    (told,) = read(text)
    line = text.index("\n")
    assert sorted(span.start > line for span in (told.quantity.span, *told.repeats)) == [False, True]


def test_what_a_headline_leaves_open_is_told_by_the_text():
    text = "Texas: 40,000 GPUs ordered\n\nOracle and Meta met. Oracle has bought 40,000 Nvidia H100 GPUs for its cloud."
    (told,) = read(text)
    assert told.entity == ("oracle",)
    assert [span.of(text) for span in told.repeats] == ["40,000 GPUs"]
    assert told.quantity.span.start > text.index("\n")


@pytest.mark.parametrize(
    "text",
    [
        "Oracle buys 40,000 GPUs\n\nIn Texas, Oracle has bought 30,000 Nvidia H100 GPUs for its cloud.",
        "Oracle has bought 40,000 Nvidia H100 GPUs for its cloud. Meta has bought 40,000 Nvidia H100 GPUs as well.",
    ],
)
def test_other_figures_stay_apart(text: str):
    assert len(read(text)) == 2
