"""A refresh: read, reconcile, audit, publish. Either a whole new snapshot, or the store as it was."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from etl.errors import InputRejected, StoreError
from etl.model import Extraction
from etl.publish import snapshot
from etl.publish.cache import Cache
from etl.publish.disk import Disk
from etl.publish.lock import locked
from etl.publish.reading import Readings, Tell, read_all
from etl.publish.receipt import difference
from etl.reconcile.audit import check
from etl.reconcile.correction import corrected, load
from etl.reconcile.ledger import reconcile
from etl.vocabulary import vocabulary

RECEIPTS = "receipts.jsonl"
CACHE = "cache"
COMPLETE, RECONCILE, AUDIT, PUBLISH = "ask the model", "reconcile", "audit", "publish"


@dataclass(frozen=True, slots=True)
class Request:
    """What to read, where to publish, with how many processes; `complete` adds to what the rules read, if given."""

    tables: tuple[Path, ...]
    articles: tuple[Path, ...]
    store: Path
    jobs: int = 1
    corrections: Path | None = None
    complete: Callable[[Extraction], Extraction] | None = None


@dataclass(slots=True)
class _Clock:
    """Seconds spent in each stage."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begin = time.perf_counter()
        yield
        self.spent[name] = round(time.perf_counter() - begin, 3)


def refresh(request: Request, tell: Tell, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> dict[str, Any]:
    """
    Read the sources, publish a snapshot and return its receipt.

    Raises StoreLocked where another refresh runs, AuditFailed where a figure breaks a rule, StoreError where the store
    cannot be written; the newest snapshot then stays the one it was.
    """
    with locked(request.store):
        clock = _Clock()
        with clock.stage("read"):
            readings = read_all(request.tables, request.articles, Cache(request.store / CACHE), request.jobs, tell)
        if not readings.tables and not readings.extractions:
            raise StoreError(_nothing(request))
        if request.complete:
            with clock.stage(COMPLETE):
                readings.extractions = list(_completed(readings.extractions, request.complete, tell))
        with clock.stage(RECONCILE):
            tell(RECONCILE, 0, 1, "")
            _correct(readings, request.corrections)
            tables = reconcile(readings.tables, readings.extractions, vocabulary())
            tell(RECONCILE, 1, 1, f"{len(tables['observations'])} observations")
        with clock.stage(AUDIT):
            tell(AUDIT, 0, 1, "")
            check(tables)
            tell(AUDIT, 1, 1, "")
        return _publish(request.store, tables, readings, clock, tell, now())


def _publish(
    store: Path, tables: snapshot.Tables, readings: Readings, clock: _Clock, tell: Tell, at: datetime
) -> dict[str, Any]:
    tell(PUBLISH, 0, 1, "")
    before = snapshot.latest(store)
    changes = difference(_last(store, before), tables)
    receipt = {
        "before": before,
        "at": at.isoformat("T", "seconds"),
        **changes,
        "observations": len(tables["observations"]),
        "documents": len(tables["documents"]),
        "stale": readings.stale,
        "failed": [_told(one) for one in readings.rejected],
        "noted": [_told(one) for one in (*readings.undated(), *readings.noted)],
        "seconds": clock.spent,
    }
    with clock.stage(PUBLISH):
        name = snapshot.publish(tables, store, receipt)
    whole = {"snapshot": name, **receipt}
    Disk().append(store / RECEIPTS, (json.dumps(whole, ensure_ascii=False) + "\n").encode())
    tell(PUBLISH, 1, 1, name)
    return whole


def _completed(
    extractions: Sequence[Extraction], complete: Callable[[Extraction], Extraction], tell: Tell
) -> Iterator[Extraction]:
    added = 0
    for done, one in enumerate(extractions, 1):
        found = complete(one)
        added += len(found.mentions) - len(one.mentions)
        tell(COMPLETE, done, len(extractions), f"{added} figures linked")
        yield found


def _correct(readings: Readings, path: Path | None) -> None:
    """Apply the corrections; a file of them that cannot be used is left out whole, and named."""
    if path is None:
        return
    try:
        judged = load(path)
    except InputRejected as rejected:
        readings.rejected.append(rejected)
        return
    readings.extractions, readings.noted = corrected(readings.extractions, judged)


def _last(store: Path, name: str) -> snapshot.Tables:
    """Return the last snapshot's tables; one that is missing or damaged counts as none, for it is replaced now."""
    try:
        return snapshot.read(store, name) if name else {}
    except StoreError:
        return {}


def _told(rejected: InputRejected) -> dict[str, str]:
    return {name: getattr(rejected, name) for name in ("source", "place", "reason", "remedy")}


def _nothing(request: Request) -> str:
    looked: Sequence[Path] = (*request.tables, *request.articles)
    return f"nothing could be read under {', '.join(map(str, looked))}; the store is as it was"
