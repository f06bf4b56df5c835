"""The HTML document around a page: language, theme, the page as plain HTML, and the layout carried inside."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import orjson
from dash import Dash, html
from flask import g

from dashboard.components.parts import foreign
from dashboard.fold import fold
from dashboard.prerender import to_html
from dashboard.view import View

ASSETS = Path(__file__).parent / "assets"
PLOTLY = "vendor/plotly-basic-4.1.1.min.js"
NAME = " · Silicon Ledger"
_KEPT_OUT = ("dash_version", "python_version", "plotly_version", "ddk_version", "dash_version_url")
_TEMPLATE = """<!DOCTYPE html>
<html lang="{lang}" data-lang="{data_lang}" data-theme="{theme}" data-width="{width}" data-plotly="{bundle}">
<head>
{metas}
<title lang="{title_lang}">{title}</title>
<link rel="icon" type="image/svg+xml" href="{icon}">
{css}
</head>
<body>
<div id="first">{first}</div>
{app_entry}
<noscript><p class="alert">{noscript}</p></noscript>
<script id="ledger-layout" type="application/json">{layout}</script>
<script id="ledger-dependencies" type="application/json">{dependencies}</script>
<footer>{config}{scripts}{renderer}</footer>
</body>
</html>"""


class Ledger(Dash):  # type: ignore[misc]  # Dash is untyped to the checker
    """Dash with a document of our own; what it shows was put into flask.g by the app."""

    def interpolate_index(self, **parts: str) -> str:
        """Return the document of the page asked for."""
        shown = g.answer
        first = to_html(shown.layout)
        told = plain_json(framed(shown.layout))
        view = shown.view
        return _TEMPLATE.format(
            lang=language(view),
            data_lang=view.lang,
            theme=view.state.theme,
            width="narrow" if view.narrow else "wide",
            # Named also where nothing is drawn yet: a refresh may bring the first chart to a page that stays open.
            bundle=self.get_asset_url(PLOTLY),
            metas=parts["metas"],
            title=escape(shown.title),
            title_lang=foreign(shown.title.removesuffix(NAME), view).get("lang", language(view)),
            icon=self.get_asset_url("favicon.svg"),
            css=parts["css"],
            first=first,
            app_entry='<div id="react-entry-point"></div>',
            noscript=escape(view.t("shell.noscript")),
            layout=_inert(told),
            dependencies=_inert(plain_json(self._callback_list)),
            config=_without_versions(parts["config"]),
            scripts=parts["scripts"],
            renderer=parts["renderer"],
        )


def framed(layout: Any) -> Any:
    """Return what Dash draws: the page inside an element that assets/app.js finds again."""
    return html.Div(html.Div(fold(layout), id="page"))


def language(view: View) -> str:
    """Return the language of a page as HTML names it."""
    return "zh-CN" if view.lang == "zh" else "en"


@cache
def stylesheets() -> str:
    """Return the links to every style sheet, at the addresses under which Dash names them."""
    held = [(path.name, path.stat().st_mtime) for path in sorted(ASSETS.glob("*.css"))]
    return "\n".join(f'<link rel="stylesheet" href="/assets/{name}?m={written}">' for name, written in held)


def plain_json(layout: Any) -> str:
    """Return components as JSON; plotly's own way there looks at each value in Python."""
    return orjson.dumps(layout, lambda part: part.to_plotly_json()).decode()


def _inert(text: str) -> str:
    """Return JSON that cannot end the element it stands in."""
    return text.replace("<", "\\u003c")


def _without_versions(config: str) -> str:
    opening, _, rest = config.partition(">")
    told = json.loads(rest.removesuffix("</script>"))
    kept = {name: value for name, value in told.items() if name not in _KEPT_OUT}
    return f"{opening}>{_inert(json.dumps(kept))}</script>"
