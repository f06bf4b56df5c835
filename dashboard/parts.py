"""What changes without loading a page anew: the page in another view, or one of its cards, as plain JSON."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, request

from dashboard import html
from dashboard.answer import answer, view_of
from dashboard.charts import charts
from dashboard.components.card import body
from dashboard.document import language, plain_json
from dashboard.fold import fold
from dashboard.kept import forget
from dashboard.refresh import Refresh
from dashboard.snapshot import Store
from dashboard.state import BadState
from dashboard.width import narrow

JSON = "application/json"
ENDPOINTS = frozenset({"parts.page", "parts.card"})


def blueprint(store: Store, job: Refresh) -> Blueprint:
    """Return the routes; both take the query of the page they stand on."""
    parts = Blueprint("parts", __name__, url_prefix="/parts")

    @parts.get("/page/")
    @parts.get("/page/<path:path>")
    def page(path: str = "") -> Response:
        return _page(store, job, path)

    @parts.get("/card/<identifier>")
    def card(identifier: str) -> Response:
        return _card(store, job, identifier)

    return parts


def _page(store: Store, job: Refresh, path: str) -> Response:
    shown = answer(store, job, f"/{path}", request.args, narrow=narrow())
    told = {
        "title": shown.title,
        "lang": language(shown.view),
        "data": {"lang": shown.view.lang, "theme": shown.view.state.theme},
        "children": fold(shown.layout),
    }
    if shown.view.faults:
        forget()
    return _json(told)


def _card(store: Store, job: Refresh, identifier: str) -> Response:
    module = charts().get(identifier)
    if module is None or store.current() is None:
        abort(404)
    try:
        view = view_of(store, job, "/charts", request.args, narrow=narrow())
        shown = fold(body(module.CHART, view))
        if view.faults:
            forget()
        return _json(shown)
    except BadState as wrong:
        return _json(fold(html.P(str(wrong), className="empty")))


def _json(content: Any) -> Response:
    return Response(plain_json(content), content_type=JSON)
