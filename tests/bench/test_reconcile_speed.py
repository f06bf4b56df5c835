"""How fast two processes make tellings into observations, ranks, histories, conflicts and ladders, in what memory."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SIZES = (10_000, 100_000, 1_000_000)
RUN = """
import json, resource, sys, tempfile, time
from pathlib import Path
from etl.publish.cache import opened
from etl.publish.parts import weigher
from etl.publish.workers import workers
from etl.reconcile.currency import rates
from etl.reconcile.horizon import outweighed, with_horizon_status
from etl.reconcile.ladder import plan_steps
from etl.reconcile.maker import own_chips
from etl.reconcile.name import Names, resolve
from etl.reconcile.origin import graded
from etl.reconcile.told import marked
from etl.reconcile.when import dated
from etl.vocabulary import vocabulary
from tests.bench.many import tellings
known = vocabulary()
made = tellings(int(sys.argv[1]))
begin = time.perf_counter()
names = Names(known)
told = marked(own_chips(dated(graded(resolve(made, names), names), known), known).reset_index(drop=True))
del made
with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as cache, workers(2) as pool:
    found = weigher(cache, pool)(told, rates([]), known)
    standing = with_horizon_status(found.observations, found.conflicts)
    steps = plan_steps(standing, outweighed(standing, found.conflicts))
    seconds = time.perf_counter() - begin
use = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
spent = sum(one.ru_utime + one.ru_stime for one in use)
told = {"observations": len(found.observations), "conflicts": len(found.conflicts), "steps": len(steps)}
peak, worker = (one.ru_maxrss / 1e6 for one in use)
print(json.dumps({"seconds": seconds, "peak_gb": peak, "worker_gb": worker, "cpu_seconds": spent, **told}))
"""


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_reconcile_grows_no_worse_than_n_log_n() -> None:
    before: tuple[int, float] | None = None
    for size in SIZES:
        command = [sys.executable, "-c", RUN, str(size)]
        told = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout)
        growth = ""
        if before:
            allowed = size * math.log(size) / (before[0] * math.log(before[0]))
            growth = f", {told['seconds'] / before[1]:.1f} times the time (n log n: {allowed:.1f})"
        print(f"{size:>9,} tellings: {told['seconds']:.2f} s, peak {told['peak_gb']:.2f} GB{growth}; {told}")
        before = size, told["seconds"]
