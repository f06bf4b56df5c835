"""
How fast two processes reconcile made-up tellings, in what memory: their weighing, and all of it.

The tellings are made by a process of their own and read from a file before the clock starts. Its two workers start with
the clock, since in a refresh they have read by the time when there is something to weigh. The reconcile asks for
memory as a refresh does, and lets go of the tellings as it does, but holds all tables, which a refresh writes one by
one. Memory is what /proc tells of its process and of its workers together, pages that they share counted once for each.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SIZES = [int(size) for size in os.environ.get("BENCH_TELLINGS", "10000 100000 1000000").split()]
GOAL_SIZE, GOAL_SECONDS, GOAL_GB = 1_000_000, 20, 4
PAGE = os.sysconf("SC_PAGE_SIZE")
MAKE = "import sys; from tests.bench.many import tellings; tellings(int(sys.argv[1])).to_feather(sys.argv[2])"
RUN = """
import json, resource, sys, tempfile, time
from pathlib import Path
import pandas as pd
from etl.publish.cache import opened
from etl.publish.frugal import frugal
from etl.publish.parts import weigher
from etl.publish.share import telling
from etl.publish.workers import giver, workers
from etl.reconcile.codes import plain
from etl.reconcile.currency import rates
from etl.reconcile.horizon import outweighed, with_horizon_status
from etl.reconcile.ladder import plan_steps
from etl.reconcile.ledger import settled
from etl.reconcile.name import Names
from etl.reconcile.told import marked, resolved, told_by
from etl.vocabulary import vocabulary
from dataclasses import replace

def told_of(made):
    names = Names(known)
    return replace(told_by((), (), known), figures=marked(resolved(made, names)), names=names.met())

def weighing(told, weigh, give):
    frames = weigh(told.pop().figures, rates([]), known).frames()
    found = {name: plain(frames.pop(name)) for name in list(frames)}
    standing = with_horizon_status(found["observations"], found["conflicts"])
    return {**found, "plan_steps": plan_steps(standing, outweighed(standing, found["conflicts"]))}

def whole(told, weigh, give):
    return dict(settled(told.pop(), (), known, weigh, give=give))

def spent():
    use = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in use)

frugal()
known = vocabulary()
made = pd.read_feather(sys.argv[2])
cpu, begin = spent(), time.perf_counter()
with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as cache, workers(2) as pool:
    pool.submit(telling, (), ())  # they start now, and not when there is something to weigh: a refresh has read by then
    told = [told_of(made)]  # let go of by who takes it, as a refresh does
    del made
    telling_seconds = time.perf_counter() - begin
    found = {"weighing": weighing, "whole": whole}[sys.argv[1]](told, weigher(cache, pool), giver(pool))
    seconds = time.perf_counter() - begin
counts = {name: len(frame) for name, frame in found.items() if name in ("observations", "conflicts", "plan_steps")}
print(json.dumps({"seconds": seconds, "telling_seconds": telling_seconds, "cpu_seconds": spent() - cpu, **counts}))
"""


def resident(process: int) -> float:
    """Return the memory of a process in GB, none where it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * PAGE / 1e9
    except (OSError, IndexError):
        return 0.0


def children(process: int) -> Iterator[int]:
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    except OSError:
        return
    for one in map(int, told.split()):
        yield one
        yield from children(one)


def peaks(run: subprocess.Popen[str]) -> dict[str, float]:
    """Return the most memory that a process, one of its workers, and all of them together held at a time, in GB."""
    most = {"parent_gb": 0.0, "worker_gb": 0.0, "together_gb": 0.0}
    while run.poll() is None:
        own, others = resident(run.pid), [resident(one) for one in children(run.pid)]
        now = {"parent_gb": own, "worker_gb": max(others, default=0.0), "together_gb": own + sum(others)}
        most = {name: max(most[name], gb) for name, gb in now.items()}
        time.sleep(0.05)
    return most


def measured(what: str, made: Path) -> dict[str, Any]:
    """Reconcile in a process of its own and return what it took."""
    with subprocess.Popen(
        [sys.executable, "-c", RUN, what, str(made)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as run:
        memory = peaks(run)
        assert run.stdout is not None
        return {**json.loads(run.stdout.read()), **memory}


@pytest.mark.bench
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("what", ["weighing", "whole"])
def test_reconcile_grows_no_worse_than_n_log_n(what: str, tmp_path: Path) -> None:
    before: tuple[int, dict[str, Any]] | None = None
    for size in SIZES:
        made = tmp_path / f"{size}.feather"
        subprocess.run([sys.executable, "-c", MAKE, str(size), str(made)], cwd=ROOT, check=True)
        told = measured(what, made)
        growth = ""
        if before:
            allowed = size * math.log(size) / (before[0] * math.log(before[0]))
            grown = told["cpu_seconds"] / before[1]["cpu_seconds"]
            growth = f"; {grown:.1f} times the work (n log n: {allowed:.1f})"
        goal = f" (goal {GOAL_SECONDS} s, {GOAL_GB} GB)" if size == GOAL_SIZE else ""
        memory = (
            f"{told['together_gb']:.2f} GB together (parent {told['parent_gb']:.2f}, worker {told['worker_gb']:.2f})"
        )
        print(f"{what:<8} {size:>9,} tellings: {told['seconds']:.1f} s, {memory}{goal}{growth}; {told}")
        before = size, told
