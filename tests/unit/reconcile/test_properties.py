"""What holds of observations whatever is told, in whatever order and however often."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.reconcile.derived.derivation import STRENGTH, weakest
from etl.reconcile.ledger import observed
from etl.reconcile.name import Names, resolve
from etl.reconcile.origin import graded
from etl.reconcile.telling import tellings
from etl.reconcile.when import dated
from etl.vocabulary import Vocabulary, vocabulary

from .conftest import GUIDANCE, OMDIA, table

SIZES = ("60000000000", "64000000000", "65000000000", "72000000000", "70000000000")
EXAMPLES = 8
"""Few, for each holds many facts: what pays is rows that meet, not runs."""

NAMES = ("metric", "entity", "counterparty", "product", "unit", "period", "definition", "unit_basis", "denominator")
KEPT = ("observation_id", "value", "value_low", "value_high", "origin", "status", "rank", "known_from", "known_to")


@cache
def words() -> Vocabulary:
    return vocabulary()


def observations(*tables: Sequence[dict[str, str]]) -> pd.DataFrame:
    """Return the observations of some tables of rows."""
    names = Names(words())
    told = tellings([table(*rows, name=f"table {at}") for at, rows in enumerate(tables)], [])
    found, _ = observed(dated(graded(resolve(told, names), names), words()).reset_index(drop=True), words())
    return found.sort_values("observation_id").reset_index(drop=True)


def sized(numbers: tuple[str, str], how: str) -> dict[str, str]:
    low, high = sorted(numbers, key=float)
    bounds = {"range": {"value_low": low, "value_high": high}, "min": {"value": low}, "max": {"value": high}}
    return {"value": "", "qualifier": how, **bounds.get(how, {"value": low})}


TOLD = st.fixed_dictionaries(
    {
        "size": st.builds(
            sized,
            st.tuples(st.sampled_from(SIZES), st.sampled_from(SIZES)),
            st.sampled_from(["exact", "approx", "range", "min", "max"]),
        ),
        "entity": st.sampled_from(["Meta", "Google", "Microsoft"]),
        "origin": st.sampled_from(["Meta", "Reuters", "Omdia", ""]),
        "publisher": st.sampled_from(["Reuters", "A Blog"]),
        "status": st.sampled_from(["guidance", "rumour", "plan"]),
        "published_on": st.sampled_from(["2025-01-24", "2025-04", "2025", "", "2025-07-30"]),
        "period": st.sampled_from(["2025", "2026"]),
        "definition": st.sampled_from(["", "cash_ppe"]),
        "flags": st.sampled_from(["", "superseded", "cancelled", "weak_source"]),
    }
)
ROWS = st.lists(TOLD.map(lambda one: {**GUIDANCE, **one, **one["size"]}), min_size=1, max_size=24)
bounded = settings(max_examples=EXAMPLES, deadline=None)  # the first example pays for loading the vocabulary


@bounded
@given(ROWS)
def test_bounds_and_days_are_ordered_and_one_reading_is_preferred(rows: list[dict[str, str]]) -> None:
    found = observations(rows)
    value, low, high = found["value"], found["value_low"], found["value_high"]
    assert not ((low > high) | (value < low) | (value > high)).any()
    ended = found[found["known_to"] != ""]
    assert (ended["known_from"] <= ended["known_to"]).all()
    assert not found[found["rank"] == "preferred"].duplicated("fact").any()
    assert found["n_evidence"].sum() == len(rows)
    assert (found["rank_reason"] != "").all()


@bounded
@given(ROWS, st.integers(1, 3))
def test_what_is_told_again_in_other_tables_changes_no_observation(rows: list[dict[str, str]], times: int) -> None:
    once, again = observations(rows), observations(*[rows] * (times + 1))
    assert once[list(KEPT)].astype(str).equals(again[list(KEPT)].astype(str))
    assert list(again["n_evidence"]) == [number * (times + 1) for number in once["n_evidence"]]


def told_again(found: pd.DataFrame) -> list[dict[str, str]]:
    """Return observations as the rows of a table that tells them."""
    columns = (*NAMES, "qualifier", "status", "origin", "publisher", "flags", "published_on")
    sizes = ("value", "value_low", "value_high")
    return [
        {
            **{name: str(row[name]) for name in columns},
            **{name: "" if pd.isna(row[name]) else f"{row[name]:.0f}" for name in sizes},
            "given_on": str(row["known_from"]),
            "source_tier": str(row["source_tier"]),
        }
        for row in found.to_dict("records")
    ]


@bounded
@given(ROWS)
def test_its_own_output_reconciles_to_itself(rows: list[dict[str, str]]) -> None:
    once = observations(rows)
    again = observations(told_again(once))
    assert once[list(KEPT)].astype(str).equals(again[list(KEPT)].astype(str))


@given(st.lists(st.sampled_from(STRENGTH), min_size=1, max_size=6), st.lists(st.sampled_from(STRENGTH), max_size=6))
def test_statuses_are_a_chain_and_more_inputs_never_make_stronger(one: list[Any], more: list[Any]) -> None:
    found = weakest(one)
    assert found in one
    assert weakest([*one, found]) == found
    assert weakest(reversed(one)) == found
    assert STRENGTH.index(weakest([*one, *more])) >= STRENGTH.index(found)


def test_units_without_a_word_are_told_again_as_themselves() -> None:
    once = observations([OMDIA, {**OMDIA, "origin": "Epoch AI", "value": "679249", "unit_basis": ""}])
    assert list(observations(told_again(once))["observation_id"]) == list(once["observation_id"])
