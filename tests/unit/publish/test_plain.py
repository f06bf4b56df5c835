"""Tables as CSV: rows told in blocks are the rows of the whole, and numbers are written as one by one."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.publish import plain


@pytest.mark.parametrize("rows", [0, 1, 4, 5])
def test_blocks_of_rows_make_the_whole(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    table = pa.table({"name": ["a", 'say "b"', "c,d", "", "e"][:rows], "value": [1.0, None, 0.25, 4e10, 1.0][:rows]})
    whole = plain.csv_bytes(table)
    monkeypatch.setattr(plain, "BLOCK", 2)
    assert plain.csv_bytes(table) == whole
    assert whole.count(b"\n") == rows + 1


AS_PEOPLE_WRITE = st.one_of(
    st.floats(allow_nan=False),
    st.floats(-1e16, 1e16).map(lambda value: round(value, 4)),
    st.integers(-(10**16), 10**16).map(float),
    st.sampled_from([0.0, -0.0, 1e15, -1e15, 1e16, 4.8e10, 1e-7]),
)


@given(st.lists(AS_PEOPLE_WRITE))
def test_numbers_written_together_are_written_as_each_alone(values: list[float]) -> None:
    told = plain.written(pa.array(values, pa.float64())).to_pylist()
    assert told == [plain.number(value) for value in values]
