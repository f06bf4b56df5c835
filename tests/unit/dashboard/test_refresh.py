"""The button's process: seen by all, one at a time, its end told truly."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from dashboard.refresh import ERRORS, LINES, Refresh

STAGES = [
    {"stage": "read tables", "done": 1, "total": 2},
    {"stage": "read tables", "done": 2, "total": 2},
    {"stage": "publish", "done": 1, "total": 1},
]
RECEIPT = {"receipt": {"added": 3, "changed": 0, "retracted": 0}}


def script(*lines: Any, status: int = 0, wait: float = 0, error: str = "") -> tuple[str, ...]:
    told = "".join(f"print({json.dumps(json.dumps(line))}, flush=True)\n" for line in lines)
    body = f"import sys, time\n{told}time.sleep({wait})\nsys.stderr.write({error!r})\nsys.exit({status})"
    return (sys.executable, "-c", body)


def ended(job: Refresh) -> dict[str, Any]:
    until = time.monotonic() + 10
    while (told := job.status())["state"] == "running":
        assert time.monotonic() < until
        time.sleep(0.02)
    return told


def test_nothing_ran_yet(tmp_path: Path) -> None:
    told = Refresh(tmp_path).status()
    assert (told["state"], told["stages"], told["receipt"]) == ("idle", [], None)


def test_stages_and_receipt_are_told(tmp_path: Path) -> None:
    job = Refresh(tmp_path / "new", command=script(*STAGES, RECEIPT))
    assert job.start()
    told = ended(job)
    assert told["state"] == "done"
    assert [(one["stage"], one["done"]) for one in told["stages"]] == [("read tables", 2), ("publish", 1)]
    assert told["receipt"]["added"] == 3


@pytest.mark.parametrize(("status", "state"), [(0, "done"), (1, "done"), (2, "failed"), (75, "locked"), (-9, "failed")])
def test_the_end_is_told_by_the_status(tmp_path: Path, status: int, state: str) -> None:
    job = Refresh(tmp_path, command=script(RECEIPT, status=status % 256, error="why it ended"))
    job.start()
    told = ended(job)
    assert told["state"] == state
    if state != "done":
        assert told["reason"] == "why it ended"


def test_one_at_a_time_and_seen_by_others(tmp_path: Path) -> None:
    job = Refresh(tmp_path, command=script(STAGES[0], wait=0.6))
    assert job.start()
    other = Refresh(tmp_path, command=script())
    assert other.status()["state"] == "running"
    assert not other.start()
    ended(job)
    assert other.start()
    ended(other)


def test_a_process_that_vanished_is_not_running_for_ever(tmp_path: Path) -> None:
    (tmp_path / ".refresh.json").write_text(
        json.dumps({"pid": 2**22 + 1, "started": 0, "exit": None}), encoding="utf-8"
    )
    assert Refresh(tmp_path).status()["state"] == "failed"


def test_half_a_line_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / LINES).write_text(
        '{"stage": "read tables", "done": 1, "total": 2}\n{"stage": "read art', encoding="utf-8"
    )
    (tmp_path / ERRORS).write_text("", encoding="utf-8")
    assert [one["stage"] for one in Refresh(tmp_path).status()["stages"]] == ["read tables"]


def test_where_it_reads_is_passed_on(tmp_path: Path) -> None:
    echo = (sys.executable, "-c", "import sys, json; print(json.dumps({'receipt': {'argv': sys.argv[1:]}}))")
    job = Refresh(tmp_path, options=("--articles", "a b;c"), command=echo)
    job.start()
    assert ended(job)["receipt"]["argv"] == ["--store", str(tmp_path), "--articles", "a b;c", "--json"]
