"""The page as plain HTML, shown until the script has drawn it, and for readers without one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

VOID = ("hr", "br", "input")
_ATTRIBUTES = {"className": "class", "tabIndex": "tabindex", "rel": "rel"}
_NAMED = re.compile(r'( id="|url\(#)')
_LEFT_OUT = ("children", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "id", "style", "key")


def to_html(part: Any) -> str:
    """Return a tree of components as HTML; every text is escaped, a drawing is its SVG."""
    if part is None:
        return ""
    if isinstance(part, (list, tuple)):
        return "".join(map(to_html, part))
    if not hasattr(part, "to_plotly_json"):
        return escape(str(part), quote=False)
    told = part.to_plotly_json()
    return _component(told["namespace"], told["type"], told["props"])


def for_both_widths(wide: str, narrow: str) -> str:
    """Return a drawing twice, where nobody can ask for the other: the style sheet shows the one that fits."""
    # A pattern of a drawing that is not shown fills nothing, so that the two share none.
    own = _NAMED.sub(r"\1narrow-", narrow)
    return f'<div class="of-wide">{wide}</div><div class="of-narrow">{own}</div>'


def _component(namespace: str, kind: str, props: Mapping[str, Any]) -> str:
    if namespace == "dash_html_components":
        return _element(kind.lower(), props)
    if kind == "Table":
        return _table(props)
    return f'<div class="drawing" style="height:{props["height"]}px">{props["svg"]}</div>' if kind == "Drawing" else ""


def _element(tag: str, props: Mapping[str, Any]) -> str:
    attributes = "".join(
        f' {_ATTRIBUTES.get(name, name)}="{escape(str(value))}"'
        for name, value in props.items()
        if name not in _LEFT_OUT and value is not None and value is not False
    )
    return f"<{tag}{attributes}>" if tag in VOID else f"<{tag}{attributes}>{to_html(props.get('children'))}</{tag}>"


def _table(props: Mapping[str, Any]) -> str:
    told = [escape(str(column["label"])) for column in props["columns"]]
    labels = "".join(f"<th>{label}</th>" for label in told)
    kind = "across" if props.get("across") else "stacked"
    opened = ["<td>" if kind == "across" or not at else f'<td data-label="{label}">' for at, label in enumerate(told)]
    rows = "".join(
        "<tr>" + "".join(f"{tag}{_cell(cell)}</td>" for tag, cell in zip(opened, row, strict=True)) + "</tr>"
        for row in props["rows"]
    )
    return f'<table class="{kind}"><thead><tr>{labels}</tr></thead><tbody>{rows}</tbody></table>'


def _cell(cell: Any) -> str:
    if not isinstance(cell, Mapping):
        return escape(str(cell))
    text, lang = escape(str(cell["text"])), _lang(cell.get("lang"))
    text = f"<s>{text}</s>" if cell.get("gone") else text
    text = f'<b class="tone-{cell["tone"]}">{text}</b>' if cell.get("tone") else text
    line = f'<a href="{escape(cell["href"])}"{lang}>{text}</a>' if cell.get("href") else f"<span{lang}>{text}</span>"
    note = f"<small{_lang(cell.get('note_lang'))}>{escape(str(cell['note']))}</small>" if cell.get("note") else ""
    return line + note


def _lang(told: str | None) -> str:
    return f' lang="{escape(told)}"' if told else ""
