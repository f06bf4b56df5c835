"""`quantities`: read one text a line, write what was read in it as one JSON list a line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from etl.extract.narrowing import days
from etl.extract.periods import PeriodMention, periods
from etl.extract.points import Today
from etl.extract.quantities import quantities
from etl.languages import languages
from etl.model import Quantity

NAME = "quantities"
HELP = "print the quantities and periods of each line of standard input as a JSON list"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the language of the lines and the day they count from."""
    parser.add_argument("--lang", required=True, choices=sorted(languages()), help="language of the lines")
    parser.add_argument("--published", default="", metavar="DATE", help="day from which this year and the like count")


def run(args: argparse.Namespace) -> int:
    """Print one JSON list for each line of standard input."""
    for line in sys.stdin:
        text = line.rstrip("\r\n")
        found = sorted(_objects(text, args.lang, args.published), key=_place)
        print(json.dumps(found, ensure_ascii=False))
    return 0


def _objects(text: str, language: str, published_on: str) -> Iterator[dict[str, object]]:
    yield from map(_quantity, quantities(text, language))
    today = Today.parse(published_on).day
    yield from (_period(found, today) for found in periods(text, language, published_on))


def _quantity(found: Quantity) -> dict[str, object]:
    return {
        "kind": "quantity",
        "value": _number(found.value),
        "low": _number(found.low),
        "high": _number(found.high),
        "unit": found.unit,
        "qualifier": found.qualifier.value,
        "start": found.span.start,
        "end": found.span.end,
    }


def _period(found: PeriodMention, today: date | None) -> dict[str, object]:
    start, end = days(found.period, today)
    return {
        "kind": "period",
        "label": found.period.label,
        "start_date": start.isoformat() if start else None,
        "end_date": end.isoformat() if end else None,
        "start": found.span.start,
        "end": found.span.end,
    }


def _number(value: Decimal | None) -> int | float | None:
    """Return the nearest JSON number; whole numbers stay exact."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _place(found: dict[str, object]) -> tuple[str, int]:
    return (found["kind"] == "period") * "period", int(str(found["start"]))
