"""The data addresses: each chart and each published table as a file, for pandas, Excel and curl."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, request, send_file

from dashboard import formats, picture
from dashboard.chart_files import chart_file
from dashboard.charts import charts
from dashboard.components.downloads import page_href
from dashboard.drawing import Drawn, NotDrawn, checked, drawn, known_entities
from dashboard.sendable import sendable
from dashboard.snapshot import Snapshot, Store
from dashboard.state import BadState, State

CSV, JSON = "text/csv; charset=utf-8", "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"
ENDPOINTS = frozenset({"api.chart_file"})
"""What answers from the snapshot and the address alone."""

_LOG = logging.getLogger(__name__)

Writer = Callable[[Drawn, Snapshot, str], bytes]

_FORMS: Mapping[str, tuple[str, Writer]] = {
    "csv": (CSV, lambda shown, _, __: _csv(shown)),
    "json": (JSON, formats.json_bytes),
    "xlsx": (XLSX, formats.workbook),
    "svg": ("image/svg+xml", picture.svg),
    "png": ("image/png", picture.png),
}
SWITCHES = ("excel", "names")
"""What a CSV may be asked for besides its view: the mark for Excel, the names of the columns in the view's language."""


def blueprint(store: Store) -> Blueprint:
    """Return the routes over a store."""
    api = Blueprint("api", __name__)

    @api.get("/charts/<identifier>.<form>")
    def chart_file(identifier: str, form: str) -> Response:
        return _chart(_snapshot(store), identifier, form)

    @api.get("/data/<table>.<form>")
    def table_file(table: str, form: str) -> Response:
        return _table(_snapshot(store), f"{table}.{form}")

    @api.get("/healthz")
    def health() -> Response:
        return _health(store)

    return api


def _chart(snapshot: Snapshot, identifier: str, form: str) -> Response:
    module = charts().get(identifier)
    if module is None:
        abort(_told(404, f"no chart {identifier!r}; the charts are {', '.join(charts())}"))
    if form not in _FORMS:
        abort(_told(404, f"no form {form!r}; a chart is served as {', '.join(_FORMS)}"))
    kind, write = _FORMS[form]
    try:
        state = checked(State.parse(request.args), module.CHART)
        shown = drawn(snapshot, identifier, known_entities(snapshot, state))
        switches = [_switch(name) for name in SWITCHES]
    except BadState as wrong:
        abort(_told(400, str(wrong)))
    except NotDrawn as fault:
        _LOG.exception("%s.%s", identifier, form)
        abort(_told(500, str(fault)))
    tag = _tag(snapshot.id, identifier, form, state.query(), request.host, *map(str, switches))
    if tag in request.if_none_match:
        return _cached(Response(status=304), tag)
    name = "-".join([identifier, *([state.as_of] if state.as_of else []), snapshot.id[:8]]) + f".{form}"
    held = chart_file(snapshot, identifier, shown.state) if form == "csv" and not any(switches) else None
    if held is not None:
        return _cached(send_file(held, mimetype=kind, as_attachment=True, download_name=name, etag=tag), tag)
    link = request.host_url.rstrip("/") + page_href(module.CHART, state)
    try:
        response = Response(write(shown, snapshot, link), content_type=kind)
    except picture.NoPicture as none:
        abort(_told(404 if module.CHART.kind != "figure" else 503, str(none)))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _cached(response, tag)


def _csv(shown: Drawn) -> bytes:
    return formats.csv(shown.rows, excel=_switch("excel"), lang=shown.state.lang if _switch("names") else "")


def _switch(name: str) -> bool:
    """Return whether a switch of the address is on; raises BadState for a value that is neither 0 nor 1."""
    given = request.args.get(name, "0")
    if given not in {"0", "1"}:
        raise BadState(f"{name} is one of 0, 1, not {given!r}")
    return given == "1"


def _table(snapshot: Snapshot, path: str) -> Response:
    resource = snapshot.resource(path)
    if resource is None:
        held = ", ".join(one["path"] for one in snapshot.descriptor["resources"])
        abort(_told(404, f"no file {path!r}; the snapshot holds {held}"))
    kind = CSV if path.endswith(".csv") else PARQUET
    tag = str(resource["hash"]).removeprefix("sha256:")[:32]
    return send_file(
        sendable(snapshot, resource),
        mimetype=kind,
        as_attachment=True,
        download_name=path,
        conditional=True,
        etag=tag,
        max_age=0,
    )


def _health(store: Store) -> Response:
    snapshot = store.current()
    told: dict[str, object] = {"status": "ok" if snapshot and not store.fault else "degraded"}
    if snapshot is None:
        told = {"status": "empty"}
    else:
        age = datetime.now(UTC) - snapshot.written
        told |= {"snapshot": snapshot.id, "age_seconds": int(age.total_seconds())}
    if store.fault:
        told["fault"] = store.fault
    response = _json(told, 200 if snapshot else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def _snapshot(store: Store) -> Snapshot:
    snapshot = store.current()
    if snapshot is None:
        abort(_told(503, store.fault or "no snapshot is published yet; run `python -m etl refresh`"))
    return snapshot


def _tag(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _cached(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _told(status: int, message: str) -> Response:
    return _json({"error": message}, status)


def _json(content: Mapping[str, object], status: int) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), status=status, content_type=JSON)
