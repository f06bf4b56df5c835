"""Checks as they were: those of a day are what all that was told by then would give, rates and bounds of then."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.model import Extraction, Table
from etl.publish.cache import opened
from etl.publish.keeping import Keeper
from etl.reconcile import checking
from etl.reconcile.asof import as_known_on
from etl.reconcile.checks import purchase
from etl.reconcile.checks.check import Check
from etl.reconcile.codes import plain
from etl.reconcile.ledger import settled
from etl.reconcile.told import told_by
from etl.vocabulary import Vocabulary, vocabulary

from .conftest import GUIDANCE, OMDIA, table
from .overlaid import Tables, of_articles
from .test_restated import RATES, pair

DAYS = ("2025-01-20", "2025-02-11", "2025-02-28", "2025-04-22", "2025-08-30")
SPENDING = {**GUIDANCE, "metric": "capex", "status": "actual", "period": "2024", "definition": "cash_ppe"}
BILLION = "000000000"
CHECKS = ("checks", "past_checks")
SPENT = st.fixed_dictionaries(
    {
        "metric": st.sampled_from(["capex", "capex_guidance"]),
        "status": st.sampled_from(["actual", "estimate"]),
        "value": st.sampled_from([f"{value}{BILLION}" for value in (40, 44, 60)]),
        "origin": st.sampled_from(["Meta", "Reuters"]),
        "period": st.sampled_from(["2023", "2024", "2025"]),
        "product": st.sampled_from(["", "", "AI servers"]),
        "counterparty": st.sampled_from(["", "Nvidia"]),
    }
)
SHARED = st.fixed_dictionaries(
    {
        "entity": st.sampled_from(["Nvidia", "AMD", "Broadcom"]),
        "value": st.sampled_from(["0.3", "0.5", "0.7"]),
        "origin": st.sampled_from(["Omdia", "Epoch AI"]),
    }
)
SHARE = {**OMDIA, "metric": "market_share", "counterparty": "", "unit": "share", "denominator": "all accelerators"}
DAY = st.fixed_dictionaries({"published_on": st.sampled_from(DAYS)})
TELLING = st.builds(
    lambda told, day: {**told, **day},
    st.one_of(SPENT.map(lambda one: {**SPENDING, **one}), SHARED.map(lambda one: {**SHARE, **one})),
    DAY,
)


def made(tables: Sequence[Table], articles: Sequence[Extraction], *day: str) -> Tables:
    """Return the checks of now and of before; of what was told by a day where one is given."""
    if day:
        tables, articles = as_known_on(tables, articles, date.fromisoformat(*day), vocabulary())
    return of_articles(tables, articles, CHECKS)


def as_they_were(today: Tables, day: str) -> pd.DataFrame:
    """Return the checks of a day out of the tables of today."""
    now, past = today["checks"], today["past_checks"]
    then = past[(past["stood_from"] <= day) & ((past["stood_to"] >= day) | (past["stood_to"] == ""))]
    return pd.concat([now[(now["stood_from"] != "") & (now["stood_from"] <= day)], then[list(now)]])


def cells(checks: pd.DataFrame) -> pd.DataFrame:
    return checks.astype("str").where(checks.notna(), "").sort_values("check_id", ignore_index=True)


def agree(tables: Sequence[Table], *articles: Extraction) -> None:
    today = made(tables, articles)
    for day in DAYS:
        wanted = made(tables, articles, day)["checks"]
        pd.testing.assert_frame_equal(cells(as_they_were(today, day)), cells(wanted), check_like=True)


@settings(max_examples=2, deadline=None)  # of several years each: a day costs the same for few rows as for many
@given(st.lists(TELLING, min_size=16, max_size=28))
def test_a_day_has_the_checks_of_what_was_told_by_then(rows: list[dict[str, str]]) -> None:
    agree([table(*rows)])


@settings(max_examples=2, deadline=None)
@given(st.lists(TELLING, min_size=16, max_size=28))
def test_figures_looked_at_some_at_a_time_give_the_same_checks(rows: list[dict[str, str]]) -> None:
    whole = made([table(*rows)], [])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "BLOCK", 1)
        apart = made([table(*rows)], [])
    for name in CHECKS:
        pd.testing.assert_frame_equal(apart[name], whole[name])


def test_a_check_of_a_figure_that_was_replaced_stood_until_then() -> None:
    part = {**SPENDING, "product": "AI servers", "value": f"50{BILLION}", "published_on": "2025-01-20"}
    first, newer = ({**SPENDING, "value": f"{value}{BILLION}", "published_on": day} for value, day in PLANS)
    tables = [table(part, first, newer)]
    today = made(tables, [])
    columns = ["verdict", "stood_from"]
    assert today["checks"][columns].to_numpy().tolist() == [["within", "2025-04-22"]]
    assert today["past_checks"][[*columns, "stood_to"]].to_numpy().tolist() == [["broken", "2025-01-20", "2025-04-21"]]
    agree(tables)


def test_pages_that_tell_an_amount_alike_give_one_check_a_day() -> None:
    told = pair("4380亿元", f"438{BILLION}")
    days = ("2025-02-11", "2025-02-03", "2025-03-12")
    articles = [
        replace(told, document=replace(told.document, id=f"page {day}", name=f"page {day}", published_on=day))
        for day in days
    ]
    today = made([RATES], articles)
    assert len(today["checks"]) == 1
    assert not today["past_checks"].duplicated(["check_id", "stood_from"]).any()
    agree([RATES], *articles)


PLANS = ((40, "2025-01-20"), (60, "2025-04-22"))


def test_an_amount_told_twice_is_held_against_no_rate_before_its_month_is_over() -> None:
    articles = [pair("4380亿元", f"438{BILLION}")]
    today = made([RATES], articles)
    assert today["past_checks"][["verdict", "stood_from", "stood_to"]].to_numpy().tolist() == [
        ["open", "2025-02-11", "2025-02-27"]
    ]
    assert today["checks"][["verdict", "stood_from"]].to_numpy().tolist() == [["within", "2025-02-28"]]
    agree([RATES], *articles)


def test_where_one_buyer_changes_the_checks_of_others_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[set[str]] = []
    checks = purchase.checks

    def seen(live: pd.DataFrame, held: Vocabulary) -> Iterator[Check]:
        looked_at.append({*live["entity"]})
        return checks(live, held)

    def settle(value: int) -> Tables:
        spent = [
            {**SPENDING, "entity": name, "product": product, "value": f"{told}{BILLION}"}
            for name, amount in (("Meta", 50), ("Microsoft", value), ("Google", 70), ("Amazon", 90))
            for product, told in (("AI servers", amount), ("", 60))
        ]
        tables = [table(*spent)]
        with opened(tmp_path) as cache:
            found = settled(told_by(tables, (), vocabulary()), tables, vocabulary(), keep=Keeper(cache))
            made = {name: plain(frame) for name, frame in found}
            cache.tidy()
        return made

    monkeypatch.setattr(purchase, "checks", seen)
    settle(55)
    settle(65)
    found = settle(65)["checks"]
    assert looked_at == [{"meta", "microsoft", "google", "amazon"}, {"microsoft"}]
    verdicts = dict(zip(found["entity"], found["verdict"], strict=True))
    assert verdicts == {"meta": "within", "microsoft": "broken", "google": "broken", "amazon": "broken"}
