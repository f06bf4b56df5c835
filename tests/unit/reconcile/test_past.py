"""Conflicts as they were: those of a day are what all that was told by then would give, ranks and all."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.model import Table
from etl.reconcile import codes

from .conftest import GUIDANCE, OMDIA, table
from .overlaid import Tables, made

DAYS = ("2024-12-10", "2024-12-18", "2025-01-20", "2025-02-11", "2025-08-30")
BOUGHT = st.fixed_dictionaries(
    {
        "value": st.sampled_from(["485000", "500000", "560000", "679000"]),
        "qualifier": st.sampled_from(["exact", "approx", "min"]),
        "origin": st.sampled_from(["Omdia", "Epoch AI", "Microsoft", ""]),
        "metric": st.sampled_from(["units_purchased", "units_deployed"]),
        "entity": st.sampled_from(["Microsoft", "Microsoft", "Meta", "Google"]),
        "unit_basis": st.sampled_from(["gpus", "gpus", "dies"]),
        "status": st.sampled_from(["estimate", "actual", "rumour"]),
        "published_on": st.sampled_from(DAYS),
        "given_on": st.sampled_from(["", "", "2024-12-05", "2025-01-10"]),
        "flags": st.sampled_from(["", "", "superseded"]),
    }
)
PLANNED = st.fixed_dictionaries(
    {
        "value": st.sampled_from(["60000000000", "65000000000", "72000000000"]),
        "origin": st.sampled_from(["Meta", "Reuters"]),
        "definition": st.sampled_from(["", "cash_ppe"]),
        "period": st.sampled_from(["2025", "2026"]),
        "status": st.sampled_from(["guidance", "plan"]),
        "published_on": st.sampled_from(DAYS),
    }
)
TELLING = st.one_of(BOUGHT.map(lambda one: {**OMDIA, **one}), PLANNED.map(lambda one: {**GUIDANCE, **one}))
DISPUTED = st.lists(st.sampled_from([f"figures {at}" for at in range(8)]), min_size=2, max_size=4, unique=True)
ORDER = ["conflict_id", "stood_from"]
CONFLICTS = ("conflicts", "past_conflicts")


def worlds(rows: list[dict[str, str]], figures: list[str]) -> list[Table]:
    """Return what is told, and a dispute of some of it."""
    dispute = {
        "dispute_id": "d",
        "kind": "doubt",
        "figures": ";".join(figures),
        "reason_en": "doubt",
        "reason_zh": "疑",
    }
    numbered = [{**row, "figure_id": str(at)} for at, row in enumerate(rows)]
    return [table(*numbered), table(dispute, name="disputes", contract="disputes")]


def as_they_were(today: Tables, day: str) -> pd.DataFrame:
    """Return the conflicts of a day out of the tables of today."""
    now, past = today["conflicts"], today["past_conflicts"]
    then = past[(past["stood_from"] <= day) & ((past["stood_to"] >= day) | (past["stood_to"] == ""))]
    told = now[(now["stood_from"] != "") & (now["stood_from"] <= day)]
    return pd.concat([told, then[list(now)]]).sort_values(ORDER, ignore_index=True)


def agree(told: list[Table]) -> None:
    today = made(told, asked=CONFLICTS)
    for day in DAYS:
        wanted = made(told, date.fromisoformat(day), asked=["conflicts"])["conflicts"].sort_values(
            ORDER, ignore_index=True
        )
        pd.testing.assert_frame_equal(as_they_were(today, day), wanted, check_dtype=False, check_like=True)


@settings(max_examples=2, deadline=None)  # of several companies each: a day costs the same for few rows as for many
@given(st.lists(TELLING, min_size=16, max_size=32), DISPUTED)
def test_a_day_has_the_conflicts_of_what_was_told_by_then(rows: list[dict[str, str]], figures: list[str]) -> None:
    agree(worlds(rows, figures))


PAST = {**OMDIA, "period": "2023"}
RIVALS = (
    {**PAST, "published_on": "2024-12-10"},
    {**PAST, "origin": "Epoch AI", "value": "679000", "published_on": "2024-12-18"},
    {**PAST, "value": "600000", "published_on": "2025-02-11"},
)


def told_of(tables: Tables) -> dict[str, list[tuple[str, ...]]]:
    """Return from when to when each conflict stood, by its kind."""
    columns = ["stood_from", "stood_to", "origins"]
    parts = [tables["conflicts"].assign(stood_to="now"), tables["past_conflicts"]]
    told = pd.concat(parts).sort_values(["kind", "stood_from"])
    return {
        str(kind): [tuple(row) for row in rows[columns].itertuples(index=False)] for kind, rows in told.groupby("kind")
    }


def test_a_word_that_its_origin_has_replaced_stood_in_conflict_until_then() -> None:
    # The newest is preferred: of Epoch before Omdia spoke again.
    assert told_of(made([table(*RIVALS)], asked=CONFLICTS)) == {
        "restated": [("2025-02-11", "now", "omdia")],
        "rival_origins": [("2024-12-18", "2025-02-10", "epoch-ai;omdia"), ("2025-02-11", "now", "omdia;epoch-ai")],
    }


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (
            ["figures 0", "figures 1"],  # the word that replaces the first is no part of it
            {
                "doubt": [("2024-12-18", "2025-02-10", "epoch-ai;omdia"), ("2025-02-11", "now", "omdia;epoch-ai")],
                "rival_origins": [("2025-02-11", "now", "omdia;epoch-ai")],
            },
        ),
        (
            ["figures 1", "figures 2"],
            {
                "doubt": [("2025-02-11", "now", "omdia;epoch-ai")],
                "rival_origins": [("2024-12-18", "2025-02-10", "epoch-ai;omdia")],
            },
        ),
    ],
)
def test_what_a_person_found_says_more_than_the_rule_while_it_stands(
    figures: list[str], told: dict[str, list[tuple[str, ...]]]
) -> None:
    world = worlds([dict(row) for row in RIVALS], figures)
    agree(world)
    assert told_of(made(world, asked=CONFLICTS)) == {"restated": [("2025-02-11", "now", "omdia")], **told}


def test_conflicts_are_the_same_where_they_are_held_as_many_are(monkeypatch: pytest.MonkeyPatch) -> None:
    world = worlds([dict(row) for row in RIVALS], ["figures 1", "figures 2"])
    few = made(world, asked=CONFLICTS)
    monkeypatch.setattr(codes, "FEW", 0)
    many = made(world, asked=CONFLICTS)
    for name in CONFLICTS:
        assert len(few[name])
        pd.testing.assert_frame_equal(many[name], few[name])


def test_a_reading_without_a_day_is_in_no_conflict_of_a_day() -> None:
    undated = {**RIVALS[1], "period": "", "published_on": ""}
    told = [table({**RIVALS[0], "period": ""}), table(undated, name="page")]
    assert told_of(made(told, asked=CONFLICTS)) == {"rival_origins": [("", "now", "omdia;epoch-ai")]}
