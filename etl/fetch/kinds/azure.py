"""Azure's retail prices: paged JSON, one question an instance type, all of a month's pages in one file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from etl.errors import InputRejected
from etl.fetch.hand import Hand, Outcome
from etl.fetch.shelf import Wanted

LICENCE = "Azure Retail Prices API: public list prices, for information"
MOST_PAGES = 50
OPTIONS = {
    "url": "https://prices.azure.com/api/retail/prices",
    "version": "2023-01-01-preview",
    "page": 100,
    "instances": [
        "Standard_NC24ads_A100_v4",
        "Standard_ND96amsr_A100_v4",
        "Standard_NC40ads_H100_v5",
        "Standard_ND96isr_H100_v5",
        "Standard_ND96isr_H200_v5",
        "Standard_ND96isr_MI300X_v5",
        "Standard_ND128isr_NDR_GB200_v6",
    ],
}
"""A page that holds as many items as `page` is not the last one, whatever its NextPageLink says."""


def bring(hand: Hand) -> Iterator[Outcome]:
    """Fetch the prices of each instance type; one that fails keeps its last pages, and the others stand."""
    for instance in hand.source.options["instances"]:
        name = f"{str(instance).lower().replace('_', '-')}-{hand.month}"
        first = _first(hand, str(instance))
        try:
            pages = [*_pages(hand, first)]
        except InputRejected as fault:
            yield hand.failed(name, fault)
        else:
            yield hand.keep(Wanted(name, first, "azure", ".json", LICENCE, {"entity": "Azure"}), _joined(pages))


def _first(hand: Hand, instance: str) -> str:
    chosen = f"serviceName eq 'Virtual Machines' and armSkuName eq '{instance}'"
    options = hand.source.options
    return f"{options['url']}?api-version={options['version']}&$filter={quote(chosen)}"


def _pages(hand: Hand, first: str) -> Iterator[bytes]:
    """
    Yield the pages as they came.

    The link to the next one was once empty for days: a page that is full is followed by another, asked for by number.
    """
    url, items = first, 0
    for _ in range(MOST_PAGES):
        body = hand.get(url).body
        count, link = _told(url, body)
        yield body
        items += count
        if not link and count < int(hand.source.options["page"]):
            return
        if link and urlsplit(link).netloc != urlsplit(first).netloc:
            raise InputRejected(url, "its next page lies on another host", remedy="Check the address of the source")
        url = link or f"{first}&$skip={items}"
        if not count:
            return
    raise InputRejected(first, f"it has more than {MOST_PAGES} pages", remedy="Name fewer instances")


def _told(url: str, body: bytes) -> tuple[int, str]:
    try:
        page = json.loads(body)
        return len(page["Items"]), str(page["NextPageLink"] or "")
    except KeyError as fault:
        raise InputRejected(url, f"a page has no field {fault}", remedy="The format has changed; report it") from None
    except (ValueError, TypeError, RecursionError):
        raise InputRejected(url, "a page is no JSON object", remedy="Try again later") from None


def _joined(pages: list[bytes]) -> bytes:
    return b"[" + b",\n".join(pages) + b"]"
