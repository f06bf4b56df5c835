"""Tables as CSV: rows told in blocks are the rows of the whole."""

import pyarrow as pa
import pytest

from etl.publish import plain


@pytest.mark.parametrize("rows", [0, 1, 4, 5])
def test_blocks_of_rows_make_the_whole(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    table = pa.table({"name": ["a", 'say "b"', "c,d", "", "e"][:rows], "value": [1.0, None, 0.25, 4e10, 1.0][:rows]})
    whole = plain.csv_bytes(table)
    monkeypatch.setattr(plain, "BLOCK", 2)
    assert plain.csv_bytes(table) == whole
    assert whole.count(b"\n") == rows + 1
