"""The copied code within the page of another site: the chart is drawn there, for the width that the frame has."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import broken

pytestmark = pytest.mark.browser
READY = "html[data-ready=yes]:not([data-busy])"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Serve a folder as another site does; yield its address and the folder."""
    site = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}/", tmp_path
    site.shutdown()
    site.server_close()


@pytest.mark.parametrize(("width", "seen"), [(1100, "wide"), (390, "narrow")])
def test_the_copied_code_shows_the_chart_on_another_site(
    browser: Browser, server: str, elsewhere: tuple[str, Path], width: int, seen: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    page = context.new_page()
    page.goto(f"{server}/charts/gpu-buyers?lang=zh")
    page.wait_for_selector(READY)
    page.locator("#gpu-buyers .menu summary").click()
    page.locator("[data-copy*=iframe]").click()
    expect(page.locator("[data-copy*=iframe]")).to_have_attribute("data-done", "yes")
    code = page.evaluate("navigator.clipboard.readText()")
    assert urlsplit(re.search(r'src="([^"]*)"', code)[1]).netloc == urlsplit(server).netloc  # type: ignore[index]
    site, folder = elsewhere
    (folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{code}", encoding="utf-8")
    page.goto(site)
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_contain_text("48.5万块")
    for name in ("wide", "narrow"):
        assert frame.locator(f".of-{name} svg").is_visible() == (name == seen)
    with context.expect_page() as opened:
        frame.locator("h1 a").click()
    assert opened.value.url == f"{server}/charts/gpu-buyers?lang=zh"
    context.close()


@pytest.fixture(scope="module")
def frame(browser: Browser) -> Iterator[Page]:
    """Open a tab that takes the test's own script."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("view", ["gpu-buyers?theme=dark", "rental-contracts?lang=zh", "gpu-coverage"])
@pytest.mark.parametrize("width", [1100, 360])
def test_a_frame_is_for_everyone(frame: Page, server: str, view: str, width: int) -> None:
    frame.set_viewport_size({"width": width, "height": 900})
    frame.goto(f"{server}/embed/{view}")
    assert broken(frame) == []
    assert frame.evaluate("document.documentElement.scrollWidth") <= width
