"""The button's process: seen by all, one at a time, its end told truly."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from dashboard import refresh
from dashboard.refresh import ERRORS, LINES, RUN, Refresh

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


def test_it_runs_until_its_end_is_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = refresh._write

    def slow(path: Path, content: dict[str, Any]) -> None:
        if content.get("exit") is not None:
            time.sleep(0.3)
        write(path, content)

    monkeypatch.setattr(refresh, "_write", slow)
    job = Refresh(tmp_path, command=script(RECEIPT))
    job.start()
    assert ended(job)["state"] == "done"


def test_of_many_who_press_at_once_one_starts_it(tmp_path: Path) -> None:
    jobs = [Refresh(tmp_path, command=script(RECEIPT, wait=0.5)) for _ in range(8)]
    started: list[bool] = []
    threads = [threading.Thread(target=lambda one=job: started.append(one.start())) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert started.count(True) == 1
    assert ended(jobs[0])["state"] == "done"


def test_another_may_cancel_it(tmp_path: Path) -> None:
    job = Refresh(tmp_path, command=script(STAGES[0], wait=30))
    assert not job.cancel()
    job.start()
    assert Refresh(tmp_path).cancel()
    assert ended(job)["state"] == "cancelled"
    assert not job.cancel()


def test_one_that_outlived_its_dashboard_is_told_by_its_receipt(tmp_path: Path) -> None:
    run = {"pid": os.getpid(), "born": "long before", "started": 0, "exit": None}
    (tmp_path / RUN).write_text(json.dumps(run), encoding="utf-8")
    (tmp_path / LINES).write_text(json.dumps(STAGES[0]) + "\n", encoding="utf-8")
    assert Refresh(tmp_path).status()["state"] == "failed"
    (tmp_path / LINES).write_text(json.dumps(RECEIPT) + "\n", encoding="utf-8")
    assert Refresh(tmp_path).status()["state"] == "done"
