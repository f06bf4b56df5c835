"""A chart in the frame of another site: what it shows, and that nothing there can be pressed or run."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from dashboard.charts import charts


@pytest.mark.parametrize("identifier", charts())
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_chart_can_be_framed_by_anybody_and_runs_nothing(client: FlaskClient, identifier: str, lang: str) -> None:
    answer = client.get(f"/embed/{identifier}?lang={lang}")
    assert answer.status_code == 200
    assert "X-Frame-Options" not in answer.headers
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "script-src 'none'" in answer.headers["Content-Security-Policy"]
    page = answer.get_data(as_text=True)
    assert not re.search(r"<(script|button|input|select|form)\b", page)
    assert page.count("<h1") == 1


def test_every_other_page_is_framed_by_nobody(client: FlaskClient) -> None:
    for path in ("/", "/charts/gpu-buyers", "/embedded", "/healthz"):
        answer = client.get(path)
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_a_frame_shows_the_view_that_was_copied(client: FlaskClient) -> None:
    query = "lens=share&entities=meta,microsoft"
    page = client.get(f"/embed/gpu-buyers?{query}").get_data(as_text=True)
    alone = client.get(f"/charts/gpu-buyers?{query}").get_data(as_text=True)
    assert "68.4%" in page
    title = re.search(r"<h1><a [^>]*>(.*?)</a>", page)
    assert title is not None
    assert f"<h2>{title[1]}</h2>" in alone
    assert (
        re.findall(r'<a href="([^"]*)" target="_blank"', page)
        == [f"/charts/gpu-buyers?{query}".replace("&", "&amp;")] * 2
    )


def test_both_drawings_are_there_and_share_no_pattern(client: FlaskClient) -> None:
    page = client.get("/embed/gpu-buyers").get_data(as_text=True)
    wide, narrow = page.split('<div class="of-narrow">')
    patterns = [set(re.findall(r'<pattern id="([^"]*)"', part)) for part in (wide, narrow)]
    assert all(patterns)
    assert not patterns[0] & patterns[1]
    assert [set(re.findall(r"url\(#([^)]*)\)", part)) for part in (wide, narrow)] == patterns


def test_the_code_to_embed_is_in_the_menu(client: FlaskClient) -> None:
    page = client.get("/charts/gpu-buyers?lang=zh").get_data(as_text=True)
    codes = [unescape(told) for told in re.findall(r'data-copy="([^"]*)"', page) if "iframe" in told]
    assert len(codes) == 1
    address = re.search(r'src="([^"]*)"', codes[0])
    assert address is not None
    assert client.get(unescape(address[1])).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/embed/nope", 404, "gpu-buyers"),
        ("/embed/gpu-buyers?lens=x", 400, "units, share"),
        ("/embed/gpu-buyers?lang=fr", 400, "en, zh"),
    ],
)
def test_what_cannot_be_framed_is_told_with_what_can(client: FlaskClient, path: str, status: int, said: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert said in answer.get_data(as_text=True)
