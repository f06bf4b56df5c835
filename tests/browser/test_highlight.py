"""One company over all charts: by the focus on its chip, by the pointer on its mark, pinned in the address."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
DRAWN = "#gpu-buyers .js-plotly-plot .trace"
NEVER = "window.requestIdleCallback = () => 0; window.IntersectionObserver = class { observe() {} disconnect() {} }"
LIVE = "#gpu-buyers .trace:not(.dim)"


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready=yes]")
    page.locator("#gpu-buyers .drawing").hover()
    page.locator("#gpu-origins .drawing").hover()
    expect(page.locator(DRAWN)).to_have_count(6)
    page.mouse.move(0, 0)


def test_the_focus_on_a_company_dims_the_others_in_every_chart(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying")
    page.locator(".chip[data-toggle=meta]").focus()
    expect(page.locator(LIVE)).to_have_count(1)
    expect(page.locator("#gpu-origins .trace:not(.dim)")).not_to_have_count(0)
    expect(page.locator("#gpu-origins .trace.dim")).not_to_have_count(0)
    page.locator("h1").click()
    expect(page.locator(f"{DRAWN}.dim")).to_have_count(0)


def test_a_pinned_company_is_in_the_address_and_stays(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying")
    page.get_by_label("Highlight").select_option("google")
    assert page.url.endswith("mark=google")
    expect(page.locator(LIVE)).to_have_count(1)
    opened(page, page.url)
    expect(page.locator(LIVE)).to_have_count(1)
    expect(page.get_by_label("Highlight")).to_have_value("google")
    page.get_by_label("Highlight").select_option("")
    expect(page.locator(f"{DRAWN}.dim")).to_have_count(0)
    assert "mark" not in page.url


def test_the_pointer_on_a_mark_shows_its_company_everywhere(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying")
    page.evaluate("window.scrollTo(0, 0)")
    bar = page.locator(f"{DRAWN} path").first.bounding_box()
    assert bar is not None
    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    page.mouse.move(bar["x"] + bar["width"] / 2 + 2, bar["y"] + bar["height"] / 2)
    expect(page.locator(LIVE)).to_have_count(1)
    expect(page.locator("html[data-mark=microsoft]")).to_have_count(1)


def test_a_company_is_shown_before_plotly_has_come(own_page: Page, server: str) -> None:
    asked: list[str] = []
    own_page.on("request", lambda request: asked.append(request.url) if "plotly" in request.url else None)
    own_page.add_init_script(NEVER)
    own_page.goto(f"{server}/gpu-buying?mark=google")
    own_page.wait_for_selector("html[data-ready=yes]")
    still, clear = "#gpu-buyers .still g[data-of]:has([data-at])", ":not(.dim)"
    expect(own_page.locator(still)).to_have_count(6)
    expect(own_page.locator(still + clear)).to_have_attribute("data-of", "google")
    own_page.locator(".chip[data-toggle=meta]").focus()
    expect(own_page.locator(still + clear)).to_have_attribute("data-of", "meta")
    own_page.locator("#gpu-buyers .still [data-at=omdia-amazon]").dispatch_event("pointerover", {"bubbles": True})
    expect(own_page.locator(still + clear)).to_have_attribute("data-of", "amazon")
    expect(own_page.locator("#gpu-origins .still g.dim")).not_to_have_count(0)
    assert asked == []
