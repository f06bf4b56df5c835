"""Periods made into days, and the days from which a telling was known and could be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from etl.period import FiscalYear, Period, known_by
from etl.reconcile.cluster import cells
from etl.reconcile.codes import Codes, chosen, codes_of, distinct, keys_of, mapped, texts_like
from etl.vocabulary import Vocabulary

ARTICLE = "article"
INFERRED = "known_from_inferred"
UNKNOWN = 0
"""The place of no day among days in order."""

PRECISIONS = {len("2025"): "year", len("2025-04"): "month", len("2025-04-30"): "day"}


def dated(frame: pd.DataFrame, vocabulary: Vocabulary, until: Mapping[str, str] | None = None) -> pd.DataFrame:
    """
    Return the tellings with the days of their periods, fiscal ones by their entity's year, and with their own days.

    These are known_from, on which it was given, and shown_from, from which on the page that we hold tells it. `until`
    are the last days that whole sources give, of which these are some of the rows.
    """
    frame = _with_days(frame, vocabulary)
    told, whole = _told_on(frame), mapped(frame["source"], lambda source: (until or {}).get(source, ""))
    days = mapped(told, _last_day), mapped(frame["published_on"], _last_day), frame["period_end"], whole
    words, (stated, page, end, latest) = _in_order(*days)
    # A year may end, and a period lie, after the source was last written: it cannot have told of it later than that.
    newest = np.maximum(_newest(frame, told, stated), latest)
    stated = np.where(newest == UNKNOWN, stated, np.minimum(stated, newest))
    inferred = np.where((newest == UNKNOWN) | ((end > UNKNOWN) & (end <= newest)), end, newest)
    known = np.where(stated == UNKNOWN, inferred, stated)
    found = {"known_from": known, "shown_from": _shown(frame, known, page)}
    return frame.assign(
        **{name: texts_like(frame["source"], words, days, frame.index) for name, days in found.items()},
        flags=with_flag(frame["flags"], (stated == UNKNOWN) & (inferred > UNKNOWN), INFERRED),
    )


def _told_on(frame: pd.DataFrame) -> pd.Series[str]:
    return chosen(frame["given_on"] != "", frame["given_on"], frame["published_on"])


def _in_order(*columns: pd.Series[str]) -> tuple[list[str], list[Codes]]:
    """Return all days of some columns in order, UNKNOWN first, and the place of each row's day among them."""
    told = [(codes, cells(found)) for codes, found in map(codes_of, columns)]
    words = sorted({"", *(day for _, days in told for day in days)})
    places = {day: at for at, day in enumerate(words)}
    return words, [np.array([places[day] for day in days], dtype=np.int64)[codes] for codes, days in told]


def _shown(frame: pd.DataFrame, known: Codes, page: Codes) -> Codes:
    """
    Return the day from which on each telling stands on a page: never before it was given; UNKNOWN where none is known.

    A row of a table that gives no date of its page stands there from the day on which it was known at the earliest.
    """
    undated = (page == UNKNOWN) & ((frame["published_on"] != "") | (frame["source_kind"] == ARTICLE)).to_numpy(bool)
    return np.where((known == UNKNOWN) | undated, UNKNOWN, np.maximum(known, page))


def told_until(frame: pd.DataFrame) -> str:
    """Return the last day that the tellings of one source give exactly; empty where they give none."""
    return max((day for day in _told_on(frame).unique() if len(day) == len("2025-02-11")), default="")


def precision(given_on: str, published_on: str) -> str:
    """
    Return how exactly a day of telling is known: day, month or year as the source states it, else inferred.

    >>> precision("", "2025-04"), precision("2025-04-30", "2025-05"), precision("", "")
    ('month', 'day', 'inferred')
    """
    return PRECISIONS.get(len(given_on or published_on), "inferred")


def with_flag(flags: pd.Series[str], where: pd.Series[bool], flag: str) -> pd.Series[str]:
    """Return the flags with one more where asked for."""
    return chosen(where, mapped(flags, lambda text: f"{text};{flag}" if text else flag), flags)


def has_flag(flags: pd.Series[str], *wanted: str) -> pd.Series[bool]:
    """Return where any of the wanted flags stands."""
    return mapped(flags, lambda text: not set(text.split(";")).isdisjoint(wanted), "bool")


def _newest(frame: pd.DataFrame, told: pd.Series[str], stated: Codes) -> Codes:
    """Return the last day that each row's source gives exactly; UNKNOWN where it gives none."""
    whose = keys_of([frame["source"], frame["document_id"]])
    exact = mapped(told, lambda text: len(text) == len("2025-02-11"), "bool").to_numpy(bool)
    found = np.full(whose.max(initial=-1) + 1, UNKNOWN)
    np.maximum.at(found, whose[exact], stated[exact])
    return found[whose]


def _with_days(frame: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    # Periods are many and entities are many, but there are few calendars.
    years: dict[FiscalYear | None, int] = {}
    whose = mapped(frame["entity"], lambda entity: years.setdefault(_fiscal(entity, vocabulary), len(years)), "int64")
    columns = [frame["period"], whose, frame["period_start"], frame["period_end"]]
    codes = keys_of(columns)
    held = list(years)
    days = [_days(label, held[year], *given) for label, year, *given in distinct(columns, codes)]
    like, stated = frame["period"], frame["period_basis"]
    start, end, basis = (texts_like(like, [one[at] for one in days], codes, frame.index) for at in range(3))
    return frame.assign(period_start=start, period_end=end, period_basis=chosen(stated != "", stated, basis))


def _days(label: str, fiscal: FiscalYear | None, start: str, end: str) -> tuple[str, str, str]:
    """Return first day, last day and basis; what the source itself gives stands."""
    try:
        period = Period.parse(label, fiscal=fiscal) if label else None
    except ValueError:
        period = None
    if period is None:
        return start, end, "vague" if not label else ""
    if start or end:
        return start, end, period.basis.value
    return _text(period.start), _text(period.end), period.basis.value


def _fiscal(entity: str, vocabulary: Vocabulary) -> FiscalYear | None:
    return vocabulary.fiscal_year(entity.partition("+")[0])


def _last_day(text: str) -> str:
    try:
        return _text(known_by(text))
    except ValueError:
        return ""


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
