from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from etl.errors import StoreError
from etl.publish.schema import conform, schemas


def test_the_parts_of_the_observations_have_their_columns() -> None:
    whole = schemas()["observations"].names()
    parts = [contract for contract in schemas().values() if contract.metrics]
    assert [part.name for part in parts] == ["gpu_purchases", "capex", "rental_costs", "supply", "derived"]
    assert all(part.names() == whole for part in parts)


def test_days_numbers_and_the_unknown_get_their_types(tables: Callable[..., Any]) -> None:
    frame = tables(485000.0, known_from="2024-12-18", source_tier=2)["observations"]
    table = conform(schemas()["observations"], frame)
    row = table.to_pylist()[0]
    assert str(row["known_from"]) == "2024-12-18"
    assert row["known_to"] is None
    assert row["value_low"] is None
    assert row["note"] == ""
    assert table.schema.field("value").type == pa.float64()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda frame: frame.drop(columns="rank"), "lacks rank"),
        (lambda frame: frame.assign(value="many"), "column value"),
        (lambda frame: frame.assign(known_from="soon"), "column known_from"),
        (lambda frame: pd.concat([frame, frame]), "not theirs alone"),
    ],
)
def test_a_frame_that_breaks_the_contract_is_refused_by_name(
    tables: Callable[..., Any], change: Callable[..., Any], told: str
) -> None:
    with pytest.raises(StoreError, match=told):
        conform(schemas()["observations"], change(tables(485000.0)["observations"]))
