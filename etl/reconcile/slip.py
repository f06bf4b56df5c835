"""Milestones as they were promised, telling by telling, against what happened; days only as exact as the sources."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from etl.model import Table
from etl.reconcile.cluster import Member, clusters
from etl.reconcile.codes import kept
from etl.reconcile.earlier import TIMES
from etl.reconcile.name import Names
from etl.reconcile.programme import custom_chips, milestones
from etl.reconcile.when import precision
from etl.vocabulary import Vocabulary

FILE = Path(__file__).with_name("programmes.toml")
PLANNED = "planned"
DAY = "day"
DATED = ("date", "date_start", "date_end", "date_precision", "date_wording")
PAGE = ("origin", "publisher", "source_title", "source_url", "source_tier", "published_on", "flags")
COLUMNS = (
    *("telling_id", "owner", "programme", "chip", "milestone", "telling", "n_tellings", "told_on", "told_precision"),
    *("promised", "promised_start", "promised_end", "promised_precision", "promised_wording"),
    *("moved", "moved_days_low", "moved_days_high"),
    *("happened", "happened_start", "happened_end", "happened_precision"),
    *("outcome", "slip_days", "slip_days_low", "slip_days_high", "n_sources"),
    *(*PAGE, "milestone_id", "happened_milestone_id"),
)
READ = ("milestone_id", "owner", "programme", "chip", "event_type", "status", "known_from", *DATED, *PAGE)


def programmes(tables: Sequence[Table], asides: pd.DataFrame, vocabulary: Vocabulary) -> dict[str, pd.DataFrame]:
    """Return all that is published of chip programmes, by table, and the names met."""
    names = Names(vocabulary)
    chips = custom_chips(tables, asides, names)
    events = with_programmes(milestones(tables, asides, names))
    names.used |= set(events["programme"]) & set(vocabulary.terms)
    promised = milestone_tellings(events)
    told = {"milestone_tellings": promised, "promises": promises(events, promised)}
    return {"custom_chips": chips, "chip_milestones": events, **told, "names": names.met()}


def with_programmes(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events with the programme of each, one id for all names of a chip; empty where no chip is named."""
    told = zip(events["owner"], events["chip"], events["known_from"], strict=True)
    return events.assign(programme=[_programme(*one) for one in told])


def milestone_tellings(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each promise of a dated event of a programme, with what happened and the slip in days."""
    return _framed(row for told in _clusters(events) for row in _told(told))


def promises(events: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each time in which a promise stood otherwise than now, since more was still to come."""
    found = _framed((row for told in _clusters(events) for row in _then(told)), TIMES)
    names = [name for name in COLUMNS if name != "telling_id"]
    held = now.set_index("telling_id")[names].reindex(found["telling_id"]).astype("object").reset_index(drop=True)
    same = (found[names].astype("object").reset_index(drop=True).fillna("") == held.fillna("")).all(axis=1)
    return kept(found, ~same.to_numpy(bool)).sort_values(["telling_id", "stood_from"], ignore_index=True)


def _clusters(events: pd.DataFrame) -> Iterable[list[Member]]:
    named = events.assign(undated=events["known_from"] == "")
    # What is told of no named programme may be of any.
    named = named[named["programme"] != ""].sort_values(["undated", "known_from", "date_start", "milestone_id"])
    return clusters(named, ["owner", "programme", "event_type"], READ)


def _framed(rows: Iterable[dict[str, Any]], more: Sequence[str] = ()) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=[*(name for name in COLUMNS if name != "telling_id"), *more])
    for name in ("moved_days_low", "moved_days_high", "slip_days", "slip_days_low", "slip_days_high"):
        frame[name] = frame[name].astype("Int64")
    frame = frame.assign(telling_id=frame["milestone_id"])
    return frame.sort_values(["owner", "programme", "milestone", "telling"])


def _then(told: list[Member]) -> Iterator[dict[str, Any]]:
    """Yield the promises as they stood from each day on which one of the events was told until the next."""
    days = [*sorted({one["known_from"] for one in told if one["known_from"]}), ""]
    for day, following in pairwise(days):
        stood = day, (date.fromisoformat(following) - timedelta(1)).isoformat() if following else ""
        known = [one for one in told if one["known_from"] and one["known_from"] <= day]
        yield from ({**row, **dict(zip(TIMES, stood, strict=True))} for row in _told(known))


def days_between(first: tuple[str, str], second: tuple[str, str]) -> tuple[int, int] | None:
    """
    Return the fewest and the most days from one date to another, each known by its first and last possible day.

    >>> days_between(("2026-01-01", "2026-12-31"), ("2026-06-24", "2026-06-24"))
    (-190, 174)
    """
    if not all((*first, *second)):
        return None
    (start, end), (then, last) = ([date.fromisoformat(day) for day in one] for one in (first, second))
    return (then - end).days, (last - start).days


def _told(told: list[Member]) -> Iterator[dict[str, Any]]:
    happened = [one for one in told if _has_happened(one)]
    promises = _apart([one for one in told if not _has_happened(one) and (one["date"] or one["status"] == PLANNED)])
    for number, carriers in enumerate(promises, 1):
        one = carriers[0]
        before = promises[number - 2][0] if number > 1 else None
        yield {
            **{name: one[name] for name in ("owner", "programme", "chip", *PAGE, "milestone_id")},
            "milestone": one["event_type"],
            "telling": number,
            "n_tellings": len(promises),
            "told_on": one["known_from"],
            "told_precision": precision("", str(one["published_on"])),
            "promised": one["date"],
            **{f"promised_{name.removeprefix('date_')}": one[name] for name in DATED[1:]},
            **_moved(one, before),
            **_outcome(one, happened),
            "n_sources": len(carriers),
        }


def _has_happened(one: Member) -> bool:
    """Return whether an event is told as past; what lies wholly after the telling is a promise, however worded."""
    return one["status"] != PLANNED and bool(one["date_start"]) and one["date_start"] <= (one["known_from"] or "9999")


def _apart(promises: Sequence[Member]) -> list[list[Member]]:
    """Return the promises in order, those of one day and one date together."""
    found: dict[tuple[str, str, str], list[Member]] = {}
    for one in promises:
        found.setdefault((one["known_from"], one["date"], "" if one["date"] else one["milestone_id"]), []).append(one)
    return list(found.values())


def _moved(one: Member, before: Member | None) -> dict[str, Any]:
    between = days_between(_days(before), _days(one)) if before else None
    low, high = between or (None, None)
    return {"moved": _way(one, before, between), "moved_days_low": low, "moved_days_high": high}


def _way(one: Member, before: Member | None, between: tuple[int, int] | None) -> str:
    if before is None:
        return "first"
    if one["date"] and one["date"] == before["date"]:
        return "repeated"
    if between is None:
        return "unknown"
    low, high = between
    return "later" if low > 0 else "earlier" if high < 0 else "overlaps"


def _outcome(one: Member, happened: Sequence[Member]) -> dict[str, Any]:
    """Return the first event of the kind that can have come after the telling, and the slip to it."""
    after = [event for event in happened if event["date_end"] >= one["known_from"]]
    found = min(after, key=lambda event: (event["date_end"], event["date_start"], event["milestone_id"]), default=None)
    told = {f"happened{name.removeprefix('date')}": found[name] if found else "" for name in DATED[:4]}
    return {**told, **_slip(one, found), "happened_milestone_id": found["milestone_id"] if found else ""}


def _slip(one: Member, found: Member | None) -> dict[str, Any]:
    between = days_between(_days(one), _days(found)) if found else None
    if found is None or between is None:
        return {
            "outcome": "open" if found is None else "unknown",
            "slip_days": None,
            "slip_days_low": None,
            "slip_days_high": None,
        }
    low, high = between
    exact = one["date_precision"] == found["date_precision"] == DAY
    inside = one["date_start"] <= found["date_start"] and found["date_end"] <= one["date_end"]
    outcome = "late" if low > 0 else "early" if high < 0 else "on time" if inside else "uncertain"
    return {"outcome": outcome, "slip_days": low if exact else None, "slip_days_low": low, "slip_days_high": high}


def _days(one: Member) -> tuple[str, str]:
    return one["date_start"], one["date_end"]


def _programme(owner: str, chip: str, known_from: str) -> str:
    for name, spec in declared().items():
        if chip in spec["chips"] or (not chip and owner == spec.get("owner") and known_from < spec["unnamed_before"]):
            return name
    return chip


@cache
def declared() -> Mapping[str, Mapping[str, Any]]:
    """Return the programmes that go by several names, by the name they are published under."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
