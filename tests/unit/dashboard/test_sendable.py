"""A published table is sent as the file it is; where a cell would run as a formula, as a guarded copy made once."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyarrow as pa
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard.formats import safe
from dashboard.sendable import is_live, live_columns, sendable
from dashboard.snapshot import Snapshot, Store
from etl.publish.snapshot import publish
from tests.ledger import store, tables
from tests.unit.dashboard.conftest import client_of

TEXTS = st.text(st.sampled_from("=+-@|%'\"\u3000\ufeff \t\r\n\0a一1"), max_size=4)


def snapshot_of(folder: Path) -> Snapshot:
    found = Store(folder).current()
    assert found is not None
    return found


def with_formula(folder: Path) -> Path:
    rows = tables()
    rows["unexplained"].loc[0, "reason"] = "=1+1"
    publish(rows, store(folder), {"added": 0, "changed": 1, "retracted": 0})
    return folder


def resource(snapshot: Snapshot, path: str) -> dict[str, object]:
    return dict(snapshot.resource(path) or {})


@given(st.lists(TEXTS, max_size=3))
def test_a_column_is_live_where_a_guard_would_change_a_cell(texts: list[str]) -> None:
    assert is_live(pa.chunked_array([texts], pa.string())) == any(safe(text) != text for text in texts)


def test_a_harmless_table_is_the_published_file(ledger: Path) -> None:
    snapshot = snapshot_of(ledger)
    assert sendable(snapshot, resource(snapshot, "entities.csv")) == snapshot.folder / "entities.csv"
    assert sendable(snapshot, resource(snapshot, "entities.parquet")) == snapshot.folder / "entities.parquet"


def test_a_live_cell_is_guarded_and_every_other_is_as_published(tmp_path: Path) -> None:
    snapshot = snapshot_of(with_formula(tmp_path / "store"))
    assert live_columns(snapshot, "unexplained") == {"reason"}
    made = sendable(snapshot, resource(snapshot, "unexplained.csv"))
    assert sendable(snapshot, resource(snapshot, "unexplained.csv")) == made
    pairs = zip(rows_of(made), rows_of(snapshot.folder / "unexplained.csv"), strict=True)
    cells = [pair for mine, theirs in pairs for pair in zip(mine, theirs, strict=True)]
    assert [pair for pair in cells if pair[0] != pair[1]] == [("'=1+1", "=1+1")]


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_a_table_is_asked_for_once_and_in_parts(client: FlaskClient) -> None:
    whole = client.get("/data/entities.csv")
    assert "attachment" in whole.headers["Content-Disposition"]
    known = client.get("/data/entities.csv", headers={"If-None-Match": whole.headers["ETag"]})
    assert (known.status_code, known.data) == (304, b"")
    part = client.get("/data/entities.csv", headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.data) == (206, whole.data[2:6])


def test_a_chart_file_is_given_again_or_said_to_be_the_same(client: FlaskClient) -> None:
    path = "/charts/gpu-buyers.csv?entities=meta,microsoft"
    first, again = client.get(path), client.get(path)
    assert again.data == first.data
    assert list(again.headers) == list(first.headers)
    known = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (known.status_code, known.data) == (304, b"")
    assert known.headers["ETag"] == first.headers["ETag"]
    other = client.get("/charts/gpu-buyers.csv?entities=meta", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_a_guarded_table_has_its_own_address_and_parts(tmp_path: Path) -> None:
    client = client_of(with_formula(tmp_path / "store"))
    whole = client.get("/data/unexplained.csv")
    assert b"'=1+1" in whole.data
    part = client.get("/data/unexplained.csv", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, whole.data[:4])
