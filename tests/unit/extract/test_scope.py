"""Which pages are read at all: by their words, their names, and what their titles name."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract import extract
from etl.model import Document

PAGES = (
    ("Meta Reports Third Quarter 2025 Results", "Capital expenditures were $19.37 billion in the quarter.", 1),
    ("Amazon Q3 2025 earnings call", "Cash CapEx was $34.2 billion in Q3.", 1),
    ("NVIDIA Announces Financial Results", "Data center revenue was a record $51.2 billion in the third quarter.", 1),
    ("", "Capital expenditures were $19.37 billion in the quarter.", 0),
    ("Bakery Reports Third Quarter 2025 Results", "Capital expenditures were $19.37 million in the quarter.", 0),
    ("Meta opens a museum", "The museum cost $19 million and has 40,000 visitors.", 0),
)


@pytest.mark.parametrize(("title", "text", "figures"), PAGES)
def test_a_page_is_read_for_what_its_title_or_its_text_names(title: str, text: str, figures: int) -> None:
    document = Document("0", "t", Path("t.md"), text, title=title, language="en", published_on="2025-10-30")
    assert len(extract(document).mentions) == figures
