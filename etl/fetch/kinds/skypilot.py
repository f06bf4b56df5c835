"""List and spot prices by cloud from the SkyPilot catalog: one CSV a cloud, one file a month."""

from __future__ import annotations

from collections.abc import Iterator

from etl.fetch.hand import Hand, Outcome
from etl.fetch.shelf import Wanted

LICENCE = "skypilot-org/skypilot-catalog: public list prices; no licence is stated"
OPTIONS = {
    "url": "https://raw.githubusercontent.com/skypilot-org/skypilot-catalog/master/catalogs/v8/{cloud}/vms.csv",
    "clouds": {"aws": "AWS", "gcp": "Google Cloud", "lambda": "Lambda", "runpod": "RunPod", "nebius": "Nebius"},
}


def bring(hand: Hand) -> Iterator[Outcome]:
    """Fetch the prices of each cloud; a month's last state stays when the next month begins."""
    for cloud, name in hand.source.options["clouds"].items():
        url = str(hand.source.options["url"]).replace("{cloud}", cloud)
        yield hand.fetch(Wanted(f"{cloud}-{hand.month}", url, "skypilot", ".csv", LICENCE, {"entity": name}))
