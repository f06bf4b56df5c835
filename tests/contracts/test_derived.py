"""What every derived metric keeps: a new file in etl/reconcile/derived is under these from its first day."""

import tomllib
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from etl.publish.schema import schemas
from etl.readers import read, sources
from etl.reconcile.derived import derivations, given
from etl.reconcile.derived.derivation import STRENGTH, Refusals
from etl.reconcile.ledger import reconcile
from etl.reconcile.listing import METRICS
from etl.vocabulary import vocabulary

ROOT = Path(__file__).parents[2]
ORDER = [status.value for status in STRENGTH]


def metric(module: ModuleType) -> str:
    return str(module.DERIVATION.metric)


def of(frame: pd.DataFrame, module: ModuleType) -> pd.DataFrame:
    return frame[frame["metric"] == metric(module)]


each = pytest.mark.parametrize("module", derivations(), ids=metric)


@pytest.fixture(scope="module")
def published() -> dict[str, pd.DataFrame]:
    return reconcile([read(path) for path in sources([ROOT / "datasets/tables"])], [], vocabulary())


@each
def test_it_has_its_name_its_formula_and_its_words_in_both_languages(module: ModuleType) -> None:
    words = tomllib.loads(METRICS.read_text(encoding="utf-8"))[metric(module)]
    assert module.__name__.endswith(f".{metric(module)}")
    assert module.__doc__
    assert module.DERIVATION.formula
    assert module.DERIVATION.formula_zh
    assert words["unit"] == module.DERIVATION.unit
    assert words["zh"]
    assert metric(module) in schemas()["derived"].metrics


@each
def test_the_shipped_data_give_it(published: dict[str, pd.DataFrame], module: ModuleType) -> None:
    assert metric(module) in set(published["observations"]["metric"])


@each
def test_it_is_no_stronger_and_known_no_sooner_than_its_inputs(
    published: dict[str, pd.DataFrame], module: ModuleType
) -> None:
    rows = published["observations"].pipe(of, module).set_index("observation_id")
    inputs = published["derivations"]
    inputs = inputs[inputs["observation_id"].isin(rows.index)]
    assert set(inputs["observation_id"]) == set(rows.index)
    for id_, used in inputs.groupby("observation_id"):
        strength = max(ORDER.index(status) for status in (*used["status"], "derived"))
        assert rows.loc[id_, "status"] == ORDER[strength]
        assert rows.loc[id_, "known_from"] == max(used["known_from"])
        assert rows.loc[id_, "rule"] == f"derived: {module.DERIVATION.formula}"


@each
def test_every_input_is_held_and_every_observed_one_is_evidence(
    published: dict[str, pd.DataFrame], module: ModuleType
) -> None:
    rows = published["observations"].pipe(of, module)
    inputs = published["derivations"]
    inputs = inputs[inputs["observation_id"].isin(rows["observation_id"])]
    held = {
        "observation": set(published["observations"]["observation_id"]),
        "assumption": set(published["assumptions"]["assumption_id"]),
        "chip": set(published["custom_chips"]["chip_id"]),
    }
    assert all(id_ in held[kind] for kind, id_ in zip(inputs["kind"], inputs["input_id"], strict=True))
    observed = inputs[inputs["kind"] == "observation"].groupby("observation_id")["input_id"].agg(set)
    for id_, told in zip(rows["observation_id"], rows["derived_from"], strict=True):
        assert set(told.split(";")) == observed[id_]
    places = published["evidence"].groupby("observation_id").size()
    assert (rows["n_evidence"] == rows["observation_id"].map(places)).all()


@each
def test_it_is_made_of_the_metrics_that_it_names(published: dict[str, pd.DataFrame], module: ModuleType) -> None:
    metrics = published["observations"].set_index("observation_id")["metric"]
    inputs = published["derivations"]
    inputs = inputs[inputs["observation_id"].isin(metrics.index[metrics == metric(module)])]
    observed = inputs.loc[inputs["kind"] == "observation", "input_id"]
    assert set(metrics[observed]) >= set(module.DERIVATION.of)  # what is assumed may be observed too


@each
def test_of_none_of_its_metrics_it_makes_nothing(published: dict[str, pd.DataFrame], module: ModuleType) -> None:
    """It is not even asked then, and nothing may be missed by that."""
    observations = published["observations"].assign(key_days="", key_unit_basis="")
    others = observations[~observations["metric"].isin(module.DERIVATION.of)]
    made = module.results(given(others, published["custom_chips"], {}, vocabulary()))
    assert not [one for one in made if not isinstance(one, Refusals) or len(one.rows)]


@each
def test_its_bounds_are_ordered(published: dict[str, pd.DataFrame], module: ModuleType) -> None:
    rows = published["observations"].pipe(of, module)
    value, low, high = rows["value"], rows["value_low"], rows["value_high"]
    assert not ((low > high) | (value < low) | (value > high)).any()
    assert rows[["value", "value_low", "value_high"]].notna().any(axis=1).all()


def test_what_is_refused_says_why_in_both_languages(published: dict[str, pd.DataFrame]) -> None:
    refused = published["refusals"]
    assert set(refused["metric"]) <= {metric(module) for module in derivations()}
    assert (refused["reason"] != "").all()
    assert (refused["reason_zh"] != "").all()
