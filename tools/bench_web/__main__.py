"""Measures the dashboard beside the same page in Dash, Vizro, Streamlit and Datasette: `make bench-web`."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

import peers
import stores
import traffic
from browser import Load, visit
from playwright.sync_api import Browser, sync_playwright
from screenshots import chromium

NGINX_PORT = 8199
Row = tuple[str, str, str]


def main() -> None:
    """Install the peers, measure in turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="visits per server, in turns")
    parser.add_argument("--only", nargs="*", choices=list(PARTS), default=list(PARTS))
    chosen = parser.parse_args()
    peers.WORK.mkdir(parents=True, exist_ok=True)
    for name in chosen.only:
        for what, found, goal in PARTS[name](chosen.runs):
            print(f"{what:58} {found:>34}   {goal}", flush=True)


def _places(store: Path = stores.SHIPPED) -> dict[str, str]:
    data = stores.newest(stores.SHIPPED) / "gpu_purchases.csv"
    return {"store": str(store), "data": str(data), **peers.datasette(data)}


def pages(runs: int) -> list[Row]:
    """Measure loads and the filter."""
    with ExitStack() as open_now:
        held = {}
        for peer in peers.ALL:
            peers.install(peer)
            held[peer] = open_now.enter_context(peers.served(peer, _places()))[0]
        browser = open_now.enter_context(_browser())
        for peer, address in held.items():
            visit(browser, peer, address)
        told = {peer: [] for peer in held}
        for _ in range(runs):
            for peer, address in held.items():
                told[peer].append(visit(browser, peer, address))
    return _loads(told)


def _loads(told: dict[peers.Peer, list[tuple[Load, Load, float]]]) -> list[Row]:
    def cold(visits: Sequence[tuple[Load, Load, float]]) -> list[float]:
        return [one[0].ms for one in visits]

    rows = []
    for peer, visits in told.items():
        first, again = visits[-1][0], visits[-1][1]
        size = f"{first.kilobytes:.0f} kB, warm {again.kilobytes:.0f} kB, {first.foreign} foreign"
        rows.append((f"{peer.name}: cold, warm, filter (ms)", _ms(visits), size))
    ours, changed = cold(told[peers.OURS]), [one[2] for one in told[peers.OURS]]
    for peer, goal in ((peers.DASH, "0.50"), (peers.VIZRO, "0.45"), (peers.STREAMLIT, "0.40"), (peers.DATASETTE, "-")):
        rows.append((f"cold load / {peer.name}", _ratio(ours, cold(told[peer])), f"<= {goal}"))
    overview = _ratio(cold(told[peers.OVERVIEW]), cold(told[peers.DASH]))
    rows.append(("cold load of the Overview / dash", overview, "<= 0.40"))
    for peer, goal in ((peers.DASH, "0.45"), (peers.VIZRO, "0.35"), (peers.STREAMLIT, "0.30")):
        rows.append((f"filter change / {peer.name}", _ratio(changed, [one[2] for one in told[peer]]), f"<= {goal}"))
    return rows


def slow(runs: int) -> list[Row]:
    """Measure loads over a slow line."""
    with ExitStack() as open_now:
        peers.install(peers.DASH)
        held = {peer: open_now.enter_context(peers.served(peer, _places()))[0] for peer in (peers.OURS, peers.DASH)}
        browser = open_now.enter_context(_browser())
        for peer, address in held.items():
            visit(browser, peer, address)
        told: dict[peers.Peer, list[float]] = {peer: [] for peer in held}
        for _ in range(runs):
            for peer, address in held.items():
                told[peer].append(visit(browser, peer, address, slow=True)[0].ms)
    return [("cold load at 10 Mbit/s + 40 ms / dash", _ratio(told[peers.OURS], told[peers.DASH]), "<= 0.20")]


def _ms(visits: Sequence[tuple[Load, Load, float]]) -> str:
    return ", ".join(f"{median(values):.0f}" for values in zip(*((c.ms, w.ms, f) for c, w, f in visits), strict=True))


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Return the median of the ratios of each turn, and their span."""
    found = [one / other for one, other in zip(ours, theirs, strict=True) if other]
    return f"{median(found):.2f} ({min(found):.2f}-{max(found):.2f})" if found else "-"


def viewers(runs: int) -> list[Row]:
    """Measure fifty viewers on two workers."""
    names = ("microsoft", "meta", "amazon", "google", "bytedance", "tencent")
    asks = ((peers.OURS, traffic.ask_ours), (peers.DASH, traffic.ask_dash))
    found: dict[peers.Peer, list[traffic.Borne]] = {peer: [] for peer, _ in asks}
    for _ in range(runs):
        for peer, ask in asks:
            peers.install(peer)
            with peers.served(peer, _places()) as (address, _started):
                traffic.borne(address, ask, names, traffic.WARM_SECONDS)
                found[peer].append(traffic.borne(address, ask, names))
    ours, theirs = ([one.per_second for one in found[peer]] for peer, _ in asks)
    slowest = median(one.p95_ms for one in found[peers.OURS])
    faults = sum(one.faults for one in found[peers.OURS])
    return [
        ("50 viewers, 2 workers: changes a second, ours and dash", f"{median(ours):.0f}, {median(theirs):.1f}", ""),
        ("50 viewers / dash", _ratio(ours, theirs), ">= 60"),
        ("50 viewers: slowest twentieth (ms), faults", f"{slowest:.0f}, {faults}", "<= 100, 0"),
    ]


def files(runs: int) -> list[Row]:
    """Measure the CSV of a million rows."""
    store = stores.million()
    table = stores.newest(store) / "unexplained.csv"
    peers.install(peers.DASH)
    command = [part.replace("dash_page", "download_page") for part in peers.DASH.command]
    usual = replace(peers.DASH, command=command)
    places = _places(store) | {"data": str(table)}
    with ExitStack() as open_now:
        ours = open_now.enter_context(peers.served(peers.OURS, places))[0]
        dash = open_now.enter_context(peers.served(usual, places))[0]
        fetches: dict[str, Callable[[], int]] = {
            "ours": lambda: traffic.get(f"{ours}/data/unexplained.csv"),
            "dash": lambda: traffic.download(dash),
        }
        if shutil.which("nginx"):
            plain = open_now.enter_context(traffic.nginx(table.parent, peers.WORK, NGINX_PORT))
            fetches["nginx"] = lambda: traffic.get(f"{plain}/unexplained.csv")
        first = traffic.megabytes_per_second(fetches["ours"])
        speed = {name: [] for name in fetches}
        for _ in range(runs):
            for name, fetch in fetches.items():
                speed[name].append(traffic.megabytes_per_second(fetch))
    told = ", ".join(f"{name} {median(values):.0f}" for name, values in speed.items())
    return [
        ("CSV of 1,000,000 rows (MB/s)", told, f"first time {first:.0f}"),
        ("CSV / nginx", _ratio(speed["ours"], speed.get("nginx", [])), ">= 0.6"),
        ("CSV / dash", _ratio(speed["ours"], speed["dash"]), ">= 50"),
    ]


def sizes(runs: int) -> list[Row]:
    """Measure the page with 100,000 observations loaded, the first time each is asked for and later."""
    few, many = _places(), _places(stores.many())
    with ExitStack() as open_now:
        small = open_now.enter_context(peers.served(peers.OURS, few))[0]
        large = open_now.enter_context(peers.served(peers.OURS, many))[0]
        browser = open_now.enter_context(_browser())
        both = [[visit(browser, peers.OURS, one)[0].ms for one in (small, large)] for _ in range(runs + 1)][1:]
    return [
        (
            "page with 100,000 observations / shipped",
            _ratio([two for _, two in both], [one for one, _ in both]),
            "<= 1.3",
        )
    ]


def starts(runs: int) -> list[Row]:
    """Measure from starting the process to the first page."""
    found: dict[peers.Peer, list[float]] = {peers.OURS: [], peers.DASH: []}
    for _ in range(runs):
        for peer, seconds in found.items():
            peers.install(peer)
            with peers.served(peer, _places()) as (_, took):
                seconds.append(took)
    ours, theirs = found.values()
    told = f"{median(ours):.2f} s and {median(theirs):.2f} s"
    return [("process start to first page, ours and dash", told, ""), ("start / dash", _ratio(ours, theirs), "<= 1.5")]


PARTS = {"pages": pages, "slow": slow, "viewers": viewers, "files": files, "sizes": sizes, "starts": starts}


class _browser:  # noqa: N801 - used as a function in a with statement
    def __enter__(self) -> Browser:
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        return self.browser

    def __exit__(self, *_: object) -> None:
        self.browser.close()
        self.playwright.stop()


if __name__ == "__main__":
    main()
