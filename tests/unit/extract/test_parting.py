"""The signs of parts of a whole that are told by names."""

from decimal import Decimal
from pathlib import Path

import pytest

from etl.extract.context import Context
from etl.extract.drafts import Memory
from etl.extract.parting import parts, split
from etl.extract.reading import read, scenes
from etl.extract.series import NOTHING
from etl.languages import detect
from etl.model import Document, Qualifier, Quantity, Span


def signs(text: str, surface: str, unit: str = "share") -> list[str]:
    """Return the signs of a quantity of the first sentence that holds it."""
    reading = read(Document("0", "t", Path("t.md"), text, language=detect(text), published_on="2025-11-20"))
    every = list(scenes(reading))
    start = text.index(surface)
    scene = next(one for one in every if one.start <= start < one.end)
    span = Span(start, start + len(surface))
    found = next((one for one in scene.quantities if one.span == span), None)
    quantity = found or Quantity(Decimal(1), None, None, Qualifier.EXACT, unit, surface, span)
    return list(parts(Context(reading, scene, NOTHING, Memory(split=split(every)), "", 0), quantity))


@pytest.mark.parametrize(
    ("text", "surface", "wanted"),
    [
        ("GB200 racks: Foxconn 52%, Quanta 21%, Wistron 20%.", "21%", ["3 parts by names come to a whole"]),
        ("AI芯片出货，英伟达拿走55%，华为20%，AMD 4%。", "20%", ["3 parts by names come to a whole"]),
        ("Nvidia rose 60%, AMD 50%.", "50%", ["2 parts by names come to more"]),
        ("Of the AI servers 63% carried Nvidia, 8% AMD.", "8%", ["2 parts by names come to a whole"]),
        ("Its margin was 30% in the year; Nvidia said so.", "30%", []),
        ("Desktop cards: Nvidia 92%, AMD 7%, Intel 1%.", "92%", []),
    ],
)
def test_per_cents_by_names_are_parts(text: str, surface: str, wanted: list[str]):
    assert signs(text, surface) == wanted


def test_lines_of_names_and_per_cents_are_a_split():
    text = "Who made the racks\n\n- Foxconn: 52%\n- Quanta: 21%\n- Wistron: 20%\n\nSo much for that.\n\nNvidia: up 3%."
    assert "a line of parts by names" in signs(text, "21%")
    assert "a line of parts by names" not in signs(text, "3%")


def test_what_is_no_per_cent_has_no_such_sign():
    assert signs("Nvidia made $52 billion.", "$52 billion", "USD") == []
