"""The Refresh button: starts the ETL as its own process and tells anyone how far it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, request

RUN, LINES, ERRORS = ".refresh.json", ".refresh.jsonl", ".refresh.err"
STAGES = ("read tables", "read articles", "reconcile", "audit", "publish")
"""The stages of a refresh in their order, as its lines name them."""
LOCKED = 75
SILENT_SECONDS = 900
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
        if self.status()["state"] == "running":
            return False
        self.store.mkdir(parents=True, exist_ok=True)
        arguments = [*self.command, "--store", str(self.store), *self.options, "--json"]
        with (self.store / LINES).open("wb") as lines, (self.store / ERRORS).open("wb") as errors:
            process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=lines, stderr=errors)
        _write(self.store / RUN, {"pid": process.pid, "started": time.time(), "exit": None})
        threading.Thread(target=self._wait, args=(process,), daemon=True).start()
        return True

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        status = process.wait()
        run = _read(self.store / RUN)
        if run.get("pid") == process.pid:
            _write(self.store / RUN, {**run, "exit": status, "ended": time.time()})

    def status(self) -> dict[str, Any]:
        """Return state (idle, running, done, failed, locked), the stages so far and, at the end, the receipt."""
        run = _read(self.store / RUN)
        lines = _lines(self.store / LINES)
        told: dict[str, Any] = {"state": self._state(run), "stages": _stages(lines), "allowed": self.allowed}
        told["receipt"] = next((line["receipt"] for line in reversed(lines) if "receipt" in line), None)
        if told["state"] in {"failed", "locked"}:
            told["reason"] = _tail(self.store / ERRORS)
        return {**told, "started": run.get("started"), "ended": run.get("ended"), "token": bool(self.token)}

    def _state(self, run: Mapping[str, Any]) -> str:
        if not run:
            return "idle"
        if run.get("exit") is None:
            return "running" if self._alive(run) else "failed"
        return {0: "done", 1: "done", LOCKED: "locked"}.get(run["exit"], "failed")

    def _alive(self, run: Mapping[str, Any]) -> bool:
        """Say whether it still runs; where processes cannot be asked, by the age of its last word."""
        if os.name == "posix":
            try:
                os.kill(int(run["pid"]), 0)
            except (OSError, ValueError):
                return False
            return True
        try:
            return time.time() - (self.store / LINES).stat().st_mtime < SILENT_SECONDS
        except OSError:
            return False

    def permits(self, authorization: str) -> bool:
        """Say whether a request with this Authorization header may start a refresh."""
        return self.allowed and (not self.token or authorization == f"Bearer {self.token}")


def blueprint(refresh: Refresh) -> Blueprint:
    """Return the routes: POST /refresh starts one, GET /refresh/status tells how far it is."""
    routes = Blueprint("refresh", __name__)

    @routes.post("/refresh")
    def start() -> Response:
        if not refresh.permits(request.headers.get("Authorization", "")):
            abort(_told({"state": "refused"}, 403))
        return _told(refresh.status(), 202) if refresh.start() else _told(refresh.status(), 409)

    @routes.get("/refresh/status")
    def status() -> Response:
        return _told(refresh.status(), 200)

    return routes


def _stages(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    last: dict[str, dict[str, Any]] = {}
    for line in lines:
        if "stage" in line:
            last[str(line["stage"])] = {key: line.get(key) for key in ("stage", "done", "total", "message")}
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
