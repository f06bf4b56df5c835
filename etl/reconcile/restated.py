"""Amounts that an article tells twice, in two currencies: the rate they imply, held against the official one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from etl.model import Extraction, Mention
from etl.reconcile.check import BROKEN, OPEN, TIGHT, WITHIN, Check
from etl.reconcile.cluster import records
from etl.reconcile.currency import DOLLAR
from etl.reconcile.derived.amount import Amount

RESTATEMENT = "restatement"
NEAR, FAR = 0.02, 0.2
"""How far a rate may lie from the month's mean: a careful writer's rounding, and what no rounding explains."""

REPAIRED = "repaired"


def restated(
    extractions: Iterable[Extraction], observations: pd.DataFrame, evidence: pd.DataFrame, rates: pd.DataFrame
) -> Iterator[Check]:
    """Yield one check for each restatement of a figure that is held."""
    held = {(row["currency"], row["month"]): row for row in records(rates)}
    told = evidence[evidence["document_id"] != ""]
    places = zip(told["document_id"], told["char_start"], told["char_end"], strict=True)
    ids = dict(zip(places, told["observation_id"], strict=True))
    pairs = [(ids[place], day, pair) for place, day, pair in _pairs(extractions) if place in ids]
    wanted = observations["observation_id"].isin({id_ for id_, _, _ in pairs})
    rows = {row["observation_id"]: row for row in records(observations[wanted])}
    for id_, day, pair in pairs:
        yield from _checked(rows[id_], pair, (day or rows[id_]["known_from"])[:7], held)


def _pairs(extractions: Iterable[Extraction]) -> Iterator[tuple[tuple[str, int, int], str, tuple[Mention, Mention]]]:
    """Yield the place of each figure that is told again, the day of its document, and both tellings."""
    for extraction in extractions:
        document = extraction.document
        for mention in extraction.mentions:
            if mention.metric == RESTATEMENT and mention.restates is not None:
                first = next((one for one in extraction.mentions if one.quantity.span == mention.restates), None)
                if first is not None:
                    place = (document.id, mention.restates.start, mention.restates.end)
                    yield place, document.published_on, (first, mention)


def _checked(
    row: Mapping[Any, Any], pair: tuple[Mention, Mention], month: str, held: Mapping[tuple[str, str], Mapping[Any, Any]]
) -> Iterator[Check]:
    first, again = pair
    codes = first.quantity.unit[:3], again.quantity.unit[:3]
    if DOLLAR not in codes or not first.quantity.value or not again.quantity.value:
        return
    foreign = codes[1] if codes[0] == DOLLAR else codes[0]
    quotient = float(again.quantity.value / first.quantity.value)
    rate = quotient if codes[0] == DOLLAR else 1 / quotient
    official = held.get((foreign, month))
    mean = official["rate"] if official else None
    repaired = REPAIRED in (*again.quantity.flags, *again.flags)
    yield Check(
        kind="restated_amount",
        row=row,
        claim=(
            f"{first.quantity.surface} is told again as {again.quantity.surface}",
            f"{first.quantity.surface} 又作 {again.quantity.surface}",
        ),
        implied=Amount.exactly(rate),
        bound=Amount(mean, _times(mean, 1 - NEAR), _times(mean, 1 + NEAR)),
        unit=f"{foreign} per USD",
        against=_reason(rate, official, repaired=repaired),
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
