"""Rent or buy by keyboard: a number is typed, the figure follows, the address holds it, one button puts it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.rents import store

pytestmark = pytest.mark.browser


@pytest.fixture
def page(own_page: Page) -> Page:
    """Return a tab of the test's own: its server ends with it."""
    return own_page


def test_an_assumption_is_changed_by_keyboard_and_put_back(page: Page, tmp_path: Path) -> None:
    with serving(store(tmp_path)) as address:
        page.goto(f"{address}/rental")
        page.wait_for_selector("html[data-ready=yes]")
        title = page.locator("#rent-or-buy h2")
        cited = title.inner_text()
        page.get_by_label("Price of one, $").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("30000")
        page.keyboard.press("Enter")
        expect(title).not_to_have_text(cited)
        assert page.url.endswith("rent-or-buy.assume=price:30000")
        expect(page.get_by_label("Price of one, $")).to_be_focused()
        expect(page.locator("#rent-or-buy .edited .badge")).to_have_count(1)
        page.reload()
        page.wait_for_selector("html[data-ready=yes]")
        expect(title).not_to_have_text(cited)
        page.get_by_role("button", name="Back to the cited values").press("Enter")
        expect(title).to_have_text(cited)
        assert "assume" not in page.url
        expect(page.get_by_label("Price of one, $")).to_have_value("50000")
