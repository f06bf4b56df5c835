"""The Table tab: the rows that are drawn, in the order they are drawn, as a reader wants them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import html, marks
from dashboard.charts._select import GONE
from dashboard.components.native import Cell, Table
from dashboard.components.parts import TONES, flags, foreign
from dashboard.dates import period
from dashboard.drawing import Drawn
from dashboard.formats import plain
from dashboard.names import colour_key
from dashboard.numbers import percent
from dashboard.text import has, said, t, word
from dashboard.view import View

MOST = 300
UNTIL = "9999"
DIGITS = re.compile(r"[\d.,]+")
"""A table's own cell says nothing that the value does not."""
_READ = (
    *("side_name", "owner_name", "programme_name", "chip_name", "entity_name", "counterparty_name", "product_name"),
    *("event_type", "milestone", "date", "told_on", "promised", "period", "role", "_value"),
    *("claim_name", "implied_name", "bound_name", "verdict_name"),
    *("status", "process_node", "foundry", "design_partner", "purpose"),
    *("origin_name", "publisher", "published_on", "flags"),
)
_UNDER_ORIGIN = ("publisher", "published_on")
"""Who carried it and when stand small under the origin: three columns of names would push the others out of sight."""

_NOTES = {
    "programme_name": ("chip_name",),
    "date": ("date_wording",),
    "promised": ("promised_wording",),
    "process_node": ("foundry",),
    "status": ("deployment_date", "team_size", "flags"),
}
"""What stands small under a cell: a source's name of a chip, its words for a date, who makes it, remarks."""

_NAMED = frozenset(("foundry", "deployment_date", "team_size"))
"""Notes that say what they are: no head stands over them."""

_SAME = ("counterparty_name", "product_name", "period")
"""What is said once where it is the same in all rows."""

_DATED = frozenset(("period", "date", "told_on", "promised", "happened", "given", "given_on", "deployment_date"))
_BEHIND = frozenset(
    (
        *("observation_id", "chip_id", "milestone_id", "metric", "entity", "counterparty", "product", "origin", "unit"),
        *("owner", "chip", "value", "value_low", "value_high", "qualifier", "rank", "rank_reason", "as_written"),
        *("period_start", "period_end", "period_basis", "source_title", "source_url", "source_tier", "given_on"),
        *("n_publishers", "source_kind", "source", "locator", "note", "date_start", "date_end", "derived_from", "rule"),
        *("definition", "contract_type", "denominator", "known_to", "description_zh", "unit_basis", "value_text"),
        *("horizon", "series", "as_of", "known_from", "shown_from", "reasons", "check_id", "kind", "verdict", "inputs"),
        *("implied", "implied_low", "implied_high", "bound", "bound_low", "bound_high", "reason_name"),
        *("n_origins", "n_observations", "inputs_name", "hours", "date_wording", "promised_wording"),
        *("moved_days_low", "moved_days_high", "slip_days_low", "slip_days_high"),
        *("point_id", "side", "state", "programme", "telling_id", "telling", "n_tellings", "date_precision"),
        *("promised_start", "promised_end", "promised_precision", "usd_rate", "cny_rate", "rate_month", "rate_source"),
    )
)
_TOLD = ("chip_name", "date", "promised", "_value", "verdict_name", "claim_name", "status")
"""What a phone shows first of a row."""

_SAID = frozenset(("publisher", "rank_reason", "rate_source", "looked_in", "period_wording"))
_KINDS = {"milestone": "event_type"}
"""Columns whose words are those of another."""

_NUMERIC = frozenset(("_value", "share_of_named", "named_total", "n_origins", "n_observations", "memory_gb"))


def listing(drawn: Drawn, view: View) -> list[Any]:
    """Return the table; the part shown is named where there are more rows, never cut in silence."""
    found = _columns(drawn.rows, narrow=view.narrow)
    same = [name for name in _SAME if name in found and _alike(drawn.rows[name])]
    names = [name for name in found if name not in same]
    columns = [{"label": _label(name, view), "right": name in _NUMERIC} for name in names]
    shown = drawn.rows.head(MOST)
    rows = [[cell(row, name, drawn, view) for name in names] for row in shown.to_dict("records")]
    more = len(drawn.rows) - len(shown)
    # In small, as on a phone, a row is a block.
    across = not view.narrow and view.path != "/"
    note = [view.t("card.more_rows", n=more)] if more else []
    return [*_once(drawn.rows, same, view), Table(columns, rows, drawn.words.title, across=across), *note]


def _once(rows: pd.DataFrame, same: Sequence[str], view: View) -> list[Any]:
    """Return the line over a table that says what holds for all its rows."""
    told = [f"{_label(name, view)} {_text(rows[name].iloc[0], name, view)}" for name in same]
    return [html.P(view.t("card.in_all_rows", what=" · ".join(told)), className="once")] if told else []


def _alike(column: pd.Series) -> bool:
    return len(column) > 1 and bool((column == column.iloc[0]).all())


def cell(row: Mapping[Any, Any], name: str, drawn: Drawn, view: View) -> Cell:
    """Return one cell as it is read."""
    if name == "_value":
        return _value(row, drawn, view)
    ours = row.get(f"{name}_{view.lang}")
    value = plain(ours if isinstance(ours, str) and ours else row.get(name))
    if value is None or value == "":
        return ""
    text = _text(value, name, view)
    more = {**foreign(text, view), **_beside(row, name, text, view)}
    return {"text": text, **more} if more else text


def _beside(row: Mapping[Any, Any], name: str, text: str, view: View) -> dict[str, str]:
    """Return what stands beside or under a text: a company's colour, a reason, a verdict's tone, who carried it."""
    if name in {"entity_name", "owner_name"}:
        return {"mark": colour_key(str(row.get(name.removesuffix("_name"), "")))}
    if name == "claim_name":
        return {"note": str(row.get("reason_name") or "")}
    if name == "verdict_name":
        return {"tone": TONES.get(str(row["verdict"]), "quiet")}
    if name == "origin_name":
        return _carried(row, text, view)
    return _noted(_under(row, name, view), text, view) if name in _NOTES else {}


def _under(row: Mapping[Any, Any], name: str, view: View) -> str:
    """Return what stands small under a cell; what nobody has said is not said again."""
    blank = view.t("charts.common.not_stated")
    held = [(one, plain(row.get(one))) for one in _NOTES[name]]
    texts = [(one, _text(value, one, view)) for one, value in held if value not in {None, "", blank}]
    return " · ".join(f"{_label(one, view)} {text}" if one in _NAMED else text for one, text in texts)


def _text(value: Any, name: str, view: View) -> str:
    if name == "flags":
        return flags(str(value), view)
    if name in _DATED:
        return period(str(value), view.state)
    if name == "origins":
        return view.t("shell.list_joiner").join(view.names.name(one, view.lang) for one in str(value).split(";"))
    if name.startswith("share"):
        return percent(float(value))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:,}"
    return said(view.lang, str(value)) if name in _SAID else word(view.lang, _KINDS.get(name, name), str(value))


def _carried(row: Mapping[Any, Any], origin: str, view: View) -> dict[str, str]:
    """Return the note under an origin: who carried its word, if another, and on which day."""
    carrier, day = (str(plain(row.get(name)) or "") for name in _UNDER_ORIGIN)
    parts = (said(view.lang, carrier), period(day, view.state))
    return _noted(" · ".join(part for part in parts if part and part != origin), origin, view)


def _noted(note: str, text: str, view: View) -> dict[str, str]:
    """Return a note with its language, where it says more than the text does."""
    if not note or note in text:
        return {}
    lang = foreign(note, view).get("lang")
    return {"note": note, **({"note_lang": lang} if lang else {})}


def _value(row: Mapping[Any, Any], drawn: Drawn, view: View) -> Cell:
    text = marks.value(pd.Series(dict(row)), drawn.state)
    more = as_written(row, text, view) | gone(row, view)
    return {"text": text, **more} if more else text


def gone(row: Mapping[Any, Any], view: View) -> dict[str, bool]:
    """Return that a value is struck through: it was cancelled, superseded, or replaced by the day that is shown."""
    until = str(row.get("known_to") or "")[:10]
    replaced = until[:2] in {"19", "20"} and until < (view.state.as_of or UNTIL)
    return {"gone": True} if replaced or {*GONE} & {*str(row.get("flags") or "").split(";")} else {}


def as_written(row: Mapping[Any, Any], text: str, view: View) -> dict[str, str]:
    """Return the note of a value in its source's own words; none where they say no more, or nobody wrote it."""
    written = str(row.get("as_written") or "")
    if not written or written == text or row.get("derived_from") or DIGITS.fullmatch(written):
        return {}
    lang = foreign(written, view).get("lang")
    return {"note": f"“{written}”", **({"note_lang": lang} if lang else {})}


def _columns(rows: pd.DataFrame, *, narrow: bool) -> list[str]:
    """Return the columns that say anything, in reading order; on a phone what is told of a row is beside its name."""
    has_value = "value" in rows and "unit" in rows
    held = [name for name in _READ if (name == "_value" and has_value) or (name in rows and _said(rows[name]))]
    noted = {one for name, under in _NOTES.items() if name in held for one in under}
    beneath = {*(_UNDER_ORIGIN if "origin_name" in held else ()), *noted}
    held = [name for name in held if name not in beneath]
    others = (name for name in rows if name not in _BEHIND and name not in _READ and name not in beneath)
    own = [name for name in others if _said(rows[name])]
    told = [name for name in (_TOLD if narrow else ()) if name in held and not (has_value and name == "status")]
    return [*held[:1], *told, *[name for name in held[1:] if name not in told], *[str(name) for name in own]]


def _said(column: pd.Series) -> bool:
    return bool(column.map(lambda cell: plain(cell) not in {None, ""}).any())


def _label(name: str, view: View) -> str:
    key = f"column.{name.strip('_')}"
    return t(view.lang, key) if has(view.lang, key) else name.replace("_", " ")
