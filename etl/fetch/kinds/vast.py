"""Offers on the Vast.ai marketplace: one JSON list, one file a month; a key is sent where there is one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from urllib.parse import quote

from etl.fetch.hand import Hand, Outcome
from etl.fetch.shelf import Wanted

LICENCE = "Vast.ai: marketplace offers under its terms of service; medians only are published"
KEY = "VAST_API_KEY"
OPTIONS = {"url": "https://cloud.vast.ai/api/v0/bundles/", "most_offers": 5_000}


def bring(hand: Hand) -> Iterator[Outcome]:
    """Fetch the rentable on-demand offers."""
    question = {"rentable": {"eq": True}, "type": "on-demand", "limit": hand.source.options["most_offers"]}
    url = f"{hand.source.options['url']}?q={quote(json.dumps(question, separators=(',', ':')))}"
    key = os.environ.get(KEY, "").strip()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    about = {"entity": "Vast.ai"}
    yield hand.fetch(Wanted(f"offers-{hand.month}", url, "vast", ".json", LICENCE, about, headers))
