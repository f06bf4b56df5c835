"""
What the fault tests are made of: a small world of sources, refreshes of it in forks, readers who look on.

Every world has two states of its sources that a refresh turns into two snapshots; whatever befalls a refresh, a reader
sees one of the two, and the corrections that were acknowledged are in force.
"""

from __future__ import annotations

import errno
import hashlib
import json
import mmap
import os
import random
import signal
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from dashboard.snapshot import Store
from etl.errors import LedgerError, StoreLocked
from etl.publish import snapshot
from etl.publish.disk import Disk
from etl.publish.reading import Tell
from etl.publish.refresh import Request, refresh

ARTICLE = """---
title: Purchases
date: 2025-02-11
lang: en
---

Omdia estimates that {who} bought {count},000 Hopper GPUs in 2024.
"""
DONE, FAULT, LOCKED, CANCELLED = 0, 2, 75, 130
LOOKED_AT = {"observations": ("source",), "documents": ("name",)}
PAUSE = 0.2
"""Seconds at most between two looks: without them the readers take the core that the refreshes need."""


@dataclass(slots=True)
class World:
    """Sources, a store and a file of corrections in one folder."""

    folder: Path
    turn: int = 0
    judged: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.folder / "articles").mkdir(parents=True)
        self._article("Meta", 224)
        self.corrections.touch()

    @property
    def store(self) -> Path:
        """Return the folder of snapshots."""
        return self.folder / "store"

    @property
    def corrections(self) -> Path:
        """Return the file of corrections."""
        return self.folder / "corrections.jsonl"

    def _article(self, who: str, count: int) -> str:
        text = ARTICLE.format(who=who, count=count)
        (self.folder / f"articles/{who.lower()}.md").write_text(text, encoding="utf-8")
        return text

    def change(self) -> None:
        """Change one article, so that the next refresh has something to publish."""
        self.turn += 1
        self._article("Oracle", 100 + self.turn % 7)

    def decide(self) -> None:
        """Add a correction as a person would, each of a figure of its own; it counts from the moment this returns."""
        number = len(self.judged)
        count = 501 + 2 * number  # odd, so that none is taken for another one rounded
        text = self._article("Amazon", count)
        (self.folder / "articles/amazon.md").rename(self.folder / f"articles/judged-{number}.md")
        body = text.partition("---\n\n")[2]
        start = body.index(f"{count},000")
        line = {
            "document": f"judged-{number}",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "start": start,
            "end": start + len(f"{count},000"),
            "metric": "units_purchased",
            "action": "amend",
            "set": {"product": "h100"},
            "reason": "a test",
            "by": "tester",
            "on": "2026-11-24",
        }
        Disk().append(self.corrections, (json.dumps(line) + "\n").encode())
        self.judged.append(f"judged-{number}")

    def request(self, disk: Disk | None = None, keep: int = 3) -> Request:
        """Return the refresh of this world."""
        return Request((), (self.folder / "articles",), self.store, 1, self.corrections, None, keep, disk or Disk())

    def check(self) -> None:
        """Refresh once more without a fault: it works at once, and every acknowledged correction is in force."""
        receipt = refresh(self.request(), quiet)
        assert not receipt["failed"]
        frame = snapshot.read(self.store)["observations"]
        corrected = set(frame.loc[frame["flags"].str.contains("corrected"), "source"])
        assert corrected == set(self.judged), f"lost corrections: {set(self.judged) - corrected}"
        assert list(self.store.glob("*.tmp")) == []
        lines = (self.store / "receipts.jsonl").read_text(encoding="utf-8").splitlines()
        assert json.loads(lines[-1])["snapshot"] == snapshot.latest(self.store)
        again = refresh(self.request(), quiet)
        assert again["counts"] == {"added": 0, "changed": 0, "retracted": 0}


def quiet(_stage: str, _done: int, _total: int, _message: str) -> None:
    """Tell nobody."""


class Stage:
    """The stage that a fork has come to, as all processes see it; empty before the first and after the last."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 64)

    def __str__(self) -> str:
        return self._shared[:].rstrip(b"\0").decode()

    def tell(self, stage: str, _done: int, _total: int, _message: str) -> None:
        """Note a stage."""
        self._shared[:] = stage.encode().ljust(len(self._shared), b"\0")

    def awaited(self, stage: str, child: int) -> None:
        """Wait until a fork has come to a stage, or has ended without."""
        while str(self) != stage and os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            time.sleep(0.001)


def forked(request: Request, before: Callable[[], None] = lambda: None, told: int = -1, tell: Tell = quiet) -> int:
    """
    Refresh in a fork and return its process id; a fork starts in a millisecond where a new process takes a second.

    The status is that of the command: 0, 2 for a fault that is told, 75 where the store is locked, 130 where it was
    cancelled, and 99 for any other.
    """
    child = os.fork()
    if child:
        return child
    status, newest = 99, snapshot.latest(request.store)
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        before()
        receipt = refresh(request, tell)
        if told >= 0:
            os.write(told, f"{receipt['snapshot']}\n".encode())
        status = DONE
    except StoreLocked:
        status = LOCKED
    except LedgerError:
        status = FAULT
    except KeyboardInterrupt:
        status = CANCELLED if snapshot.latest(request.store) == newest else DONE
    except BaseException:  # noqa: BLE001 - a trace is what a user must not see; its status is 99
        traceback.print_exc()
    finally:
        os._exit(status)


def ended(child: int) -> int:
    """Wait for a fork and return its status, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Reader:
    """
    Opens the newest snapshot again and again, as the commands and the dashboard do, and notes what is not whole.

    It runs in a fork of its own: the refreshes are forks too, and a fork of a process with threads may hang.
    """

    def __init__(self, store: Path) -> None:
        self.store = store
        self.looks, self.faults = 0, []
        self._dashboard = Store(store)
        self._stopped = False

    def __enter__(self) -> Self:
        self._parent = os.getpid()
        self._told, write = os.pipe()
        self._child = os.fork()
        if not self._child:
            signal.signal(signal.SIGTERM, self._stop)
            self._look_on()
            os.write(write, json.dumps([self.looks, self.faults[:20]]).encode())
            os._exit(0)
        os.close(write)
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._child, signal.SIGTERM)
        with os.fdopen(self._told) as told:
            self.looks, self.faults = json.loads(told.read())
        os.waitpid(self._child, 0)

    def _stop(self, *_: object) -> None:
        self._stopped = True

    def _look_on(self) -> None:
        pauses = random.Random(0)  # noqa: S311 - so that looks fall anywhere in a refresh
        while os.getppid() == self._parent and (not self._stopped or not self.looks):
            for look in (self._by_etl, self._by_dashboard):
                try:
                    look()
                except Exception as fault:  # noqa: BLE001 - whatever it is, it is the finding
                    self.faults.append(repr(fault))
            self.looks += 2
            time.sleep(pauses.uniform(0, PAUSE))

    def _by_etl(self) -> None:
        tables = snapshot.read(self.store, columns=LOOKED_AT)
        self._compare(tables["observations"], tables["documents"])

    def _by_dashboard(self) -> None:
        held = self._dashboard.current()
        assert held is not None
        assert not self._dashboard.fault, self._dashboard.fault
        self._compare(held.table("observations"), held.table("documents"))

    def _compare(self, observations: Any, documents: Any) -> None:
        # Each article of this world tells one figure: a mixture of two snapshots would show.
        assert sorted(observations["source"]) == sorted(documents["name"])


def joined(pieces: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return files that come piece by piece."""
    found: dict[str, bytes] = {}
    for name, piece in pieces:
        found[name] = found.get(name, b"") + piece
    return found


class Failing(Disk):
    """A disk whose call number `at` fails, and with `lasting` every later one; at 0 it only counts."""

    def __init__(self, at: int = 0, code: int = errno.EIO, *, lasting: bool = False) -> None:
        self.at, self.code, self.lasting, self.calls = at, code, lasting, 0

    def _count(self) -> None:
        self.calls += 1
        if self.at and (self.calls == self.at or (self.lasting and self.calls > self.at)):
            raise OSError(self.code, os.strerror(self.code))

    def pour(self, folder: Path, pieces: Iterable[tuple[str, bytes]]) -> None:
        """Write each file, or write half of one and fail."""
        for name, content in joined(pieces).items():
            if self.calls + 1 == self.at:
                (folder / name).write_bytes(content[: len(content) // 2])
            self._count()
            super().pour(folder, ((name, content),))

    def append(self, path: Path, content: bytes) -> None:
        """Append, or append half and fail."""
        if self.calls + 1 == self.at:
            with path.open("ab") as file:
                file.write(content[: len(content) // 2])
        self._count()
        super().append(path, content)

    def sync(self, number: int) -> None:
        """Flush, or fail."""
        self._count()
        super().sync(number)

    def rename(self, old: Path, new: Path) -> None:
        """Rename, or fail."""
        self._count()
        super().rename(old, new)

    def remove(self, folder: Path) -> None:
        """Remove, or fail."""
        self._count()
        super().remove(folder)


class Full(Disk):
    """A disk with room for so many bytes more; what no longer fits is cut off, and nothing fits after it."""

    def __init__(self, room: int) -> None:
        self.room = room

    def pour(self, folder: Path, pieces: Iterable[tuple[str, bytes]]) -> None:
        """Write what fits."""
        for name, content in joined(pieces).items():
            self._fit(folder / name, content, "wb")
            super().pour(folder, ((name, content),))

    def append(self, path: Path, content: bytes) -> None:
        """Append what fits."""
        self._fit(path, content, "ab")
        super().append(path, content)

    def _fit(self, path: Path, content: bytes, mode: str) -> None:
        if len(content) > self.room:
            with path.open(mode) as file:
                file.write(content[: max(self.room, 0)])
            self.room = 0
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.room -= len(content)
