"""Answers kept in memory: each is made once for a snapshot, an address and what the browser can read."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, request

from dashboard.footing import today
from dashboard.snapshot import Store

MOST = 400
MOST_BYTES = 64_000_000
LONGEST_KEY = 2_000
_MARK = "ledger.kept"
_WIDTH = re.compile(r"(?:^|;\s*)ledger_width=([^;]*)")
Key = tuple[object, ...]
Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Answer:
    body: bytes
    headers: Headers

    @property
    def tag(self) -> str:
        """The ETag, empty where it has none."""
        return next((told for name, told in self.headers if name == "ETag"), "")


@dataclass(slots=True)
class _Shelf:
    """The answers used last; what does not fit goes, the longest unused first."""

    held: OrderedDict[Key, _Answer] = field(default_factory=OrderedDict)
    size: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, key: Key) -> _Answer | None:
        with self.lock:
            found = self.held.get(key)
            if found is not None:
                self.held.move_to_end(key)
            return found

    def put(self, key: Key, answer: _Answer) -> None:
        with self.lock:
            if key not in self.held:
                self.held[key] = answer
                self.size += len(answer.body)
            while len(self.held) > MOST or self.size > MOST_BYTES:
                self.size -= len(self.held.popitem(last=False)[1].body)


def keep(server: Flask, store: Store, endpoints: frozenset[str]) -> None:
    """
    Keep what these endpoints answer with status 200, as it was packed, and give it again before Flask is asked.

    They must answer from the snapshot, the address and the headers in the key alone. What is given again was once let
    through for the same Host, so that nothing is passed by; headers are kept as they were sent.
    """
    shelf = _Shelf()
    made: Application = server.wsgi_app

    @server.before_request
    def mark() -> None:
        request.environ[_MARK] = request.endpoint in endpoints

    def answered(environ: Environ, start: Start) -> Iterable[bytes]:
        key = _key(store, environ)
        if key is None:
            return made(environ, start)
        found = shelf.find(key)
        if found is None:
            return _made(made, environ, start, lambda answer: shelf.put(key, answer))
        if found.tag and found.tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start("304 NOT MODIFIED", [one for one in found.headers if not one[0].startswith("Content-")])
            return []
        start("200 OK", list(found.headers))
        return [found.body]

    server.wsgi_app = answered  # type: ignore[method-assign, assignment]  # Flask's own way to put something before it


def forget() -> None:
    """Keep nothing of what this request is answered: it may go better the next time."""
    request.environ[_MARK] = False


def _made(made: Application, environ: Environ, start: Start, put: Callable[[_Answer], None]) -> Iterable[bytes]:
    told: list[tuple[str, Headers]] = []

    def started(status: str, headers: Headers, *more: Any) -> Any:
        told.append((status, list(headers)))
        return start(status, headers, *more)

    parts = made(environ, started)
    status, headers = told[-1]
    if not environ.get(_MARK) or not status.startswith("200") or any(name == "Set-Cookie" for name, _ in headers):
        return parts
    body = b"".join(parts)
    close = getattr(parts, "close", None)
    if close is not None:
        close()
    put(_Answer(body, headers))
    return [body]


def _packing(told: str) -> str:
    """Return what of an Accept-Encoding counts here: whether it takes brotli; one with weights stays as it is told."""
    return told if ";" in told else "br" * ("br" in re.split(r"[,\s]+", told.lower()))


def _key(store: Store, environ: Environ) -> Key | None:
    """Return what an answer depends on; None where none is kept."""
    if environ["REQUEST_METHOD"] != "GET":
        return None
    asked = [environ.get(name, "") for name in ("HTTP_HOST", "PATH_INFO", "QUERY_STRING")]
    asked.append(_packing(environ.get("HTTP_ACCEPT_ENCODING", "")))
    if sum(map(len, asked)) > LONGEST_KEY:
        return None
    cookie = _WIDTH.search(environ.get("HTTP_COOKIE", ""))
    width = environ.get("HTTP_X_LEDGER_WIDTH") or (cookie[1] if cookie else "")
    narrow = width or "Mobi" in environ.get("HTTP_USER_AGENT", "")
    snapshot = store.current()
    data = (snapshot.id if snapshot else "", store.fault, store.told(), today())
    return (*data, *asked, narrow, environ.get("wsgi.url_scheme"))
