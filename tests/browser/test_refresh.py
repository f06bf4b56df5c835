"""The button: an empty store becomes a ledger without a restart, and a second press changes nothing."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bench.corpus import write
from tests.browser.conftest import calm, serving
from tests.ledger import store

pytestmark = pytest.mark.browser
BARS = "#gpu-buyers .still .marks > rect, #gpu-buyers .bars .point"
ARTICLE = """---
title: Purchases of 2024
date: 2024-12-17
url: https://example.org/purchases
lang: en
---
Omdia estimates that Microsoft bought 485,000 Hopper GPUs in 2024, and that Meta bought 224,000 Hopper GPUs in 2024.
"""
DROPPED = """---
title: One more buyer
date: 2024-12-20
url: https://example.org/one-more
lang: en
---
According to Omdia, Oracle bought 41,000 Nvidia Hopper GPUs in 2024.
"""


@pytest.fixture
def page(own_page: Page) -> Page:
    """Return a tab of the test's own: its server ends with it."""
    return own_page


def press(page: Page) -> None:
    page.locator("header summary", has_text="Refresh").click()
    page.locator("#refresh-start").click()


def test_by_button_an_empty_store_becomes_a_ledger_and_a_dropped_article_a_bar_and_a_row(
    page: Page, tmp_path: Path
) -> None:
    """One ledger is refreshed three times: from nothing, with nothing new, with one article more."""
    for name in ("articles", "tables", "store"):
        (tmp_path / name).mkdir()
    (tmp_path / "articles" / "purchases.md").write_text(ARTICLE, encoding="utf-8")
    told = ("--articles", str(tmp_path / "articles"), "--tables", str(tmp_path / "tables"))
    with serving(tmp_path / "store", *told, program=calm(2)) as address:
        page.goto(f"{address}/gpu-buying")
        page.wait_for_selector("html[data-ready=yes]")
        expect(page.locator("#react-entry-point h1")).to_contain_text("No snapshot")
        press(page)
        expect(page.locator("#react-entry-point h1")).to_have_text("GPU buying", timeout=60_000)
        expect(page.locator("#refresh-receipt")).to_contain_text("Added 2")
        expect(page.locator("#refresh-stages li").first).to_contain_text("Read tables")
        page.locator("#refresh-start").click()
        expect(page.locator("#refresh-receipt")).to_contain_text("Nothing changed", timeout=60_000)
        expect(page.locator(BARS)).to_have_count(2)
        (tmp_path / "articles" / "dropped.md").write_text(DROPPED, encoding="utf-8")
        page.locator("#refresh-start").click()
        expect(page.locator("#refresh-receipt")).to_contain_text(re.compile(r"Added [1-9]"), timeout=60_000)
        expect(page.locator(BARS)).to_have_count(3)
        rows = downloaded(page)
    assert [float(row["value"]) for row in rows] == [485_000, 224_000, 41_000]
    assert (rows[-1]["entity"], rows[-1]["origin"], rows[-1]["source_title"]) == ("oracle", "omdia", "One more buyer")


def downloaded(page: Page) -> list[dict[str, str]]:
    page.locator("header summary", has_text="Refresh").click()
    page.locator("#gpu-buyers summary", has_text="Download").click()
    with page.expect_download() as started:
        page.locator("#gpu-buyers .pop a", has_text="CSV").first.click()
    return list(csv.DictReader(started.value.path().read_text(encoding="utf-8").splitlines()))


def test_a_running_refresh_outlives_its_browser_and_another_cancels_it(
    browser: Browser, page: Page, tmp_path: Path
) -> None:
    folder = store(tmp_path / "store")
    before = published(folder)
    write(tmp_path / "articles", 2000)
    (tmp_path / "tables").mkdir()
    told = ("--articles", str(tmp_path / "articles"), "--tables", str(tmp_path / "tables"))
    with serving(folder, *told, program=("-m", "dashboard")) as address:
        first = browser.new_page()
        first.goto(address)
        first.wait_for_selector("html[data-ready=yes]")
        press(first)
        now = first.locator("#refresh-stages [data-s=now]")
        expect(now).to_have_text(re.compile(r"Read articles[1-9]\d* / 2,000 · .* a second · .* left"), timeout=60_000)
        first.close()
        page.goto(address)
        page.locator(".refresh-menu .busy").click()
        expect(page.locator("#refresh-stages [data-s=now]")).to_contain_text("/ 2,000", timeout=20_000)
        expect(page.locator("#refresh-start")).to_be_disabled()
        page.locator("#refresh-cancel").click()
        expect(page.locator("#refresh-receipt")).to_contain_text("Cancelled", timeout=30_000)
        expect(page.locator(".refresh-menu summary")).to_have_text("Refresh", use_inner_text=True)
        expect(page.locator("#refresh-start")).to_be_enabled()
    assert published(folder) == before


def published(folder: Path) -> dict[Path, bytes]:
    files = [folder / "LATEST", *folder.glob("[0-9a-f]*/*")]
    return {path: path.read_bytes() for path in files if path.parent.name != "cache"}
