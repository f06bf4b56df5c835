"""Small parts of every page: badges, segments, menus, links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import html
from dashboard.text import said, word
from dashboard.view import View

LINKED_TIERS = (1, 2, 3)
_HAN, _LATIN = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z]{2}")
_AFTER = re.compile(r"(?<=^after )[^:]+(?=: )")
TONES = {"within": "good", "tight": "warn", "broken": "bad"}
"""The colour of a check's verdict, beside its sign and its word."""

_WEB = ("https://", "http://")


def glyph(form: str, colour: str = "") -> Any:
    """Return the small drawing of a mark: solid, hatch, dashed, ring, triangle and so on."""
    return html.I(className=f"gl gl-{form}" + (f" co-{colour}" if colour else ""), **{"aria-hidden": "true"})


def badge(text: str, *, warn: bool = False, form: str = "") -> Any:
    """Return a badge; one of doubt is amber."""
    return html.Span(([glyph(form)] if form else []) + [text], className="badge warn" if warn else "badge")


def segment(
    label: str,
    options: Sequence[tuple[str, str]],
    chosen: str,
    sets: str,
    *,
    langs: Mapping[str, str] | None = None,
    **data: str,
) -> Any:
    """
    Return a row of switches of which one is pressed.

    `options` are (value, text), `sets` the name in the address, `langs` the languages of texts that are not the page's.
    """
    marks = {f"data-{name}": text for name, text in data.items() if text}
    buttons = [
        html.Button(
            text,
            type="button",
            lang=(langs or {}).get(value),
            **{"aria-pressed": str(value == chosen).lower(), "data-set": f"{sets}={value}", **marks},
        )
        for value, text in options
    ]
    return html.Div(buttons, className="seg sm", role="group", **{"aria-label": label})


def outside(text: str, url: str, tier: float = 1) -> Any:
    """Return a link to another site; only tiers 1 to 3 and only web addresses are linked, the rest is named."""
    if url.startswith(_WEB) and tier in LINKED_TIERS:
        return html.A(text, href=url, rel="noreferrer noopener", target="_blank")
    return html.Span(text)


def facts(pairs: Sequence[tuple[str, Any]]) -> Any:
    """Return a list of facts, label and value; those without a value are left out."""
    items = [part for label, value in pairs if value for part in (html.Dt(label), html.Dd(value))]
    return html.Dl(items, className="facts")


def foreign(text: str, view: View) -> dict[str, str]:
    """
    Return the language of a source's own words where it is not the page's: {"lang": "zh-CN"}, {"lang": "en"} or {}.

    It is for quotes, titles and notes of sources, which stand as they were written; never for words of ours.
    """
    chinese = bool(_HAN.search(text))
    if chinese == (view.lang == "zh") or not (chinese or _LATIN.search(text)):
        return {}
    return {"lang": "zh-CN" if chinese else "en"}


def source_title(title: str, view: View) -> str:
    """Return a source's title as it was written, or in the page's language where it is a description of ours."""
    told = said(view.lang, title)
    return title if foreign(told, view) else told


def quoted(text: str, view: View) -> Any:
    """Return a source's own words, with their language where it is not the page's."""
    told = foreign(text, view)
    return html.Span(text, **told) if told else text


def because(reason: str, view: View) -> str:
    """Return why a figure has its rank, in the reader's language, with the name of the origin that it stands after."""
    return said(view.lang, _AFTER.sub(lambda found: view.names.name(found[0], view.lang), reason))


def flags(told: str, view: View) -> str:
    """Return what a reader must be warned of; that a page is not linked is seen at the page."""
    return " · ".join(word(view.lang, "flag", flag) for flag in told.split(";") if flag and flag != "unlinkable")


def menu(summary: Any, content: Sequence[Any], *, classes: str = "lk", label: str = "") -> Any:
    """Return a menu that opens under its summary."""
    said = {"aria-label": label} if label else {}
    return html.Details(
        [html.Summary(summary, className=classes, **said), html.Div(list(content), className="pop")], className="menu"
    )
