"""What a reader's browser measures: until the charts are drawn, what was fetched, and a change of the filter."""

from __future__ import annotations

from dataclasses import dataclass

from peers import BARS, Peer
from playwright.sync_api import Browser, BrowserContext, Page

VIEW = {"width": 1280, "height": 900}
WAIT_MS = 90_000
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}
# The moment is kept in the page itself; the first script of the page looks once per frame.
WATCH = """
const look = () => {
  const done = document.body && (%s) >= %d;
  if (done) { document.documentElement.dataset.bench = String(performance.now()); } else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
# A change is over with the last change of a drawing, once the first has another number of bars and all are quiet.
QUIET_MS = 150
CHANGE = """
() => {
  const bars = () => %s;
  const before = bars();
  const began = performance.now();
  let last = 0;
  new MutationObserver(() => { last = performance.now(); })
    .observe(document.body, { subtree: true, childList: true, attributeFilter: ["d", "transform", "style"] });
  const look = () => {
    const drawn = document.querySelector('.js-plotly-plot') && bars() !== before && bars() > 0;
    if (drawn && performance.now() - last > %d) document.documentElement.dataset.change = String(last - began);
    else setTimeout(look, 10);
  };
  look();
}
"""


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
    page.add_init_script(WATCH % (peer.drawn, peer.charts))
    page.goto(address + peer.path, wait_until="commit")
    page.wait_for_selector("html[data-bench]", state="attached")
    ms = float(page.get_attribute("html", "data-bench") or 0)
    page.wait_for_load_state("networkidle")
    foreign = [url for url in asked if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))]
    return Load(ms, sum(sizes) / 1000, len(asked), len(foreign)), page


def _changed(page: Page, peer: Peer) -> float:
    page.evaluate(CHANGE % (BARS, QUIET_MS))
    page.locator(peer.filter).first.click(force=True)
    page.wait_for_selector("html[data-change]", state="attached")
    return float(page.get_attribute("html", "data-change") or 0)
