"""No page breaks a WCAG 2.1 A or AA rule that axe can see."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
RULES = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"


@pytest.mark.parametrize(
    "path",
    [
        "/?theme=dark",
        "/gpu-buying?lang=zh&gpu-buyers.tab=evidence",
        "/capex?capex-ladder.tab=table",
        "/sources/digest",
        "/data",
    ],
)
def test_axe_finds_nothing(browser: Browser, server: str, path: str) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(server + path)
    page.wait_for_selector("html[data-ready=yes]")
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(RULES)["violations"]
    context.close()
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []
