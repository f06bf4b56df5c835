"""One replayed source of every kind: how it is declared, what it answers, and which field it cannot do without."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from etl.fetch import run, source
from etl.fetch.guard import Guarded
from etl.fetch.hand import Outcome
from etl.fetch.pace import Pace
from etl.fetch.web import Limits, Web
from etl.readers import fetched
from tests.replay_server import Replay, Reply

RECORDED = Path(__file__).parent / "unit" / "fetch" / "recorded"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
QUICK, IMPATIENT = Limits(seconds=10, tries=2), Limits(seconds=0.1, tries=1)
CONTACT = "Ann Example ann@example.org"
HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = (
    b"<html lang='en'><head><title>Cloud buyers count their chips</title>"
    b"<meta property='article:published_time' content='2025-03-04'></head><body><article><h1>Cloud buyers</h1>"
    b"<p>Microsoft bought 485,000 Nvidia Hopper GPUs in 2024, according to Omdia.</p>"
    b"<p>The count is an estimate of what was delivered to data centres in that year.</p></article></body></html>"
)
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>
<item><title>Oracle buys Nvidia chips</title><link>{url}/news/oracle.html</link>
<pubDate>Tue, 04 Mar 2025 23:30:00 -0500</pubDate></item>
<item><title>Microsoft and Nvidia, by script</title><link>javascript:alert(1)</link></item>
<item><title>Microsoft and Nvidia, from a file</title><link>file:///etc/passwd</link></item>
<item><title>How to bake bread</title><link>{url}/news/bread.html</link></item>
</channel></rss>"""


@dataclass(frozen=True)
class Case:
    """A source: its TOML, its routes, those of them that carry data, and the field it is refused without."""

    declared: str
    routes: Callable[[str], dict[str, list[Reply]]]
    data: tuple[str, ...]
    needs: str = ""
    files: int = 1
    rules: dict[str, Any] = field(default_factory=dict)


def recorded(name: str) -> bytes:
    return (RECORDED / name).read_bytes()


def zipped(body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("eurofxref-hist.csv"), body)
    return out.getvalue()


def facts(company: str, number: int, newest: str) -> dict[str, list[Reply]]:
    told = {"cik": f"{number:010d}", "filings": {"recent": {"accessionNumber": ["0000000000-26-000001", newest]}}}
    told["filings"]["recent"] |= {"form": ["8-K", "10-Q"], "isXBRL": [1, 1]}
    return {
        f"/submissions/CIK{number:010d}.json": [Reply(json.dumps(told).encode())],
        f"/api/xbrl/companyfacts/CIK{number:010d}.json": [Reply(recorded(f"companyfacts-{company}.json"))],
    }


CASES = {
    "articles": Case(
        'urls = ["{url}/a.html", "{url}/b.txt"]',
        lambda _: {
            "/a.html": [Reply(PAGE, headers=HTML, etag='"a"')],
            "/b.txt": [Reply(b"Meta bought 224,000 Hopper GPUs in 2024.", headers={"Content-Type": "text/plain"})],
        },
        ("/a.html", "/b.txt"),
        files=2,
    ),
    "feed": Case(
        'urls = ["{url}/feed.xml"]',
        lambda url: {
            "/feed.xml": [Reply(FEED.replace("{url}", url).encode(), etag='"f"')],
            "/news/oracle.html": [Reply(PAGE, headers=HTML)],
        },
        ("/feed.xml",),
        files=2,
    ),
    "companyfacts": Case(
        'url = "{url}"\nsince = 2010\ncompanies = { google = 1652044, nvidia = 1045810 }',
        lambda _: facts("google", 1652044, "0001652044-26-000048") | facts("nvidia", 1045810, "0001045810-26-000059"),
        ("/submissions/CIK0001652044.json", "/submissions/CIK0001045810.json"),
        needs="accessionNumber",
        files=2,
        rules={"agent": re.compile(r"\S+@\S+"), "per_second": 10},
    ),
    "ecb": Case(
        'url = "{url}/eurofxref-hist.zip"',
        lambda _: {"/eurofxref-hist.zip": [Reply(zipped(recorded("eurofxref-hist.csv")), etag='"e"')]},
        ("/eurofxref-hist.zip",),
        needs="CNY",
    ),
    "fred": Case(
        'url = "{url}/fredgraph.csv"',
        lambda _: {"/fredgraph.csv": [Reply(recorded("fred.csv"))]},
        ("/fredgraph.csv",),
        needs="DEXTAUS",
    ),
    "skypilot": Case(
        'url = "{url}/{cloud}/vms.csv"\nclouds = { lambda = "Lambda", aws = "AWS" }',
        lambda _: {
            f"/{cloud}/vms.csv": [Reply(recorded(f"skypilot-{cloud}.csv"), etag=f'"{cloud}"')]
            for cloud in ("lambda", "aws")
        },
        ("/lambda/vms.csv", "/aws/vms.csv"),
        needs="AcceleratorCount",
        files=2,
    ),
    "azure": Case(
        'url = "{url}/prices"\npage = 5\ninstances = ["Standard_ND96isr_H100_v5"]',
        lambda _: {"/prices": [Reply(recorded("azure-1.json")), Reply(recorded("azure-2.json"))]},
        ("/prices",),
        needs="retailPrice",
    ),
    "vast": Case(
        'url = "{url}/bundles/"',
        lambda _: {"/bundles/": [Reply(recorded("vast.json"))]},
        ("/bundles/",),
        needs="dph_total",
    ),
}


def fetch(
    replay: Replay, raw: Path, kind: str, now: datetime = NOW, contact: str = CONTACT, limits: Limits = QUICK
) -> list[Outcome]:
    """Run a source of a kind against its replay, as the command does."""
    replay.times.clear()
    declared = raw.parent / "sources.toml"
    text = CASES[kind].declared.replace("{url}", replay.url)
    declared.write_text(f'contact = "{contact}"\n[mine]\nkind = "{kind}"\n{text}\n', encoding="utf-8")
    sources = source.load(declared, {})
    guard = Guarded(frozenset({replay.netloc}))
    web = Web(sources.contact, limits, guard, Pace(replay.clock.clock))
    try:
        return run.fetch(run.Run(raw, web, fetched.trial, lambda: now), sources.chosen([]), lambda _: None)
    finally:
        web.close()
