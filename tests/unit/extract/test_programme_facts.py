"""When chips are taped out and made, and on which process: each way of saying it, and what is none."""

import pytest

from etl.extract import extract
from etl.model import Document

TOLD = {
    "Tesla's AI5 chip: small batch in 2026, high volume only in 2027.": ["production 2026", "production 2027"],
    "- 昇腾950PR，2026年一季度推出\n- 昇腾950DT，2026年四季度\n- 昇腾960，2027年四季度": [
        "production 2026Q1",
        "production 2026Q4",
        "production 2027Q4",
    ],
    "AMD's MI450 launches in the third quarter of 2026; MI500 follows in 2027.": [
        "production 2026Q3",
        "production 2027",
    ],
    "Amazon's Trainium3 becomes generally available in early 2026.": ["production 2026"],
    "寒武纪思元690首批样片3月回片，四季度上量。": ["production 2026Q4"],
    "The tape-out of Meta's MTIA v3 has slipped to March 2027.": ["tape_out 2027-03"],
    "Microsoft's Braga chip is delayed to 2027.": ["production 2027"],
    "Amazon's Trainium3 is made on TSMC's N3.": ["node 3"],
    "Microsoft's Maia 200 moves to Intel 18A.": ["node 1.8"],
    "特斯拉AI6用三星SF2工艺。": ["node 2"],
    "Node for Tesla's AI6? He said two nanometres in passing.": ["node 2"],
}
SILENT = (
    "Micron's HBM4 enters mass production in 2026.",
    "Nvidia held its GTC in March 2026 and showed Rubin.",
    "The iPhone 18 with TSMC's N2 chip goes on sale in September 2026.",
    "A first batch of 6,000 Nvidia B300s arrives in June 2026.",
    "The N4 bus stops beside Samsung's store, and paper of size A4 is sold there.",
    "Nvidia's GeForce RTX 5090 is built on a 4nm process and launched in January 2025.",
)
NAMES = {"production_date": "production", "tape_out_date": "tape_out", "process_node_nm": "node"}


def read(text: str) -> list[str]:
    language = "zh" if any("\u4e00" <= sign <= "\u9fff" for sign in text) else "en"
    found = extract(Document("0", "t", "t.md", text, language=language, published_on="2026-03-10")).mentions
    facts = [mention for mention in found if mention.metric in NAMES]
    return [f"{NAMES[one.metric]} {one.quantity.label or one.quantity.value}" for one in facts]


@pytest.mark.parametrize("text", TOLD)
def test_a_fact_of_a_programme_is_read(text: str) -> None:
    assert read(text) == TOLD[text]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_fact_of_a_programme_is_not(text: str) -> None:
    assert read(text) == []
