"""What a reader must know of a card's sources: one could not be read anew, one is older than it is good for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import html
from dashboard.components.parts import menu
from dashboard.dates import day as written
from dashboard.drawing import Drawn
from dashboard.footing import Aged, Failed, aged, failed, today
from dashboard.text import said
from dashboard.view import View


def badges(shown: Drawn, view: View) -> list[Any]:
    """Return the badges of a card, each opening onto its sources; a view of an earlier day has no age."""
    sources = shown.picked.sources
    broken = failed(sources, view.snapshot)
    old = [] if view.state.as_of else aged(sources, view.snapshot, today())
    found = [*([_broken(broken, view)] if broken else []), *([_old(old, view)] if old else [])]
    return [html.Div(found, className="badges")] if found else []


def _broken(found: Sequence[Failed], view: View) -> Any:
    names = view.t("shell.list_joiner").join(one.source for one in found)
    lines = [line for one in found for line in _why(one, view)]
    told = [html.P(view.t("badges.failed_said")), *lines, _way("/changes", "badges.failed_more", view)]
    return menu(view.t("badges.failed", names=names), _padded(told), classes="badge bad")


def _why(one: Failed, view: View) -> list[Any]:
    parts = [html.B(one.source), " ", said(view.lang, one.reason)]
    return [html.P(parts), *([html.P(said(view.lang, one.remedy), className="dim")] if one.remedy else [])]


def _old(found: Sequence[Aged], view: View) -> Any:
    since = written(found[0].until, view.state)
    lines = [html.P([html.B(one.source), " ", _age(one, view)]) for one in found]
    told = [html.P(view.t("badges.old_said")), *lines, html.P(_coded(view.t("badges.old_remedy")), className="dim")]
    return menu(view.t("badges.old", day=since), _padded(told), classes="badge warn")


def _age(one: Aged, view: View) -> str:
    days = {"newest": written(one.newest, view.state), "until": written(one.until, view.state)}
    reason = one.reason_zh if view.lang == "zh" else one.reason
    return view.t("badges.old_source", days=one.days, reason=reason, **days)


def _coded(text: str) -> list[Any]:
    """Return a text in which what stands between backticks is set as code."""
    return [html.Code(part) if place % 2 else part for place, part in enumerate(text.split("`"))]


def _way(path: str, name: str, view: View) -> Any:
    return html.P(html.A(view.t(name), href=view.href(path)))


def _padded(content: Sequence[Any]) -> list[Any]:
    return [html.Div(list(content), className="told")]
