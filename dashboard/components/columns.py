"""The columns of a published table as they are read: which of them, under what names, and what each cell says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from dashboard import marks
from dashboard.components.listing import as_written, gone
from dashboard.components.native import Cell
from dashboard.components.parts import because, flags, foreign
from dashboard.dates import period
from dashboard.formats import plain
from dashboard.names import colour_key
from dashboard.state import LANGUAGES
from dashboard.text import said, t, word
from dashboard.view import View

_LONG = ("text", "sentence")
_ABOUT = ("entity", "owner")
_DATED = frozenset(
    (
        *("period", "month", "rate_month", "promised", "happened", "date", "published_on", "given_on", "told_on"),
        *("known_from", "known_to", "shown_from", "stood_from", "stood_to", "newest", "fresh_until", "searched_on"),
        *("period_start", "period_end", "date_start", "date_end", "announced_date", "tape_out_date", "deployment_date"),
        *("promised_start", "promised_end", "happened_start", "happened_end"),
    )
)
_PARTIES = frozenset(("entity", "product", "origin", "counterparty", "owner", "chip", "programme", "parent"))
_LISTED = {"origins": "origin", "statuses": "status", "ranks": "rank", "origin_classes": "origin_class", "unit": "unit"}
"""Columns whose cells hold several words, joined by a semicolon, and the column whose words they are."""

_WORDS = {
    **{f"{of}_precision": "precision" for of in ("date", "told", "promised", "happened", "given")},
    "period_basis": "basis",
    "milestone": "event_type",
    "actual_definition": "definition",
    "listed": "truth",
}
"""Columns whose words are those of another."""

_RANKED = frozenset(("rank_reason", "rank_reasons"))
_SAID = frozenset(("reason", "note", "source", "rate_source", "looked_in", "period_wording", "publisher"))
"""Columns that hold sentences of the refresh, or describe a carrier."""

_AS_TOLD = {"chip_name": "card.chip_as_told", "verdict": "column.verdict_name"}
"""Columns that are called otherwise than in a card: they stand beside the one they usually are, or of other things."""

_COUNTED_AS_NAMES = frozenset(("year",))
"""Numbers that are names, and take no commas."""


def names(rows: pd.DataFrame, view: View) -> list[str]:
    """Return the columns of a table as they are read: whom a row is about first, its own id last, one language."""
    held = [str(one) for one in rows if one not in _LONG]
    found = [name for name in held if _ours(name, held, view.lang)]
    order = dict.fromkeys(_ABOUT, -1) | {held[0]: len(found) if held[0].endswith("_id") else 0}
    return sorted(found, key=lambda name: order.get(name, 0))


def _ours(name: str, held: Iterable[str], lang: str) -> bool:
    """Say whether a column is in the reader's language, or in none."""
    base, own = _spoken(name)
    others = {one: _spoken(one)[1] for one in held if _spoken(one)[0] == base}
    return len(others) == 1 or own == lang


def _spoken(name: str) -> tuple[str, str]:
    """
    Return the name of a column without its language, and its language: English where none is told.

    >>> _spoken("reason_zh"), _spoken("reason")
    (('reason', 'zh'), ('reason', 'en'))
    """
    base, _, lang = name.rpartition("_")
    return (base, lang) if base and lang in LANGUAGES else (name, "en")


def label(name: str, view: View) -> str:
    """Return the name of a column in the reader's language."""
    if name in _AS_TOLD:
        return t(view.lang, _AS_TOLD[name])
    return word(view.lang, "column", _spoken(name)[0])


def cell(row: Mapping[Any, Any], name: str, told: Mapping[str, str], view: View) -> Cell:
    """Return one cell as it is read; `told` says where the figures of rows were told, by their ids."""
    value = plain(row[name])
    if name == "value" and "unit" in row and "observation_id" in row and "value_low" in row:
        text = marks.value(pd.Series(dict(row)), view.state)
        href = told.get(str(row.get("input_id", row["observation_id"])), "")
        return {"text": text, "href": href, **as_written(row, text, view), **gone(row, view)}
    if value is None or value == "":
        return ""
    if name in _ABOUT:
        return {"text": named(name, str(value), view), "mark": colour_key(str(value))}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value) if name in _COUNTED_AS_NAMES else _digits(value)
    text = period(str(value), view.state) if name in _DATED else named(name, _written(value), view)
    more = foreign(text, view) | (_remarks(row, view) if name == "status" and "observation_id" in row else {})
    return {"text": text, **more} if more else text


def _digits(value: float) -> str:
    """
    Return a number with its commas, to a millionth.

    >>> _digits(0.034482758620689724), _digits(5_003_868_437_500.0)
    ('0.034483', '5,003,868,437,500')
    """
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _remarks(row: Mapping[Any, Any], view: View) -> dict[str, str]:
    """Return the flags of a figure as the note under its status."""
    return {"note": flags(str(row["flags"]), view)} if row.get("flags") else {}


def named(column: str, value: str, view: View) -> str:
    """Return a word of a column in the reader's language, or each of several."""
    if column in _LISTED:
        several = dict.fromkeys(value.split(";")) if column == "unit" else value.split(";")
        return view.t("shell.list_joiner").join(_one(_LISTED[column], one, view) for one in several)
    return _one(_WORDS.get(column, column), value, view)


def _one(column: str, value: str, view: View) -> str:
    if column in _PARTIES:
        return view.names.name(value, view.lang)
    if column == "flags":
        return flags(value, view)
    if column in _RANKED:
        return "; ".join(because(one, view) for one in value.split(";"))
    return said(view.lang, value) if column in _SAID else word(view.lang, column, value)
