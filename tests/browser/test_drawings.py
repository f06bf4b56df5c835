"""A drawing is there before any script; plotly takes its place without moving a mark, and comes only then."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
NEAR_PX = 1
PATHS = ("/gpu-buying?theme=dark", "/data?lang=zh")
MARKS = """
() => Object.fromEntries([...document.querySelectorAll(".drawing")].map((place) => {
  const whole = place.getBoundingClientRect();
  const found = [...place.querySelectorAll("g.marks > *, .points .point")]
    .map((one) => (["g", "svg"].includes(one.tagName) ? one.firstElementChild : one))
    .map((one) => one.getBoundingClientRect())
    .map((box) => [box.x + box.width / 2 - whole.x, box.y + box.height / 2 - whole.y]);
  return [place.closest("[data-chart]").dataset.chart, found];
}))
"""
LIVE = ".drawing[data-stage='2']"


@pytest.mark.parametrize("path", PATHS)
def test_plotly_draws_where_the_first_answer_drew(page: Page, browser: Browser, server: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=page.viewport_size)
    plain = context.new_page()
    plain.goto(server + path)
    first = plain.evaluate(MARKS)
    context.close()
    page.goto(server + path)
    page.wait_for_selector("html[data-ready=yes]")
    for place in page.locator(".drawing").all():
        place.dispatch_event("pointerenter")
    expect(page.locator(LIVE)).to_have_count(page.locator(".drawing").count())
    then = page.evaluate(MARKS)
    assert first
    assert first.keys() == then.keys()
    for chart, marks in first.items():
        assert len(marks) == len(then[chart]) > 0, chart
        assert all(near(one, other) for one, other in zip(sorted(marks), sorted(then[chart]), strict=True)), chart


def near(one: list[Any], other: list[Any]) -> bool:
    return all(abs(here - there) <= NEAR_PX for here, there in zip(one, other, strict=True))


def test_a_click_on_a_mark_needs_no_plotly(own_page: Page, server: str) -> None:
    own_page.route("**/plotly-basic*", lambda route: route.abort())
    own_page.add_init_script("window.requestIdleCallback = () => 0")
    own_page.goto(f"{server}/gpu-buying")
    own_page.wait_for_selector("html[data-ready=yes]")
    own_page.locator("#gpu-buyers .still [data-at=omdia-meta]").dispatch_event("click")
    expect(own_page.locator("#gpu-buyers .evidence li[aria-current=true]")).to_contain_text("22.4万块")


def test_a_change_is_drawn_without_plotly(own_page: Page, server: str) -> None:
    asked: list[str] = []
    own_page.on("request", lambda request: asked.append(request.url) if "plotly" in request.url else None)
    own_page.add_init_script("window.requestIdleCallback = () => 0")
    own_page.goto(f"{server}/gpu-buying")
    own_page.wait_for_selector("html[data-ready=yes]")
    own_page.locator(".chip[data-toggle=tencent]").click()
    expect(own_page.locator("#gpu-buyers .still .marks > rect")).to_have_count(5)
    assert asked == []


def test_what_the_pointer_comes_to_is_asked_for_before_the_click(page: Page, server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/parts/page" in request.url else None)
    page.goto(f"{server}/gpu-buying")
    page.wait_for_selector("html[data-ready=yes]")
    chip = page.locator(".chip[data-toggle=tencent]")
    with page.expect_response("**/parts/page/**"):
        chip.hover()
    chip.click()
    expect(page.locator("#gpu-buyers .still .marks > rect, #gpu-buyers .bars .point")).to_have_count(5)
    assert len(asked) == 1
