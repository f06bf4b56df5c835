"""How fast tellings become observations, ranks, histories, conflicts and ladders, and how much memory they take."""

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
import json, resource, sys, time
from etl.reconcile.conflict import conflicts
from etl.reconcile.horizon import outweighed, with_horizon_status
from etl.reconcile.ladder import plan_steps
from etl.reconcile.weighing import observed
from etl.reconcile.maker import own_chips
from etl.reconcile.name import Names, resolve
from etl.reconcile.origin import graded
from etl.reconcile.when import dated
from etl.vocabulary import vocabulary
from tests.bench.many import tellings
known = vocabulary()
made = tellings(int(sys.argv[1]))
begin = time.perf_counter()
names = Names(known)
told = own_chips(dated(graded(resolve(made, names), names), known), known)
found, evidence = observed(told.reset_index(drop=True), known)
disputes = conflicts(found)
steps = plan_steps(with_horizon_status(found, disputes), outweighed(found, disputes))
seconds = time.perf_counter() - begin
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
told = {"observations": len(found), "conflicts": len(disputes), "steps": len(steps)}
print(json.dumps({"seconds": seconds, "peak_gb": peak, **told}))
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
