"""Columns as whole numbers: what repeats is looked at once; groups are runs of sorted numbers, never small frames."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.reconcile.cluster import cells
from etl.reconcile.order import LARGEST, places_by

Codes = np.ndarray[Any, np.dtype[np.int64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Numbers = np.ndarray[Any, np.dtype[np.float64]]
FEW = 1_000
"""Rows: of fewer the texts are held as texts, since to make categories of them costs more than it saves."""

BLOCK = 1_000_000
"""Pairs held at once, so that one large group cannot fill the memory."""


def codes_of(values: pd.Series[Any]) -> tuple[Codes, Any]:
    """Return a number for each value, and the values by number, in order of first appearance."""
    # Of the array: to make an index of what is found takes as long as to find it where there is little.
    codes, found = values.array.factorize(use_na_sentinel=False)
    if is_coded(values):
        found = found.categories.array.take(found.codes)
    return codes.astype(np.int64, copy=False), found


def is_coded(values: pd.Series[Any] | Codes) -> bool:
    """Return whether a column is of categories."""
    return isinstance(values.dtype, pd.CategoricalDtype)


def ordered(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return the rows sorted by some columns; a row alone is."""
    return plain(frame).sort_values(list(by)) if len(frame) > 1 else frame


def kept(frame: pd.DataFrame, here: pd.Series[bool] | Mask) -> pd.DataFrame:
    """Return the rows that are marked; where all or none are, no column is gone through."""
    found = np.asarray(here, dtype=bool)
    return frame if found.all() else frame[found] if found.any() else frame.iloc[:0]


def ranks_of(values: pd.Series[Any]) -> Codes:
    """Return the place of each value among the sorted distinct ones."""
    codes, found = codes_of(values)
    if isinstance(found.dtype, pd.CategoricalDtype):  # its words are in the order in which they came
        found = found.categories.array.take(found.codes)
    order = np.asarray(pd.Series(found).argsort(), dtype=np.int64)
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places[codes]


def any_codes(values: pd.Series[Any]) -> Codes:
    """Return a number for each value, equal for equal values, in no order and with gaps: the cheapest there is."""
    return _coded(values)[0]


def together(*columns: pd.Series[str]) -> list[Codes]:
    """Return the place of each text among the sorted ones of all columns, so that columns compare."""
    told = [codes_of(one) for one in columns]
    words = [np.array(cells(found), dtype=object) for _, found in told]
    order = np.unique(np.concatenate(words)) if any(map(len, words)) else words[0]
    return [np.searchsorted(order, own)[codes] for own, (codes, _) in zip(words, told, strict=True)]


def keys_of(columns: Iterable[pd.Series[Any] | Codes]) -> Codes:
    """Return a number for each row, equal for rows that are equal in every column, in order of first appearance."""
    whole: Codes | None = None
    size = 1
    for column in columns:
        codes, count = _coded(column)
        if whole is None:
            whole, size = codes, count
            continue
        if size > LARGEST // count:
            whole, size = _dense(whole)
        whole, size = whole * count + codes, size * count
    return _dense(whole)[0] if whole is not None else np.empty(0, dtype=np.int64)


def firsts(codes: Codes) -> Codes:
    """Return the place of the first row of each number; the numbers are dense, as keys_of gives them."""
    found = np.empty(_size(codes), dtype=np.int64)
    found[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return found


def mapped(values: pd.Series[Any], to: Callable[[Any], Any], dtype: Any = "str") -> pd.Series[Any]:
    """Return what a function makes of each value; each distinct value is looked at once."""
    codes, found = codes_of(values)
    told = [to(one) for one in cells(found)]
    return (categories if is_coded(values) and dtype == "str" else spread)(told, codes, values.index, dtype)


def mapped_rows(columns: Sequence[pd.Series[Any]], to: Callable[..., Any], dtype: Any = "str") -> pd.Series[Any]:
    """Return what a function makes of each row of the columns; each distinct row is looked at once."""
    codes = keys_of(columns)
    told = [to(*row) for row in distinct(columns, codes)]
    many = any(map(is_coded, columns)) and dtype == "str"
    return (categories if many else spread)(told, codes, columns[0].index, dtype)


def distinct(columns: Sequence[pd.Series[Any]], codes: Codes) -> Iterator[tuple[Any, ...]]:
    """Yield the distinct rows of the columns in the order of their numbers."""
    first = firsts(codes)
    return zip(*(cells(column.array.take(first)) for column in columns), strict=True)


def spread(
    values: Sequence[Any], codes: Codes, index: pd.Index[Any] | None = None, dtype: Any = "str"
) -> pd.Series[Any]:
    """Return the value of each number as a column."""
    found: pd.Series[Any] = pd.Series(pd.array(values, dtype=dtype).take(codes), index=index)
    return found


def categories(
    values: Sequence[Any], codes: Codes, index: pd.Index[Any] | None = None, dtype: Any = "str"
) -> pd.Series[Any]:
    """Return the same as categories."""
    places, found = pd.array(values, dtype=dtype).factorize()
    told = pd.Categorical.from_codes(places.take(codes), pd.Index(found))
    return pd.Series(told, index=index)


def texts_like(column: pd.Series[Any], values: Any, codes: Codes, index: pd.Index[Any] | None = None) -> pd.Series[str]:
    """Return the text of each number: as categories where another column is of categories."""
    return (categories if is_coded(column) else spread)(values, codes, index)


def chosen(here: pd.Series[bool] | Mask, one: pd.Series[str], other: pd.Series[str]) -> pd.Series[str]:
    """Return the texts of one column where it is marked, else those of another: as categories where both are."""
    if not is_coded(one):
        return one.where(here, other)
    both = _united(one.array, other.array)
    codes = np.where(here, both.codes[: len(one)], both.codes[len(one) :])
    return pd.Series(pd.Categorical.from_codes(codes, dtype=both.dtype), index=one.index)


def coded(frame: pd.DataFrame, but: Collection[str]) -> pd.DataFrame:
    """Return a frame with its texts as categories, but for some columns: a tenth of the time to take rows of."""

    def of(column: pd.Series[Any]) -> Any:
        codes, found = codes_of(column)
        return pd.Categorical.from_codes(codes, found)

    texts = [str(name) for name in frame if frame[name].dtype == "str" and name not in but]
    return frame.assign(**{name: of(frame[name]) for name in texts})


def held(frame: pd.DataFrame, but: Collection[str]) -> pd.DataFrame:
    """Return a frame with its texts in the way that is cheaper for so many rows: few as texts, many as categories."""
    return plain(frame) if len(frame) < FEW else coded(frame, but)


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with its categories as texts."""
    told = [str(name) for name, kind in frame.dtypes.items() if isinstance(kind, pd.CategoricalDtype)]
    return frame.assign(**{name: _texts(frame[name].array) for name in told})


def _texts(told: Any) -> Any:
    """Return categories as texts; of categories that are texts already the cast alone would cost as much again."""
    found = told.categories
    return (found if found.dtype == "str" else found.astype("str")).array.take(told.codes)


def appended(frame: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with the rows of another; none leave it as it is, and categories stay categories."""
    if more.empty:
        return frame
    words = [str(name) for name in more if is_coded(frame[name])]
    both = {name: _united(frame[name].array, more[name].astype("category").array) for name in words}
    rest = pd.concat([frame.drop(columns=words), more.drop(columns=words)], ignore_index=True)
    return rest.assign(**both)[list(frame.columns)]


def _united(one: Any, other: Any) -> Any:
    """Return categories of both; pandas' own union hashes all words of both to learn whether they are the same."""
    if one.categories.equals(other.categories):
        return pd.Categorical.from_codes(np.concatenate([one.codes, other.codes]), dtype=one.dtype)
    place = one.categories.get_indexer(other.categories)
    lacking = place < 0
    place[lacking] = len(one.categories) + np.arange(lacking.sum())
    words = one.categories.append(other.categories[lacking])
    return pd.Categorical.from_codes(np.concatenate([one.codes, np.r_[place, -1][other.codes]]), words)


def among(values: pd.Series[str] | pd.Index[Any], wanted: pd.Series[str] | pd.Index[Any]) -> Mask:
    """Return which texts are among many wanted ones; isin looks at every wanted one by itself."""
    told, held = (pa.array(one, type=pa.string(), from_pandas=True) for one in (values, wanted))
    return np.asarray(pc.is_in(told, value_set=held))


def texts_of(values: Any) -> Any:
    """Return texts as one array of Arrow's."""
    told = pa.array(values, from_pandas=True)
    # Of what lies in several pieces pa.chunked_array would make one by going through it text by text.
    return (told.combine_chunks() if isinstance(told, pa.ChunkedArray) else told).cast(pa.large_string())


def joined(columns: Iterable[pd.Series[str]], between: str) -> list[bytes]:
    """Return the texts of each row as the bytes of one, with a sign between them."""
    texts = [texts_of(one) for one in columns]
    whole = pc.binary_join_element_wise(*texts, pa.scalar(between, pa.large_string()))
    found: list[bytes] = whole.cast(pa.large_binary()).to_pylist()
    return found


def joined_runs(values: Any, start: Codes, between: str) -> Any:
    """Return the texts of each run of a column as one, with a sign between them."""
    whole = texts_of(values)
    runs = pa.ListArray.from_arrays(pa.array(np.r_[start, len(whole)], pa.int32()), whole)
    return pd.array(pc.binary_join(runs, pa.scalar(between, pa.large_string())), dtype="str")


def places_of_runs(start: Codes, length: Codes) -> Codes:
    """Return the places of runs, one run after another, by where each starts and how long it is."""
    found: Codes = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length - start, length)
    return found


def sizes(codes: Codes) -> Codes:
    """Return for each row how many rows have its number."""
    return np.bincount(codes)[codes] if len(codes) else codes


def run_starts(codes: Codes) -> Codes:
    """Return where each run of equal numbers starts."""
    return np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if len(codes) else codes


def pairs(codes: Codes, left: Mask | None = None) -> Iterator[tuple[Codes, Codes]]:
    """
    Yield, in blocks, every pair of places whose numbers are equal; all pairs of one left place are in one block.

    Of those on the left only the marked, if any are.
    """
    order = places_by(codes)
    starts = run_starts(codes[order])
    lengths = np.diff(np.r_[starts, len(order)])
    runs = np.repeat(starts, lengths), np.repeat(lengths, lengths)
    lefts = order if left is None else order[left[order]]
    start, length = runs if left is None else (one[left[order]] for one in runs)
    yield from _paired(lefts, order, start, length)


def pairs_within(codes: Codes, value: Numbers, reach: Numbers) -> Iterator[tuple[Codes, Codes]]:
    """Yield the same of those whose second value is nearly within reach of the first or nearer, and maybe others."""
    order = places_by(codes, value)
    codes, value, reach = codes[order], value[order], reach[order] * (1 + 1e-9)
    ends = np.unique(np.concatenate([value, value - reach, value + reach]))
    # Number and value as one number, so that what lies between two is found by its place among the sorted.
    told, low, high = (codes * len(ends) + np.searchsorted(ends, one) for one in (value, value - reach, value + reach))
    start = np.searchsorted(told, low)
    yield from _paired(order, order, start, np.searchsorted(told, high, "right") - start)


def _paired(left: Codes, right: Codes, start: Codes, length: Codes) -> Iterator[tuple[Codes, Codes]]:
    """Yield, in blocks, each place on the left with so many on the right from its start on."""
    ends = np.cumsum(length)
    done = 0
    while done < len(left):
        upto = max(done + 1, int(np.searchsorted(ends, (ends[done - 1] if done else 0) + BLOCK, "right")))
        many = length[done:upto]
        yield np.repeat(left[done:upto], many), right[places_of_runs(start[done:upto], many)]
        done = upto


def _coded(column: pd.Series[Any] | Codes) -> tuple[Codes, int]:
    if not isinstance(column, pd.Series):
        return column, max(1, _size(column))
    if is_coded(column):
        return column.cat.codes.to_numpy().astype(np.int64), max(1, len(column.cat.categories))
    codes, found = codes_of(column)
    return codes, max(1, len(found))


def _dense(codes: Codes) -> tuple[Codes, int]:
    found, distinct_codes = pd.factorize(codes)
    return found.astype(np.int64, copy=False), max(1, len(distinct_codes))


def _size(codes: Codes) -> int:
    return int(codes.max()) + 1 if len(codes) else 0
