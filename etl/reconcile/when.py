"""Periods made into days, and the day from which a telling was known."""

from __future__ import annotations

from datetime import date

import pandas as pd

from etl.period import FiscalYear, Period, known_by
from etl.vocabulary import Vocabulary

INFERRED = "known_from_inferred"


def dated(frame: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the tellings with the days of their periods, fiscal ones by their entity's year, and with known_from."""
    frame = _with_days(frame, vocabulary)
    told = frame["given_on"].where(frame["given_on"] != "", frame["published_on"])
    stated = told.map({text: _last_day(text) for text in told.unique()}).astype("str")
    # A year may end, and a period lie, after the source was last written: it cannot have told of it later than that.
    newest = stated.where(told.str.len() == len("2025-02-11"), "").groupby(frame["source"]).transform("max")
    stated = stated.where((newest == "") | (stated <= newest), newest)
    end = frame["period_end"]
    inferred = end.where((newest == "") | ((end != "") & (end <= newest)), newest)
    unknown = stated == ""
    return frame.assign(
        known_from=stated.where(~unknown, inferred),
        flags=with_flag(frame["flags"], unknown & (inferred != ""), INFERRED),
    )


def with_flag(flags: pd.Series[str], where: pd.Series[bool], flag: str) -> pd.Series[str]:
    """Return the flags with one more where asked for."""
    return flags.mask(where, (flags + ";" + flag).str.removeprefix(";"))


def has_flag(flags: pd.Series[str], *wanted: str) -> pd.Series[bool]:
    """Return where any of the wanted flags stands."""
    found = {text: not set(text.split(";")).isdisjoint(wanted) for text in flags.unique()}
    return flags.map(found).astype(bool)


def _with_days(frame: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    told = list(zip(frame["period"], frame["entity"], frame["period_start"], frame["period_end"], strict=True))
    days = {one: _days(*one, vocabulary) for one in set(told)}
    start, end, basis = zip(*(days[one] for one in told), strict=True) if told else ((), (), ())
    given = frame["period_basis"]
    return frame.assign(
        period_start=pd.Series(start, frame.index, dtype="str"),
        period_end=pd.Series(end, frame.index, dtype="str"),
        period_basis=given.where(given != "", pd.Series(basis, frame.index, dtype="str")),
    )


def _days(label: str, entity: str, start: str, end: str, vocabulary: Vocabulary) -> tuple[str, str, str]:
    """Return first day, last day and basis; what the source itself gives stands."""
    try:
        period = Period.parse(label, fiscal=_fiscal(entity, vocabulary)) if label else None
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
