"""Frames of rows: what is unknown, and the types, whether there are rows or none."""

import pandas as pd

from etl.reconcile.framing import framed

TYPES = {"name": "str", "count": "Int64", "value": "float64", "at": "int64"}


def test_what_a_row_does_not_know_is_empty_text_and_no_number() -> None:
    frame = framed([("a", 1, 2.5, 0), (None, "", None, 1), (float("nan"), None, float("nan"), 2)], TYPES)
    assert frame["name"].tolist() == ["a", "", ""]
    assert frame["count"].isna().tolist() == frame["value"].isna().tolist() == [False, True, True]


def test_a_frame_without_rows_has_the_types_of_one_with_rows() -> None:
    pd.testing.assert_series_equal(framed((), TYPES).dtypes, framed([("a", 1, 2.5, 0)], TYPES).dtypes)
