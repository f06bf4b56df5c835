"""The controls of every page: by mouse and keyboard, all in the address, none resetting another."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
READY = "html[data-ready=yes]"
STILL = "html:not([data-busy])"
CONTROLS = {
    "lang": ("header [data-set='lang=zh']", "zh"),
    "theme": ("header [data-set='theme=dark']", "dark"),
    "numbers": ("header [data-set^='numbers='][aria-pressed=false]", None),
    "currency": ("header [data-set='currency=CNY']", "CNY"),
    "entities": (".chip[data-toggle=tencent]", None),
    "gpu-buyers.lens": ("#gpu-buyers [data-set='lens=share']", "share"),
}


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector(READY)
    return page


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def press(page: Page, name: str) -> None:
    control = page.locator(CONTROLS[name][0]).first
    control.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(STILL)


@pytest.mark.parametrize("order", [list(CONTROLS), list(reversed(CONTROLS))], ids=["there", "and-back"])
def test_no_control_resets_another_and_none_loads_the_page(page: Page, server: str, order: list[str]) -> None:
    """Each order holds every control before every later one; both orders together hold all pairs."""
    opened(page, f"{server}/gpu-buying")
    page.evaluate("window.kept = true")
    told: dict[str, str] = {}
    for name in order:
        press(page, name)
        now = query(page)
        assert set(now) == {*told, name}
        assert {one: now[one] for one in told} == told
        assert now[name] == (CONTROLS[name][1] or now[name])
        told = now
    expect(page.locator(".chip[aria-pressed=false]")).to_have_count(1)
    expect(page.locator("#gpu-buyers [data-set='lens=share']")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.kept")


def test_the_focus_stays_on_what_was_pressed(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying")
    for name in ("lang", "entities", "gpu-buyers.lens"):
        press(page, name)
        assert page.evaluate("document.activeElement.getAttribute('data-set') || document.activeElement.dataset.toggle")


def test_the_language_turns_every_part_of_the_page(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying")
    press(page, "lang")
    expect(page.locator("h1")).to_have_text("GPU 采购")
    assert page.title() == "GPU 采购 · Silicon Ledger"
    assert page.get_attribute("html", "lang") == "zh-CN"
    expect(page.locator("#gpu-buyers .annotation-text").first).to_contain_text("微软")


def test_the_search_is_a_combobox_by_keyboard(page: Page, server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/search/" in request.url else None)
    opened(page, f"{server}/capex?theme=dark")
    assert asked == []
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Search")
    expect(box).to_be_focused()
    page.keyboard.type("微软 hopper")
    expect(page.locator("#found [role=option]").first).to_contain_text("Microsoft, Hopper")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert box.get_attribute("aria-activedescendant") == "found-0"
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "found-1"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/data?q=*")
    assert "theme=dark" in page.url
    assert len(asked) == 1


def test_escape_leaves_the_search_where_it_was_opened(page: Page, server: str) -> None:
    opened(page, f"{server}/capex")
    page.locator("#find").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type("no such thing")
    expect(page.get_by_role("status").last).to_have_text("Nothing found")
    page.keyboard.press("Escape")
    expect(page.locator("#find")).to_be_focused()


def test_the_slider_stops_where_something_changed(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying?lang=en")
    page.locator("#as-of summary").focus()
    page.keyboard.press("Enter")
    slider = page.locator("#day")
    expect(slider).to_have_attribute("max", "1")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "17 Dec 2024")
    page.wait_for_url("**as_of=2024-12-17")
    expect(page.locator("#gpu-origins .empty, #gpu-origins .pane").first).to_be_visible()
    expect(slider).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#day-said")).to_have_text("1 Apr 2026")
    page.wait_for_url(lambda url: "as_of" not in url)


def test_a_date_that_is_still_being_typed_is_no_choice(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying")
    page.locator("#as-of summary").click()
    field = page.locator("#as-of input[type=date]")
    field.fill("0002-12-31")
    assert "as_of" not in page.url
    field.fill("2025-02-11")
    page.wait_for_url("**as_of=2025-02-11")
    expect(field).to_have_value("2025-02-11")


def test_a_table_turned_to_its_drawing_fetches_no_other_plotly(page: Page, server: str) -> None:
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(request.url) if "plotly" in request.url else None)
    opened(page, f"{server}/charts/gpu-buyers?tab=table")
    page.locator("#gpu-buyers [role=tab]").first.click()
    expect(page.locator("#gpu-buyers .bars .point")).to_have_count(6)
    assert {url.split("/")[-1].split("?")[0] for url in scripts} == {"plotly-basic-4.1.1.min.js"}


def test_the_default_lens_is_not_written_into_the_address(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying")
    for lens in ("share", "units"):
        page.locator(f"#gpu-buyers [data-set='lens={lens}']").click()
        page.wait_for_selector(STILL)
    assert query(page) == {}
    expect(page.locator("#gpu-buyers [data-set='lens=units']")).to_have_attribute("aria-pressed", "true")


def test_the_default_lens_is_told_where_the_page_tells_another(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying?lens=share")
    page.locator("#gpu-buyers [data-set='lens=units']").click()
    page.wait_for_selector(STILL)
    assert query(page) == {"lens": "share", "gpu-buyers.lens": "units"}
    expect(page.locator("#gpu-buyers [data-set='lens=units']")).to_have_attribute("aria-pressed", "true")
