"""What was known on a day: the sources without what was told later, so that every table can be made as of that day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from etl.model import Extraction, Row, Status, Table
from etl.period import known_by
from etl.readers.edited import EDITS
from etl.reconcile.assumption import ASSUMPTIONS
from etl.reconcile.coverage import SEARCHES
from etl.reconcile.currency import RATES
from etl.reconcile.dispute import DISPUTES
from etl.reconcile.freshness import FRESHNESS
from etl.reconcile.name import Names, resolve
from etl.reconcile.telling import FIGURES, of_table
from etl.reconcile.when import dated, told_until
from etl.vocabulary import Vocabulary

DATED = {RATES: "month", SEARCHES: "searched_on"}
"""Column of a row's day by contract; published_on elsewhere."""


def as_known_on(
    tables: Iterable[Table], extractions: Iterable[Extraction], day: date, vocabulary: Vocabulary
) -> tuple[list[Table], list[Extraction]]:
    """
    Return the sources as they could be read on a day: no row given or published later, and no later document.

    A date known to the month counts from the month's end. What has no date is left out, but a figure of a table that
    has none counts from the day on which it was known at the earliest, as everywhere.
    """
    kept = [_known(table, day, vocabulary) for table in tables]
    return kept, [one for one in extractions if _is_told(one.document.published_on, day)]


def _known(table: Table, day: date, vocabulary: Vocabulary) -> Table:
    if table.contract == FIGURES:
        return _figures(table, day, vocabulary)
    return replace(table, rows=tuple(_rows(table, day)))


def _rows(table: Table, day: date) -> Iterable[Row]:
    if table.contract in (EDITS, DISPUTES, FRESHNESS):
        # A judgement of today on what was read then, as the corrections of articles are.
        return table.rows
    column = DATED.get(table.contract, "published_on")
    return [row for row in table.rows if _is_timeless(row, table) or _is_told(row.cells.get(column, ""), day)]


def _is_timeless(row: Row, table: Table) -> bool:
    """Return whether a row is an assumption of no day: a scenario of ours, or one that is cited from a figure."""
    scenario = row.cells.get("status") == Status.SCENARIO or bool(row.cells.get("cites"))
    return table.contract == ASSUMPTIONS and scenario


def _figures(table: Table, day: date, vocabulary: Vocabulary) -> Table:
    """Return the rows shown by a day; what the others tell of when an undated one was told is a judgement of today."""
    told = resolve(of_table(table), Names(vocabulary))
    shown = dated(told, vocabulary)["shown_from"]
    rows = tuple(row for row, since in zip(table.rows, shown, strict=True) if since and since <= day.isoformat())
    return replace(table, rows=rows, told_until=told_until(told))


def _is_told(text: str, day: date) -> bool:
    """Return whether a partial date certainly lies on the day or before it."""
    try:
        last = known_by(text)
    except ValueError:
        return False
    return last is not None and last <= day
