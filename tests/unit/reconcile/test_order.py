from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.reconcile import order
from etl.reconcile.order import packed, places_by

FEW = settings(max_examples=40, deadline=None)
HIGHEST = 3, 2**40, 5, 2**40, 2**63, 2


def columns(rows: list[tuple[int, ...]]) -> list[np.ndarray]:
    """Return whole numbers, of which one column is as ids are, one is below 0 and one has parts."""
    types = np.int64, np.int64, np.int64, np.int64, np.uint64, np.float64
    by = [np.array([row[at] for row in rows], dtype=one) for at, one in enumerate(types)]
    by[1] = -by[1]
    return by


@FEW
@example([])
@given(st.lists(st.tuples(*(st.integers(0, high) for high in HIGHEST)), max_size=12))
def test_rows_are_sorted_by_one_column_after_another(rows: list[tuple[int, ...]]) -> None:
    by = columns(rows)
    assert places_by(*by).tolist() == np.lexsort(by[::-1]).tolist()


@FEW
@given(st.lists(st.tuples(*[st.integers(0, 2)] * 6), max_size=12))
def test_equal_rows_stay_as_they_came_also_where_not_all_fits_into_one_number(rows: list[tuple[int, ...]]) -> None:
    by, largest = columns(rows), order.LARGEST
    expected = np.lexsort(by[::-1]).tolist()
    try:
        order.LARGEST = 20
        assert places_by(*by).tolist() == expected
    finally:
        order.LARGEST = largest


def test_small_columns_become_one() -> None:
    by = [np.arange(9) % 3, np.arange(9) % 2, np.arange(9)]
    assert len(packed(by)) == 1
    assert len(packed([*by, np.arange(9, dtype=np.uint64)])) == 2
