"""Publishing is killed at random moments while readers look on: never half a snapshot."""

import os
import pickle
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from etl.publish import snapshot
from tests.faults.harness import LOOKED_AT

ROOT = Path(__file__).parents[2]
KILLS = 20
WRITER = """
import os, pickle, sys
from pathlib import Path
from etl.publish import snapshot
from etl.publish.files import files_of
from etl.publish.lock import locked
told, store = [files_of(one) for one in pickle.loads(Path(sys.argv[1]).read_bytes())], Path(sys.argv[2])
for _ in sys.stdin:  # each line asks for one more writer; forked, since starting anew takes longer than publishing
    if child := os.fork():
        print(child, flush=True)
        os.waitpid(child, 0)
        print("dead", flush=True)
    else:
        while True:
            for one in told:
                with locked(store):
                    snapshot.point(store, snapshot.write(one, store))
"""


def test_readers_see_old_or_new_while_writers_are_killed(tables: Callable[..., Any], tmp_path: Path) -> None:
    told = [tables(*range(1, 400 + at)) for at in range(6)]
    sizes = {len(one["observations"]) for one in told}
    (tmp_path / "tables").write_bytes(pickle.dumps(told))
    store = tmp_path / "store"
    snapshot.publish(told[0], store)
    reader = Reader(store, sizes)
    reader.start()
    moments = random.Random(0)  # noqa: S311 - the same moments in each run
    command = [sys.executable, "-c", WRITER, str(tmp_path / "tables"), str(store)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writers:
        for _ in range(KILLS):
            kill_one(writers, moments.uniform(0.0, 0.2))
            snapshot.verified(store, snapshot.latest(store))
        writers.stdin.close()
    reader.stop = True
    reader.join()
    assert reader.faults == []
    assert reader.looks > KILLS
    assert snapshot.publish(told[5], store) == snapshot.latest(store)


def kill_one(writers: subprocess.Popen[str], after: float) -> None:
    writers.stdin.write("go\n")
    writers.stdin.flush()
    child = int(writers.stdout.readline())
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    assert writers.stdout.readline() == "dead\n"


class Reader(threading.Thread):
    """Opens the newest snapshot again and again, and notes what is not whole."""

    def __init__(self, store: Path, sizes: set[int]) -> None:
        super().__init__(daemon=True)
        self.store, self.sizes = store, sizes
        self.stop, self.looks, self.faults = False, 0, []

    def run(self) -> None:
        while not self.stop:
            try:
                size = len(snapshot.read(self.store, columns=LOOKED_AT)["observations"])
            except Exception as fault:  # noqa: BLE001 - whatever it is, it is the finding
                self.faults.append(repr(fault))
                continue
            self.looks += 1
            if size not in self.sizes:
                self.faults.append(f"{size} rows")
