"""The app: one Flask server with the data addresses, the refresh button and the pages drawn by Dash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from dash import MATCH, ClientsideFunction, Input, Output, html
from dash.exceptions import DependencyException
from flask import Flask, Response, g, redirect, request, send_from_directory
from werkzeug.wrappers import Response as Answer

from dashboard import api, embed, parts, search
from dashboard import refresh as button
from dashboard.answer import answer
from dashboard.compress import compress
from dashboard.document import ASSETS, Ledger, framed
from dashboard.guard import LOOPBACK, guard
from dashboard.kept import forget, keep
from dashboard.refresh import Refresh
from dashboard.sendable import folder
from dashboard.snapshot import Store
from dashboard.warm import OURS, Warmer
from dashboard.width import narrow

OK, MISSING = 200, 404
SETS_UP = "/-"
"""No page: only its frame is made, which all pages have."""

WARMER = "ledger.warmer"
"""Under which a server offers to make its first views; who serves begins it, in each process of its own."""

PAGES = frozenset({"/", "/<path:path>"})
"""The endpoints under which Dash answers with its document."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the dashboard is served: its store, what the refresh reads, the names it answers to."""

    store: Path = Path("datasets/snapshots")
    refresh: Sequence[str] = ()
    hosts: Sequence[str] = LOOPBACK
    may_refresh: bool = True
    token: str = ""


def server(options: Options) -> Flask:
    """Return the WSGI application, set up: the first request of a browser meets nothing half made."""
    # Frames of hundreds of rows: their texts cost half as much as Python objects as they do as Arrow arrays.
    pd.options.mode.string_storage = "python"
    store = Store(options.store.absolute())
    folder()
    job = Refresh(store.path, tuple(options.refresh), options.may_refresh, options.token)
    flask = Flask("dashboard", static_folder=None)
    flask.register_blueprint(api.blueprint(store))
    flask.register_blueprint(button.blueprint(job))
    flask.register_blueprint(parts.blueprint(store, job))
    flask.register_blueprint(search.blueprint(store))
    flask.register_blueprint(embed.blueprint(store, job))
    _favicon(flask)
    _overview(flask)
    dash = _dash(flask)
    guard(flask, hosts=options.hosts, script_hashes=dash.csp_hashes())
    flask.register_error_handler(DependencyException, lambda _: Response("not found\n", MISSING, mimetype="text/plain"))
    keep(flask, store, PAGES | parts.ENDPOINTS | search.ENDPOINTS | api.ENDPOINTS | embed.ENDPOINTS)
    _pages(flask, store, job)
    compress(flask)
    flask.extensions[WARMER] = Warmer(flask, store)
    # A frame without a page sets Dash up, before workers part; the pages wait for their visitors.
    flask.test_client().get(SETS_UP, headers={"Host": "localhost"}, environ_overrides={OURS: "yes"})
    return flask


def _dash(flask: Flask) -> Ledger:
    dash = Ledger(
        "dashboard",
        server=flask,
        assets_folder=str(ASSETS),
        assets_path_ignore=["vendor"],
        suppress_callback_exceptions=True,
        update_title=None,
        title="Silicon Ledger",
    )
    dash.layout = lambda: framed(g.answer.layout) if "answer" in g else html.Div()
    _callbacks(dash)
    return dash


def _callbacks(dash: Ledger) -> None:
    """Tie a click on a mark to assets/app.js; what changes is asked of dashboard/parts.py, no callback runs here."""
    clicked = {"type": "graph", "chart": MATCH}
    dash.clientside_callback(
        ClientsideFunction("ledger", "pick"),
        Output(clicked, "clickData"),
        Input(clicked, "clickData"),
        prevent_initial_call=True,
    )


def _pages(flask: Flask, store: Store, job: Refresh) -> None:
    @flask.before_request
    def prepare() -> None:
        if request.method in {"GET", "HEAD"} and request.endpoint in PAGES:
            g.answer = answer(store, job, request.path, request.args, narrow=narrow())
            if g.answer.view.faults:
                forget()

    @flask.after_request
    def status(response: Response) -> Response:
        if response.status_code == OK and "answer" in g:
            response.status_code = g.answer.status
        return response


def _favicon(flask: Flask) -> None:
    @flask.get("/favicon.ico")
    def favicon() -> Response:
        return send_from_directory(ASSETS, "favicon.svg", mimetype="image/svg+xml", max_age=86400)


def _overview(flask: Flask) -> None:
    """Lead who writes the first page's name into the address to it, in the view asked for."""

    @flask.get("/overview", strict_slashes=False)
    def overview() -> Answer:
        query = request.query_string.decode("latin-1")
        return redirect(f"/?{query}" if query else "/")
