"""
What a refresh costs on a corpus made from the shipped digests: whole, by two processes, and with one article changed.

The article that changes is one that figures are read of, and all its numbers change. BENCH_DOCUMENTS sets the size
(10,000). Each refresh is a process of its own; its peak memory and that of its workers are told with its time, and
beside those of smaller corpora: what is bounded stays level.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.publish import snapshot
from tests.bench.corpus import varied, write

ROOT = Path(__file__).parents[2]
SIZE = int(os.environ.get("BENCH_DOCUMENTS", "10000"))
SMALLER = tuple(size for size in (1_000, 3_000) if size < SIZE)
MEASURE = (
    "import json, resource, sys; from etl.__main__ import main; from etl.leaving import leave;"
    "status = main(sys.argv[1:]);"
    "asked = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN);"
    "own, workers = (resource.getrusage(who).ru_maxrss // 1024 for who in asked);"
    "cpu = sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, asked));"
    "print(json.dumps({'peak_mb': own, 'worker_mb': workers, 'cpu': round(cpu, 2)})); leave(status)"
)


def measured(work: Path, store: str, jobs: int) -> dict[str, float | str]:
    """Refresh in a process of its own and return its seconds, its stages, its memory and its snapshot."""
    options = ("--articles", work / "articles", "--store", work / store, "--jobs", jobs, "--json")
    begin = time.perf_counter()
    command = [sys.executable, "-c", MEASURE, "refresh", *map(str, options)]
    # Modules are compiled, as they are from the second start on.
    known = {**os.environ, "PYTHONPYCACHEPREFIX": str(work / "compiled")}
    known.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    seconds = time.perf_counter() - begin
    receipt, memory = (json.loads(line) for line in done.stdout.splitlines()[-2:])
    told = receipt["receipt"]
    print(f"{store:<6} {jobs} jobs: {seconds:7.1f} s  {told['seconds']}  {memory}  {told['read']}")
    moved = sum(told["counts"].values())
    return {"seconds": seconds, "snapshot": told["snapshot"], "moved": moved, **memory, **told["seconds"]}


def smaller(work: Path, size: int) -> tuple[int, dict[str, float | str]]:
    """Refresh a smaller corpus in a store of its own."""
    folder = work / str(size)
    write(folder / "articles", size)
    return size, measured(folder, "two", 2)


def change_one(work: Path) -> None:
    """Give an article in the middle of the corpus, one that figures were read of, other numbers."""
    documents = snapshot.read(work / "one", columns={"documents": ("name", "n_observations")})["documents"]
    told = documents.loc[documents["n_observations"] > 0, "name"]
    article = work / "articles" / f"{min(told[told >= f'{SIZE // 2:06}'])}.md"
    article.write_text(varied(article.read_text(encoding="utf-8"), SIZE), encoding="utf-8")


@pytest.mark.bench
@pytest.mark.timeout(3600)
def test_the_cost_of_a_refresh(tmp_path: Path) -> None:
    write(tmp_path / "articles", SIZE)
    one = measured(tmp_path, "one", 1)
    two = measured(tmp_path, "two", 2)
    grown = [*(smaller(tmp_path, size) for size in SMALLER), (SIZE, two)]
    assert one["snapshot"] == two["snapshot"]
    change_one(tmp_path)
    again = measured(tmp_path, "one", 2)
    assert again["moved"]
    idle = measured(tmp_path, "one", 2)
    fresh = measured(tmp_path, "fresh", 2)
    assert fresh["snapshot"] == idle["snapshot"] == again["snapshot"]
    for size, told in grown:
        print(f"{size:>6} documents: at most {told['peak_mb']} MB in the parent, {told['worker_mb']} in a worker")
    print(f"{SIZE / one['read']:.0f} documents read a second by one process, {SIZE / two['read']:.0f} by two")
    print(
        f"two processes: {one['seconds'] / two['seconds']:.2f} times as fast; reading {one['read'] / two['read']:.2f}"
    )
    for what, told in (("one changed", again), ("none changed", idle)):
        shares = (told["seconds"] / one["seconds"], *(told[name] / two[name] for name in ("seconds", "cpu")))
        print("{}: {:.1%} of the time of the whole by one, {:.1%} by two, {:.1%} of its work".format(what, *shares))
