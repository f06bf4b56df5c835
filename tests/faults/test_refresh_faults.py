"""
Refreshes are killed, fail, fill the disk and meet each other while readers look on.

0 half snapshots, 0 lost corrections, 0 stuck locks. `make test` runs a short form, `make faults` the whole.
"""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from etl.errors import StoreError
from etl.publish import snapshot
from etl.publish.refresh import PUBLISH, refresh
from tests.faults.harness import DONE, FAULT, LOCKED, Failing, Full, Reader, Stage, World, ended, forked, quiet

WHOLE = os.environ.get("FAULTS") == "whole"
KILLS, FAILURES, FULL, PAIRS, CANCELS, FLIPS = (50, 50, 25, 25, 20, 2000) if WHOLE else (3, 3, 2, 1, 2, 100)
"""Of each part. Parts are many, so that two cores share them, and each has a world of its own: a young one is small."""

KILL_PARTS, FAILURE_PARTS, PARTS = (6, 4, 2) if WHOLE else (1, 1, 1)

PUBLISHING = 0.03
"""Seconds within which a kill that is aimed at publishing falls after its begin."""

SEED = int(os.environ.get("FAULTS_SEED", "0"))


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path / "world")
    made.decide()
    refresh(made.request(), quiet)
    return made


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(f"{SEED} {request.node.name}")  # noqa: S311 - the same moments in each run


def lasts(world: World) -> float:
    """Return how long a refresh takes, in a fork as the others."""
    world.change()
    begin = time.monotonic()
    assert ended(forked(world.request())) == DONE
    return time.monotonic() - begin


@pytest.mark.parametrize("_part", range(KILL_PARTS))
def test_killed_at_random_moments(world: World, chance: random.Random, _part: int) -> None:
    longest = lasts(world) * 1.2
    ends: Counter[int] = Counter()
    stages: Counter[str] = Counter()
    with Reader(world.store) as reader:
        for number in range(KILLS):
            world.change()
            if number % 5 == 0:
                world.decide()
            stage = Stage()
            child = forked(world.request(), tell=stage.tell)
            if number % 5 == 1:  # publishing is short: few of the others fall in it
                stage.awaited(PUBLISH, child)
            time.sleep(chance.uniform(0.0, PUBLISHING if number % 5 == 1 else longest))
            os.kill(child, signal.SIGKILL)
            ends[ended(child)] += 1
            stages[str(stage)] += 1
            snapshot.read(world.store)
    world.check()
    assert reader.faults == []
    report("killed", KILLS, ends, reader)
    print("killed in:", ", ".join(f"{stage or 'nothing yet'} {times}" for stage, times in stages.most_common()))  # noqa: T201
    assert ends[-signal.SIGKILL] > KILLS // 4
    assert stages[PUBLISH] or not WHOLE


def test_cancelled_at_random_moments(world: World, chance: random.Random) -> None:
    longest = lasts(world) * 1.2
    for _ in range(CANCELS):
        world.change()
        before = snapshot.latest(world.store)
        read, write = os.pipe()
        child = forked(world.request(), told=write)
        os.close(write)
        time.sleep(chance.uniform(0.0, longest))
        os.kill(child, signal.SIGTERM)
        status = ended(child)
        with os.fdopen(read) as told:
            done = told.read().strip()
        if done:
            assert (status, snapshot.latest(world.store)) == (DONE, done)
        if status != DONE:
            assert snapshot.latest(world.store) == before
    world.check()


@pytest.mark.parametrize("part", range(FAILURE_PARTS))
def test_any_call_to_the_disk_fails(world: World, chance: random.Random, part: int) -> None:
    counting = Failing()
    world.change()
    refresh(world.request(counting, keep=1), quiet)
    assert counting.calls > 60  # writing, flushing and renaming each file
    ends: Counter[int] = Counter()
    with Reader(world.store) as reader:
        for number in range(FAILURES):
            world.change()
            if number % 10 == 0:
                world.decide()
            at = 1 + (number * FAILURE_PARTS + part) % counting.calls if WHOLE else chance.randint(1, counting.calls)
            failing = Failing(at, chance.choice((errno.EIO, errno.ENOSPC)), lasting=chance.random() < 0.5)
            ends[ended(forked(world.request(failing, keep=1)))] += 1
            snapshot.read(world.store)
    world.check()
    assert reader.faults == []
    assert set(ends) <= {DONE, FAULT}  # never a trace
    assert ends[FAULT] > FAILURES // 2 or not WHOLE  # a few drawn by chance may all miss
    report("failing", FAILURES, ends, reader)


@pytest.mark.parametrize("_part", range(PARTS))
def test_the_disk_is_full(world: World, chance: random.Random, _part: int) -> None:
    world.change()
    name = refresh(world.request(), quiet)["snapshot"]
    size = sum(path.stat().st_size for path in (world.store / name).iterdir())
    largest = max(path.stat().st_size for path in (world.store / name).iterdir())
    ends: Counter[int] = Counter()
    with Reader(world.store) as reader:
        for number in range(FULL):
            world.change()
            world.decide()
            if number % 2:
                ends[ended(forked(world.request(Full(chance.randrange(int(size * 1.2))))))] += 1
            else:  # any write at all beyond this size is refused by the kernel
                limit = chance.randrange(largest)
                ends[ended(forked(world.request(), lambda limit=limit: _no_larger(limit)))] += 1
            snapshot.read(world.store)
    world.check()
    assert reader.faults == []
    assert set(ends) <= {DONE, FAULT}
    assert ends[FAULT] > FULL // 3
    report("disk full", FULL, ends, reader)


def _no_larger(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("_part", range(PARTS))
def test_two_at_once(world: World, _part: int) -> None:
    ends: Counter[tuple[int, ...]] = Counter()
    with Reader(world.store) as reader:
        for _ in range(PAIRS):
            world.change()
            world.decide()
            children = [forked(world.request()) for _ in range(2)]
            ends[tuple(sorted(map(ended, children)))] += 1
    world.check()
    assert reader.faults == []
    assert set(ends) <= {(DONE, LOCKED), (DONE, DONE)}  # one is refused, unless the other had ended already
    assert ends[DONE, LOCKED] > 0
    report("pairs", PAIRS, ends, reader)


@pytest.mark.parametrize("_part", range(PARTS))
def test_a_flipped_byte_is_noticed(world: World, chance: random.Random, _part: int) -> None:
    folder = world.store / snapshot.latest(world.store)
    files = sorted(folder.iterdir())
    sizes = [path.stat().st_size for path in files]
    tried = 0
    for _ in range(FLIPS):
        path = chance.choices(files, sizes)[0] if chance.random() < 0.5 else chance.choice(files)
        whole = path.read_bytes()
        at = chance.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        with pytest.raises(StoreError):
            snapshot.verified(world.store, folder.name)
        path.write_bytes(whole)
        tried += 1
    assert snapshot.verified(world.store, folder.name)
    print(f"flipped: {tried} bytes in {len(files)} files, all noticed")  # noqa: T201


def report(what: str, number: int, ends: Counter[int] | Counter[tuple[int, ...]], reader: Reader) -> None:
    told = ", ".join(f"{times} ended with {status}" for status, times in sorted(ends.items()))
    print(f"{what}: {number} ({told}); {reader.looks} looks, 0 half snapshots, 0 lost corrections, 0 stuck locks")  # noqa: T201
