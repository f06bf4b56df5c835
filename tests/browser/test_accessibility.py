"""No page, in light or dark, breaks a WCAG 2.2 A or AA rule that axe can see; nor do the search and the menus."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.pages import ANY, pages

pytestmark = pytest.mark.browser
GROUND, CLEAR = "getComputedStyle(document.documentElement).backgroundColor", "rgba(0, 0, 0, 0)"
A4 = 794
"""The points across a sheet of paper."""

READY = "html[data-ready=yes]:not([data-busy])"
ALL = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"
OF_COLOURS = "['color-contrast', 'link-in-text-block']"
"""What dark differs in from light."""

# What passes is not listed: that takes axe two fifths of its time.
RUN = "axe.run(document, {{runOnly: {}, resultTypes: ['violations']}}).then((found) => found.violations)"
INSIDE = ("/sources/digest", "/charts/gpu-buyers?tab=evidence", "/capex?capex-ladder.tab=table&foo=1", "/nope")
PATHS = [*(module.PAGE.path for module in pages() if not module.PAGE.path.endswith(ANY)), *INSIDE]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    """Open one page that takes the test's own script."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def slim(browser: Browser) -> Iterator[Page]:
    """Open one page of twice the points per inch, as a phone and a zoomed window have."""
    context = browser.new_context(device_scale_factor=2)
    yield context.new_page()
    context.close()


def broken(page: Page, rules: str = ALL) -> list[tuple[str, str]]:
    """Return the rules that the page breaks, each with its first place."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE)
    return [(one["id"], str(one["nodes"][0]["target"])) for one in page.evaluate(RUN.format(rules))]


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_in_light_and_dark(sheet: Page, server: str, path: str) -> None:
    lang = "zh" if len(path) % 2 else "en"
    sheet.goto(f"{server}{path}{'&' if '?' in path else '?'}lang={lang}")
    sheet.wait_for_selector(READY)
    light = broken(sheet)
    sheet.evaluate("ledger.choose('theme=dark')")
    sheet.wait_for_selector(f"{READY}[data-theme=dark]")
    assert (light, broken(sheet, OF_COLOURS)) == ([], [])


def test_axe_finds_nothing_in_the_search_and_the_menus(sheet: Page, server: str) -> None:
    sheet.goto(f"{server}/gpu-buying")
    sheet.wait_for_selector(READY)
    sheet.locator("#as-of summary").click()
    expect(sheet.locator("#day")).to_be_enabled()
    assert broken(sheet) == []
    sheet.keyboard.press("Control+k")
    sheet.keyboard.type("micro")
    expect(sheet.locator("#found [role=option]").first).to_be_visible()
    assert broken(sheet) == []


def test_a_finger_scrolls_over_a_drawing(sheet: Page, server: str) -> None:
    sheet.goto(f"{server}/gpu-buying")
    sheet.wait_for_selector(READY)
    expect(sheet.locator("#gpu-buyers .bars .point").first).to_be_visible()
    parts = "[...document.querySelectorAll('#gpu-buyers .js-plotly-plot *')]"
    actions = f"{parts}.map((one) => getComputedStyle(one).touchAction)"
    assert set(sheet.evaluate(actions)) <= {"auto", "manipulation", "pan-x pan-y pinch-zoom"}


WIDTHS = {"phone": 360, "zoomed": 1280 // 2}
"""Zoom of 200% halves the page's own points."""


@pytest.mark.parametrize("path", PATHS)
def test_no_page_scrolls_sideways_on_a_phone_or_at_twice_the_size(slim: Page, server: str, path: str) -> None:
    slim.set_viewport_size({"width": WIDTHS["phone"], "height": 900})
    slim.goto(f"{server}{path}{'&' if '?' in path else '?'}lang={'zh' if len(path) % 2 else 'en'}")
    slim.wait_for_selector(READY)
    found = {}
    for name, width in WIDTHS.items():
        slim.set_viewport_size({"width": width, "height": 900})
        found[name] = slim.evaluate("document.documentElement.scrollWidth")
    assert found == WIDTHS


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_of_a_half_card_fits_it(slim: Page, server: str, lang: str) -> None:
    slim.set_viewport_size({"width": 1280, "height": 900})
    slim.goto(f"{server}/gpu-buying?lang={lang}&gpu-origins.tab=table&gpu-years.tab=table")
    slim.wait_for_selector(READY)
    beyond = "found => found.map((one) => one.scrollWidth - one.clientWidth)"
    assert slim.locator(".half .pane.table .scroll").evaluate_all(beyond) == [0, 0]


@pytest.mark.parametrize(("query", "day"), [("?as_of=2025-06-30", "30 Jun 2025"), ("", "1 Apr 2026")])
def test_paper_shows_the_key_the_address_and_the_day(sheet: Page, server: str, query: str, day: str) -> None:
    sheet.goto(f"{server}/gpu-buying{query}")
    sheet.wait_for_selector(READY)
    sheet.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    sheet.emulate_media(media="print")
    printed = sheet.locator("#printed")
    expect(printed).to_be_visible()
    expect(printed).to_contain_text(f"As known on {day}")
    assert printed.get_attribute("data-href") == f"{server}/gpu-buying{query}"
    expect(sheet.locator("#gpu-buyers .key")).to_be_visible()
    expect(sheet.locator("header.top")).to_be_hidden()
    sheet.emulate_media(media="screen")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_paper_holds_a_whole_table_and_can_be_read_in_either_theme(sheet: Page, server: str, theme: str) -> None:
    sheet.set_viewport_size({"width": A4, "height": 900})
    sheet.goto(f"{server}/gpu-buying?theme={theme}&gpu-coverage.tab=table")
    sheet.wait_for_selector(READY)
    sheet.emulate_media(media="print")
    assert sheet.evaluate("document.documentElement.scrollWidth") == A4
    assert sheet.locator(".key i").first.evaluate("one => getComputedStyle(one).printColorAdjust") == "exact"
    assert (sheet.evaluate(GROUND) == CLEAR) == (theme == "light")
    sheet.emulate_media(media="screen")
    sheet.set_viewport_size({"width": 1280, "height": 900})
