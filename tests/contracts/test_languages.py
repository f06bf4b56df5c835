"""Every page, in both languages, speaks one: its text, its labels, its drawings; what is quoted says its language."""

from __future__ import annotations

import html as markup
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.app import Options, server
from dashboard.charts import charts
from dashboard.pages import ANY, pages
from tests.ledger import store

FIXED = [module.PAGE.path for module in pages() if not module.PAGE.path.endswith(ANY)]
INSIDE = [
    "/sources/digest",
    "/sources/note?at=40",
    "/sources/gpu_purchases?row=row%203",
    "/nope",
    "/data?table=entities",
]
CARDS = [f"/charts/{name}?tab={tab}" for name in charts() for tab in ("chart", "table", "evidence")]
SPOKEN = ("aria-label", "title", "alt", "placeholder", "aria-valuetext", "aria-description")
WRITTEN = ("text", "hovertext", "ticktext", "name")
HAN = re.compile(r"[\u3400-\u9fff]")
# Names and terms stand in both languages as they are; two plain English words in a row are a phrase.
PHRASE = re.compile(r"(?<![\w./-])[a-z]{2,} +[a-z]{2,}(?![\w./-])")
VOID = ("area", "br", "hr", "img", "input", "link", "meta", "source", "wbr")
CODE = ("script", "style", "code", "pre", "kbd")


class Heard(HTMLParser):
    """What a page says, each text with the language that is told for it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []
        self.layout = ""
        self.inside = ""
        self.feed(page)

    def lang(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        lang = "code" if tag in CODE else (told.get("lang") or self.lang())
        self.said += [(told[name] or "", lang) for name in SPOKEN if name in told]
        self.inside = told.get("id") or "" if tag == "script" else ""
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.inside == "ledger-layout" and self.lang() == "code":
            self.layout = data
        elif data.strip():
            self.said.append((data, self.lang()))


def drawn(part: Any) -> Iterator[str]:
    """Yield the texts of every figure in a layout."""
    if isinstance(part, dict):
        if part.get("type") == "Graph":
            yield from written(part["props"]["figure"])
        for value in part.values():
            yield from drawn(value)
    elif isinstance(part, list):
        for value in part:
            yield from drawn(value)


def written(part: Any, name: str = "") -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield from written(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from written(value, name)
    elif isinstance(part, str) and name in WRITTEN:
        yield re.sub(r"<[^>]*>", " ", markup.unescape(part))


def mixed(page: str, lang: str) -> list[str]:
    """Return what a page says in the other language without saying so."""
    heard = Heard(page)
    told = {"zh": "zh-CN", "en": "en"}[lang]
    texts = [text for text, of in heard.said if of == told] + list(drawn(json.loads(heard.layout or "{}")))
    foreign = HAN if lang == "en" else PHRASE
    # What stands in quotation marks is the source's own wording, and a drawing has no way to tell its language.
    return sorted({text.strip() for text in texts if foreign.search(re.sub(r"“[^”]*”", " ", text))})


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return server(Options(store=store(tmp_path_factory.mktemp("store")))).test_client()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", [*FIXED, *INSIDE, *CARDS])
def test_a_page_speaks_one_language(client: FlaskClient, path: str, lang: str) -> None:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}", headers={"Host": "localhost"})
    assert mixed(answer.get_data(as_text=True), lang) == []


def test_the_ear_hears_what_is_mixed() -> None:
    page = '<html lang="zh-CN"><p title="of one kind">微软<q lang="en">as it was</q></p><code>if so then</code></html>'
    assert mixed(page, "zh") == ["of one kind"]
    assert mixed('<html lang="en"><p>微软<b lang="zh-CN">原文</b></p></html>', "en") == ["微软"]
    figure = {"type": "Graph", "props": {"figure": {"layout": {"annotations": [{"text": "<b>not</b> so well"}]}}}}
    inline = f'<html lang="zh-CN"><script id="ledger-layout">{json.dumps(figure)}</script></html>'
    assert mixed(inline, "zh") == ["not  so well"]
