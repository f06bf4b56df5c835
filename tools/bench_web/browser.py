"""What a reader's browser measures: until the charts are drawn, what was fetched, and a change of the filter."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from peers import Peer
from playwright.sync_api import Browser, BrowserContext, Page

VIEW = {"width": 1280, "height": 900}
WAIT_MS = 90_000
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}
WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
CALM_MS = 1000
NEAR_PX = 2
# All is drawn that will be drawn: the marks have stood still for a while, in as many drawings as there should be.
CALM = """
([charts, calm, changed]) => {
  const [when, now] = bench.told.at(-1) || [0, []];
  const told = changed ? bench.clicked && when > bench.clicked : true;
  return Boolean(told) && now.length >= charts && performance.now() - when > calm;
}
"""
Told = list[tuple[float, list[list[list[float]]]]]


@dataclass(frozen=True, slots=True)
class Load:
    """One visit: milliseconds until all was drawn, kilobytes and requests, hosts that are not ours."""

    ms: float
    kilobytes: float
    requests: int
    foreign: int


def visit(browser: Browser, peer: Peer, address: str, *, slow: bool = False) -> tuple[Load, Load, float]:
    """Load a page with an empty cache, leave one company out, load it with a full cache; 0 where not measured."""
    context = browser.new_context(viewport=VIEW)
    context.set_default_timeout(WAIT_MS)
    try:
        cold, page = _loaded(context, peer, address, slow=slow)
        changed = _changed(page, peer) if peer.filter and not slow else 0.0
        page.close()
        warm, page = (cold, page) if slow else _loaded(context, peer, address)
        return cold, warm, changed
    finally:
        context.close()


def _loaded(context: BrowserContext, peer: Peer, address: str, *, slow: bool = False) -> tuple[Load, Page]:
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    if slow:
        wire.send("Network.emulateNetworkConditions", SLOW)
    sizes: list[float] = []
    asked: list[str] = []
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    wire.on("Network.requestWillBeSent", lambda told: asked.append(told["request"]["url"]))
    page.add_init_script(WATCH)
    page.goto(address + peer.path, wait_until="commit")
    _await_calm(page, peer, changed=False)
    ms = _drawn(page.evaluate("bench.told"))
    if peer.late:
        page.wait_for_selector(peer.late)
    page.wait_for_load_state("networkidle")
    foreign = [url for url in asked if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))]
    return Load(ms, sum(sizes) / 1000, len(asked), len(foreign)), page


def _changed(page: Page, peer: Peer) -> float:
    """Return how long after the click the marks first stood as they did in the end."""
    page.locator(peer.filter).first.click(force=True)
    _await_calm(page, peer, changed=True)
    clicked, told = page.evaluate("[bench.clicked, bench.told]")
    return _drawn([one for one in told if one[0] > clicked]) - clicked


def _await_calm(page: Page, peer: Peer, *, changed: bool) -> None:
    # Asked from here: a page's own rules may forbid what waits inside it.
    until = time.monotonic() + WAIT_MS / 1000
    while not page.evaluate(CALM, [peer.charts, CALM_MS, changed]):
        if time.monotonic() > until:
            raise SystemExit(f"{peer.name} did not draw {peer.charts} charts within {WAIT_MS / 1000:.0f} s")
        time.sleep(0.1)


def _drawn(told: Told) -> float:
    """Return when the marks first stood where they stand in the end, give or take what rounding moves."""
    last = told[-1][1]
    return next(when for when, marks in told if _alike(marks, last))


def _alike(one: list[list[list[float]]], other: list[list[list[float]]]) -> bool:
    if [len(marks) for marks in one] != [len(marks) for marks in other]:
        return False
    pairs = [pair for these, those in zip(one, other, strict=True) for pair in zip(these, those, strict=True)]
    return all(abs(here - there) <= NEAR_PX for this, that in pairs for here, there in zip(this, that, strict=True))
