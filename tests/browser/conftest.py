"""A served ledger and a browser on it; a test fails on any page error, console error or request to another host."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.ledger import store

START_SECONDS = 30
expect.set_options(timeout=30_000)
"""What is waited for comes late on a busy machine; nothing is waited for by the clock."""

ROOT = Path(__file__).parents[2]
CALM = """
import gc
gc.disable()
from dashboard import command, warm
command.WORKERS = {}
warm.Warmer.start = lambda *_: None
command.main()
"""


def calm(processes: int = 1) -> tuple[str, str]:
    """Return a program that makes no view before it is asked for one: a test asks for few, each once."""
    return "-c", CALM.format(processes)


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a store of a few figures; a test must not change it."""
    return store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def server(ledger: Path) -> Iterator[str]:
    """Serve the ledger and yield its address."""
    with serving(ledger) as address:
        yield address


class serving:  # noqa: N801 - used as a function in a with statement
    """Serve a store until the block ends, by a program that is the user's own or does less."""

    def __init__(self, folder: Path, *options: str, program: Sequence[str] = ()) -> None:
        self.folder, self.options, self.program = folder, options, program or calm()

    def __enter__(self) -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, *self.program, "--store", str(self.folder), "--port", str(port), *self.options]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, env={**os.environ, "HOST": "127.0.0.1"}
        )
        address = f"http://127.0.0.1:{port}"
        _await(f"{address}/healthz", self.process)
        return address

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(60)


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the dashboard ended with status {process.returncode}")
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310 - our own loopback server
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the dashboard did not start")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium of the machine."""
    found = (
        os.environ.get("CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if not found:
        pytest.skip("no Chromium on this machine; `make browser` finds or installs one")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser's window of 1280 by 900, which keeps the scripts that never change, as a reader's does."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture(scope="session")
def tab(reader: BrowserContext) -> Page:
    """Open the window's first tab: a page in a tab that has one takes half of what it takes in a new one."""
    return reader.new_page()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """Lend the tab to a test that opens its page there and changes nothing of what pages are given."""
    with _watched(tab):
        yield tab
        tab.mouse.move(0, 0)


@pytest.fixture
def own_page(reader: BrowserContext) -> Iterator[Page]:
    """Open a tab for one test, which may change what its pages are given, or end their server."""
    fresh = reader.new_page()
    with _watched(fresh):
        yield fresh
        fresh.close()


@contextmanager
def _watched(page: Page) -> Iterator[None]:
    """Take cookies away; collect what a page must not do, and fail the test at its end."""
    page.context.clear_cookies()
    faults: list[str] = []
    heard = {
        "pageerror": lambda error: faults.append(f"page error: {error}"),
        "console": lambda message: faults.append(f"console: {message.text}") if message.type == "error" else None,
        "request": lambda request: faults.extend(_outside(request)),
    }
    for event, hear in heard.items():
        page.on(event, hear)
    page.once("framenavigated", lambda _: faults.clear())  # what the page before says as it is left is not this test's
    yield
    for event, hear in heard.items():
        page.remove_listener(event, hear)
    assert not faults, "\n".join(faults)


def _outside(request: Request) -> list[str]:
    if request.url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:")):
        return []
    return [f"request to another host: {request.url}"]
