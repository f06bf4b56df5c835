"""The calculator as it is served: its files are what is drawn for any edits, its fields say who is cited."""

from __future__ import annotations

import io
import json

import openpyxl
import pandas as pd
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rents import store
from tests.unit.dashboard.conftest import client_of

EDITS = st.fixed_dictionaries(
    {},
    optional={
        "rent": st.integers(1, 40),
        "use": st.integers(1, 100),
        "hours": st.integers(100, 8760),
        "price": st.integers(1, 90_000),
        "life": st.integers(1, 12),
        "capital": st.integers(0, 30),
        "electricity": st.floats(0, 1).map(lambda one: round(one, 4)),
    },
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return client_of(store(tmp_path_factory.mktemp("rents")))


def address(edits: dict[str, float]) -> str:
    return ",".join(f"{name}:{number}" for name, number in edits.items())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_figure_table_csv_and_workbook_are_one_for_any_edits(client: FlaskClient, edits: dict[str, float]) -> None:
    told = client.get(f"/charts/rent-or-buy.json?assume={address(edits)}").get_json()
    csv = pd.read_csv(io.BytesIO(client.get(f"/charts/rent-or-buy.csv?assume={address(edits)}").data))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/charts/rent-or-buy.xlsx?assume={address(edits)}").data))
    assert [row["value"] for row in told["rows"]] == list(csv["value"])
    assert [cell.value for cell in book["data"]["E"]][1:] == pytest.approx(list(csv["value"]), rel=1e-15)
    points = [
        (at, y)
        for trace in told["figure"]["data"]
        if trace["line"]["width"]
        for at, y in zip(trace["customdata"], trace["y"], strict=True)
    ]
    assert dict(points) == dict(zip(csv["point_id"], csv["value"], strict=True))
    chinese = client.get(f"/charts/rent-or-buy.json?lang=zh&assume={address(edits)}").get_json()
    assert [row["value"] for row in chinese["rows"]] == list(csv["value"])


def test_a_link_reopens_the_same_scenario_byte_for_byte(client: FlaskClient) -> None:
    first = client.get("/charts/rent-or-buy.json?assume=use:60,price:30000")
    link = json.loads(first.data)["link"].replace("/charts/rent-or-buy?", "/charts/rent-or-buy.json?")
    assert link.endswith("?assume=price:30000,use:60")
    assert client.get(link.removeprefix("http://localhost")).data == first.data


@pytest.mark.parametrize(
    ("edit", "says"),
    [("price:-4", "from 1 to"), ("wage:4", "changes cloud, rent"), ("x", "like price:40000")],
)
def test_a_wrong_edit_is_answered_with_what_is_allowed(client: FlaskClient, edit: str, says: str) -> None:
    answer = client.get(f"/charts/rent-or-buy.csv?assume={edit}")
    assert answer.status_code == 400
    assert says in answer.get_data(as_text=True)


def test_other_charts_have_nothing_to_assume(client: FlaskClient) -> None:
    assert client.get("/charts/gpu-buyers.csv?assume=price:4").status_code == 400
    assert client.get("/gpu-buying?assume=price:4").status_code == 200


def test_the_fields_cite_their_sources_and_mark_what_was_changed(client: FlaskClient) -> None:
    card = json.dumps(client.get("/parts/card/rent-or-buy?rent-or-buy.assume=price:30000").get_json())
    for name in ("Rent, $ an hour", "Hours a year", "Share of hours used, %", "Power, kW", "Years of use"):
        assert f'"label": "{name}"' in card or f'"label":"{name}"' in card
    assert "CBRE" in card
    assert "cited 50,000" in card
    assert "Back to the cited values" in card


def test_the_evidence_is_that_of_the_inputs(client: FlaskClient) -> None:
    card = str(client.get("/parts/card/rent-or-buy?rent-or-buy.tab=evidence").get_json())
    assert "North America Data Center Trends" in card
    assert "our assumption" in card
