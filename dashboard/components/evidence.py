"""The Evidence tab: for each row drawn, the sentence or table row it came from, and the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard import html, marks
from dashboard.components.changed import changed
from dashboard.components.parts import TONES, badge, foreign, glyph, outside, source_title
from dashboard.components.places import by_observation, place_href
from dashboard.dates import period
from dashboard.drawing import Drawn
from dashboard.formats import plain
from dashboard.names import colour_key
from dashboard.passport import passport
from dashboard.snapshot import Snapshot
from dashboard.text import said, word
from dashboard.view import View

MOST = 60
PLACES = 6


def evidence(drawn: Drawn, view: View, at: str = "") -> list[Any]:
    """Return one entry per row, the chosen one first to be seen; entries beyond the limit are counted."""
    rows = drawn.rows.to_dict("records")
    chosen = [row for row in rows if at and _id(row) == at]
    shown = [*chosen, *[row for row in rows if not at or _id(row) != at]][:MOST]
    told = by_observation(view, [name for row in shown for name in _told_by(row)])
    entries = [_entry(row, _told(row, told), drawn, view, chosen=bool(chosen) and _id(row) == at) for row in shown]
    more = [html.P(view.t("card.more_evidence", n=len(rows) - MOST), className="src")] if len(rows) > MOST else []
    return [html.Ol(entries, className="evidence"), *more]


def _told_by(row: Mapping[Any, Any]) -> list[str]:
    """Return the figures whose evidence bears a row: its own, or those that a check holds against each other."""
    return str(row["inputs"]).split(";") if "check_id" in row else [_id(row)]


def _told(row: Mapping[Any, Any], told: Mapping[str, list[Mapping[Any, Any]]]) -> list[Mapping[Any, Any]]:
    """Return the evidence of a row; of each figure in a check the best alone."""
    found = [told.get(name, []) for name in _told_by(row)]
    return [one[0] for one in found if one] if len(found) > 1 else [one for places in found for one in places]


def source_tier(told: Mapping[Any, Any], view: View) -> int:
    """Return the tier of the page a piece of evidence names; 0 where it must not be linked."""
    if str(told.get("observation_id") or "") in unlinkable(view.snapshot) or "unlinkable" in str(
        told.get("flags") or ""
    ):
        return 0
    return int(plain(told.get("source_tier")) or 0)


@lru_cache(2)
def unlinkable(snapshot: Snapshot) -> frozenset[str]:
    """Return the observations whose page must not be linked."""
    rows = snapshot.table("observations")
    return frozenset(rows["observation_id"][rows["flags"].str.contains("unlinkable")]) if len(rows) else frozenset()


def _entry(row: Mapping[Any, Any], told: list[Mapping[Any, Any]], drawn: Drawn, view: View, *, chosen: bool) -> Any:
    places = [place(one, view) for one in told[:PLACES]] or [_own(row, view)]
    if dispute := drawn.picked.disputes.get(_id(row)):
        places.insert(0, html.P(dispute.said(drawn.state), className="doubt"))
    if len(told) > PLACES:
        places.append(html.P(view.t("card.more_places", n=len(told) - PLACES), className="dim"))
    told_before = changed(_id(row), view)
    return html.Li(
        [html.Div(_head(row, drawn, view), className="evhead"), *([told_before] if told_before else []), *places],
        className="on" if chosen else "",
        **({"aria-current": "true"} if chosen else {}),
    )


def _head(row: Mapping[Any, Any], drawn: Drawn, view: View) -> list[Any]:
    who = row.get("entity_name") or row.get("owner_name") or ""
    key = colour_key(str(row.get("entity") or row.get("owner") or ""))
    when = period(str(row.get("period") or ""), drawn.state)
    what = " · ".join(part for part in (row.get("chip_name"), row.get("product_name"), when) if part)
    name = html.Span(what, className="dim", **foreign(what, view))
    parts = [html.I(className=f"sw co-{key}"), html.B(str(who)), name]
    if "check_id" in row:
        return [*parts, *_check(row, view)]
    if "unit" in row:
        parts.append(html.Span(marks.value(pd.Series(dict(row)), drawn.state), className="num"))
    if status := str(row.get("status") or ""):
        parts.append(badge(word(view.lang, "status", status), form=marks.dot_form(status)))
    if row.get("origin_name"):
        parts.append(html.Span(str(row["origin_name"]), className="dim"))
    if "observation_id" in row and "unit" in row:
        sentence = passport(row, drawn.state, view.href(f"/charts/{drawn.chart.id}"))
        parts.append(html.Button(view.t("card.passport"), type="button", className="lk", **{"data-copy": sentence}))
    return parts


def _check(row: Mapping[Any, Any], view: View) -> list[Any]:
    """Return what a check claims, what it is held against, and its verdict."""
    against = " / ".join(str(row[name]) for name in ("implied_name", "bound_name") if row[name])
    tone = f"tone-{TONES.get(str(row['verdict']), 'quiet')}"
    return [
        html.Span(str(row["claim_name"]), **foreign(str(row["claim_name"]), view)),
        html.Span(against, className="num"),
        html.B(str(row["verdict_name"]), className=tone),
        html.Span(str(row["reason_name"]), className="dim"),
    ]


def place(told: Mapping[Any, Any], view: View) -> Any:
    """Return a piece of evidence: the sentence or the row, and who carried it."""
    article = told.get("source_kind") == "article"
    sentence = str(told.get("sentence") or "")
    quote = (
        html.Blockquote(
            marked(sentence, str(told.get("as_written") or "")), className="quote", **foreign(sentence, view)
        )
        if article
        else None
    )
    code = html.Code(sentence, className="mono", **foreign(sentence, view))
    row = None if article or not sentence else html.P(code, className="rowtext")
    return html.Div([part for part in (quote, row, html.P(_carrier(told, view), className="by")) if part is not None])


def _carrier(told: Mapping[Any, Any], view: View) -> list[Any]:
    tier = source_tier(told, view)
    title = source_title(str(told.get("source_title") or told.get("publisher") or told.get("source") or ""), view)
    publisher, day = said(view.lang, str(told.get("publisher") or "")), str(told.get("published_on") or "")
    url = str(told.get("source_url") or "")
    parts: list[Any] = [outside(title, url, tier).with_(**foreign(title, view))]
    parts += [
        html.Span(f" · {text}", **foreign(text, view))
        for text in (publisher if publisher != said(view.lang, title) else "", period(day, view.state))
        if text
    ]
    if url and tier not in (1, 2, 3):
        parts.append(html.Span(f" · {view.t('evidence.not_linked')}"))
    place = str(told.get("locator") or "")
    short = " ".join(place.split(" ")[:2]) if place.startswith("row ") else place
    where = view.t("evidence.position", at=short) if place else view.t("evidence.open")
    if told.get("source"):
        parts += [html.Span(" · "), html.A(f"{told['source']}, {where}", href=place_href(told, view), className="go")]
    return parts


def _own(row: Mapping[Any, Any], view: View) -> Any:
    """Return a row's own source where the snapshot lists no evidence for it."""
    told = {**row, "sentence": row.get("description") or row.get("note") or ""}
    return place(told, view)


def marked(sentence: str, written: str) -> list[Any]:
    """Return a sentence with the figure in it marked as by a highlighter."""
    before, found, after = sentence.partition(written) if written else (sentence, "", "")
    return [before, html.Mark(found), after] if found else [sentence]


def legend(key: tuple[tuple[str, str], ...]) -> Any:
    """Return the key to the marks that are drawn."""
    return html.Div([html.Span([glyph(form), text], className="k") for form, text in key], className="key")


def _id(row: Mapping[Any, Any]) -> str:
    names = ("observation_id", "milestone_id", "chip_id", "check_id")
    return next((str(row[name]) for name in names if row.get(name)), "")
