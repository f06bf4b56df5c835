"""Amounts that an article tells twice, in two currencies: the rate they imply, held against the official one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from etl.model import Extraction
from etl.reconcile.check import BROKEN, OPEN, READ, TIGHT, WITHIN, Check, Row
from etl.reconcile.cluster import cells, records
from etl.reconcile.codes import among, kept
from etl.reconcile.currency import DOLLAR
from etl.reconcile.derived.amount import Amount
from etl.reconcile.framing import framed

RESTATEMENT = "restatement"
NEAR, FAR = 0.02, 0.2
"""How far a rate may lie from the month's mean: a careful writer's rounding, and what no rounding explains."""

REPAIRED = "repaired"
PLACE = ("document_id", "char_start", "char_end")
TYPES: Mapping[str, str] = {
    "document_id": "str",
    "char_start": "int64",
    "char_end": "int64",
    "name": "str",
    "published_on": "str",
    "surface": "str",
    "again": "str",
    "code": "str",
    "code_again": "str",
    "quotient": "float64",
    "repaired": "bool",
}
COLUMNS = tuple(TYPES)


def restatements(extractions: Iterable[Extraction]) -> pd.DataFrame:
    """Return one row for each amount that a document tells again in another currency, with the quotient of the two."""
    return framed((row for extraction in extractions for row in _pairs(extraction)), TYPES)


def _pairs(extraction: Extraction) -> Iterator[tuple[Any, ...]]:
    document = extraction.document
    for again in extraction.mentions:
        if again.metric != RESTATEMENT or again.restates is None:
            continue
        first = next((one for one in extraction.mentions if one.quantity.span == again.restates), None)
        if first is not None and first.quantity.value and again.quantity.value:
            codes = first.quantity.unit[:3], again.quantity.unit[:3]
            told = first.quantity.surface, again.quantity.surface
            quotient = float(again.quantity.value / first.quantity.value)
            repaired = REPAIRED in (*again.quantity.flags, *again.flags)
            place = document.id, again.restates.start, again.restates.end
            yield (*place, document.name, document.published_on, *told, *codes, quotient, repaired)


def restated(
    told: pd.DataFrame, observations: pd.DataFrame, evidence: pd.DataFrame, rates: pd.DataFrame
) -> Iterator[Check]:
    """Yield one check for each restatement of a figure that is held."""
    if told.empty:
        return
    held = {(row["currency"], row["month"]): row for row in records(rates)}
    places = evidence.loc[among(evidence["document_id"], told["document_id"]), [*PLACE, "observation_id"]]
    ids = dict(
        zip(zip(*(cells(places[name]) for name in PLACE), strict=True), cells(places["observation_id"]), strict=True)
    )
    order = ["name", *PLACE, "again"]
    pairs = [(ids.get(tuple(row[name] for name in PLACE), ""), row) for row in records(told.sort_values(order))]
    wanted = observations["observation_id"].isin({id_ for id_, _ in pairs})
    rows = {row["observation_id"]: row for row in records(kept(observations[list(READ)], wanted))}
    for id_, pair in pairs:
        if id_ and DOLLAR in (pair["code"], pair["code_again"]):
            yield _checked(rows[id_], pair, held)


def _checked(row: Row, pair: Row, held: Mapping[tuple[str, str], Row]) -> Check:
    dollars = pair["code"] == DOLLAR
    foreign = pair["code_again"] if dollars else pair["code"]
    rate = pair["quotient"] if dollars else 1 / pair["quotient"]
    official = held.get((foreign, (pair["published_on"] or row["known_from"])[:7]))
    mean = official["rate"] if official else None
    return Check(
        kind="restated_amount",
        row=row,
        claim=(
            f"{pair['surface']} is told again as {pair['again']}",
            f"“{pair['surface']}” 又作 “{pair['again']}”",
        ),
        implied=Amount.exactly(rate),
        bound=Amount(mean, _times(mean, 1 - NEAR), _times(mean, 1 + NEAR)),
        unit=f"{foreign} per USD",
        against=_reason(rate, official, repaired=pair["repaired"]),
        inputs=[row],
        found=verdict_of(rate, mean),
    )


def verdict_of(rate: float, mean: float | None) -> str:
    """
    Return how a rate stands to the month's mean.

    >>> [verdict_of(rate, 7.27) for rate in (7.32, 7.9, 73.2)], verdict_of(7.3, None)
    (['within', 'tight', 'broken'], 'open')
    """
    if mean is None:
        return OPEN
    apart = abs(rate / mean - 1)
    return WITHIN if apart <= NEAR else TIGHT if apart <= FAR else BROKEN


def _reason(rate: float, official: Mapping[Any, Any] | None, *, repaired: bool) -> tuple[str, str]:
    mended = "; the second is misprinted and was repaired by the first", "；后者为误印，已据前者修复"
    en = f"; the mean of {official['month']} was {official['rate']:.4g}" if official else ""
    zh = f"；{official['month']} 月均为 {official['rate']:.4g}" if official else ""
    tail = mended if repaired else ("", "")
    return f"the amounts imply {rate:.4g}{en}{tail[0]}", f"两数隐含汇率 {rate:.4g}{zh}{tail[1]}"


def _times(mean: float | None, factor: float) -> float | None:
    return None if mean is None else mean * factor
