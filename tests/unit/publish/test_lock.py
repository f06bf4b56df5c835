import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.errors import StoreLocked
from etl.publish.lock import locked

ROOT = Path(__file__).parents[3]
HOLD = "import sys, time; from pathlib import Path; from etl.publish.lock import locked\n"
HOLD += "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_refresh_is_refused_at_once_and_told_by_whom(owner: subprocess.Popen[str], tmp_path: Path) -> None:
    begin = time.monotonic()
    with pytest.raises(StoreLocked) as refused, locked(tmp_path):
        pass
    assert time.monotonic() - begin < 1
    assert f"process {owner.pid} on" in str(refused.value)
    assert f"process {os.getpid()} did nothing" in str(refused.value)


def test_the_lock_of_a_dead_owner_never_blocks(owner: subprocess.Popen[str], tmp_path: Path) -> None:
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    with locked(tmp_path):
        assert str(os.getpid()) in (tmp_path / "lock").read_text()


def test_the_lock_is_free_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        raise ZeroDivisionError
    with locked(tmp_path):
        pass
