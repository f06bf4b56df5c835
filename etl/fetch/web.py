"""One question to the web: paced, guarded, bounded, asked again where the server was busy, redirects step by step."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin

import httpcore2
import tenacity

from etl.errors import InputRejected
from etl.fetch import inflate
from etl.fetch.guard import Forbidden, Guarded, place
from etl.fetch.pace import Pace

AGENT = "SiliconLedger/0.1"
AGAIN = "Try again later; what was fetched before stands"
ADDRESS = "Check the address in sources.toml"
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
SECRET = frozenset({"authorization", "cookie"})
MOST_BYTES = 32 * 2**20
MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one question may cost: seconds for it and for all tries, tries, redirects."""

    seconds: float = 30.0
    tries: int = 5
    all_seconds: float = 60.0
    first_wait: float = 0.5
    redirects: int = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: the address it came from in the end, its status, its headers by lower-case name, its whole body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def unchanged(self) -> bool:
        """Return whether the server says that what is kept is still current."""
        return self.status == HTTPStatus.NOT_MODIFIED


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, how often a second at most, and how many bytes of an answer are taken."""

    url: str
    headers: Mapping[str, str]
    per_second: float
    most_bytes: int

    def at(self, url: str) -> _Question:
        """Return the question to where a redirect leads: a key is for the host that it was given for."""
        same = place(url).netloc == place(self.url).netloc
        open_ = {name: text for name, text in self.headers.items() if same or name.lower() not in SECRET}
        return replace(self, url=url, headers=open_)


class _Again(Exception):  # noqa: N818 - what the retries wait for
    """A fault that may pass: the reason, and the seconds that the server asks to wait."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.reason, self.wait = reason, wait


@dataclass(slots=True)
class Web:
    """A client for a run: one pool of guarded connections, one pace per host; `contact` stands in its name."""

    contact: str = ""
    limits: Limits = field(default_factory=Limits)
    guard: Guarded = field(default_factory=Guarded)
    pace: Pace = field(default_factory=Pace)
    _pool: httpcore2.ConnectionPool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._pool = httpcore2.ConnectionPool(network_backend=self.guard, max_connections=4, keepalive_expiry=5.0)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @property
    def agent(self) -> str:
        """Return the name under which a server is asked."""
        return f"{AGENT} ({self.contact})" if self.contact else AGENT

    def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        per_second: float = 2.0,
        most_bytes: int = MOST_BYTES,
    ) -> Answer:
        """Return a whole answer (200 or 304); raises InputRejected where none comes within the limits."""
        limits = self.limits
        tries = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_Again),
            stop=tenacity.stop_after_attempt(limits.tries) | tenacity.stop_before_delay(limits.all_seconds),
            wait=self._wait,
            sleep=self.pace.clock.sleep,
            reraise=True,
        )
        try:
            return tries(self._followed, _Question(url, headers or {}, per_second, most_bytes))
        except _Again as fault:
            raise InputRejected(url, fault.reason, remedy=AGAIN) from None

    def _wait(self, state: tenacity.RetryCallState) -> float:
        """Return the seconds before the next try: what the server asks for, else longer each time, not in step."""
        fault = state.outcome.exception() if state.outcome else None
        asked = fault.wait if isinstance(fault, _Again) else 0.0
        own = self.limits.first_wait * 2.0 ** (state.attempt_number - 1)
        return max(asked, own * random.uniform(0.75, 1.25))  # noqa: S311 - no secret hangs on it

    def _followed(self, question: _Question) -> Answer:
        at = question.url
        for _ in range(self.limits.redirects + 1):
            answer = self._once(question.at(at))
            if answer.status not in MOVED:
                return answer
            at = _target(question.url, at, answer.headers.get("location", ""))
        raise InputRejected(question.url, f"it redirects more than {self.limits.redirects} times", remedy=ADDRESS)

    def _once(self, question: _Question) -> Answer:
        url, where = question.url, place(question.url)
        self.pace.wait(where.netloc, question.per_second)
        self.guard.deadline = time.monotonic() + self.limits.seconds
        sent = {"User-Agent": self.agent, "Accept-Encoding": "gzip", "Accept": "*/*", **question.headers}
        with _told(url), self._pool.stream("GET", where.url, headers=list(sent.items())) as response:
            told = {name.decode("latin-1").lower(): text.decode("latin-1") for name, text in response.headers}
            _refuse(url, response.status, told)
            packing = told.get("content-encoding", "").strip().lower()
            # What a redirect says beside its address is read by nobody.
            moved = response.status in MOVED
            whole = b"" if moved else inflate.body(response.iter_stream(), packing, question.most_bytes)
            return Answer(url, response.status, told, whole)


def _refuse(url: str, status: int, headers: Mapping[str, str]) -> None:
    if status in BUSY:
        raise _Again(f"it answered with status {status}", _retry_after(headers.get("retry-after", "")))
    if status not in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED} | MOVED:
        remedy = "Check the address, and the contact it is asked under" if status == HTTPStatus.FORBIDDEN else ADDRESS
        raise InputRejected(url, f"it answered with status {status}", remedy=remedy)


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turn the faults of a connection into ours: those that may pass, and those that will not."""
    try:
        yield
    except Forbidden as fault:
        raise InputRejected(url, f"it is not fetched: {fault}", remedy="Name a public address") from None
    except inflate.TooLarge:
        raise InputRejected(url, "it has more bytes than are taken", remedy="Raise most_mb of the source") from None
    except inflate.Unreadable as fault:
        raise _Again(str(fault)) from None
    except httpcore2.TimeoutException:
        raise _Again("no whole answer came in time") from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as fault:
        raise _Again(f"the connection failed ({type(fault).__name__})") from None
    except (httpcore2.UnsupportedProtocol, ValueError, OSError) as fault:
        raise InputRejected(url, f"it cannot be asked ({type(fault).__name__})", remedy=ADDRESS) from None


def _target(url: str, at: str, location: str) -> str:
    if not location:
        raise InputRejected(url, "it redirects to nowhere", remedy=ADDRESS)
    target = urljoin(at, location.strip()).partition("#")[0]
    if place(at).scheme == "https" and place(target).scheme == "http":
        raise InputRejected(url, f"it redirects from https to {target}", remedy=ADDRESS)
    return target


def _retry_after(text: str) -> float:
    """
    Return the seconds that a Retry-After asks for, as seconds or as a date; none where it cannot be read.

    >>> _retry_after("7"), _retry_after("soon"), _retry_after("")
    (7.0, 0.0, 0.0)
    """
    if text.strip().isdecimal():
        return min(float(text), 86_400.0)
    try:
        return max((parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return 0.0
