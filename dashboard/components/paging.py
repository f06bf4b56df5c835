"""Long tables page by page: which rows stand on the page that is asked for, and the way to the next."""

from __future__ import annotations

from typing import Any

from dashboard import html
from dashboard.view import View

PER_PAGE = 50
_DIGITS = 6
"""A page number has at most so many digits; a longer one is none."""


def shown(n_rows: int, view: View) -> slice:
    """Return which rows stand on the page that is asked for."""
    start = _first(n_rows, view)
    return slice(start, start + PER_PAGE)


def _first(n_rows: int, view: View) -> int:
    """Return the place of the first row of the page that is asked for; of the last page for one beyond it."""
    page = view.query.get("page", "")
    asked = int(page) - 1 if page.isdigit() and len(page) <= _DIGITS else 0
    return min(max(asked, 0), max(n_rows - 1, 0) // PER_PAGE) * PER_PAGE


def pager(n_rows: int, view: View) -> Any:
    """Return which rows are shown, of how many, and the links to the pages before and after."""
    start = _first(n_rows, view)
    last = min(start + PER_PAGE, n_rows)
    here = start // PER_PAGE + 1
    parts: list[Any] = [html.Span(view.t("data.range", first=start + 1 if last else 0, last=last, n=f"{n_rows:,}"))]
    if start:
        parts.append(html.A(view.t("data.previous"), href=view.here(page=str(here - 1)), rel="prev"))
    if last < n_rows:
        parts.append(html.A(view.t("data.next"), href=view.here(page=str(here + 1)), rel="next"))
    return html.Nav(parts, className="pager", **{"aria-label": view.t("data.pages")})
