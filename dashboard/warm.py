"""First views, made before anybody asks: the pages and the charts' files of each new snapshot, in calm moments."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence

from flask import Flask, request

from dashboard.chart_files import forget_others, write_all
from dashboard.charts import charts
from dashboard.pages import ANY, pages
from dashboard.snapshot import Store

CALM_S, LOOK_S, ALONE_S = 0.5, 2.0, 5.0
"""
How long nobody has asked before the next view is made, how often a new snapshot is looked for, and how long a server
that has just started waits for its first visitor, who is to have the machine alone.
"""

STEP_S = 0.02
OURS = "ledger.warming"
"""Marks a request of the server to itself; neither it nor one for its health is a visitor."""

HEALTH = "/healthz"
_LOG = logging.getLogger(__name__)


class Warmer:
    """Makes first views in a thread of its own, one after another, and none while somebody asks."""

    def __init__(self, flask: Flask, store: Store) -> None:
        self._flask, self._store = flask, store
        self._asked, self._warm = time.monotonic(), ""
        self._open, self._lock, self._first = 0, threading.Lock(), threading.Event()
        flask.before_request(self._begun)
        flask.teardown_request(self._ended)

    def start(self, hosts: Sequence[str]) -> None:
        """Begin, for visitors who name one of these hosts; the thread goes with its process."""
        threading.Thread(target=self._run, args=(hosts,), name="warmer", daemon=True).start()

    def once(self, hosts: Sequence[str], calm_s: float = CALM_S) -> None:
        """Make what a visitor of the newest snapshot asks first; nothing where that was done."""
        snapshot = self._store.current()
        if snapshot is None or snapshot.id == self._warm:
            return
        for path in _paths():
            for host in hosts:
                self._wait(calm_s)
                self._visit(path, host)
        for identifier in charts():
            self._wait(calm_s)
            write_all(snapshot, identifier)
        forget_others(snapshot)
        self._warm = snapshot.id

    def _run(self, hosts: Sequence[str]) -> None:
        self._first.wait(ALONE_S)
        while True:
            try:
                self.once(hosts)
            except Exception:  # noqa: BLE001 - whatever one view meets, the server serves
                _LOG.exception("first views could not be made; first visitors wait a little")
            time.sleep(LOOK_S)

    def _visit(self, path: str, host: str) -> None:
        # As Flask names it to what lies before it, so that the answer is kept under the visitor's own key.
        headers = {"Host": host, "Accept-Encoding": "br"}
        with self._flask.test_client() as visitor:
            visitor.get(path, headers=headers, environ_overrides={OURS: "yes"}).close()

    def _begun(self) -> None:
        if _is_visitor():
            with self._lock:
                self._open += 1

    def _ended(self, _: BaseException | None) -> None:
        if _is_visitor():
            with self._lock:
                self._open -= 1
            self._asked = time.monotonic()
            self._first.set()

    def _wait(self, calm_s: float) -> None:
        while self._open or self._asked + calm_s > time.monotonic():
            time.sleep(max(self._asked + calm_s - time.monotonic(), STEP_S))


def _is_visitor() -> bool:
    return OURS not in request.environ and request.path != HEALTH


def _paths() -> Iterator[str]:
    """Yield the pages of the navigation, each language after the other."""
    shown = [module.PAGE.path for module in pages() if module.PAGE.section is not None and ANY not in module.PAGE.path]
    yield from shown
    yield from (f"{path}?lang=zh" for path in shown)
