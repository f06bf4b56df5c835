from collections.abc import Callable
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.model import Row, Table
from etl.publish import snapshot
from etl.reconcile.ledger import reconcile
from etl.vocabulary import vocabulary

CELLS = {
    "metric": "capex",
    "entity": "Meta",
    "value": "72220000000",
    "qualifier": "exact",
    "unit": "USD",
    "period": "2025",
    "status": "actual",
    "origin": "Meta",
    "publisher": "Meta",
    "published_on": "2026-01-28",
}


@pytest.fixture
def published(tmp_path: Path) -> Callable[..., Path]:
    def made(**change: str) -> Path:
        told = reconcile([Table("t", "t", "t.csv", "figures", (Row(CELLS, "row 2"),))], [], vocabulary())
        told["observations"] = told["observations"].assign(**change)
        snapshot.publish(told, tmp_path)
        return tmp_path

    return made


def test_a_sound_snapshot_passes(published: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--store", str(published())]) == 0
    assert "1 figures" in capsys.readouterr().out
    assert capsys.readouterr().err == ""


def test_a_fault_is_printed_with_row_rule_and_remedy(
    published: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "--store", str(published(status=""))]) == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert "figures_are_described" in line
    assert "Fill status" in line


def test_an_empty_store_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--store", str(tmp_path)]) == 2
    assert "holds no snapshot" in capsys.readouterr().err
