"""A server that replays recorded answers by route, with the quirks of the real ones, and holds visitors to rules."""

from __future__ import annotations

import gzip
import re
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from etl.fetch.pace import Clock


@dataclass(frozen=True)
class Reply:
    """
    One answer; `fault` makes it misbehave: cut (fewer bytes than promised), drip, drip-headers, drop.

    With an `etag` the server answers 304 to who has it.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Asked:
    """One question as it came in."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class FakeClock:
    """A clock that jumps where it is told to sleep, so that no test waits."""

    time: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.time, self.sleep)


@dataclass
class Replay:
    """The routes (the last reply of a route repeats), the rules, what was asked, and which rules were broken."""

    routes: dict[str, list[Reply]]
    agent: re.Pattern[str] = re.compile(r"SiliconLedger/\d")
    per_second: int = 1_000
    clock: FakeClock = field(default_factory=FakeClock)
    asked: list[Asked] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    times: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    url: str = ""

    @property
    def netloc(self) -> str:
        return self.url.removeprefix("http://")

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        self._judge(path, headers)
        route = path if path in self.routes else path.partition("?")[0]
        replies = self.routes.get(route)
        if replies is None:
            return Reply(b"nothing here", 404)
        number = min(self.times[route], len(replies) - 1)
        self.times[route] += 1
        return replies[number]

    def _judge(self, path: str, headers: dict[str, str]) -> None:
        self.asked.append(Asked(path, headers, self.clock.time))
        if not self.agent.search(headers.get("user-agent", "")):
            self.broken.append(f"{path} was asked by {headers.get('user-agent')!r}")
        recent = [one for one in self.asked if one.at > self.clock.time - 1]
        if len(recent) > self.per_second:
            self.broken.append(f"{path} was asked as number {len(recent)} within a second")


@contextmanager
def replaying(routes: dict[str, Reply | list[Reply]], **rules: Any) -> Iterator[Replay]:
    """Serve the routes on loopback; fails the test where a rule was broken."""
    replay = Replay({path: one if isinstance(one, list) else [one] for path, one in routes.items()}, **rules)
    server = _Server(("127.0.0.1", 0), _Handler)
    server.replay = replay
    replay.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield replay
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert not replay.broken, "; ".join(replay.broken)


def gzipped(body: bytes) -> Reply:
    return Reply(gzip.compress(body), headers={"Content-Encoding": "gzip"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    replay: Replay

    def handle_error(self, *_: object) -> None:
        """Say nothing: visitors hang up on purpose."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65_536  # head and body in one packet
    server: _Server

    def do_GET(self) -> None:
        headers = {name.lower(): text for name, text in self.headers.items()}
        reply = self.server.replay.reply(self.path, headers)
        if reply.etag and headers.get("if-none-match") == reply.etag:
            reply = Reply(status=304, etag=reply.etag)
        try:
            FAULTS.get(reply.fault, _Handler.send)(self, reply)
        except OSError:
            self.close_connection = True

    def send(self, reply: Reply) -> None:
        self.head(reply)
        if reply.status != NOT_MODIFIED:
            self.wfile.write(reply.body)

    def head(self, reply: Reply) -> None:
        self.send_response(reply.status)
        told = {**reply.headers, **({"ETag": reply.etag} if reply.etag else {})}
        for name, text in {**told, "Content-Length": str(len(reply.body))}.items():
            self.send_header(name, text)
        self.end_headers()

    def cut(self, reply: Reply) -> None:
        self.close_connection = True
        self.head(reply)
        self.wfile.write(reply.body[: len(reply.body) // 2])

    def drop(self, _: Reply) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def drip(self, reply: Reply) -> None:
        self.head(reply)
        self.drop_by_drop(reply.body)

    def drip_headers(self, _: Reply) -> None:
        self.drop_by_drop(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 50)

    def drop_by_drop(self, data: bytes) -> None:
        self.close_connection = True
        for at in range(len(data)):
            self.wfile.write(data[at : at + 1])
            self.wfile.flush()
            time.sleep(0.02)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


NOT_MODIFIED = 304
FAULTS = {"cut": _Handler.cut, "drop": _Handler.drop, "drip": _Handler.drip, "drip-headers": _Handler.drip_headers}
