"""Inputs of computed figures on the Data page: into whose figure each goes, as what, and where it was told."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from etl.publish.snapshot import publish
from tests.ledger import frame_of, tables
from tests.unit.dashboard.conftest import client_of

PARTS = ("units bought", "meta", "microsoft 2026-02", "FY2025", "Power of one H100")


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a reader of a ledger with a figure of Amazon's that is made of five numbers."""
    made_of = [
        {
            "observation_id": "omdia-amazon",
            "input_no": no,
            "kind": "assumption" if part.startswith("Power") else "observation",
            "input_id": "power" if part.startswith("Power") else "omdia-meta",
            "role": part,
            "value": 224_000 + no,
            "unit": "units",
            "status": "estimate",
            "known_from": "2024-12-17",
        }
        for no, part in enumerate(PARTS, 1)
    ]
    assumed = {"assumption_id": "power", "name_en": "Power of one H100", "name_zh": "单张H100功率", "value": 1.0}
    told = tables() | {
        "derivations": frame_of("derivations", made_of),
        "assumptions": frame_of("assumptions", [{**assumed, "unit": "kw", "status": "scenario"}]),
    }
    folder = tmp_path_factory.mktemp("store")
    publish(told, folder, {})
    return client_of(folder)


@pytest.mark.parametrize(
    ("lang", "whose", "parts"),
    [
        ("en", "Amazon", ["units bought", "Meta", "Microsoft, Feb 2026", "FY 2025", "Power of one H100"]),
        ("zh", "亚马逊", ["购买数量", "Meta", "微软、2026年2月", "2025财年", "单张H100功率"]),
    ],
)
def test_an_input_is_told_with_its_figure_and_its_part(
    computed: FlaskClient, lang: str, whose: str, parts: list[str]
) -> None:
    page = computed.get(f"/data?table=derivations&lang={lang}").get_data(as_text=True)
    assert page.count(whose) >= len(PARTS)
    assert [part for part in parts if part not in page] == []


def test_each_input_leads_to_who_says_so(computed: FlaskClient) -> None:
    page = computed.get("/data?table=derivations").get_data(as_text=True)
    assert len(re.findall(r'"/sources/[^"]*#on"', page)) >= len(PARTS) - 1
    assert re.search(r"/data\?table=assumptions&(amp;)?q=power", page)
