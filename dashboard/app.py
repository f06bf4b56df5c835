"""The app: one Flask server with the data addresses, the refresh button and the pages drawn by Dash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from dash import MATCH, ClientsideFunction, Input, Output, html, no_update
from dash import State as Held
from dash.exceptions import DependencyException
from flask import Flask, Response, g, request, send_from_directory

from dashboard import api
from dashboard import refresh as button
from dashboard.charts import charts
from dashboard.components.card import body as card_body
from dashboard.components.shell import shell
from dashboard.compress import compress
from dashboard.document import Ledger
from dashboard.guard import LOOPBACK, guard
from dashboard.pages import PageModule, find, links
from dashboard.refresh import Refresh
from dashboard.snapshot import Store
from dashboard.state import BadState, State
from dashboard.view import View

ASSETS = Path(__file__).parent / "assets"
OK, BAD, MISSING = 200, 400, 404


@dataclass(frozen=True, slots=True)
class Options:
    """How the dashboard is served: its store, what the refresh reads, the names it answers to."""

    store: Path = Path("datasets/snapshots")
    refresh: Sequence[str] = ()
    hosts: Sequence[str] = LOOPBACK
    may_refresh: bool = True
    token: str = ""


def server(options: Options) -> Flask:
    """Return the WSGI application, warmed up: the first request of a browser meets nothing half made."""
    store = Store(options.store.absolute())
    job = Refresh(store.path, tuple(options.refresh), options.may_refresh, options.token)
    flask = Flask("dashboard", static_folder=None)
    flask.register_blueprint(api.blueprint(store))
    flask.register_blueprint(button.blueprint(job))
    _favicon(flask)
    dash = Ledger(
        "dashboard",
        server=flask,
        assets_folder=str(ASSETS),
        assets_path_ignore=["vendor"],
        suppress_callback_exceptions=True,
        update_title=None,
        title="Silicon Ledger",
    )
    dash.layout = lambda: g.layout if "layout" in g else html.Div()
    _callbacks(dash, store, job)
    known = {name: (len(one["inputs"]), len(one["state"])) for name, one in dash.callback_map.items()}
    guard(flask, hosts=options.hosts, script_hashes=dash.csp_hashes(), callbacks=known)
    flask.register_error_handler(DependencyException, lambda _: Response("not found\n", MISSING, mimetype="text/plain"))
    _pages(flask, store, job)
    compress(flask)
    for path in ("/", "/healthz"):
        flask.test_client().get(path, headers={"Host": "localhost"})
    return flask


def _pages(flask: Flask, store: Store, job: Refresh) -> None:
    @flask.before_request
    def prepare() -> None:
        if request.method in {"GET", "HEAD"} and request.endpoint in {"/", "/<path:path>"}:
            _prepare(store, job)

    @flask.after_request
    def status(response: Response) -> Response:
        if response.status_code == OK and "status" in g:
            response.status_code = g.status
        return response


def _prepare(store: Store, job: Refresh) -> None:
    """Put the page's layout, title and status into flask.g, where the document finds them."""
    path = request.path if request.path == "/" else request.path.rstrip("/")
    found = find(path)
    try:
        view, wrong = _view(store, job, path, request.args), ""
    except BadState as fault:
        view, wrong = _view(store, job, path, {}), str(fault)
    if found is None:
        _show(view, MISSING, (view.t("fault.missing"), view.t("fault.missing_said", path=path)))
    elif wrong:
        _show(view, BAD, (view.t("fault.bad"), wrong))
    else:
        _page(found, view)


def _page(found: tuple[PageModule, str], view: View) -> None:
    module, place = found
    view = View(view.path, view.query, view.state, view.store, view.refresh, place, view.narrow, view.snapshot_held)
    if view.snapshot_held is None and not module.PAGE.bare:
        _show(view, OK, (view.t("fault.empty"), view.t("fault.empty_said")), [_how(view)])
        return
    try:
        head, body = module.head(view), module.body(view)
    except BadState as wrong:
        _show(view, BAD, (view.t("fault.bad"), str(wrong)))
    except LookupError as missing:
        _show(view, MISSING, (view.t("fault.missing"), str(missing.args[0] if missing.args else "")))
    else:
        _show(view, OK, head, body)


def _how(view: View) -> Any:
    return html.Article(
        [html.P(view.t("fault.empty_how")), html.P(html.Code("python -m etl refresh"))], className="card prose"
    )


def _show(view: View, status: int, head: tuple[str, str], body: Sequence[Any] = ()) -> None:
    if status != OK:
        body = [html.P(html.A(view.t("fault.home"), href=view.href("/"), className="btn"))]
    g.view, g.status = view, status
    g.title = f"{head[0]} · Silicon Ledger"
    g.layout = shell(view, links(view), head, body)


def _view(store: Store, job: Refresh, path: str, query: Mapping[str, str]) -> View:
    given = dict(query)
    state = State.parse({name: text for name, text in given.items() if name not in {"lens", "period"}})
    return View(path, given, state, store, job, "", _narrow(given), store.current())


def _narrow(query: Mapping[str, str]) -> bool:
    """Guess the width of the first drawing: what the address says, what the browser was last, what it says it is."""
    told = query.get("width") or request.cookies.get("ledger_width", "")
    return told == "narrow" if told else "Mobi" in request.headers.get("User-Agent", "")


def _callbacks(dash: Ledger, store: Store, job: Refresh) -> None:
    @dash.callback(
        Output({"type": "card", "chart": MATCH}, "children"),
        Input({"type": "ask", "chart": MATCH}, "data"),
        Held({"type": "ask", "chart": MATCH}, "id"),
        prevent_initial_call=True,
    )
    def redraw(query: object, asked: object) -> Any:
        module = charts().get(str(asked.get("chart"))) if isinstance(asked, Mapping) else None
        if module is None or not isinstance(query, str):
            return no_update
        try:
            view = _view(store, job, "/charts", dict(parse_qsl(query)))
            return card_body(module.CHART, view) if view.snapshot_held else no_update
        except BadState as wrong:
            return [html.P(str(wrong), className="empty")]

    dash.clientside_callback(
        ClientsideFunction("ledger", "pick"),
        Output({"type": "ask", "chart": MATCH}, "data"),
        Input({"type": "graph", "chart": MATCH}, "clickData"),
        prevent_initial_call=True,
    )


def _favicon(flask: Flask) -> None:
    @flask.get("/favicon.ico")
    def favicon() -> Response:
        return send_from_directory(ASSETS, "favicon.svg", mimetype="image/svg+xml", max_age=86400)
