"""Two days compared: what became known after the first and by the second, and what it replaced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from dashboard import html, marks, shown
from dashboard.components.native import Cell, Field, Table
from dashboard.dates import day as written
from dashboard.dates import period
from dashboard.days import days
from dashboard.iso import iso
from dashboard.names import colour_key
from dashboard.state import BadState
from dashboard.tellings import SERIES
from dashboard.text import word
from dashboard.view import View

PARAMS = ("from", "to")
SPAN = timedelta(days=31)
"""How far back it looks until a day is chosen."""

MOST = 25


def between(view: View) -> list[Any]:
    """Return the card that compares two days; nothing where no figure has a day."""
    known = days(view.snapshot)
    if not known:
        return []
    first, last = _ends(view, known[-1])
    rows = compared(view.table("observations"), first, last)
    replaced = int(rows["_before"].notna().sum())
    counts = {"n": f"{len(rows):,}", "replaced": f"{replaced:,}"}
    fields = [
        Field(kind="date", label=view.t(f"between.{name}"), value=value, sets=name)
        for name, value in zip(PARAMS, (first, last), strict=True)
    ]
    labelled = [
        html.Label([html.Span(view.t(f"between.{name}")), field]) for name, field in zip(PARAMS, fields, strict=True)
    ]
    said = view.t("between.said", first=written(first, view.state), last=written(last, view.state), **counts)
    content = [
        html.H2(view.t("between.title")),
        html.P(said, className="sub"),
        html.Div(labelled, className="cbar form"),
    ]
    return [html.Article([*content, *_table(rows, view)], className="card", id="between")]


def _ends(view: View, newest: str) -> tuple[str, str]:
    """Return the two days, the earlier first; raises BadState where one is no day."""
    last = _day(view, "to") or newest
    first = _day(view, "from") or (date.fromisoformat(last) - SPAN).isoformat()
    return min(first, last), max(first, last)


def _day(view: View, name: str) -> str:
    told = view.query.get(name, "")
    try:
        return date.fromisoformat(told).isoformat() if told else ""
    except ValueError:
        raise BadState(f"{name} is a day such as 2025-02-11, not {told!r}") from None


def compared(rows: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """
    Return the figures that became known after the first day and by the last, each with the place of what it replaced.

    Replaced is the figure of the same series and origin whose time ended before; it comes first, then the newest.
    """
    since = shown.since(rows)
    told = rows.assign(_since=since, _given=iso(rows["known_from"]))[
        (rows["derived_from"] == "") & (since > first) & (since <= last)
    ]
    ended = rows.assign(_until=iso(rows["known_to"]), _before=rows.index)
    ended = ended[ended["_until"] != ""][[*SERIES, "_until", "_before"]]
    pairs = told[[*SERIES, "_given", "observation_id"]].merge(ended, on=SERIES)
    pairs = (
        pairs[pairs["_until"] < pairs["_given"]].sort_values("_until").drop_duplicates("observation_id", keep="last")
    )
    found = told.merge(pairs[["observation_id", "_before"]], on="observation_id", how="left")
    order = ["_is_new", "_since", "observation_id"]
    return found.assign(_is_new=found["_before"].isna()).sort_values(order, ascending=[True, False, True])


def _table(rows: pd.DataFrame, view: View) -> list[Any]:
    if rows.empty:
        return [html.P(view.t("between.none"), className="empty")]
    whole = view.table("observations")
    cells = [_row(row, whole, view) for row in rows.head(MOST).to_dict("records")]
    labels = ("figure", "before", "after", "origin", "since")
    columns = [{"label": view.t(f"between.{name}"), "right": name in {"before", "after"}} for name in labels]
    title = view.t("between.title")
    more = [html.P(view.t("between.more", n=len(rows) - MOST), className="src")] if len(rows) > MOST else []
    table = Table(columns, cells, title)
    return [html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": title}), *more]


def _row(row: Mapping[Any, Any], whole: pd.DataFrame, view: View) -> list[Cell]:
    names = [view.names.name(str(row[part]), view.lang) for part in ("entity", "product") if row[part]]
    metric = word(view.lang, "metric", str(row["metric"]))
    what = " · ".join(part for part in (*names, metric, period(str(row["period"]), view.state)) if part)
    before = "" if pd.isna(row["_before"]) else marks.value(whole.loc[int(row["_before"])], view.state)
    after = marks.value(pd.Series(dict(row)), view.state)
    href = view.href(f"/sources/{row['source']}", row=str(row["locator"]))
    return [
        {"text": what, "mark": colour_key(str(row["entity"]))},
        {"text": before, "gone": True} if before else "",
        {"text": after, "href": href},
        view.names.name(str(row["origin"]), view.lang),
        written(str(row["_since"]), view.state),
    ]
