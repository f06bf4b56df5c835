import json
from decimal import Decimal
from pathlib import Path

import pytest

from etl.errors import InputRejected
from etl.model import Document, Extraction, Mention, Qualifier, Quantity, Span, Status
from etl.period import Period
from etl.reconcile.correction import Correction, corrected, load

TEXT = "xAI leases gear worth $12 billion."
SPAN = Span(22, 33)


def extraction(metric: str = "rental_cost_per_year") -> Extraction:
    amount = Decimal(12_000_000_000)
    quantity = Quantity(amount, amount, amount, Qualifier.EXACT, "USD", SPAN.of(TEXT), SPAN)
    document = Document("sha", "note", "note.md", TEXT)
    return Extraction(document, (Mention(quantity, metric, entity=("xai",), flags=("inherited_unit",)),), ())


def line(**changes: object) -> dict[str, object]:
    base = {"document": "note", "sha256": "sha", "start": SPAN.start, "end": SPAN.end, "metric": "rental_cost_per_year"}
    return {**base, "action": "reject", "reason": "no rent", "by": "reviewer", "on": "2026-11-24", **changes}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "corrections.jsonl"
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines), encoding="utf-8")
    return path


def test_a_rejected_figure_is_kept_with_the_reason(tmp_path: Path) -> None:
    (found,), unmet = corrected([extraction()], load(written(tmp_path, line())))
    assert found.mentions == ()
    assert [one.reason for one in found.unexplained] == ["rejected by reviewer on 2026-11-24: no rent"]
    assert unmet == []


def test_an_amended_figure_says_who_and_why(tmp_path: Path) -> None:
    parts = {"metric": "contract_value", "status": "rumour", "period": "2025", "counterparty": ["nvidia"]}
    (found,), _ = corrected([extraction()], load(written(tmp_path, line(action="amend", set=parts))))
    (mention,) = found.mentions
    assert (mention.metric, mention.status, mention.counterparty) == ("contract_value", Status.RUMOUR, ("nvidia",))
    assert mention.period == Period.parse("2025")
    assert mention.entity == ("xai",)
    assert mention.flags == ("inherited_unit", "corrected")
    assert mention.reasons == ("corrected by reviewer on 2026-11-24: no rent",)
    assert mention.rule.endswith("+correction")


def test_what_a_figure_is_said_to_be_holds_whatever_it_is_read_as(tmp_path: Path) -> None:
    said = line(action="amend", set={"metric": "contract_value", "product": "colossus-2"})
    for read in ("rental_cost_per_year", "revenue", "contract_value"):
        (found,), unmet = corrected([extraction(read)], load(written(tmp_path, said)))
        assert [(mention.metric, mention.product) for mention in found.mentions] == [("contract_value", "colossus-2")]
        assert unmet == []


def test_the_last_word_on_a_figure_wins(tmp_path: Path) -> None:
    path = written(tmp_path, line(), line(action="amend", set={"product": "colossus-2"}))
    (found,), _ = corrected([extraction()], load(path))
    assert [mention.product for mention in found.mentions] == ["colossus-2"]


def test_a_correction_that_meets_nothing_is_told(tmp_path: Path) -> None:
    (found,), unmet = corrected([extraction("contract_value")], load(written(tmp_path, line())))
    assert len(found.mentions) == 1
    assert ["meets no such figure" in one.reason for one in unmet] == [True]


def test_a_correction_of_a_document_not_held_waits_in_silence(tmp_path: Path) -> None:
    _, unmet = corrected([extraction()], load(written(tmp_path, line(sha256="another"))))
    assert unmet == []


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    assert load(tmp_path / "none.jsonl") == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("not json", "no JSON object"),
        ("[1]", "no JSON object"),
        ({"document": "note"}, "lacks sha256"),
        (line(colour="red"), "colour is no field"),
        (line(action="amend", set={"value": 3}), "value is no field"),
        (line(action="forget"), "allowed are reject, amend"),
        (line(action="amend", set={"period": "soon"}), "not a period label"),
        (line(action="amend", set={"status": "sure"}), "sure"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, wrong: object, says: str) -> None:
    with pytest.raises(InputRejected, match=says) as refused:
        load(written(tmp_path, line(), wrong))
    assert refused.value.place == "line 2"


def test_a_correction_is_a_plain_record() -> None:
    one = Correction("note", "sha", 1, 2, "capex", "reject", "wrong", "reviewer", "2026-11-24")
    assert one.place == ("sha", 1, 2, "capex")
