"""Every table of the shipped data stays within its card: in a window of 1280 px, on a phone, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as WaitedTooLong

from dashboard.charts import charts
from dashboard.drawing import of_page
from dashboard.pages import pages
from etl.publish.schema import schemas

from .conftest import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]
READY = "html[data-ready=yes]:not([data-busy])"
BEYOND = """[...document.querySelectorAll(".scroll")].filter((one) => one.scrollWidth > one.clientWidth)
    .map((one) => one.getAttribute("aria-label"))"""
WIDTHS = (1280, 360)
MOST_WAITED = 10_000  # milliseconds
DRAWN = "document.documentElement.matches('[data-width={}]:not([data-busy])')"
SEEN = "document.documentElement.scrollWidth"
ON_THE_FIRST = ("gpu-buyers", "capex-plan-actual")
"""The charts that the Overview shows in small."""


@pytest.fixture(scope="module")
def shipped(published: tuple[Path, dict[str, object]]) -> Iterator[str]:
    """Serve what ships."""
    with serving(published[0]) as address:
        yield address


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(bypass_csp=True)  # else the page may not be waited for by a condition
    yield context.new_page()
    context.close()


def listed(path: str, identifiers: list[str]) -> str:
    return f"{path}?{'&'.join(f'{name}.tab=table' for name in identifiers)}"


OF_CHARTS = [
    listed(module.PAGE.path, [one.CHART.id for one in of_page(module.PAGE.path.strip("/"))])
    for module in pages()
    if of_page(module.PAGE.path.strip("/"))
]
OF_DATA = [f"/data?table={name}" for name in schemas()]
OTHERS = ["/sources?", "/changes?", "/charts?", "/methods?"]
LOOKED_AT = [
    *((address, lang) for address in [*OF_CHARTS, listed("/", list(ON_THE_FIRST)), *OTHERS] for lang in ("en", "zh")),
    *((address, ("en", "zh")[at % 2]) for at, address in enumerate(OF_DATA)),  # alike in all but their words
]


def test_every_chart_is_among_them() -> None:
    assert sum(address.count(".tab=table") for address in OF_CHARTS) == len(charts())


def _from(window: Page) -> list[int]:
    """Return the widths, first that of the window: a page that is drawn anew takes its time."""
    now = window.viewport_size
    return sorted(WIDTHS, key=lambda width: now is not None and width != now["width"])


@pytest.mark.parametrize(("address", "lang"), LOOKED_AT, ids=lambda told: told.partition("&")[0])
def test_no_table_of_what_ships_is_wider_than_its_card(window: Page, shipped: str, address: str, lang: str) -> None:
    window.goto(f"{shipped}{address}&lang={lang}")
    window.wait_for_selector(READY)
    found = {}
    for width in _from(window):
        window.set_viewport_size({"width": width, "height": 900})
        with suppress(WaitedTooLong):  # what is drawn for a width follows a window's change in its own time
            drawn = DRAWN.format("narrow" if width == min(WIDTHS) else "wide")
            window.wait_for_function(f"{drawn} && {SEEN} === {width} && {BEYOND}.length === 0", timeout=MOST_WAITED)
        found[width] = window.evaluate(SEEN), window.evaluate(BEYOND)
    assert found == {width: (width, []) for width in WIDTHS}
