import json
from pathlib import Path

import pandas as pd
import pytest

from etl.__main__ import main
from etl.publish import snapshot
from etl.publish.schema import schemas


def tables(value: float) -> dict[str, pd.DataFrame]:
    blank = {"string": "", "number": float("nan"), "integer": 0, "date": "", "boolean": False}
    frames = {}
    for name, contract in schemas().items():
        row = {column.name: blank[column.type] for column in contract.columns}
        frames[name] = pd.DataFrame([row] if name == "observations" else [], columns=contract.names())
    told = {"observation_id": f"id-{value:g}", "metric": "capex", "entity": "meta", "value": value, "unit": "USD"}
    return {**frames, "observations": frames["observations"].assign(**told)}


def test_the_receipt_between_two_snapshots(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = (snapshot.publish(tables(value), tmp_path) for value in (60e9, 72e9))
    assert main(["diff", old, "LATEST", "--store", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"added": 0, "changed": 1, "retracted": 0}
    assert told["biggest_mover"]["by"] == pytest.approx(0.2)
    assert main(["diff", new, new, "--store", str(tmp_path)]) == 0
    assert "0 added, 0 changed, 0 retracted" in capsys.readouterr().out


def test_an_unknown_snapshot_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = snapshot.publish(tables(60e9), tmp_path)
    assert main(["diff", "0123456789abcdef", name, "--store", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
