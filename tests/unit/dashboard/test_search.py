"""The file behind the search: what it holds, in either language, and how long it may be kept."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from dashboard.charts import charts
from dashboard.pages import pages
from dashboard.text import has


def entries(client: FlaskClient, lang: str) -> list[list[str]]:
    snapshot = client.get("/healthz").get_json()["snapshot"]
    return client.get(f"/search/{snapshot}/{lang}.json").get_json()["entries"]


def found(client: FlaskClient, lang: str, words: str) -> list[list[str]]:
    told = entries(client, lang)
    return [one for one in told if all(word in f"{one[1]} {one[4]}".lower() for word in words.split())]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_page_and_chart_is_found(client: FlaskClient, lang: str) -> None:
    addresses = {one[3] for one in entries(client, lang)}
    assert {module.PAGE.path for module in pages() if module.PAGE.section is not None} <= addresses
    asked = {f"/charts/{name}" for name in charts() if has(lang, f"charts.{name}.question")}
    assert asked <= addresses
    assert len(asked) > 10


@pytest.mark.parametrize("words", ["微软 hopper", "microsoft hopper", "omdia-microsoft"])
def test_a_figure_is_found_in_either_language_and_by_its_id(client: FlaskClient, words: str) -> None:
    figures = [one for one in found(client, "en", words) if one[0] == "Figure"]
    assert figures[0][1:4] == ["Microsoft, Hopper, Units purchased, 2024", "485k", "/data?q=omdia-microsoft"]
    assert "48.5万块" in [one[2] for one in found(client, "zh", words)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_period_is_said_as_people_write_it(client: FlaskClient, lang: str) -> None:
    figures = [one[1] for one in entries(client, lang) if one[0] in {"Figure", "数字"}]
    assert all(("2024年" in one) == (lang == "zh") for one in figures if "2024" in one)


def test_companies_chips_and_articles_are_found(client: FlaskClient) -> None:
    kinds = {one[0] for one in entries(client, "zh")}
    assert kinds == {"页面", "图表", "公司", "芯片", "文章", "数字"}


def test_every_address_of_the_file_exists(client: FlaskClient) -> None:
    for address in sorted({one[3] for one in entries(client, "en")}):
        assert client.get(address).status_code == 200, address


def test_the_file_is_kept_for_ever_and_goes_with_its_snapshot(client: FlaskClient) -> None:
    snapshot = client.get("/healthz").get_json()["snapshot"]
    for _ in range(2):  # the second answer comes from memory
        assert "immutable" in client.get(f"/search/{snapshot}/en.json").headers["Cache-Control"]
    assert client.get("/search/0000/en.json").status_code == 404
    assert client.get(f"/search/{snapshot}/fr.json").status_code == 404


def test_the_days_are_those_on_which_something_changed(client: FlaskClient) -> None:
    snapshot = client.get("/healthz").get_json()["snapshot"]
    assert client.get(f"/search/{snapshot}/en.json").get_json()["days"] == ["2024-12-17", "2026-04-01"]
