"""Who is measured: how each is installed, started and filtered, and how many charts it draws."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[2]
PAGES = Path(__file__).parent / "pages"
WORK = ROOT / "build" / "bench"
START_SECONDS = 60
UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
"""Where it is set our own modules are compiled at each start, and those that pip installed are not."""


@dataclass(frozen=True, slots=True)
class Peer:
    """
    One server of the page: how many `charts` it draws, and what leaves one company out (`filter`).

    `late` is what is there when all has come, beyond the drawings: its bytes count.
    """

    name: str
    command: Sequence[str]
    needs: Sequence[str] = ()
    path: str = "/"
    charts: int = 4
    filter: str = ""
    late: str = ""
    ready: str = "/"

    @property
    def python(self) -> Path:
        """The interpreter of the peer's own environment; ours where it needs nothing."""
        return WORK / self.name / "bin" / "python" if self.needs else Path(sys.executable)


def _gunicorn(module: str) -> Sequence[str]:
    return (
        "-m",
        "gunicorn",
        "-w",
        "2",
        "--threads",
        "4",
        "--chdir",
        str(PAGES),
        "-b",
        "127.0.0.1:{port}",
        f"{module}:server",
    )


_OURS = ("-m", "dashboard", "--store", "{store}", "--port", "{port}")
_STREAMLIT = (
    "-m",
    "streamlit",
    "run",
    str(PAGES / "streamlit_page.py"),
    "--server.headless=true",
    "--browser.gatherUsageStats=false",
    "--server.port={port}",
)
_DATASETTE = ("-m", "datasette", "{database}", "-m", "{metadata}", "-p", "{port}")
_LIVE = ".drawing[data-stage='2']"
OURS = Peer("ours", _OURS, path="/gpu-buying", filter=".chip[data-toggle=tencent]", late=_LIVE, ready="/healthz")
OVERVIEW = Peer("ours, Overview", _OURS, path="/", charts=2, late=_LIVE, ready="/healthz")
DASH = Peer("dash", _gunicorn("dash_page"), ("dash==4.4.1", "pandas", "gunicorn"), filter="#companies input >> nth=2")
VIZRO = Peer("vizro", _gunicorn("vizro_page"), ("vizro==1.0.0", "gunicorn"), filter="input[type=checkbox] >> nth=3")
STREAMLIT = Peer(
    "streamlit", _STREAMLIT, ("streamlit==1.67.0", "plotly"), filter="[data-testid=stCheckbox] label >> nth=2"
)
DATASETTE = Peer(
    "datasette",
    _DATASETTE,
    ("datasette==0.65.5", "datasette-dashboards==0.8.0"),
    path="/-/dashboards/gpu",
)
ALL = (OURS, OVERVIEW, DASH, VIZRO, STREAMLIT, DATASETTE)


def install(peer: Peer) -> None:
    """Make the peer's environment once, under build/, never in ours."""
    if not peer.needs or peer.python.exists():
        return
    subprocess.run([sys.executable, "-m", "venv", WORK / peer.name], check=True)
    subprocess.run([peer.python, "-m", "pip", "install", "-q", *peer.needs], check=True)


@contextmanager
def served(peer: Peer, places: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """Serve a peer; yield its address and the seconds until its page answered."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(peer.python), *[part.format(port=port, **places) for part in peer.command]]
    environment = {name: value for name, value in os.environ.items() if name != UNCOMPILED}
    environment |= {"BENCH_DATA": places["data"], "HOST": "127.0.0.1"}
    began = time.monotonic()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
    try:
        address = f"http://127.0.0.1:{port}"
        _await(address + peer.ready, process)
        with urllib.request.urlopen(address + peer.path) as page:  # noqa: S310 - our own loopback server
            page.read()
        yield address, time.monotonic() - began
    finally:
        process.terminate()
        process.wait(40)


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310 - the same
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise SystemExit(f"{process.args} did not answer at {address}")


def datasette(rows: Path) -> dict[str, str]:
    """Write the data as a database and the page as Datasette's dashboards want it."""
    database, metadata = WORK / "gpu.db", WORK / "gpu.json"
    with sqlite3.connect(database) as connection:
        pd.read_csv(rows).to_sql("purchases", connection, if_exists="replace", index=False)
    lead = (
        "select entity, value, origin, product, period from purchases where unit = 'units' [[ and entity = :entity ]]"
    )
    axis = {"field": "value", "type": "quantitative"}
    drawings = {
        "bars": {"mark": "bar", "encoding": {"x": axis, "y": {"field": "entity"}}},
        "origins": {"mark": "point", "encoding": {"x": axis, "y": {"field": "entity"}, "color": {"field": "origin"}}},
        "years": {"mark": "line", "encoding": {"x": {"field": "period"}, "y": axis, "color": {"field": "entity"}}},
        "coverage": {"mark": "rect", "encoding": {"x": {"field": "period"}, "y": {"field": "entity"}}},
    }
    charts = {
        name: {"title": name, "db": "gpu", "query": lead, "library": "vega-lite", "display": drawing}
        for name, drawing in drawings.items()
    }
    board = {"title": "GPU buying", "charts": charts, "filters": {"entity": {"name": "Company", "type": "text"}}}
    metadata.write_text(json.dumps({"plugins": {"datasette-dashboards": {"gpu": board}}}), encoding="utf-8")
    return {"database": str(database), "metadata": str(metadata)}
