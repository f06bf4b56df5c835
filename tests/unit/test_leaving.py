"""A process that leaves has said what it said, ends with its status, and is not taken apart before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEAVES = "import atexit, sys; from etl.leaving import leave; atexit.register(print, 'late'); {}; leave({})"


@pytest.mark.parametrize(("said", "status"), [("print('said')", 0), ("print('said')", 3)])
def test_what_was_said_is_said_and_nothing_else_is_done(said: str, status: int) -> None:
    command = [sys.executable, "-c", LEAVES.format(said, status)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (status, "said\n", "")


def test_that_nobody_listens_is_no_fault() -> None:
    command = [sys.executable, "-c", LEAVES.format("print('said')", 0)]
    held = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=held
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 0
