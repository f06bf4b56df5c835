"""The tables a refresh of the shipped data publishes keep schema.toml, and every id in them has its names."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from etl.publish.schema import ARROW, FILE, conform, schemas
from etl.readers import read, sources
from etl.reconcile.audit import audit
from etl.reconcile.ledger import reconcile
from etl.reconcile.listing import METRICS
from etl.vocabulary import vocabulary

ROOT = Path(__file__).parents[2]
SHARES = {"microsoft": 0.256, "meta": 0.791, "amazon": 0.869, "google": 0.899}


@pytest.fixture(scope="module")
def published() -> dict[str, pd.DataFrame]:
    return reconcile([read(path) for path in sources([ROOT / "datasets/tables"])], [], vocabulary())


@pytest.mark.parametrize("name", schemas())
def test_every_column_has_a_known_type_and_words_in_both_languages(name: str) -> None:
    contract = schemas()[name]
    assert contract.columns
    assert set(contract.key) <= set(contract.names())
    assert all(column.type in ARROW and column.en and column.zh for column in contract.columns)
    assert contract.title["en"]
    assert contract.title["zh"]


def test_every_metric_of_a_table_has_its_words() -> None:
    told = tomllib.loads(METRICS.read_text(encoding="utf-8"))
    used = {metric for contract in schemas().values() for metric in contract.metrics}
    assert used <= set(told)
    assert all(words["zh"] and words["description_zh"] for words in told.values())
    assert FILE.name == "schema.toml"


@pytest.mark.parametrize("name", [name for name, contract in schemas().items() if not contract.metrics])
def test_the_shipped_tables_keep_the_schema(published: dict[str, pd.DataFrame], name: str) -> None:
    assert conform(schemas()[name], published[name]).num_rows == len(published[name])


def test_the_shipped_tables_pass_the_audit(published: dict[str, pd.DataFrame]) -> None:
    assert audit(published) == []


def test_the_share_of_own_chips_of_2024(published: dict[str, pd.DataFrame]) -> None:
    frame = published["observations"]
    frame = frame[(frame["metric"] == "custom_silicon_share") & (frame["origin"] == "omdia")]
    assert dict(zip(frame["entity"], frame["value"].round(3), strict=True)) == SHARES


def test_the_disputed_horizons_of_the_shipped_guidance_are_listed(published: dict[str, pd.DataFrame]) -> None:
    told = published["conflicts"]
    disputed = set(told.loc[told["kind"] == "horizon", "entity"])
    assert "microsoft" in disputed
