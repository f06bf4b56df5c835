"""The command that reads lines."""

from __future__ import annotations

import io
import json

import pytest

from etl.__main__ import main


def test_each_line_gives_one_list(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("明年投入约600亿美元\n\n数千万\n"))
    assert main(["quantities", "--lang", "zh", "--published", "2025-02-11"]) == 0
    first, second, third = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == [
        {
            "kind": "quantity",
            "value": 60000000000,
            "low": 60000000000,
            "high": 60000000000,
            "unit": "USD",
            "qualifier": "approx",
            "start": 5,
            "end": 11,
        },
        {"kind": "period", "label": "2026", "start_date": "2026-01-01", "end_date": "2026-12-31", "start": 0, "end": 2},
    ]
    assert second == []
    assert [third[0][key] for key in ("value", "low", "high")] == [None, 10000000, 100000000]


def test_an_unknown_language_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["quantities", "--lang", "xx"])
    assert stop.value.code == 2
    assert "invalid choice: 'xx'" in capsys.readouterr().err
