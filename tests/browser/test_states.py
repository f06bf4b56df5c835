"""The states of a card: it waits, it failed, nobody answers. Each leaves the page alive and says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from etl.publish.snapshot import publish
from tests.browser.conftest import serving
from tests.browser.test_accessibility import broken
from tests.ledger import UNREAD, coverage, fresh_until, tables, without

pytestmark = pytest.mark.browser
READY = "html[data-ready=yes]:not([data-busy])"
SHARE = "#gpu-buyers [data-set='lens=share']"
COVER = "getComputedStyle(document.querySelector('#gpu-buyers .pane'), '::after').opacity"


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a snapshot whose coverage map lacks what its chart reads, made of a table that is old and was not read."""
    folder = tmp_path_factory.mktemp("failing")
    more = {"coverage": coverage(), "freshness": fresh_until("2025-03-27")}
    publish(tables() | more, folder, {"added": 13, **UNREAD})
    without(folder, "coverage", "state")
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """Open a tab that takes the test's own script."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def rough(tab: Page) -> Iterator[Page]:
    """Lend the tab to a test in which requests may fail, as the browser's console then tells."""
    tab.context.clear_cookies()
    yield tab
    tab.unroute_all(behavior="ignoreErrors")
    tab.mouse.move(0, 0)


@pytest.mark.parametrize(("lang", "said"), [("en", "could not be drawn"), ("zh", "未能画出")])
def test_one_chart_that_fails_leaves_the_page_alive(rough: Page, failing: str, lang: str, said: str) -> None:
    rough.goto(f"{failing}/gpu-buying?lang={lang}")
    rough.wait_for_selector(READY)
    card = rough.locator("#gpu-coverage")
    expect(card).to_contain_text(said)
    expect(card.locator("code")).to_contain_text("KeyError")
    assert card.locator("h2").inner_text() != "gpu-coverage"
    assert broken(rough) == []
    rough.locator(".chip[data-toggle=tencent]").click()
    rough.wait_for_selector(READY)
    expect(rough.locator("#gpu-buyers .still .marks > rect, #gpu-buyers .bars .point")).to_have_count(5)
    with rough.expect_response("**/parts/card/gpu-coverage*") as asked:
        card.locator("[data-again]").press("Enter")
    assert asked.value.status == 200
    expect(card).to_contain_text(said)


def test_a_card_that_waits_says_so_and_keeps_its_height(rough: Page, server: str) -> None:
    waiting: list[Route] = []
    rough.route("**/parts/card/gpu-buyers*", lambda route: waiting.append(route))  # noqa: PLW0108 - playwright marks what it is given
    rough.goto(f"{server}/gpu-buying")
    rough.wait_for_selector(READY)
    card = rough.locator("#gpu-buyers")
    before = card.evaluate("card => card.offsetHeight")
    rough.locator(SHARE).click()
    expect(card).to_have_attribute("aria-busy", "true")
    expect(rough.locator("#gpu-origins")).not_to_have_attribute("aria-busy", "true")
    rough.wait_for_function(f"{COVER} > 0.7")
    assert card.evaluate("card => card.offsetHeight") == before
    waiting[0].continue_()
    expect(card).not_to_have_attribute("aria-busy", "true")
    expect(card.locator(".sub")).to_contain_text("share of the")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_card_nobody_answers_keeps_its_drawing_and_asks_again(rough: Page, server: str, lang: str) -> None:
    rough.route("**/parts/card/gpu-buyers*", lambda route: route.abort())
    rough.goto(f"{server}/gpu-buying?lang={lang}")
    rough.wait_for_selector(READY)
    drawn = rough.locator("#gpu-buyers .still .marks > rect, #gpu-buyers .bars .point")
    rough.locator(SHARE).click()
    note = rough.locator("#gpu-buyers .unanswered[role=alert]")
    expect(note).to_contain_text("did not answer" if lang == "en" else "没有回应")
    expect(drawn).to_have_count(6)
    assert broken(rough) == []
    rough.unroute("**/parts/card/gpu-buyers*")
    note.get_by_role("button").press("Enter")
    expect(note).to_have_count(0)
    expect(rough.locator(SHARE)).to_have_attribute("aria-pressed", "true")


def test_a_page_nobody_answers_stays_and_asks_again(rough: Page, server: str) -> None:
    rough.route("**/parts/page/**", lambda route: route.fulfill(status=502, body="bad gateway"))
    rough.goto(f"{server}/gpu-buying")
    rough.wait_for_selector(READY)
    rough.locator("header [data-set='lang=zh']").click()
    note = rough.locator("body > .unanswered")
    expect(note).to_be_visible()
    expect(rough.locator("h1")).to_have_text("GPU buying")
    rough.unroute("**/parts/page/**")
    note.get_by_role("button").click()
    expect(rough.locator("h1")).to_have_text("GPU 采购")
    expect(note).to_have_count(0)


WORDS = {
    "en": ("Source not read anew: gpu_purchases", "is not UTF-8", "Save it", "Stale since 27 Mar 2025", "twice a year"),
    "zh": ("来源未能重新读取：gpu_purchases", "不是 UTF-8", "请另存为", "2025年3月27日起已过有效期", "每年统计两次"),
}


@pytest.mark.parametrize("lang", list(WORDS))
def test_the_badges_of_a_card_open_onto_reason_and_remedy_by_keyboard(rough: Page, failing: str, lang: str) -> None:
    rough.goto(f"{failing}/gpu-buying?lang={lang}&theme={'dark' if lang == 'zh' else 'light'}")
    rough.wait_for_selector(READY)
    unread, reason, remedy, old, days = WORDS[lang]
    broken_badge, old_badge = rough.locator("#gpu-buyers .badges summary").all()
    expect(broken_badge).to_have_text(unread)
    broken_badge.press("Enter")
    told = rough.locator("#gpu-buyers .badges .told")
    expect(told.first).to_be_visible()
    expect(told.first).to_contain_text(reason)
    expect(told.first).to_contain_text(remedy)
    expect(told.first.locator("a")).to_have_attribute("href", re.compile("^/changes"))
    assert broken(rough) == []
    rough.keyboard.press("Escape")
    expect(told.first).to_be_hidden()
    expect(old_badge).to_have_text(old)
    old_badge.press("Enter")
    expect(told.last).to_contain_text(days)
    assert broken(rough) == []
