"""A refresh: read, reconcile, audit, publish. Either a whole new snapshot, or the store as it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from etl.errors import InputRejected, StoreError
from etl.model import Extraction
from etl.publish import history, inputs, snapshot, sources
from etl.publish.cache import Cache, opened
from etl.publish.files import Files, Tables, frames_of, shapes
from etl.publish.frugal import give_back
from etl.publish.gathering import gathered
from etl.publish.judged import judged
from etl.publish.lock import locked
from etl.publish.place import CACHE
from etl.publish.prune import prune
from etl.publish.reading import Readings, Tell, extractions, read_all
from etl.publish.receipt import COMPARED, asked_of, difference, difference_on_disk, nothing, touched
from etl.publish.request import Request
from etl.publish.share import program
from etl.publish.shield import shielded
from etl.publish.small import FEW, Ways, suited
from etl.publish.snapshot import Draft, drafted, identity
from etl.publish.texts import Texts
from etl.publish.workers import beside, processes, workers
from etl.publish.writing import Write, ready, writing
from etl.reconcile.audit import Shelved, check
from etl.reconcile.correction import Correction, corrected
from etl.reconcile.currency import waiting
from etl.reconcile.edit import unmet
from etl.reconcile.ledger import settled
from etl.reconcile.told import Told, told_by
from etl.vocabulary import vocabulary

COMPLETE, GATHER, RECONCILE, AUDIT, WRITE = "ask the model", "gather", "reconcile", "audit", "write tables"
COMPARE, PUBLISH = "compare", "publish"
LONG = 10_000
"""Rows of a table after which memory is given back: after a shorter one it costs more than it gives."""


@dataclass(slots=True)
class _Run:
    """One refresh: what was asked, whom to tell, and the seconds spent in each stage."""

    request: Request
    tell: Tell
    now: Callable[[], datetime]
    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begin = time.perf_counter()
        yield
        self.spent[name] = round(time.perf_counter() - begin, 3)


@dataclass(frozen=True, slots=True)
class _Base:
    """What a refresh is told against: the last snapshot with its files, and what the new one is made of."""

    last: str
    held: Files
    made_of: inputs.Inputs


@dataclass(frozen=True, slots=True)
class _Help:
    """What a refresh makes use of: what was kept, the processes that share large work, and the one that writes."""

    cache: Cache
    pool: Executor | None
    scribe: Executor | None


def refresh(request: Request, tell: Tell, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> dict[str, Any]:
    """
    Read the sources, publish a snapshot and return its receipt; of a preview the receipt that it would have.

    Raises StoreLocked where another refresh runs, AuditFailed where a figure breaks a rule, StoreError where the store
    cannot be written; the newest snapshot then stays the one it was.
    """
    run = _Run(request, tell, now)
    with (
        locked(request.store),
        beside(partial(snapshot.newest_whole, request.store), request.jobs) as trusted,
        opened(request.store / CACHE) as cache,
        workers(request.jobs) as pool,
        _scribe(request) as other,
    ):
        help_ = _Help(cache, pool, other)
        readings, corrections = _read(run, help_)
        if other and readings.size() >= FEW:
            other.submit(ready)
        last, held = _mended(request, *trusted())
        heads = (one.head for one in readings.documents)
        made_of = inputs.of(readings.tables, heads, readings.stale, request.corrections)
        if last and not request.complete and last == inputs.gave(request.store / CACHE, made_of):
            # Equal inputs give equal tables: there is nothing to make, and nothing to compare.
            return _unchanged(run, readings, last)
        with drafted(request.store, request.disk) as draft, suited(readings.size(), cache, pool) as ways:
            base = _Base(last, held, made_of)
            scribe = other if readings.size() >= FEW else None
            with writing(draft, scribe, run.stage(WRITE)) as write:
                tables = _tables(run, readings, help_, corrections, (write, draft.texts), ways)
                changes = _changes(run, scribe, tables, base)
                with run.stage(AUDIT):
                    run.tell(AUDIT, 0, 1, "")
                    give_back()
                    check(tables)
                    run.tell(AUDIT, 1, 1, "")
            cache.tidy()
            return _publish(run, _receipt(run, tables, draft, readings, base, changes), draft, base)


def _scribe(request: Request) -> AbstractContextManager[Executor | None]:
    """Return who writes tables beside this process, None where it is alone."""
    return nullcontext(request.scribe) if request.scribe or request.jobs == 1 else processes(1)


def _read(run: _Run, by: _Help) -> tuple[Readings, list[Correction]]:
    """Return what was read, and the corrections; raises StoreError where there is nothing to read."""
    request = run.request
    corrections, fault = _corrections(request)
    with run.stage("read"):
        readings = read_all(request.tables, request.articles, by.cache, by.pool, run.tell, corrections, request.scribe)
    readings.rejected.extend(request.faults)
    if not readings.tables and not readings.documents:
        raise StoreError(_nothing(request))
    if fault is not None:
        readings.rejected.append(fault)
        readings.stale += [str(request.corrections)] if corrections else []
    return readings, corrections


def _tables(
    run: _Run,
    readings: Readings,
    by: _Help,
    corrections: Sequence[Correction],
    to: tuple[Write, Texts],
    ways: Ways,
) -> Tables:
    """Return what is asked of the tables after they are written."""
    write, texts = to
    told, lost = _told_by(run, readings, by, corrections, texts)
    readings.noted += lost
    tables = Shelved(texts.filled)
    with run.stage(RECONCILE):
        run.tell(RECONCILE, 0, 1, "")
        standing = settled(told, readings.tables, vocabulary(), *ways)
        del told  # it is let go of table by table
        for name, frame in standing:
            tables[name] = asked_of(name, frame)
            write(name, frame)
            rows = len(frame)
            del frame
            if rows >= LONG:
                give_back()
        readings.noted += unmet(readings.tables, tables["observations"])
        readings.noted += waiting(tables["observations"], tables["rates"])
        run.tell(RECONCILE, 1, 1, f"{len(tables['observations'])} observations")
    return tables


def _changes(run: _Run, scribe: Executor | None, tables: Tables, base: _Base) -> Callable[[], dict[str, Any]]:
    """Return what gives the difference from the last snapshot: who has written the new one tells it meanwhile."""
    store = run.request.store
    last = store / base.last if base.last else None
    if scribe is not None:
        return scribe.submit(difference_on_disk, last, store / snapshot.DRAFT, base.made_of).result
    before = inputs.read(last) if last else None
    return lambda: difference(frames_of(base.held, COMPARED), tables, (before, base.made_of))


def _publish(run: _Run, receipt: dict[str, Any], draft: Draft, base: _Base) -> dict[str, Any]:
    request, store = run.request, run.request.store
    if request.is_preview:
        run.tell(PUBLISH, 1, 1, "nothing is published")
        return {"snapshot": identity(draft.files), "is_preview": True, **receipt}
    with run.stage(PUBLISH):
        name = draft.kept(receipt, inputs.told(base.made_of))
    whole = {"snapshot": name, **receipt}
    with shielded():
        snapshot.point(store, name, request.disk)
        # What a model added is no part of the inputs, so that such a refresh stands for no other.
        _close(request, whole, None if request.complete else base.made_of)
    run.tell(PUBLISH, 1, 1, name)
    return whole


def _receipt(
    run: _Run, tables: Tables, draft: Draft, readings: Readings, base: _Base, due: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    run.tell(PUBLISH, 0, 1, "")
    with run.stage(COMPARE):
        changes = due()
    return {
        **_head(run, base.last),
        **changes,
        "tables": touched(shapes(base.held), draft.shapes()),
        "observations": len(tables["observations"]),
        "documents": len(tables["documents"]),
        **sources.of_sources(readings, changes["by_source"]),
        "seconds": run.spent,
    }


def _unchanged(run: _Run, readings: Readings, last: str) -> dict[str, Any]:
    before = snapshot.receipt_of(run.request.store, last)
    receipt = {
        "snapshot": last,
        **_head(run, last),
        **nothing(),
        **{name: before.get(name, 0) for name in ("observations", "documents")},
        **sources.of_sources(readings, ()),
        "seconds": run.spent,
    }
    for stage in (RECONCILE, AUDIT, PUBLISH):
        run.tell(stage, 1, 1, "nothing changed")
    if run.request.is_preview:
        return {**receipt, "is_preview": True}
    with shielded():
        _close(run.request, receipt)
    return receipt


def _head(run: _Run, last: str) -> dict[str, Any]:
    return {"before": last, "at": run.now().isoformat("T", "seconds"), "methods": program()[: snapshot.ID_LENGTH]}


def _close(request: Request, receipt: dict[str, Any], made_of: inputs.Inputs | None = None) -> None:
    """Write the receipt down and clear old snapshots away; the new one is published whatever becomes of this."""
    try:
        if made_of is not None:
            inputs.keep(request.store / CACHE, made_of, receipt["snapshot"], request.disk)
        history.append(request.store, receipt, request.disk)
        receipt["removed"] = prune(request.store, request.keep, request.disk)
    except OSError as fault:
        left = InputRejected(str(request.store), f"the snapshot is published, but {fault}", remedy="Make room")
        receipt["noted"].append(sources.told(left))


def _completed(
    extractions: Sequence[Extraction], complete: Callable[[Extraction], Extraction], tell: Tell
) -> Iterator[Extraction]:
    added = 0
    for done, one in enumerate(extractions, 1):
        found = complete(one)
        added += len(found.mentions) - len(one.mentions)
        tell(COMPLETE, done, len(extractions), f"{added} figures linked")
        yield found


def _corrections(request: Request) -> tuple[list[Correction], InputRejected | None]:
    """Return the corrections; where their file cannot be used those of the last good one, and what is wrong."""
    if request.corrections is None:
        return [], None
    return judged(request.corrections, request.store / CACHE, request.disk)


def _told_by(
    run: _Run, readings: Readings, by: _Help, corrections: Sequence[Correction], texts: Texts
) -> tuple[Told, list[InputRejected]]:
    """Return what the sources tell, and a note on each correction that met no figure."""
    complete = run.request.complete
    if complete is None:
        with run.stage(GATHER):
            return gathered(readings, by.cache, (by.pool, run.request.scribe), corrections, texts)
    with run.stage(COMPLETE):
        read = list(_completed(extractions(readings, by.cache), complete, run.tell))
    found, lost = corrected(read, corrections)
    return told_by(readings.tables, found, vocabulary()), lost


def _mended(request: Request, last: str, files: Files) -> tuple[str, Files]:
    """Return the newest snapshot that can be trusted, after writing down what a killed refresh had not yet."""
    if last and last == snapshot.latest(request.store):
        try:
            history.mend(request.store, snapshot.receipt_of(request.store, last), request.disk)
        except OSError as fault:
            raise StoreError(f"cannot write to {request.store}: {fault}. Make room there") from fault
    return last, files


def _nothing(request: Request) -> str:
    looked: Sequence[Path] = (*request.tables, *request.articles)
    return f"nothing could be read under {', '.join(map(str, looked))}; the store is as it was"
