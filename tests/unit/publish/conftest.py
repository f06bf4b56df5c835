"""Small published tables, made from the schema so that no column is forgotten."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from etl.publish.schema import Schema, schemas

BLANK: dict[str, Any] = {"string": "", "number": float("nan"), "integer": 0, "date": "", "boolean": False}


def blank(schema: Schema, rows: list[dict[str, Any]]) -> pd.DataFrame:
    types = {column.name: BLANK[column.type] for column in schema.columns}
    return pd.DataFrame([{**types, **row} for row in rows], columns=schema.names())


@pytest.fixture
def tables() -> Callable[..., dict[str, pd.DataFrame]]:
    """Return tables that are empty but for observations, one for each value given."""

    def made(*values: float, **more: Any) -> dict[str, pd.DataFrame]:
        shared = {
            "metric": "units_purchased",
            "product": "hopper",
            "period": "2024",
            "unit": "units",
            "origin": "omdia",
        }
        rows = [
            {
                **shared,
                "origin": "omdia",
                "observation_id": f"{value:g}",
                "entity": f"buyer-{at}",
                "value": value,
                **more,
            }
            for at, value in enumerate(values)
        ]
        return {
            name: blank(contract, rows if name == "observations" else [])
            for name, contract in schemas().items()
            if not contract.metrics
        }

    return made
