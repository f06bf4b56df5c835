"""What a reader does: open, filter, follow a mark to its sentence, reopen the link, take the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.pages import ANY, pages

pytestmark = pytest.mark.browser
READY = "html[data-ready=yes]"
BARS = "#gpu-buyers .bars .point"
PATHS = [*(module.PAGE.path for module in pages() if not module.PAGE.path.endswith(ANY)), "/sources/digest"]


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector(READY)
    return page


@pytest.mark.parametrize("path", PATHS)
def test_every_page_draws(page: Page, server: str, path: str) -> None:
    dark = len(path) % 2 == 0
    opened(page, server + path + ("?lang=zh&theme=dark" if dark else ""))
    assert page.get_attribute("html", "lang") == ("zh-CN" if dark else "en")
    expect(page.locator("#react-entry-point h1")).to_be_visible()
    assert page.locator("#first").count() == 0
    # What stands under a chart is read there; only a card in small leaves it to the chart's own page.
    under = page.locator(":not(.small) > .card .src p")
    assert under.and_(page.locator(":visible")).count() == under.count()


def test_the_partial_bundle_is_the_only_plotly(page: Page, server: str) -> None:
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(request.url) if "plotly" in request.url else None)
    opened(page, f"{server}/gpu-buying")
    expect(page.locator(BARS).first).to_be_visible()
    assert {url.split("/")[-1].split("?")[0] for url in scripts} == {"plotly-basic-4.1.1.min.js"}


def test_two_clicks_lead_from_the_bar_to_the_sentence(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying")
    expect(page.locator("#gpu-buyers .drawing[data-stage='2']")).to_be_visible()
    box = page.locator(BARS).first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    # Plotly takes a click where it has met the pointer before.
    expect(page.locator("#gpu-buyers .hoverlayer .hovertext")).to_be_visible()
    page.mouse.down()
    page.mouse.up()
    chosen = page.locator("#gpu-buyers .evidence li[aria-current=true]")
    expect(chosen).to_contain_text("48.5万块")
    chosen.locator("a.go").first.click()
    page.wait_for_url("**/sources/digest?at=*")
    expect(page.locator("#react-entry-point mark#on")).to_have_text("48.5万块")
    expect(page.locator("#react-entry-point .ev .big")).to_have_text("485,000")


def test_a_chip_changes_every_card_and_the_link_reopens_it(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying?lang=zh")
    expect(page.locator(BARS)).to_have_count(6)
    page.locator(".chip[data-toggle=tencent]").click()
    expect(page.locator(BARS)).to_have_count(5)
    assert "entities=" in page.url
    assert "lang=zh" in page.url
    opened(page, page.url)
    expect(page.locator(BARS)).to_have_count(5)
    expect(page.locator(".chip[data-toggle=tencent]")).to_have_attribute("aria-pressed", "false")


def test_the_table_lists_what_the_chart_draws(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying")
    page.locator("#gpu-buyers [role=tab]", has_text="Table").click()
    expect(page.locator("#gpu-buyers tbody tr")).to_have_count(6)
    expect(page.locator("#gpu-buyers tbody")).to_contain_text("48.5万块")


def test_the_download_is_what_the_view_shows(page: Page, server: str, tmp_path: Path) -> None:
    opened(page, f"{server}/gpu-buying?entities=microsoft,meta")
    page.locator("#gpu-buyers summary", has_text="Download").click()
    with page.expect_download() as started:
        page.locator("#gpu-buyers .pop a", has_text="CSV").first.click()
    kept = tmp_path / "chart.csv"
    started.value.save_as(kept)
    lines = kept.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("omdia-microsoft,")


def test_keys_reach_the_chips_and_the_tabs(page: Page, server: str) -> None:
    opened(page, f"{server}/gpu-buying")
    page.locator(".chip[data-toggle=meta]").focus()
    page.keyboard.press("Space")
    expect(page.locator(BARS)).to_have_count(5)
    page.wait_for_selector("html:not([data-busy])")
    page.locator("#gpu-buyers [role=tab]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#gpu-buyers [role=tab]").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#gpu-buyers table")).to_be_visible()


def test_text_of_an_article_is_never_markup(page: Page, server: str) -> None:
    opened(page, f"{server}/sources/digest")
    expect(page.locator("#react-entry-point .reader")).to_contain_text("<b>=1+1</b>")
    assert page.locator("#react-entry-point .reader b").count() == 0


def test_the_first_answer_holds_the_text_without_a_script(browser, server: str) -> None:  # noqa: ANN001 - the fixture's own type
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{server}/gpu-buying")
    expect(plain.locator("#gpu-buyers h2, #first h2").first).to_contain_text("485k")
    context.close()
