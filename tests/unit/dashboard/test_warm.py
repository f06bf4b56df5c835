"""First views and chart files: made before anybody asks, never while somebody does, and the same as made on demand."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from flask import Flask

from dashboard import app, chart_files, formats
from dashboard.app import WARMER
from dashboard.charts import charts
from dashboard.drawing import drawn
from dashboard.sendable import folder
from dashboard.snapshot import Store
from dashboard.state import State
from dashboard.warm import Warmer
from etl.publish.snapshot import publish
from tests.ledger import tables
from tests.unit.dashboard.conftest import client_of

BROWSER = {"Host": "localhost:8050", "Accept-Encoding": "gzip, deflate, br, zstd"}


def warmed(folder: Path) -> Flask:
    flask = client_of(folder).application
    flask.extensions[WARMER].once(["localhost:8050"], calm_s=0)
    return flask


def refused(*_: object, **__: object) -> None:
    raise AssertionError("it was to be there already")


@pytest.fixture(scope="module")
def warm(ledger: Path) -> Flask:
    """Return a server of the small ledger that was warmed."""
    return warmed(ledger)


@pytest.mark.parametrize("path", ["/", "/gpu-buying", "/capex?lang=zh", "/changes"])
def test_the_first_visitor_is_answered_from_memory(warm: Flask, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(app, "answer", refused)
    found = warm.test_client().get(path, headers=BROWSER)
    assert found.status_code == 200
    assert found.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_chart_file_is_sent_as_it_was_written(
    warm: Flask, ledger: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    snapshot = Store(ledger).current()
    assert snapshot is not None
    wanted = formats.csv(drawn(snapshot, "gpu-buyers", State(lang=lang)).rows)
    monkeypatch.setattr(formats, "csv", refused)
    monkeypatch.setattr(chart_files, "csv", refused)
    found = warm.test_client().get(f"/charts/gpu-buyers.csv?lang={lang}", headers=BROWSER)
    assert found.data == wanted
    assert found.headers["Content-Disposition"].startswith("attachment; filename=gpu-buyers-")
    again = warm.test_client().get(
        f"/charts/gpu-buyers.csv?lang={lang}", headers={**BROWSER, "If-None-Match": found.headers["ETag"]}
    )
    assert again.status_code == 304


def test_a_view_that_is_no_default_is_made_as_before(warm: Flask) -> None:
    rows = warm.test_client().get("/charts/gpu-buyers.csv?entities=meta", headers=BROWSER).get_data(as_text=True)
    assert rows.count("\n") == 2
    named = warm.test_client().get("/charts/gpu-buyers.csv?names=1&lang=zh", headers=BROWSER).get_data(as_text=True)
    assert "公司" in named.split("\n", 1)[0]


def test_a_new_snapshot_is_warmed_too_and_the_files_of_the_old_one_go(tmp_path: Path) -> None:
    rows = tables()
    publish(rows, tmp_path, {"added": 13})
    flask = warmed(tmp_path)
    old = set(folder().glob("charts-*"))
    rows["observations"].loc[0, "value"] = 999_000
    publish(rows, tmp_path, {"changed": 1})
    flask.extensions[WARMER].once(["localhost:8050"], calm_s=0)
    (now,) = folder().glob("charts-*")
    assert now not in old
    assert sorted(one.name for one in now.iterdir()) == sorted(
        f"{name}.{lang}.csv" for name in charts() for lang in ("en", "zh")
    )
    assert b"999000" in flask.test_client().get("/charts/gpu-buyers.csv", headers=BROWSER).data


def test_nothing_is_made_while_somebody_asks(ledger: Path) -> None:
    flask = client_of(ledger).application
    flask.test_client().get("/methods", headers=BROWSER)
    warmer = flask.extensions[WARMER]
    warmer._wait(0.2)
    assert time.monotonic() >= warmer._asked + 0.2


def test_an_answer_under_way_is_waited_for(ledger: Path) -> None:
    """A first page takes longer than a calm moment."""
    flask = Flask("slow")
    warmer = Warmer(flask, Store(ledger))
    seen: list[str] = []

    @flask.get("/slow")
    def slow() -> str:
        threading.Thread(target=lambda: (warmer._wait(0), seen.append("calm"))).start()
        time.sleep(0.1)
        seen.append("answered")
        return ""

    flask.test_client().get("/slow", headers=BROWSER)
    until = time.monotonic() + 2
    while len(seen) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    assert seen == ["answered", "calm"]


def test_the_first_visitor_has_the_machine_alone(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flask = client_of(ledger).application
    warmer = flask.extensions[WARMER]
    begun = threading.Event()
    monkeypatch.setattr(warmer, "once", lambda _: begun.set())
    warmer.start(["localhost:8050"])
    flask.test_client().get("/healthz", headers=BROWSER)
    assert not begun.wait(0.1)
    flask.test_client().get("/methods", headers=BROWSER)
    assert begun.wait(2)


def test_a_start_reads_no_library_of_workbooks() -> None:
    told = "import sys, dashboard.app; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
