"""The Refresh button: starts the ETL as its own process and tells anyone how far it is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, request

RUN, LINES, ERRORS, STARTING = ".refresh.json", ".refresh.jsonl", ".refresh.err", ".refresh.lock"
STAGES = ("read tables", "read articles", "reconcile", "audit", "publish")
"""The stages of a refresh in their order, as its lines name them."""
LOCKED, CANCELLED = 75, 130
SILENT_SECONDS = 900
TOLD = ("stage", "done", "total", "message", "seconds")
_TAIL = 600


@dataclass(frozen=True, slots=True)
class Refresh:
    """
    Where a refresh reads and writes, and who may start one.

    What runs is told in files of the store, so that every worker and every browser sees the same. A refresh that
    needs a token and is given none, or where `allowed` is false, is refused.
    """

    store: Path
    options: Sequence[str] = ()
    allowed: bool = True
    token: str = ""
    command: Sequence[str] = (sys.executable, "-m", "etl", "refresh")

    def start(self) -> bool:
        """Start a refresh; False where one is running already."""
        self.store.mkdir(parents=True, exist_ok=True)
        with _alone(self.store / STARTING):
            if self.status()["state"] == "running":
                return False
            arguments = [*self.command, "--store", str(self.store), *self.options, "--json"]
            with (self.store / LINES).open("wb") as lines, (self.store / ERRORS).open("wb") as errors:
                # In a session of its own: who stops the dashboard with Ctrl-C does not stop a refresh half-way.
                process = subprocess.Popen(
                    arguments, stdin=subprocess.DEVNULL, stdout=lines, stderr=errors, start_new_session=True
                )
            run = {"pid": process.pid, "born": _born(process.pid), "started": time.time(), "exit": None}
            _write(self.store / RUN, run)
        threading.Thread(target=self._wait, args=(process,), daemon=True).start()
        return True

    def cancel(self) -> bool:
        """Ask the running refresh to stop, which leaves the store as it was; False where none is running."""
        run = _read(self.store / RUN)
        if self._state(run) != "running":
            return False
        _write(self.store / RUN, {**run, "cancelled": True})
        os.kill(int(run["pid"]), signal.SIGTERM)
        return True

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        status = _status_of(process)
        run = _read(self.store / RUN)
        if run.get("pid") == process.pid:
            _write(self.store / RUN, {**run, "exit": status, "ended": time.time()})
        # Only now is the process laid to rest: until its end is written down it counts as running.
        process.wait()

    def status(self) -> dict[str, Any]:
        """Return state (idle, running, done, failed, locked, cancelled), the stages and, at the end, the receipt."""
        run = _read(self.store / RUN)
        state = self._state(run)
        lines = _lines(self.store / LINES)
        told: dict[str, Any] = {"state": state, "stages": _stages(lines), "allowed": self.allowed}
        told["receipt"] = next((line["receipt"] for line in reversed(lines) if "receipt" in line), None)
        if state in {"failed", "locked"}:
            told["reason"] = _tail(self.store / ERRORS)
        return {**told, "started": run.get("started"), "ended": run.get("ended"), "token": bool(self.token)}

    def _state(self, run: Mapping[str, Any]) -> str:
        if not run:
            return "idle"
        if run.get("exit") is None and self._alive(run):
            return "running"
        # It may have ended since its file was read.
        run = _read(self.store / RUN)
        status = self._orphaned() if run.get("exit") is None else run["exit"]
        if status not in {0, 1, LOCKED} and run.get("cancelled"):
            return "cancelled"
        return {0: "done", 1: "done", LOCKED: "locked", CANCELLED: "cancelled"}.get(status, "failed")

    def _orphaned(self) -> int:
        """Return the status of a refresh that outlived the dashboard that started it: its receipt says it was done."""
        return 0 if any("receipt" in line for line in _lines(self.store / LINES)) else -1

    def _alive(self, run: Mapping[str, Any]) -> bool:
        """Say whether it still runs; where processes cannot be asked, by the age of its last word."""
        if os.name == "posix":
            try:
                os.kill(int(run["pid"]), 0)
            except (OSError, ValueError):
                return False
            return _born(int(run["pid"])) == run.get("born", "")
        try:
            return time.time() - (self.store / LINES).stat().st_mtime < SILENT_SECONDS
        except OSError:
            return False

    def permits(self, authorization: str) -> bool:
        """Say whether a request with this Authorization header may start a refresh."""
        return self.allowed and (not self.token or authorization == f"Bearer {self.token}")


def blueprint(refresh: Refresh) -> Blueprint:
    """Return the routes: POST /refresh starts one, POST /refresh/cancel stops it, GET /refresh/status tells of it."""
    routes = Blueprint("refresh", __name__)

    @routes.post("/refresh")
    def start() -> Response:
        if not refresh.permits(request.headers.get("Authorization", "")):
            abort(_told({"state": "refused"}, 403))
        return _told(refresh.status(), 202) if refresh.start() else _told(refresh.status(), 409)

    @routes.post("/refresh/cancel")
    def cancel() -> Response:
        if not refresh.permits(request.headers.get("Authorization", "")):
            abort(_told({"state": "refused"}, 403))
        return _told(refresh.status(), 202 if refresh.cancel() else 409)

    @routes.get("/refresh/status")
    def status() -> Response:
        return _told(refresh.status(), 200)

    return routes


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one starter at a time through, among all workers of the dashboard; Windows has one worker."""
    with path.open("a") as file:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415 - exists on Unix only

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _status_of(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process and return its status, without laying it to rest where that can be told apart."""
    if sys.platform == "win32":
        return process.wait()
    ended = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    if ended is None:
        return process.wait()
    return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status


def _born(pid: int) -> str:
    """Return when a process began, so that a later one of the same number is not taken for it; empty where untold."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _stages(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    last: dict[str, dict[str, Any]] = {}
    for line in lines:
        if "stage" in line:
            last[str(line["stage"])] = {key: line.get(key) for key in TOLD}
    return list(last.values())


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        found = [_json(line) for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return []
    return [line for line in found if isinstance(line, dict)]


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _read(path: Path) -> dict[str, Any]:
    try:
        found = _json(path.read_text(encoding="utf-8"))
    except OSError:
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, content: Mapping[str, Any]) -> None:
    beside = path.with_suffix(".tmp")
    beside.write_text(json.dumps(content), encoding="utf-8")
    beside.replace(path)


def _tail(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[-_TAIL:].strip()
    except OSError:
        return ""


def _told(content: Mapping[str, Any], status: int) -> Response:
    response = Response(json.dumps(content, ensure_ascii=False), status=status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
