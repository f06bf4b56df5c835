"""What a reader copies to dispute a figure is a correction that the refresh obeys."""

from pathlib import Path

from dashboard.objection import objection
from etl.reconcile.correction import load

TOLD = {"source_kind": "article", "source": "note", "document_id": "ab" * 32, "char_start": 40.0, "char_end": 45.0}
WORDS = {"reason": "why it is wrong", "by": "who says so"}


def test_the_line_is_read_as_a_rejection_of_that_very_figure(tmp_path: Path) -> None:
    line = objection({"metric": "units_purchased"}, TOLD, "2026-11-26", **WORDS)
    path = tmp_path / "corrections.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    (one,) = load(path)
    assert one.place == ("ab" * 32, 40, 45, "units_purchased")
    assert (one.document, one.action, one.on) == ("note", "reject", "2026-11-26")


def test_a_row_of_a_table_is_mended_in_its_table() -> None:
    assert objection({"metric": "capex"}, TOLD | {"source_kind": "table"}, "2026-11-26", **WORDS) == ""
