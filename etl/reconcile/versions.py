"""Figures as they stood from a day to a day: those of now but where an earlier time has them otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from etl.reconcile.cluster import Member, records
from etl.reconcile.codes import kept, plain
from etl.reconcile.times import FOR_EVER, NO_DAY, SINCE, UPTO, Span, number_of, text_of, without

NOW = "now"
FIGURE_ORDER = ("metric", "entity", "period_start", "product", "observation_id")
"""In what order figures are published."""

ID, SHOWN, PLACE = "observation_id", "shown_from", ("source", "locator")


def versions_of(
    figures: Sequence[Member], now: pd.DataFrame, then: pd.DataFrame, asked: Sequence[str]
) -> list[list[Member]]:
    """
    Return of each figure, which names its observation and its place, the observations that it was part of.

    What it leads is known to be of it, else what its observation was then; it is of none before it is shown.
    """
    ids = [one[ID] for one in figures]
    led = kept(then, then["source"].isin({one["source"] for one in figures}))
    rows = {row[ID]: row for row in _asked(now, ids, [*asked, SHOWN])}
    earlier = _asked(then, [*ids, *led[ID]], [*asked, SHOWN, SINCE, UPTO, *PLACE])
    by_place, by_id = _grouped(earlier, PLACE), _grouped(earlier, (ID,))
    told = ((one, by_place.get(_key(one, PLACE), ()), by_id.get(_key(one, (ID,)), ())) for one in figures)
    return [_over_days(one, rows[one[ID]], led, own) for one, led, own in told]


def within(row: Member, spans: Iterable[Span], *, is_now: bool) -> list[Member]:
    """Return a row once for each span of days; one of now stands now in the last, or apart from all days."""
    told = [{**row, SINCE: text_of(first), UPTO: text_of(last), NOW: False} for first, last in spans]
    if is_now and not (told and not told[-1][UPTO]):
        told.append({**row, SINCE: "", UPTO: ""})
    if is_now:
        told[-1][NOW] = True
    return told


def span_of(row: Member) -> Span:
    """Return the days from which and to which a row stood."""
    return number_of(row[SINCE]), number_of(row[UPTO], FOR_EVER)


def over_days(now: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    """Return rows of now and of then together, each with its days and whether it stands now."""
    now = now.assign(stood_from=now[SHOWN], stood_to="", now=True)
    then = then.assign(now=False)
    moved = now[ID].isin(then[ID])
    spans: dict[str, list[Span]] = {}
    for row in records(then[[ID, SINCE, UPTO]]):
        spans.setdefault(row[ID], []).append(span_of(row))
    again = [
        one
        for row in records(now[moved])
        for one in within(row, without(span_of(row), spans[row[ID]]) if row[SINCE] else (), is_now=True)
    ]
    parts = [now[~moved], then[[*now]], pd.DataFrame(again, columns=[*now])]
    return pd.concat([one for one in parts if len(one)] or parts[:1], ignore_index=True)


def _asked(frame: pd.DataFrame, ids: Sequence[str], columns: Sequence[str]) -> list[Member]:
    return records(plain(kept(frame[list(dict.fromkeys(columns))], frame[ID].isin(ids))))


def _grouped(rows: Iterable[Member], names: Sequence[str]) -> dict[tuple[Any, ...], list[Member]]:
    found: dict[tuple[Any, ...], list[Member]] = {}
    for row in rows:
        found.setdefault(_key(row, names), []).append(row)
    return found


def _key(row: Member, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _over_days(figure: Member, now: Member, led: Sequence[Member], own: Sequence[Member]) -> list[Member]:
    same = [row for row in own if row not in led]
    since = max(number_of(figure[SHOWN]), number_of(now[SHOWN]))
    before, taken = (NO_DAY, since - 1), [span_of(row) for row in led]
    found = [one for row in same for one in within(row, without(span_of(row), [before, *taken]), is_now=False)]
    found += [{**row, NOW: False} for row in led]
    left = without((since, FOR_EVER), map(span_of, found)) if since else ()
    return [*found, *within(now, left, is_now=True)]
