"""The button: an empty store becomes a ledger without a restart, and a second press changes nothing."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bench.corpus import write
from tests.browser.conftest import ROOT, serving
from tests.ledger import store

pytestmark = pytest.mark.browser
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


def press(page: Page) -> None:
    page.locator("header summary", has_text="Refresh").click()
    page.locator("#refresh-start").click()


def test_a_refresh_by_button(page: Page, tmp_path: Path) -> None:
    for name in ("articles", "tables", "store"):
        (tmp_path / name).mkdir()
    (tmp_path / "articles" / "purchases.md").write_text(ARTICLE, encoding="utf-8")
    told = ("--articles", str(tmp_path / "articles"), "--tables", str(tmp_path / "tables"))
    with serving(tmp_path / "store", *told) as address:
        page.goto(f"{address}/gpu-buying")
        page.wait_for_selector("html[data-ready=yes]")
        expect(page.locator("#react-entry-point h1")).to_contain_text("No snapshot")
        press(page)
        expect(page.locator("#react-entry-point h1")).to_have_text("GPU buying", timeout=60_000)
        expect(page.locator("#refresh-receipt")).to_contain_text("Added 2")
        expect(page.locator("#refresh-stages li").first).to_contain_text("Read tables")
        page.locator("#refresh-start").click()
        expect(page.locator("#refresh-receipt")).to_contain_text("Nothing changed", timeout=60_000)
        with urllib.request.urlopen(f"{address}/charts/gpu-buyers.csv", timeout=5) as answer:  # noqa: S310 - loopback
            assert answer.read().count(b"485000") == 1


def test_a_dropped_article_becomes_a_bar_and_a_row_of_the_file(page: Page, tmp_path: Path) -> None:
    # The shipped articles that count buyers are enough: the tables would be reconciled and audited twice for nothing.
    articles, tables = tmp_path / "articles", tmp_path / "tables"
    articles.mkdir()
    tables.mkdir()
    for one in (ROOT / "datasets" / "articles").iterdir():
        if "Omdia" in one.read_text(encoding="utf-8"):
            shutil.copy(one, articles)
    told = ("--articles", str(articles), "--tables", str(tables))
    command = [sys.executable, "-m", "etl", "refresh", *told, "--store", str(tmp_path / "store")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with serving(tmp_path / "store", *told) as address:
        page.goto(f"{address}/gpu-buying")
        page.wait_for_selector("html[data-ready=yes]")
        bars = page.locator("#gpu-buyers .bars .point")
        expect(bars).to_have_count(4)
        (articles / "dropped.md").write_text(DROPPED, encoding="utf-8")
        press(page)
        expect(page.locator("#refresh-receipt")).to_contain_text(re.compile(r"Added [1-9]"), timeout=60_000)
        expect(bars).to_have_count(5)
        page.locator("header summary", has_text="Refresh").click()
        page.locator("#gpu-buyers summary", has_text="Download").click()
        with page.expect_download() as started:
            page.locator("#gpu-buyers .pop a", has_text="CSV").first.click()
        rows = list(csv.DictReader(started.value.path().read_text(encoding="utf-8").splitlines()))
    (new,) = [row for row in rows if row["entity"] == "oracle"]
    assert (float(new["value"]), new["origin"], new["source_title"]) == (41000, "omdia", "One more buyer")


def test_a_running_refresh_outlives_its_browser_and_another_cancels_it(
    browser: Browser, page: Page, tmp_path: Path
) -> None:
    folder = store(tmp_path / "store")
    before = published(folder)
    write(tmp_path / "articles", 2000)
    with serving(folder, "--articles", str(tmp_path / "articles")) as address:
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
