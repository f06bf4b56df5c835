"""Answers kept in memory: each is made once for a snapshot, an address and what the browser can read."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from flask import Flask, Response, g, request

from dashboard.snapshot import Store
from dashboard.width import narrow

MOST = 400
MOST_BYTES = 64_000_000
OK = 200
_HEADERS = ("Content-Encoding", "Vary", "Cache-Control")
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    body: bytes
    kind: str
    headers: tuple[tuple[str, str], ...]


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
    Keep what these endpoints answer with status 200, as it was packed.

    They must answer from the snapshot and the address alone, so this is called before what packs is.
    """
    shelf = _Shelf()

    @server.before_request
    def look() -> Response | None:
        if request.method != "GET" or request.endpoint not in endpoints:
            return None
        g.kept_key = _key(store)
        found = shelf.find(g.kept_key)
        if found is None:
            return None
        del g.kept_key
        return Response(found.body, content_type=found.kind, headers=list(found.headers))

    @server.after_request
    def put(response: Response) -> Response:
        if "kept_key" in g and response.status_code == OK:
            told = tuple((name, response.headers[name]) for name in _HEADERS if name in response.headers)
            shelf.put(g.kept_key, _Answer(response.get_data(), response.content_type, told))
        return response


def _key(store: Store) -> Key:
    snapshot = store.current()
    packed = request.accept_encodings.find("br") >= 0
    data = (snapshot.id if snapshot else "", store.fault, store.told())
    return (*data, request.host, request.full_path, narrow(), packed)
