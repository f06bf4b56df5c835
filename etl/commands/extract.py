"""Print the figures of articles, one JSON object or table row each; touches no store."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from etl.commands import _reader
from etl.errors import InputRejected, UsageError
from etl.extract import extract
from etl.model import Document, Extraction, Mention
from etl.readers import read, sources
from etl.vocabulary import vocabulary

NAME, HELP = "extract", "print the figures of articles"
COLUMNS = (
    "doc_id",
    "metric",
    "entity",
    "counterparty",
    "product",
    "value",
    "value_low",
    "value_high",
    "unit",
    "period",
    "status",
)
WIDTH = 18


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="article or folder of articles")
    parser.add_argument("--format", choices=("jsonl", "table"), default="table")
    parser.add_argument("--events", action="store_true", help="print the dated events of chip programmes too")
    _reader.offer(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what each article says; a file that cannot be read is told and left out."""
    complete = _reader.chosen(arguments.reader)
    if arguments.format == "table":
        print("  ".join(name.ljust(WIDTH) for name in COLUMNS))
    status = 0
    for document in documents(arguments.paths):
        if isinstance(document, InputRejected):
            print(f"left out: {document}", file=sys.stderr)
            status = 1
            continue
        found = complete(extract(document))
        for line in _reader.unproven(found):
            print(line, file=sys.stderr)
        for row in rows(found, events=arguments.events):
            print(_line(row, arguments.format))
    return status


def documents(paths: Iterable[Path]) -> Iterator[Document | InputRejected]:
    """Yield the articles under some paths; tables are passed over."""
    for given in paths:
        if not given.exists():
            raise UsageError(f"no such file: {given}")
        for path in sources([given]):
            try:
                found = read(path)
            except InputRejected as fault:
                yield fault
                continue
            if isinstance(found, Document):
                yield found


def rows(extraction: Extraction, *, events: bool = False) -> Iterator[dict[str, object]]:
    """Yield one flat record per figure or attribute, names in English; events of programmes only where asked for."""
    text = extraction.document.text
    for mention in extraction.mentions:
        if mention.metric == "milestone" and not events:
            continue
        yield {"doc_id": extraction.document.name, **record(mention), "mention": mention.quantity.span.of(text)}


def record(mention: Mention) -> dict[str, object]:
    """Return a mention as plain values; a date's value is its label, a milestone an attribute of its programme."""
    quantity = mention.quantity
    described = mention.metric in {"attribute", "milestone"}
    dated = quantity.label if quantity.unit == "date" or described else None
    return {
        "entity": _names(mention.entity),
        "counterparty": _names(mention.counterparty),
        "product": _names([mention.product]),
        "metric": "attribute" if described else mention.metric,
        "value": dated if dated is not None else number(quantity.value),
        "value_low": dated if dated is not None else number(quantity.low),
        "value_high": dated if dated is not None else number(quantity.high),
        "qualifier": str(quantity.qualifier),
        "unit": quantity.unit,
        "period": mention.period.label if mention.period else None,
        "status": str(mention.status),
        "attributed_to": _names([mention.attributed_to]),
        "char_start": quantity.span.start,
        "char_end": quantity.span.end,
        "alt_spans": [[span.start, span.end] for span in mention.repeats],
        "flags": list(mention.flags),
        "key": f"milestone.{mention.key}" if mention.metric == "milestone" else mention.key or None,
        "of": [mention.restates.start, mention.restates.end] if mention.restates else None,
        "rule": mention.rule,
        "reasons": list(mention.reasons),
    }


def number(value: Decimal | None) -> int | float | None:
    """Return a decimal as JSON writes it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _names(ids: Iterable[str]) -> str | None:
    terms = vocabulary().terms
    named = [terms[one].name_en if one in terms else one for one in ids if one]
    return "+".join(named) or None


def _line(row: dict[str, object], form: str) -> str:
    if form == "jsonl":
        return json.dumps(row, ensure_ascii=False)
    return "  ".join(str("" if row[name] is None else row[name])[:WIDTH].ljust(WIDTH) for name in COLUMNS)
