"""Every page, found by walking the registry, keeps the contract of pages in both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest
from flask.testing import FlaskClient

from dashboard.app import Options, server
from dashboard.pages import ANY, Page, find, pages
from dashboard.text import has
from dashboard.view import KNOWN
from tests.ledger import store

FIXED = [module.PAGE.path for module in pages() if not module.PAGE.path.endswith(ANY)]
INSIDE = [
    "/sources/digest",
    "/sources/note?at=40",
    "/sources/gpu_purchases?row=row%203",
    "/charts/gpu-buyers?lens=share",
]
VIEWS = ("", "?lang=zh", "?theme=dark", "?as_of=2024-12-31", "?as_of=2001-01-01", "?numbers=wanyi", "?unknown=1")


class Outline(HTMLParser):
    """What a page's first answer holds: headings, links, ids, and elements that must not be there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return server(Options(store=store(tmp_path_factory.mktemp("store")))).test_client()


def first(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers={"Host": "localhost"})
    assert answer.status_code == 200, path
    return re.sub(r"<script.*?</script>", "", answer.get_data(as_text=True), flags=re.DOTALL)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", [*FIXED, *INSIDE])
def test_a_page_answers_every_view(client: FlaskClient, path: str, view: str) -> None:
    outline = Outline(first(client, path + (view.replace("?", "&") if "?" in path else view)))
    assert outline.tags.count("h1") == 1
    assert outline.tags.count("main") == 1
    assert not {"iframe", "object", "embed"} & set(outline.tags)


@pytest.mark.parametrize("module", pages(), ids=lambda module: module.PAGE.name)
def test_a_page_is_named_in_the_texts(module: object) -> None:
    page: Page = module.PAGE  # type: ignore[attr-defined]
    assert page.section is None or has("en", f"nav.{page.name}")
    assert find(page.path.replace("*", "x")) is not None


@pytest.mark.parametrize("path", [*FIXED, *INSIDE])
def test_links_inside_the_house_lead_somewhere(client: FlaskClient, path: str) -> None:
    for link in sorted({link.partition("#")[0] for link in Outline(first(client, path)).links if link.startswith("/")}):
        assert client.get(link, headers={"Host": "localhost"}, buffered=True).status_code == 200, link


@pytest.mark.parametrize("query", ["", "?lang=zh&as_of=2024-12-31&mark=%E5%BE%AE"])
def test_the_overview_is_reached_by_its_name_too(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/overview{query}", headers={"Host": "localhost"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{query}")


def test_without_a_snapshot_every_page_says_how_to_make_one(tmp_path: Path) -> None:
    empty = server(Options(store=tmp_path / "nothing")).test_client()
    for path in FIXED:
        text = first(empty, path)
        assert "python -m etl refresh" in text or path == "/methods"


def test_a_wrong_choice_names_the_allowed_ones(client: FlaskClient) -> None:
    answer = client.get("/gpu-buying?theme=pink", headers={"Host": "localhost"})
    assert answer.status_code == 400
    assert "light, dark" in answer.get_data(as_text=True)


def test_what_an_address_means_nothing_by_is_named(client: FlaskClient) -> None:
    assert "ignored: foo, x.lens.y" in first(client, "/gpu-buying?foo=1&x.lens.y=2&gpu-buyers.lens=share&lang=en")
    assert "已忽略：foo。" in first(client, "/gpu-buying?foo=1&lang=zh")


@pytest.mark.parametrize("module", pages(), ids=lambda module: module.PAGE.name)
def test_a_page_names_the_parameters_it_reads(module: ModuleType) -> None:
    read = set(re.findall(r'query\.get\("([a-z_]+)"', Path(module.__file__ or "").read_text(encoding="utf-8")))
    assert read - KNOWN <= set(module.PAGE.params)


def test_a_page_holds_its_charts_and_their_words(client: FlaskClient) -> None:
    text = first(client, "/gpu-buying")
    assert "485k" in text
    assert "48.5万块" in first(client, "/gpu-buying?lang=zh")
    assert first(client, "/gpu-buying?gpu-buyers.tab=evidence&gpu-buyers.at=omdia-meta").index("22.4万块")


def test_a_chart_nobody_knew_of_that_day_says_so(client: FlaskClient) -> None:
    assert "2001" in first(client, "/charts/gpu-buyers?as_of=2001-01-01")


@pytest.mark.parametrize(
    ("words", "found"), [("微软", 3), ("microsoft omdia", 1), ("48.5万块", 1), ("no such word", 0)]
)
def test_the_data_page_is_searched_in_either_language(client: FlaskClient, words: str, found: int) -> None:
    text = first(client, f"/data?q={words}")
    assert f"{found} rows" in text
