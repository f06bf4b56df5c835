"""Takes a picture of every page in both languages, both themes, wide and on a phone, into build/screenshots."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTHS = {"1440": (1440, 900), "390": (390, 844)}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Photograph a running dashboard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8050", help="address of the running dashboard")
    parser.add_argument("--out", type=Path, default=Path("build/screenshots"), help="folder for the pictures")
    parser.add_argument("--pages", nargs="*", default=None, help="pages by path; the overview is the empty one")
    parser.add_argument("--langs", nargs="*", choices=["en", "zh"], default=["en", "zh"])
    parser.add_argument("--themes", nargs="*", choices=["light", "dark"], default=["light", "dark"])
    parser.add_argument("--widths", nargs="*", choices=list(WIDTHS), default=list(WIDTHS))
    parser.add_argument("--fold", action="store_true", help="only what is seen without scrolling")
    chosen = parser.parse_args()
    chosen.pages = chosen.pages if chosen.pages is not None else listed()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for view in product(chosen.pages, chosen.widths, chosen.themes, chosen.langs):
            photograph(browser, chosen.url, chosen.out, view, whole=not chosen.fold)
        browser.close()


def listed() -> list[str]:
    """Return the pages of the navigation, as the dashboard's registry has them."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from dashboard.pages import pages  # noqa: PLC0415 - the project stands one folder up

    return [module.PAGE.path.strip("/") for module in pages() if module.PAGE.section is not None]


def chromium() -> str:
    """Return the path of an installed Chromium; CHROMIUM names another."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        raise SystemExit("No Chromium found; `make browser` installs one.")
    return found


def photograph(browser: Browser, url: str, out: Path, view: tuple[str, str, str, str], *, whole: bool) -> None:
    """Open one page in one view, wait until its charts are drawn, and save it."""
    page_path, width, theme, lang = view
    w, h = WIDTHS[width]
    page = browser.new_page(viewport={"width": w, "height": h}, device_scale_factor=1)
    page.goto(f"{url}/{page_path}?lang={lang}&theme={theme}", wait_until="networkidle")
    page.wait_for_selector("html[data-ready=yes]:not([data-busy])")
    if whole:
        # The window is made as high as the page: a full-page shot resizes it in steps, and the page answers to each.
        page.set_viewport_size({"width": w, "height": int(page.evaluate("document.documentElement.scrollHeight"))})
    page.wait_for_timeout(400)  # the last relayout; the picture is for people, not a test
    page.screenshot(path=out / f"{page_path or 'overview'}-{width}-{theme}-{lang}.png")
    page.close()


if __name__ == "__main__":
    main()
