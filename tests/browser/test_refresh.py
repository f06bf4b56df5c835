"""The button: an empty store becomes a ledger without a restart, and a second press changes nothing."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving

pytestmark = pytest.mark.browser
ARTICLE = """---
title: Purchases of 2024
date: 2024-12-17
url: https://example.org/purchases
lang: en
---
Omdia estimates that Microsoft bought 485,000 Hopper GPUs in 2024, and that Meta bought 224,000 Hopper GPUs in 2024.
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
