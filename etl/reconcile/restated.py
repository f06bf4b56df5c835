"""Amounts that an article tells twice, in two currencies: the rate they imply, held against the official one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from etl.model import Extraction
from etl.period import known_by
from etl.reconcile.checks.check import BROKEN, OPEN, READ, TIGHT, WITHIN, Check, Row
from etl.reconcile.cluster import records
from etl.reconcile.codes import among, kept, plain
from etl.reconcile.currency import DOLLAR
from etl.reconcile.derived.amount import Amount
from etl.reconcile.earlier import TIMES
from etl.reconcile.framing import framed
from etl.reconcile.times import FOR_EVER, NO_DAY, SINCE, without
from etl.reconcile.versions import NOW, span_of, versions_of, within

RESTATEMENT = "restatement"
NEAR, FAR = 0.02, 0.2
"""How far a rate may lie from the month's mean: a careful writer's rounding, and what no rounding explains."""

REPAIRED, PAIR, RATE = "repaired", "pair_no", "rate"
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


def places_of(told: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Return where figures stand in documents that tell an amount again."""
    here = kept(evidence, among(evidence["document_id"], told["document_id"]))
    return plain(here[[*PLACE, "observation_id", "source", "locator", "shown_from"]])


@dataclass(frozen=True, slots=True)
class ToldAgain:
    """Amounts that documents tell again, the places of their figures, what these are and were, and rates of money."""

    told: pd.DataFrame
    places: pd.DataFrame
    observations: pd.DataFrame
    wordings: pd.DataFrame
    rates: pd.DataFrame

    def frames(self) -> list[pd.DataFrame]:
        """Return all that tells how the figures stood."""
        return [getattr(self, one.name) for one in fields(self)]

    def stood(self) -> pd.DataFrame:
        """Return the figures as they stood, with their pair, before and after its rate was known."""
        held = {(row["currency"], row["month"]): row for row in records(self.rates)}
        at = {tuple(row[name] for name in PLACE): row for row in records(self.places)}
        pairs = [row for row in records(self.told.sort_values(["name", *PLACE, "again"])) if DOLLAR in _codes(row)]
        met = [(at[key], pair) for pair in pairs if (key := tuple(pair[name] for name in PLACE)) in at]
        versions = versions_of([one for one, _ in met], self.observations, self.wordings, READ)
        found = [
            {**one, PAIR: number, "pair": pair, RATE: rate}
            for number, ((_, pair), rows) in enumerate(zip(met, versions, strict=True))
            for row in rows
            for one, rate in _rated(row, held.get((_foreign(pair), _month(pair, row))))
        ]
        return pd.DataFrame(found, columns=[*READ, *TIMES, NOW, PAIR, "pair", RATE])


def told_again(
    told: pd.DataFrame, places: pd.DataFrame, observations: pd.DataFrame, wordings: pd.DataFrame, rates: pd.DataFrame
) -> ToldAgain:
    """Return the amounts that are told again, and of all others only what bears on them."""
    met = places.merge(told[list(PLACE)].drop_duplicates(), on=list(PLACE))
    now = kept(observations[list(READ)], among(observations["observation_id"], met["observation_id"]))
    led = wordings["source"].isin(met["source"].unique())
    ids = pd.concat([met["observation_id"], wordings["observation_id"][led]])
    then = kept(wordings[[*READ, *TIMES, "source", "locator"]], led | among(wordings["observation_id"], ids))
    return ToldAgain(told, met, plain(now), plain(then), rates)


def _rated(row: Row, rate: Row | None) -> Iterator[tuple[Row, Row | None]]:
    """Yield a figure as it stood before the rate of its month was known, and since."""
    if rate is None or not row[SINCE]:
        yield row, rate
        return
    day = known_by(rate["month"])
    known = day.toordinal() if day else NO_DAY
    for one in within(dict(row), without(span_of(dict(row)), [(known, FOR_EVER)]), is_now=False):
        yield one, None
    for one in within(dict(row), without(span_of(dict(row)), [(NO_DAY, known - 1)]), is_now=row[NOW]):
        yield one, rate


def restated(found: pd.DataFrame) -> Iterator[Check]:
    """Yield one check for each restatement of a figure at a time."""
    for row in records(found):
        yield _checked(row, row["pair"], row[RATE])


def _codes(pair: Row) -> tuple[str, str]:
    return pair["code"], pair["code_again"]


def _foreign(pair: Row) -> str:
    return str(pair["code_again"] if pair["code"] == DOLLAR else pair["code"])


def _month(pair: Row, row: Row) -> str:
    return str(pair["published_on"] or row["known_from"])[:7]


def _checked(row: Row, pair: Row, official: Row | None) -> Check:
    rate = pair["quotient"] if pair["code"] == DOLLAR else 1 / pair["quotient"]
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
        unit=f"{_foreign(pair)} per USD",
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
