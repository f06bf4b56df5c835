import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.reconcile import codes
from etl.reconcile.codes import (
    appended,
    coded,
    firsts,
    joined_runs,
    keys_of,
    mapped_rows,
    pairs,
    pairs_within,
    plain,
    ranks_of,
    run_starts,
    sizes,
    together,
)

WORDS = st.lists(st.tuples(st.sampled_from(["", "a", "b", "ab"]), st.sampled_from(["", "x", "y"])), max_size=12)
FEW = settings(max_examples=40, deadline=None)


def columns(rows: list[tuple[str, str]]) -> list[pd.Series]:
    return [pd.Series([row[at] for row in rows], dtype="str") for at in range(2)]


@FEW
@given(WORDS)
def test_rows_have_one_key_where_they_are_equal(rows: list[tuple[str, str]]) -> None:
    keys = keys_of(columns(rows)).tolist()
    assert [[one == other for other in keys] for one in keys] == [[one == other for other in rows] for one in rows]
    assert sizes(keys_of(columns(rows))).tolist() == [rows.count(row) for row in rows]
    assert [rows[at] for at in firsts(keys_of(columns(rows)))] == list(dict.fromkeys(rows))


@FEW
@given(WORDS)
def test_each_row_is_mapped_as_if_alone(rows: list[tuple[str, str]]) -> None:
    assert mapped_rows(columns(rows), "{}|{}".format).tolist() == [f"{one}|{other}" for one, other in rows]


@FEW
@given(st.lists(st.integers(0, 3), max_size=12), st.integers(1, 5))
def test_pairs_are_all_of_equal_number_and_a_left_place_stays_in_one_block(numbers: list[int], block: int) -> None:
    whole, codes.BLOCK = codes.BLOCK, block
    try:
        found = [(left.tolist(), right.tolist()) for left, right in pairs(np.array(numbers, dtype=np.int64))]
    finally:
        codes.BLOCK = whole
    told = [pair for left, right in found for pair in zip(left, right, strict=True)]
    places = range(len(numbers))
    assert sorted(told) == [(a, b) for a in places for b in places if numbers[a] == numbers[b]]
    lefts = [set(left) for left, _ in found]
    assert sum(len(one) for one in lefts) == len(set().union(*lefts))


@FEW
@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=12))
def test_pairs_are_of_the_marked_places_on_the_left(rows: list[tuple[int, bool]]) -> None:
    numbers, marked = (np.array([row[at] for row in rows], dtype=kind) for at, kind in ((0, np.int64), (1, bool)))
    every = [pair for left, right in pairs(numbers) for pair in zip(left, right, strict=True)]
    told = [pair for left, right in pairs(numbers, marked) for pair in zip(left, right, strict=True)]
    assert told == [pair for pair in every if marked[pair[0]]]


VALUES = st.sampled_from([-1.5, 0.0, 0.1, 1.0, 1.1, 2.0, 1e9])


@FEW
@given(st.lists(st.tuples(st.integers(0, 2), VALUES, st.sampled_from([0.0, 0.1, 1.0, 3.0])), max_size=12))
def test_pairs_within_reach_are_among_all_and_none_is_lacking(rows: list[tuple[int, float, float]]) -> None:
    numbers = np.array([row[0] for row in rows], dtype=np.int64)
    value, reach = (np.array([row[at] for row in rows], dtype=float) for at in (1, 2))
    told = [pair for left, right in pairs_within(numbers, value, reach) for pair in zip(left, right, strict=True)]
    every = [pair for left, right in pairs(numbers) for pair in zip(left, right, strict=True)]
    assert len(told) == len(set(told))
    assert set(told) <= set(every)
    assert {(a, b) for a, b in every if value[a] - reach[a] <= value[b] <= value[a] + reach[a]} <= set(told)
    far = [(a, b) for a, b in told if abs(value[a] - value[b]) > 2 * reach[a]]
    assert not far


@FEW
@given(WORDS, WORDS, st.booleans())
def test_rows_are_appended_as_texts_would_be(
    rows: list[tuple[str, str]], more: list[tuple[str, str]], same: bool
) -> None:
    frame, other = (pd.DataFrame(dict(zip("ab", columns(one), strict=True))) for one in (rows, more))
    held = coded(frame, ("b",))
    given_on = coded(other, ()) if same else other
    found = appended(held, given_on)
    pd.testing.assert_frame_equal(plain(found), pd.concat([frame, other], ignore_index=True))
    assert isinstance(found["a"].dtype, pd.CategoricalDtype)
    assert found["b"].dtype == "str"


def test_ranks_are_places_among_the_sorted() -> None:
    assert ranks_of(pd.Series(["b", "", "c", "b"], dtype="str")).tolist() == [1, 0, 2, 1]
    assert run_starts(np.array([4, 4, 2, 2, 2, 9])).tolist() == [0, 2, 5]


@pytest.mark.parametrize("here", [[True, True], [True, False], [False, False]])
def test_kept_rows_are_those_that_a_mask_takes(here: list[bool]) -> None:
    frame = pd.DataFrame({"name": pd.array(["b", "a"], dtype="str"), "count": [1, 2]}, index=[7, 9])
    pd.testing.assert_frame_equal(codes.kept(frame, np.array(here)), frame[here])
    pd.testing.assert_frame_equal(codes.kept(frame.iloc[:0], np.array([], dtype=bool)), frame.iloc[:0])


@pytest.mark.parametrize("count", [0, 1, 2])
def test_rows_are_ordered_as_they_are_sorted(count: int) -> None:
    frame = pd.DataFrame({"name": pd.array(["b", "a"], dtype="str"), "count": [1, 2]}).iloc[:count]
    pd.testing.assert_frame_equal(codes.ordered(frame, ["name"]), frame.sort_values("name"))


@FEW
@given(WORDS)
def test_categories_give_what_their_texts_give(rows: list[tuple[str, str]]) -> None:
    # Backwards, so that the categories stand in another order than the rows.
    texts = pd.DataFrame(rows, columns=["one", "other"], dtype="str")
    both = [[frame["one"], frame["other"]] for frame in (texts.iloc[::-1], coded(texts, ()).iloc[::-1])]
    start = run_starts(keys_of(both[0]))
    told = [
        (
            ranks_of(one).tolist(),
            keys_of([one, other]).tolist(),
            [column.tolist() for column in together(one, other)],
            mapped_rows([one, other], "{}|{}".format).tolist(),
            list(joined_runs(one, start, ";")),
        )
        for one, other in both
    ]
    assert told[0] == told[1]
    assert told[0][-1] == [";".join(run) for run in np.split(both[0][0].to_numpy(object), start[1:])][: len(rows)]
