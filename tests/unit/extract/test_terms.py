"""Of how long a contract runs, and of what else a line says beside the time of its figure."""

from __future__ import annotations

import pytest

from etl.extract import extract
from etl.extract.terms import length
from etl.languages import detect
from etl.model import Document


def periods(text: str, published: str) -> list[str]:
    found = extract(Document("0", "own", "own.md", text, language=detect(text), published_on=published)).mentions
    return [one.period.label if one.period else "" for one in found if one.metric not in {"attribute", "milestone"}]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("服务期自2025年10月1日起60个月", 60),
        ("租期为36个月", 36),
        ("一份为期三年的算力合同", 36),
        ("五年期合同", 60),
        ("over five years", 60),
        ("for 18 months", 18),
        ("a three-year deal", 36),
        ("两年前签的合同", 0),
        ("12 of the 36 sites", 0),
    ],
)
def test_a_length_is_counted_in_months(text: str, months: int):
    assert length(text, 0, len(text)) == months
