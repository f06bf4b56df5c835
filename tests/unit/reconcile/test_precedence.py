from collections.abc import Callable
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import GUIDANCE, OMDIA, table
from .overlaid import made

OWN = {**OMDIA, "origin": "Microsoft", "value": "400000"}
RESEARCH = {**OMDIA, "origin": "Epoch AI", "value": "679000"}
NEWSROOM = {**OMDIA, "origin": "Reuters", "value": "500001"}
NAMED = {**OMDIA, "origin": "A Blogger", "value": "510000"}
NOBODY = {**OMDIA, "origin": "", "value": "520000"}
IN_ORDER = [OWN, RESEARCH, NEWSROOM, NAMED, NOBODY]


def ranks(told: dict[str, pd.DataFrame]) -> dict[str, str]:
    return dict(zip(told["observations"]["origin"], told["observations"]["rank"], strict=True))


@pytest.mark.parametrize("better", range(len(IN_ORDER) - 1))
def test_the_class_of_the_origin_decides_before_its_date(ledger: Callable[..., Any], better: int) -> None:
    older = {**IN_ORDER[better], "published_on": "2024-11-01"}
    told = ledger(older, IN_ORDER[better + 1])["observations"].set_index("value")["rank"]
    assert told[float(older["value"])] == "preferred"
    assert told[float(IN_ORDER[better + 1]["value"])] == "normal"


def test_within_a_class_the_newest_is_preferred(ledger: Callable[..., Any]) -> None:
    assert ranks(ledger(OMDIA, {**RESEARCH, "published_on": "2025-05-01"})) == {
        "omdia": "normal",
        "epoch-ai": "preferred",
    }


def test_a_tie_prefers_none_and_is_a_conflict(ledger: Callable[..., Any]) -> None:
    told = ledger(OMDIA, RESEARCH)
    assert ranks(told) == {"omdia": "normal", "epoch-ai": "normal"}
    assert told["conflicts"]["kind"].tolist() == ["rival_origins"]
    assert "none is preferred" in told["conflicts"]["reason"].iloc[0]


def test_a_rumour_is_never_preferred_to_what_is_none(ledger: Callable[..., Any]) -> None:
    assert ranks(ledger({**OWN, "status": "rumour"}, NOBODY)) == {"microsoft": "normal", "unattributed": "preferred"}


@pytest.mark.parametrize("flag", ["superseded", "cancelled", "superseded_by_better_source", "not_preferred"])
def test_what_is_withdrawn_is_deprecated_with_its_reason(ledger: Callable[..., Any], flag: str) -> None:
    row = ledger({**OMDIA, "flags": flag})["observations"].iloc[0]
    assert row["rank"] == "deprecated"
    assert row["rank_reason"]


def test_contracts_stand_beside_each_other(ledger: Callable[..., Any]) -> None:
    deal = {**GUIDANCE, "metric": "contract_value", "counterparty": "Nebius"}
    told = ledger(deal, {**deal, "value": "3000000000", "origin": "Reuters"})
    assert told["observations"]["rank"].tolist() == ["preferred", "preferred"]
    assert len(told["conflicts"]) == 0


READING = st.fixed_dictionaries(
    {
        "value": st.sampled_from(["485000", "500000", "679000", "224000"]),
        "origin": st.sampled_from(["Omdia", "Epoch AI", "Microsoft", "Reuters", ""]),
        "status": st.sampled_from(["estimate", "rumour", "actual"]),
        "published_on": st.sampled_from(["2024-12-18", "2025", "2025-02", ""]),
        "unit_basis": st.sampled_from(["gpus", "", "dies"]),
        "flags": st.sampled_from(["", "superseded", "weak_source"]),
    }
)


@settings(deadline=None, max_examples=10)  # the first example pays for loading the vocabulary
@given(st.lists(READING, min_size=1, max_size=7), st.randoms())
def test_no_order_of_rows_changes_anything(readings: list[dict[str, str]], random: Random) -> None:
    rows = [{**OMDIA, **reading} for reading in readings]
    shuffled = random.sample(rows, len(rows))
    one, two = (made([table(*told)], asked=["observations"])["observations"] for told in (rows, shuffled))
    columns = ["observation_id", "value", "origin", "rank", "known_from", "known_to", "n_evidence", "flags"]
    assert one[columns].to_dict("records") == two[columns].to_dict("records")
    keys = ["metric", "entity", "product", "period", "unit_basis"]
    shown = one.assign(unit_basis=one["unit_basis"].replace("gpus", ""))
    assert not shown[shown["rank"] == "preferred"].duplicated(keys).any()
    assert one["n_evidence"].sum() == len(rows)
