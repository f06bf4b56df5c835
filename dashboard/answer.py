"""What an address answers: a page's layout, its title and its status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard import html
from dashboard.components.shell import shell
from dashboard.pages import PageModule, find, links
from dashboard.refresh import Refresh
from dashboard.snapshot import Store
from dashboard.state import BadState, State
from dashboard.view import View

OK, BAD, MISSING = 200, 400, 404
_OF_CARDS = ("lens", "period", "assume", "on")
"""Choices that a page leaves to its cards, which know their words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown at an address, and how it went."""

    view: View
    status: int
    title: str
    layout: Any


def answer(store: Store, job: Refresh, path: str, query: Mapping[str, str], *, narrow: bool) -> Answer:
    """Return the page at a path; what cannot be shown is answered in the same frame, with the reason."""
    path = path if path == "/" else path.rstrip("/")
    found = find(path)
    try:
        view, wrong = view_of(store, job, path, query, narrow=narrow), ""
    except BadState as fault:
        view, wrong = view_of(store, job, path, {}, narrow=narrow), str(fault)
    if found is None:
        return _shown(view, MISSING, (view.t("fault.missing"), view.t("fault.missing_said", path=path)))
    if wrong:
        return _shown(view, BAD, (view.t("fault.bad"), wrong))
    module, place = found
    return _page(module, replace(view, place=place, params=module.PAGE.params))


def view_of(store: Store, job: Refresh, path: str, query: Mapping[str, str], *, narrow: bool) -> View:
    """Return the view an address asks for; raises BadState where it names a value that does not exist."""
    given = dict(query)
    state = State.parse({name: text for name, text in given.items() if name not in _OF_CARDS})
    return View(path, given, state, store, job, narrow=narrow, snapshot_held=store.current())


def _page(module: PageModule, view: View) -> Answer:
    if view.snapshot_held is None and not module.PAGE.bare:
        return _shown(view, OK, (view.t("fault.empty"), view.t("fault.empty_said")), [_how(view)])
    try:
        return _shown(view, OK, module.head(view), module.body(view))
    except BadState as wrong:
        return _shown(view, BAD, (view.t("fault.bad"), str(wrong)))
    except LookupError as missing:
        return _shown(view, MISSING, (view.t("fault.missing"), str(missing.args[0] if missing.args else "")))


def _shown(view: View, status: int, head: tuple[str, str], body: Sequence[Any] = ()) -> Answer:
    if status != OK:
        body = [html.P(html.A(view.t("fault.home"), href=view.href("/"), className="btn"))]
    return Answer(view, status, f"{head[0]} · Silicon Ledger", shell(view, links(view), head, body))


def _how(view: View) -> Any:
    return html.Article(
        [html.P(view.t("fault.empty_how")), html.P(html.Code("python -m etl refresh"))], className="card prose"
    )
