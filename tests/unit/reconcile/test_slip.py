from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.model import Status
from etl.period import Period
from etl.reconcile.programme import MILESTONE_COLUMNS, PRECISIONS
from etl.reconcile.slip import days_between, milestone_tellings, with_programmes

from .conftest import article, table

PROMISE = {
    "milestone_id": "promise",
    "owner": "Huawei",
    "chip": "Ascend 950PR",
    "event_type": "production",
    "date": "2026Q1",
    "status": "planned",
    "origin": "Huawei",
    "publisher": "TrendForce",
    "source_tier": "2",
    "published_on": "2025-10-12",
}
HAPPENED = {
    **PROMISE,
    "milestone_id": "event",
    "date": "2026-05-20",
    "status": "confirmed",
    "published_on": "2026-05-21",
}


def told(ledger: Callable[..., Any], *rows: dict[str, str]) -> pd.DataFrame:
    named = [{**row, "milestone_id": f"{row['milestone_id']}-{number}"} for number, row in enumerate(rows)]
    frame: pd.DataFrame = ledger(table(*named, name="milestones", contract="milestones"))["milestone_tellings"]
    return frame


CASES = [
    ("2026Q1", "2026-05-20", "late", 50, 139),
    ("2026Q1", "2026-03-20", "on time", -11, 78),
    ("2026", "2026-05-20", "on time", -225, 139),
    ("2026-06", "2026-05-20", "early", -41, -12),
    ("2026Q1", "2026", "uncertain", -89, 364),
    ("2025-12-31", "2026-01-02", "late", 2, 2),
]


@pytest.mark.parametrize(("promised", "happened", "outcome", "low", "high"), CASES)
def test_a_slip_is_as_exact_as_its_dates(
    ledger: Callable[..., Any], promised: str, happened: str, outcome: str, low: int, high: int
) -> None:
    row = told(
        ledger, {**PROMISE, "date": promised}, {**HAPPENED, "date": happened, "published_on": "2026-12-31"}
    ).iloc[0]
    assert (row["outcome"], row["slip_days_low"], row["slip_days_high"]) == (outcome, low, high)
    assert pd.isna(row["slip_days"]) == (low != high)


def test_each_telling_says_how_the_promise_moved(ledger: Callable[..., Any]) -> None:
    again = {**PROMISE, "published_on": "2025-12-01"}
    later = {**PROMISE, "published_on": "2026-02-01", "date": "2026Q3"}
    frame = told(ledger, PROMISE, again, later, HAPPENED)
    assert frame["telling"].tolist() == [1, 2, 3]
    assert frame["moved"].tolist() == ["first", "repeated", "later"]
    assert frame["moved_days_low"].iloc[2] == (date(2026, 7, 1) - date(2026, 3, 31)).days
    assert frame["outcome"].tolist() == ["late", "late", "early"]


def test_what_was_past_when_it_was_promised_is_not_its_outcome(ledger: Callable[..., Any]) -> None:
    earlier = {**HAPPENED, "date": "2025-02", "published_on": "2025-03-01"}
    assert told(ledger, PROMISE, earlier)["outcome"].tolist() == ["open"]


def test_a_report_of_what_lies_ahead_is_a_promise(ledger: Callable[..., Any]) -> None:
    frame = told(ledger, {**PROMISE, "status": "reported", "date": "2027"})
    assert frame[["promised", "promised_precision", "outcome"]].to_numpy().tolist() == [["2027", "year", "open"]]


def test_a_promise_told_to_the_month_says_so(ledger: Callable[..., Any]) -> None:
    frame = told(ledger, PROMISE, {**PROMISE, "published_on": "2025-11", "date": "2026Q2"})
    assert frame[["told_on", "told_precision"]].to_numpy().tolist() == [["2025-10-12", "day"], ["2025-11-30", "month"]]


def test_one_promise_in_two_places_is_told_once(ledger: Callable[..., Any]) -> None:
    frame = told(ledger, PROMISE, {**PROMISE, "publisher": "A Blog", "source_tier": "4"})
    assert frame["n_sources"].tolist() == [2]


def test_another_chip_is_another_programme_and_an_old_name_is_not(ledger: Callable[..., Any]) -> None:
    first = {**PROMISE, "owner": "OpenAI", "chip": "first custom chip", "date": "2026"}
    frame = told(ledger, first, {**first, "chip": "Jalapeño", "published_on": "2026-01-15"}, PROMISE)
    assert frame.groupby("programme")["n_tellings"].max().to_dict() == {"ascend-950pr": 1, "jalapeno": 2}


def test_what_an_article_tells_of_the_unnamed_first_chip_is_of_its_programme(ledger: Callable[..., Any]) -> None:
    more = {"metric": "milestone", "entity": ("openai",), "product": "", "key": "production", "unit": "date"}
    one = article("2026年量产", "2026年", label="2026", status=Status.PLAN, period=Period.parse("2026"), **more)
    frame = ledger(one)["milestone_tellings"]
    assert frame[["programme", "promised", "promised_precision"]].to_numpy().tolist() == [["jalapeno", "2026", "year"]]


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(st.tuples(DAYS, DAYS).map(sorted), st.tuples(DAYS, DAYS).map(sorted))
def test_every_true_slip_lies_in_the_interval(promised: list[date], happened: list[date]) -> None:
    (start, end), (then, last) = promised, happened
    low, high = days_between((str(start), str(end)), (str(then), str(last))) or (1, 0)
    assert low <= (then - start).days <= high
    assert low <= (last - end).days <= high


LABELS = st.one_of(
    DAYS.map(str),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    DAYS.map(lambda day: f"{day.year}Q{(day.month + 2) // 3}"),
    DAYS.map(lambda day: f"{day.year}H{1 if day.month <= 6 else 2}"),
    DAYS.map(lambda day: str(day.year)),
)


def event(number: int, label: str, status: str, known_from: str) -> dict[str, Any]:
    span = Period.parse(label)
    word = next((name for letter, name in PRECISIONS.items() if letter in label), "")
    more = {"date_start": str(span.start), "date_end": str(span.end), "known_from": known_from, "status": status}
    names = {"owner": "huawei", "chip": "ascend-950pr", "event_type": "production", "milestone_id": str(number)}
    precision = word or ("year", "month", "day")[label.count("-")]
    return {**dict.fromkeys(MILESTONE_COLUMNS, ""), **names, "date": label, "date_precision": precision, **more}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(LABELS, DAYS), min_size=1, max_size=4), LABELS)
def test_what_is_told_to_the_month_never_becomes_a_day(promises: list[tuple[str, date]], happened: str) -> None:
    rows = [event(number, label, "planned", str(day)) for number, (label, day) in enumerate(promises)]
    told = milestone_tellings(with_programmes(pd.DataFrame([*rows, event(99, happened, "confirmed", "2031-01-01")])))
    for one in told.to_dict("records"):
        days = [Period.parse(label) for label in (one["promised"], one["happened"]) if label]
        exact = len(days) == 2 and all(day.start == day.end for day in days)
        assert pd.notna(one["slip_days"]) == exact
        if pd.notna(one["slip_days_low"]):
            width = sum((day.end - day.start).days for day in days if day.end and day.start)
            assert one["slip_days_high"] - one["slip_days_low"] == width
            assert {"late": one["slip_days_low"] > 0, "early": one["slip_days_high"] < 0}.get(one["outcome"], True)
