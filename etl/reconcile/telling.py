"""
Tellings: one row for each place where a figure is told, whatever kind of source told it.

A telling has the columns of an observation and those of its evidence. Text is "" and a number NaN where unknown; names
are still as the source has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from etl.languages import sentences
from etl.model import Document, Extraction, Mention, Qualifier, Quantity, Row, Span, Table
from etl.reconcile.framing import framed

DIMENSIONS = (
    *("metric", "entity", "counterparty", "product", "period", "period_start", "period_end", "period_basis"),
    *("definition", "unit_basis", "contract_type", "denominator", "origin", "unit"),
)
NUMBERS = ("value", "value_low", "value_high")
ATTRIBUTES = (
    *("qualifier", "status", "flags", "period_wording", "publisher", "source_title", "source_url", "source_tier"),
    *("published_on", "given_on", "note", "rule", "reasons", "as_written", "key", "label"),
)
PLACE = ("source_kind", "source", "locator", "document_id", "char_start", "char_end", "sentence")
OWN = ("locator", "sentence", "as_written")
"""Texts of which nearly every telling has its own."""

COLUMNS = (*DIMENSIONS, *NUMBERS, *ATTRIBUTES, *PLACE)
GIVEN = (*DIMENSIONS, *ATTRIBUTES)
"""Texts that the row of a table may give."""

INTEGERS = ("source_tier", "char_start", "char_end")
NO_TIER = 4
FIGURES = "figures"
TYPES = {name: "float64" if name in NUMBERS else "Int64" if name in INTEGERS else "str" for name in COLUMNS}


def tellings(tables: Iterable[Table], extractions: Iterable[Extraction]) -> pd.DataFrame:
    """Return every figure of the tables and every mention of the documents as one frame."""
    parts = [of_table(table) for table in tables if table.contract == FIGURES]
    parts.append(of_mentions(extractions))
    return pd.concat(parts, ignore_index=True)


def of_table(table: Table) -> pd.DataFrame:
    """Return one row for each figure of a table."""
    rows = (_of_row(table, row) for row in table.rows)
    return _only_bounds(framed(([row.get(name, "") for name in COLUMNS] for row in rows), TYPES))


def _of_row(table: Table, row: Row) -> dict[str, Any]:
    return {
        **{name: row.cells.get(name, "") for name in GIVEN},
        **{name: float(row.cells[name]) if row.cells.get(name) else None for name in NUMBERS},
        "source_tier": int(row.cells["source_tier"]) if row.cells.get("source_tier") else None,
        "as_written": _cell_as_written(row.cells),
        "sentence": _row_as_sentence(row),
        "locator": f"{row.locator} {row.cells.get('figure_id', '')}".strip(),
        "source": table.name,
        "source_kind": table.source_kind,
        "rule": "table",
    }


def of_mentions(extractions: Iterable[Extraction]) -> pd.DataFrame:
    """Return one row for each mention, and for each further place where its document repeats it."""
    rows = (row for extraction in extractions for row in _of_document(extraction))
    return framed(([row[name] for name in COLUMNS] for row in rows), TYPES)


def _of_document(extraction: Extraction) -> Iterable[dict[str, Any]]:
    document = extraction.document
    bounds = sentences(document.text, document.language) if extraction.mentions else []
    for mention in extraction.mentions:
        row = {**_said(mention), **_measured(mention.quantity), **_told_by(document)}
        for span in (mention.quantity.span, *mention.repeats):
            yield {**row, **_placed(document, span, bounds)}


def _said(mention: Mention) -> dict[str, Any]:
    period = mention.period
    return {
        "metric": mention.metric,
        "entity": "+".join(mention.entity),
        "counterparty": "+".join(mention.counterparty),
        "product": mention.product,
        "period": period.label if period else "",
        "period_start": period.start.isoformat() if period and period.start else "",
        "period_end": period.end.isoformat() if period and period.end else "",
        "period_basis": period.basis.value if period else "",
        "period_wording": period.wording if period else "",
        "definition": mention.definition,
        "unit_basis": mention.unit_basis,
        "contract_type": mention.contract_type,
        "denominator": mention.denominator,
        "origin": mention.attributed_to,
        "status": mention.status.value,
        "flags": ";".join(dict.fromkeys((*mention.quantity.flags, *mention.flags))),
        "rule": mention.rule,
        "reasons": ";".join(mention.reasons),
        "key": mention.key,
        "note": "",
        "given_on": "",
    }


def _measured(quantity: Quantity) -> dict[str, Any]:
    # A middle is no reading: where the text tells bounds, only bounds are kept.
    bounded = quantity.qualifier in (Qualifier.RANGE, Qualifier.MIN, Qualifier.MAX, Qualifier.VAGUE)
    low, high = _bounds(quantity) if bounded else (None, None)
    return {
        "value": _float(None if bounded else quantity.value),
        "value_low": _float(low),
        "value_high": _float(high),
        "unit": quantity.unit,
        "qualifier": quantity.qualifier.value,
        "label": quantity.label,
    }


def _bounds(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    if quantity.qualifier is Qualifier.MIN:
        return (quantity.value if quantity.low is None else quantity.low), None
    if quantity.qualifier is Qualifier.MAX:
        return None, (quantity.value if quantity.high is None else quantity.high)
    return quantity.low, quantity.high


def _told_by(document: Document) -> dict[str, Any]:
    return {
        "publisher": document.publisher,
        "source_title": document.title,
        "source_url": document.url,
        "source_tier": "",
        "published_on": document.published_on,
        "source_kind": "article",
        "source": document.name,
        "document_id": document.id,
    }


def _placed(document: Document, span: Span, bounds: Sequence[Span]) -> dict[str, Any]:
    around = next((one for one in bounds if one.start <= span.start < one.end), span)
    return {
        "char_start": span.start,
        "char_end": span.end,
        "locator": f"{span.start}:{span.end}",
        "as_written": span.of(document.text),
        "sentence": around.of(document.text).strip(),
    }


def _only_bounds(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the figures with "at least" and "at most" as bounds and no value."""
    for qualifier, bound in ((Qualifier.MIN, "value_low"), (Qualifier.MAX, "value_high")):
        here = frame["qualifier"] == qualifier.value
        frame[bound] = frame[bound].mask(here & frame[bound].isna(), frame["value"])
        frame["value"] = frame["value"].mask(here & frame[bound].notna())
    return frame


def _cell_as_written(cells: Mapping[str, str]) -> str:
    """Return the cells that hold the number, as they stand: the value, or low–high."""
    return cells.get("value", "") or f"{cells.get('value_low', '')}–{cells.get('value_high', '')}"


def _row_as_sentence(row: Row) -> str:
    cells = row.cells
    parts = [cells.get(name, "") for name in ("entity", "counterparty", "product", "metric", "period", "unit", "note")]
    return " | ".join(part for part in parts if part)


def _float(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)
