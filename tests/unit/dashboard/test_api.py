"""The data addresses answer exactly what a view shows, or say what is wrong with the question."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pytest
from flask.testing import FlaskClient
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.charts import charts
from dashboard.drawing import checked, drawn
from dashboard.formats import safe
from dashboard.snapshot import Store
from dashboard.state import State
from tests.ledger import store
from tests.unit.dashboard.conftest import client_of

FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "|calc", "%0A", '"=1', "'=1")
QUERIES = ("", "entities=microsoft,meta", "lens=share", "as_of=2025-01-01&lang=zh", "period=2023")


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("identifier", list(charts()))
def test_a_file_holds_the_rows_that_are_drawn(client: FlaskClient, ledger: Path, identifier: str, query: str) -> None:
    chart = charts()[identifier].CHART
    if ("lens=share" in query and "share" not in chart.lenses) or ("period" in query and "2023" not in chart.periods):
        assert client.get(f"/charts/{identifier}.csv?{query}").status_code == 400
        return
    answer = client.get(f"/charts/{identifier}.csv?{query}")
    assert answer.status_code == 200
    snapshot = Store(ledger).current()
    assert snapshot is not None
    rows = drawn(snapshot, identifier, State.parse(dict(part.split("=") for part in query.split("&") if part))).rows
    told = list(csv.reader(io.StringIO(answer.get_data(as_text=True))))
    assert tuple(told[0]) == chart.columns
    assert len(told) - 1 == len(rows)
    listed = client.get(f"/charts/{identifier}.json?{query}").get_json()
    assert listed["columns"] == told[0]
    assert len(listed["rows"]) == len(rows)


def test_numbers_are_plain_and_text_is_utf8(client: FlaskClient) -> None:
    frame = pd.read_csv(io.BytesIO(client.get("/charts/gpu-buyers.csv").data))
    assert list(frame["value"]) == [485000, 230000, 230000, 224000, 196000, 169000]
    assert frame["as_written"][0] == "48.5万块"


def test_the_mark_for_excel_is_there_when_asked_for(client: FlaskClient) -> None:
    assert client.get("/charts/gpu-buyers.csv?excel=1").data.startswith(b"\xef\xbb\xbf")
    assert not client.get("/charts/gpu-buyers.csv").data.startswith(b"\xef\xbb\xbf")


def test_a_workbook_stands_alone(client: FlaskClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/charts/gpu-buyers.xlsx?entities=meta").data))
    assert book.sheetnames == ["data", "readme", "sources"]
    assert book["data"].max_row == 2
    readme = {row[0]: row[1] for row in book["readme"].iter_rows(values_only=True)}
    assert readme["link"] == "http://localhost/charts/gpu-buyers?entities=meta"
    assert readme["entities"] == "meta"
    assert all(readme[name] for name in ("licence", "citation", "bibtex", "rows_sha256"))
    assert readme["column value"].startswith("Value in the base unit")
    header = [cell.value for cell in book["sources"][1]]
    assert "sentence" in header
    assert "22.4万块" in [cell.value for cell in book["sources"][2]]


def test_the_columns_carry_their_names_when_asked_for(client: FlaskClient) -> None:
    head = client.get("/charts/gpu-buyers.csv?names=1&lang=zh").get_data(as_text=True).splitlines()[0].split(",")
    assert "公司" in head
    assert client.get("/charts/gpu-buyers.csv?names=yes").get_json()["error"] == "names is one of 0, 1, not 'yes'"


def test_one_changed_cell_breaks_the_hash(client: FlaskClient) -> None:
    told = client.get("/charts/gpu-buyers.json").get_json()["rows_sha256"]
    content = client.get("/charts/gpu-buyers.csv").data
    assert hashlib.sha256(content).hexdigest() == told
    assert hashlib.sha256(content.replace(b"485000", b"485001")).hexdigest() != told


@pytest.mark.parametrize("identifier", [name for name, module in charts().items() if module.CHART.kind == "figure"])
def test_a_picture_has_its_source_and_address_burnt_in(client: FlaskClient, identifier: str) -> None:
    svg = client.get(f"/charts/{identifier}.svg?lang=zh&theme=dark")
    assert svg.status_code == 200
    said = "".join(ET.fromstring(svg.data).itertext())
    assert f"http://localhost/charts/{identifier}?lang=zh&theme=dark" in said
    png = client.get(f"/charts/{identifier}.png")
    assert png.data.startswith(b"\x89PNG")
    again = client.get(f"/charts/{identifier}.png", headers={"If-None-Match": png.headers["ETag"]})
    assert again.status_code == 304


def test_a_table_has_no_picture_and_says_so(client: FlaskClient) -> None:
    answer = client.get("/charts/chip-programmes.png")
    assert answer.status_code == 404
    assert "ask for csv, xlsx or json" in answer.get_json()["error"]


_VIEWS = st.fixed_dictionaries(
    {},
    optional={
        "lang": st.sampled_from(["en", "zh"]),
        "theme": st.just("dark"),
        "numbers": st.sampled_from(["kmb", "wanyi"]),
        "as_of": st.sampled_from(["2025-02-11", "2025-12-31"]),
        "entities": st.sampled_from(["microsoft", "meta,google", "openai"]),
    },
)


@settings(max_examples=40, deadline=None)
@given(identifier=st.sampled_from(list(charts())), view=_VIEWS, data=st.data())
def test_figure_table_and_files_are_one(
    client: FlaskClient, ledger: Path, identifier: str, view: dict[str, str], data: st.DataObject
) -> None:
    chart = charts()[identifier].CHART
    view = view | {
        name: data.draw(st.sampled_from(held))
        for name, held in (("lens", chart.lenses), ("period", chart.periods))
        if held
    }
    snapshot = Store(ledger).current()
    assert snapshot is not None
    shown = drawn(snapshot, identifier, checked(State.parse(view), chart))
    identifiers = [str(one) for one in shown.rows[chart.columns[0]]]
    told = client.get(f"/charts/{identifier}.json", query_string=view).get_json()
    listed = list(csv.DictReader(io.StringIO(client.get(f"/charts/{identifier}.csv", query_string=view).text)))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/charts/{identifier}.xlsx", query_string=view).data))
    sheet = [row[0] for row in book["data"].iter_rows(min_row=2, values_only=True)]
    assert [row[chart.columns[0]] for row in told["rows"]] == identifiers
    assert [row[chart.columns[0]] for row in listed] == identifiers
    assert [str(one) for one in sheet] == identifiers
    assert told["figure"] == json.loads(json.dumps(shown.figure()))
    points = {str(point) for trace in told["figure"]["data"] for point in trace["customdata"]}
    assert points <= set(identifiers)
    numbers = [row["value"] for row in told["rows"]] if "value" in chart.columns else []
    assert numbers == [float(row["value"]) if row["value"] else None for row in listed if "value" in row]


def test_the_same_view_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/charts/gpu-buyers.csv?entities=meta")
    again = client.get("/charts/gpu-buyers.csv?entities=meta", headers={"If-None-Match": first.headers["ETag"]})
    other = client.get("/charts/gpu-buyers.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert other.status_code == 200
    assert 'filename="gpu-buyers-' in first.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("path", "status", "names"),
    [
        ("/charts/gpu-buyers.csv?lens=money", 400, "units, share"),
        ("/charts/gpu-buyers.csv?lang=fr", 400, "en, zh"),
        ("/charts/gpu-buyers.csv?as_of=yesterday", 400, "2025-02-11"),
        ("/charts/gpu-buyers.csv?entities=nobody", 400, "microsoft"),
        ("/charts/no-such.csv", 404, "gpu-buyers"),
        ("/charts/gpu-buyers.pdf", 404, "csv, json, xlsx"),
        ("/data/secrets.csv", 404, "observations.csv"),
        ("/data/..%2fLATEST.csv", 404, ""),
    ],
)
def test_a_wrong_question_is_answered_with_what_is_allowed(
    client: FlaskClient, path: str, status: int, names: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert names in answer.get_data(as_text=True)


def test_a_published_table_is_served_as_published(client: FlaskClient, ledger: Path) -> None:
    snapshot = Store(ledger).current()
    assert snapshot is not None
    assert client.get("/data/entities.csv").data == (snapshot.folder / "entities.csv").read_bytes()
    assert client.get("/data/entities.parquet").data == (snapshot.folder / "entities.parquet").read_bytes()


def test_no_file_holds_a_live_formula(tmp_path: Path) -> None:
    hostile = [
        {
            "observation_id": f"row-{place}",
            "metric": "units_purchased",
            "entity": "meta",
            "product": "hopper",
            "period": "2024",
            "period_basis": "calendar",
            "origin": f"omdia{place}",
            "value": -5.0,
            "unit": "units",
            "status": "estimate",
            "rank": "preferred",
            "source": "t",
            "locator": "row 1",
            "source_tier": 2,
            "known_from": "2024-01-01",
            "note": text,
            **dict.fromkeys(
                ("as_written", "publisher", "source_title", "source_url", "definition", "published_on"), text
            ),
        }
        for place, text in enumerate(FORMULAS)
    ]
    client = client_of(store(tmp_path, more=tuple(hostile)))
    seen = 0
    for path in [f"/charts/{name}.csv" for name in charts()] + ["/data/observations.csv", "/data/evidence.csv"]:
        for row in csv.reader(io.StringIO(client.get(path).get_data(as_text=True))):
            seen += sum("=1" in cell for cell in row)
            assert [
                cell for cell in row if cell[:1] in tuple("=+@|%\t\r") or (cell[:1] == "-" and not number(cell))
            ] == []
    book = openpyxl.load_workbook(io.BytesIO(client.get("/charts/gpu-origins.xlsx").data))
    assert [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"] == []
    assert seen > 0


def number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@given(st.text(max_size=30))
@example("'=")
def test_guarded_text_never_starts_a_formula(text: str) -> None:
    guarded = safe(text)
    assert guarded[:1] not in tuple("=+-@|%\t\r\n\0")
    assert guarded in (text, f"'{text}")


def test_health_names_the_snapshot(client: FlaskClient, tmp_path: Path) -> None:
    told = client.get("/healthz").get_json()
    assert told["status"] == "ok"
    assert len(told["snapshot"]) == 16
    assert told["age_seconds"] >= 0
    nothing = client_of(tmp_path / "none").get("/healthz")
    assert (nothing.status_code, nothing.get_json()["status"]) == (503, "empty")


def test_json_has_no_value_that_json_has_not(client: FlaskClient) -> None:
    for name in charts():
        json.loads(client.get(f"/charts/{name}.json").data, parse_constant=pytest.fail)
