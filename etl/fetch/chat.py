"""A language model behind an OpenAI-compatible address: one question, one answer, bounded in time and size."""

from __future__ import annotations

import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from ipaddress import ip_address
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from etl.errors import InputRejected, UsageError

URL, MODEL, KEY = "SILICON_LEDGER_LLM_URL", "SILICON_LEDGER_LLM_MODEL", "SILICON_LEDGER_LLM_KEY"
NEEDED = {
    URL: "the base address, such as http://127.0.0.1:8080/v1",
    MODEL: "the model's name",
    KEY: "the key; a server that asks for none takes any word",
}
CHUNK = 65_536
BUSY = frozenset({408, 429, 500, 502, 503, 504})
# A server that does not know response_format says so with one of these.
UNKNOWN_FORMAT = frozenset({400, 422})
REMEDY = "The figures read by rule stand; try again later or check the endpoint"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the key is for the given address alone."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Return no request, so that the redirect is an error."""


@dataclass(frozen=True, slots=True)
class Client:
    """
    A model at an address; `seconds` bounds one question with its retry, `most_bytes` its answer.

    `pause` is the wait in seconds before the one retry.
    """

    url: str
    model: str
    key: str = field(repr=False)
    seconds: float = 120.0
    most_bytes: int = 1_000_000
    pause: float = 1.0

    def __post_init__(self) -> None:
        _check_address(self.url)
        if not self.key.isascii() or not self.key.isprintable():
            raise UsageError(f"{KEY} holds characters that no key has; look for a line break or a curved quote")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Client:
        """Return the client that three environment variables describe; raises UsageError naming one that is missing."""
        told = {name: environ.get(name, "").strip() for name in NEEDED}
        for name, meaning in NEEDED.items():
            if not told[name]:
                raise UsageError(f"{name} is not set: {meaning}")
        return cls(told[URL].rstrip("/"), told[MODEL], told[KEY])

    @property
    def host(self) -> str:
        """Return the host that is asked, for messages."""
        return urlsplit(self.url).hostname or ""

    def ask(self, system: str, user: str, schema: Mapping[str, object]) -> str:
        """Return the model's answer as text; raises InputRejected where none comes whole within the limits."""
        deadline = time.monotonic() + self.seconds
        try:
            # In a thread of its own: a server that drips its headers resets every time limit of a socket.
            body = _within(self.seconds, lambda: self._asked(_question(self.model, system, user, schema), deadline))
        except TimeoutError:
            raise self._rejected(f"no whole answer within {self.seconds:g} s") from None
        except urllib.error.HTTPError as fault:
            raise self._rejected(f"it answered with status {fault.code}") from None
        except (OSError, ValueError, http.client.HTTPException) as fault:
            raise self._rejected(f"it cannot be reached ({_kind(fault)})") from None
        return self._content(body)

    def _asked(self, question: dict[str, Any], deadline: float) -> bytes:
        """Post the question, and once more where the server was busy or broke off, or knows no schema."""
        try:
            return self._post(question, deadline)
        except urllib.error.HTTPError as fault:
            if fault.code in UNKNOWN_FORMAT:
                question = {name: value for name, value in question.items() if name != "response_format"}
            elif fault.code not in BUSY:
                raise
        except (ConnectionError, http.client.HTTPException):
            pass
        except urllib.error.URLError as fault:
            if not isinstance(fault.reason, ConnectionError):
                raise
        time.sleep(self.pause)
        return self._post(question, deadline)

    def _post(self, question: dict[str, Any], deadline: float) -> bytes:
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        request = urllib.request.Request(  # noqa: S310 - http and https only, by _check_address
            f"{self.url}/chat/completions", json.dumps(question).encode(), headers
        )
        left = max(deadline - time.monotonic(), 0.001)
        try:
            with _opener(self.host).open(request, timeout=left) as response:
                return self._read(response, deadline)
        except urllib.error.HTTPError as fault:
            fault.close()
            raise

    def _read(self, response: http.client.HTTPResponse, deadline: float) -> bytes:
        body = bytearray()
        while piece := response.read1(CHUNK):
            body += piece
            if len(body) > self.most_bytes:
                raise self._rejected(f"its answer is longer than {self.most_bytes} bytes")
            if time.monotonic() > deadline:
                raise TimeoutError
        return bytes(body)

    def _content(self, body: bytes) -> str:
        try:
            content = json.loads(body)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            raise self._rejected("its answer is no chat completion") from None
        if not isinstance(content, str):
            raise self._rejected("its answer holds no text")
        return content

    def _rejected(self, reason: str) -> InputRejected:
        return InputRejected(f"the model at {self.host}", reason, remedy=REMEDY)


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(f"{URL} is no http or https address: {NEEDED[URL]}")
    if parts.username is not None or parts.query or parts.fragment:
        raise UsageError(f"{URL} holds more than an address; a name or key belongs into {KEY}")


def _question(model: str, system: str, user: str, schema: Mapping[str, object]) -> dict[str, Any]:
    return {
        "model": model,
        "temperature": 0,
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "answer", "strict": True, "schema": schema},
        },
    }


def _opener(host: str) -> urllib.request.OpenerDirector:
    # A proxy of the environment is for the world outside, not for a model on this machine.
    direct = [urllib.request.ProxyHandler({})] if _is_loopback(host) else []
    return urllib.request.build_opener(_NoRedirect, *direct)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _within(seconds: float, work: Callable[[], bytes]) -> bytes:
    """Return what the work returns; raises TimeoutError where it takes longer, and whatever it raises."""
    told: Future[bytes] = Future()

    def run() -> None:
        try:
            told.set_result(work())
        except BaseException as fault:  # noqa: BLE001 - handed to the waiting thread, which raises it
            told.set_exception(fault)

    Thread(target=run, daemon=True).start()
    return told.result(seconds)


def _kind(fault: Exception) -> str:
    """Name a fault without its message, which may repeat what was sent."""
    reason = fault.reason if isinstance(fault, urllib.error.URLError) else fault
    return type(reason).__name__
