"""Periods made into days, and the days from which a telling was known and could be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from etl.period import FiscalYear, Period, known_by
from etl.reconcile.codes import distinct, keys_of, mapped, spread
from etl.vocabulary import Vocabulary

ARTICLE = "article"
INFERRED = "known_from_inferred"
PRECISIONS = {len("2025"): "year", len("2025-04"): "month", len("2025-04-30"): "day"}


def dated(frame: pd.DataFrame, vocabulary: Vocabulary, until: Mapping[str, str] | None = None) -> pd.DataFrame:
    """
    Return the tellings with the days of their periods, fiscal ones by their entity's year, and with their own days.

    These are known_from, on which it was given, and shown_from, from which on the page that we hold tells it. `until`
    are the last days that whole sources give, of which these are some of the rows.
    """
    frame = _with_days(frame, vocabulary)
    told = frame["given_on"].where(frame["given_on"] != "", frame["published_on"])
    stated = mapped(told, _last_day)
    # A year may end, and a period lie, after the source was last written: it cannot have told of it later than that.
    newest = _newest([frame["source"], frame["document_id"]], told, stated)
    if until:
        whole = mapped(frame["source"], lambda source: until.get(source, ""))
        newest = newest.where(newest >= whole, whole)
    stated = stated.where((newest == "") | (stated <= newest), newest)
    end = frame["period_end"]
    inferred = end.where((newest == "") | ((end != "") & (end <= newest)), newest)
    unknown = stated == ""
    known = stated.where(~unknown, inferred)
    return frame.assign(
        known_from=known,
        shown_from=_shown(frame, known),
        flags=with_flag(frame["flags"], unknown & (inferred != ""), INFERRED),
    )


def _shown(frame: pd.DataFrame, known: pd.Series[str]) -> pd.Series[str]:
    """
    Return the day from which on each telling stands on a page: never before it was given; empty where none is known.

    A row of a table that gives no date of its page stands there from the day on which it was known at the earliest.
    """
    told = frame["published_on"]
    page = mapped(told, _last_day)
    undated = (page == "") & ((told != "") | (frame["source_kind"] == ARTICLE))
    return known.where(known >= page, page).mask((known == "") | undated, "")


def told_until(frame: pd.DataFrame) -> str:
    """Return the last day that the tellings of one source give exactly; empty where they give none."""
    told = frame["given_on"].where(frame["given_on"] != "", frame["published_on"])
    return max((day for day in told.unique() if len(day) == len("2025-02-11")), default="")


def precision(given_on: str, published_on: str) -> str:
    """
    Return how exactly a day of telling is known: day, month or year as the source states it, else inferred.

    >>> precision("", "2025-04"), precision("2025-04-30", "2025-05"), precision("", "")
    ('month', 'day', 'inferred')
    """
    return PRECISIONS.get(len(given_on or published_on), "inferred")


def with_flag(flags: pd.Series[str], where: pd.Series[bool], flag: str) -> pd.Series[str]:
    """Return the flags with one more where asked for."""
    return flags.mask(where, mapped(flags, lambda text: f"{text};{flag}" if text else flag))


def has_flag(flags: pd.Series[str], *wanted: str) -> pd.Series[bool]:
    """Return where any of the wanted flags stands."""
    return mapped(flags, lambda text: not set(text.split(";")).isdisjoint(wanted), "bool")


def _newest(source: Sequence[pd.Series[str]], told: pd.Series[str], stated: pd.Series[str]) -> pd.Series[str]:
    """Return the last day that each row's source gives exactly; empty where it gives none."""
    whose = keys_of(source)
    columns = pd.Series(whose), told, stated
    found = [""] * (int(whose.max()) + 1 if len(whose) else 0)
    for at, text, day in distinct(columns, keys_of(columns)):
        if len(text) == len("2025-02-11"):
            found[at] = max(found[at], day)
    return spread(found, whose, told.index)


def _with_days(frame: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    # Periods are many and entities are many, but there are few calendars.
    years: dict[FiscalYear | None, int] = {}
    whose = mapped(frame["entity"], lambda entity: years.setdefault(_fiscal(entity, vocabulary), len(years)), "int64")
    columns = [frame["period"], whose, frame["period_start"], frame["period_end"]]
    codes = keys_of(columns)
    held = list(years)
    days = [_days(label, held[year], *given) for label, year, *given in distinct(columns, codes)]
    start, end, basis = (spread([one[at] for one in days], codes, frame.index) for at in range(3))
    stated = frame["period_basis"]
    return frame.assign(period_start=start, period_end=end, period_basis=stated.where(stated != "", basis))


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
