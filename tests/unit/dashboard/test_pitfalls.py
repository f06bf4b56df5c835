"""What makes Dash pages slow, broken or talkative, each held off by a test."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.app import Options, server
from dashboard.pages import ANY, pages

PATHS = [module.PAGE.path for module in pages() if not module.PAGE.path.endswith(ANY)]
SCRIPT = re.compile(r'<script src="([^"]+)"')
BUNDLE = re.compile(r'<html [^>]*data-plotly="([^"]+)"')


def graphs(part: Any) -> Iterator[dict[str, Any]]:
    """Yield the properties of every graph in a layout."""
    if isinstance(part, dict):
        if part.get("type") == "Graph":
            yield part["props"]
        for value in part.values():
            yield from graphs(value)
    elif isinstance(part, list):
        for value in part:
            yield from graphs(value)


def layout(client: FlaskClient, path: str) -> Any:
    page = client.get(path).get_data(as_text=True)
    return json.loads(re.findall(r'id="ledger-layout" type="application/json">(.*?)</script>', page, re.DOTALL)[0])


def test_a_fresh_worker_answers_many_at_once(ledger: Path) -> None:
    fresh = server(Options(store=ledger))
    page = fresh.test_client().get("/gpu-buying", headers={"Host": "localhost"}).get_data(as_text=True)
    scripts = SCRIPT.findall(page)
    assert len(scripts) > 5
    fresh = server(Options(store=ledger))

    def status(path: str) -> int:
        return fresh.test_client().get(path, headers={"Host": "localhost"}, buffered=True).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(status, scripts * 2)) == {200}


@pytest.mark.parametrize("path", PATHS)
def test_no_drawing_offers_to_send_itself_away(client: FlaskClient, path: str) -> None:
    for props in graphs(layout(client, path)):
        assert props["config"]["showSendToCloud"] is False
        assert props["config"]["plotlyServerURL"] == ""
        assert props["config"]["displayModeBar"] is False


def test_the_first_answer_holds_the_figures(client: FlaskClient) -> None:
    found = list(graphs(layout(client, "/gpu-buying")))
    assert any(trace["customdata"] for props in found for trace in props["figure"]["data"] if "customdata" in trace)


@pytest.mark.parametrize("path", PATHS)
def test_the_first_answer_draws_every_point_before_any_script(client: FlaskClient, path: str) -> None:
    page = client.get(path).get_data(as_text=True)
    first = page.partition('<div id="first">')[2].partition("react-entry-point")[0]
    told = [trace for props in graphs(layout(client, path)) for trace in props["figure"]["data"]]
    shown = [one for trace in told if trace["type"] == "bar" or "markers" in trace["mode"] for one in trace["x"]]
    drawn = re.findall(r'<g class="marks">(.*?)</g>', first)
    assert sum(len(re.findall("<(?:rect|path) ", marks)) for marks in drawn) == len(shown)
    # A graph that Dash mounts by itself, outside a drawing, would fetch the whole of plotly.
    assert len(list(graphs(layout(client, path)))) == first.count('class="drawing"')


@pytest.mark.parametrize("path", PATHS)
def test_a_page_names_the_partial_bundle_and_loads_none(client: FlaskClient, path: str) -> None:
    page = client.get(path).get_data(as_text=True)
    told = BUNDLE.findall(page)
    assert ["vendor/plotly-basic-" in script for script in told] == [True]  # a refresh may bring a first chart
    assert not [script for script in SCRIPT.findall(page) if "plotly" in script]  # it is asked for when all is drawn
    assert not re.search(r'(?:src|href)="(?:https?:)?//[^"]*\.(?:js|css|woff2?)', page)


@pytest.mark.parametrize(
    ("query", "named"), [("lens=foo", ["lens=foo"]), ("lens=share", []), ("wat=1&period=x", ["wat, period=x"])]
)
def test_a_page_says_what_of_its_address_it_ignored(client: FlaskClient, query: str, named: list[str]) -> None:
    told = client.get(f"/gpu-buying?{query}").get_data(as_text=True)
    assert re.findall(r"it was ignored: ([^<]*)\.<", told) == named
