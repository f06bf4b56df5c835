"""Offers of one month into prices per GPU-hour: the median by cloud, accelerator and lease."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from etl.model import Row, Table
from etl.readers.raw import _form
from etl.sidecar import Sidecar
from etl.vocabulary import vocabulary

DEFINITION, GPU_ONLY = "catalogue_median", "catalogue_gpu_only"
"""The second is what an accelerator costs without the host that is billed beside it."""
HIGHEST = 200.0
"""Dollars an hour; catalogues write 700 and the like for what cannot be had."""
# How a catalogue that tells no memory writes the smaller of two.
NAMES = {"A100": "A100 40GB", "A100 SXM4": "A100 SXM", "MI300": "MI300X"}
FEWEST = 1
_PLACES = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer: an accelerator as its catalogue names it, a lease, and dollars for one of it and one hour."""

    accelerator: str
    lease: str
    usd: float
    definition: str = DEFINITION


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose prices they are, who carries them, and how good a source that is."""

    publisher: str
    title: str
    tier: str
    fewest: int = FEWEST


def table(path: Path, told: Sidecar, offers: Iterable[Offer], credit: Credit) -> Table:
    """Return one row per accelerator and lease; raises InputRejected where no offer names a known accelerator."""
    held: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for offer in offers:
        product = accelerator(offer.accelerator)
        # A price of zero is one that the catalogue does not know.
        if product and 0 < offer.usd <= HIGHEST:
            held[product, offer.lease, offer.definition].append(offer.usd)
    kept = {key: prices for key, prices in sorted(held.items()) if len(prices) >= credit.fewest}
    return _form.table(path, told, "figures", _rows(told, kept, credit))


def accelerator(name: str) -> str:
    """
    Return the product that a catalogue's name means; empty for one that the vocabulary does not hold.

    >>> accelerator("A100-80GB"), accelerator("A100"), accelerator("tpu-v2-8")
    ('A100 80GB', 'A100 40GB', '')
    """
    term = vocabulary().resolve(NAMES.get(name, name))
    return term.name_en if term and term.kind == "product" else ""


def number(text: object) -> float:
    """Return a price; not a number where there is none."""
    try:
        return float(str(text).strip())
    except ValueError:
        return math.nan


def _rows(told: Sidecar, held: dict[tuple[str, str, str], list[float]], credit: Credit) -> Iterator[Row]:
    month, entity = told.day[:7], told.about.get("entity", "")
    for (product, lease, definition), prices in held.items():
        place = f"{product}, {lease}, {definition}"
        yield Row(
            {
                "figure_id": _name(told.source, told.name, product, lease, definition),
                "metric": "rental_price_per_gpu_hour",
                "entity": entity,
                "product": product,
                "value": f"{median(prices):.{_PLACES}f}".rstrip("0").rstrip("."),
                "qualifier": "exact",
                "unit": "USD_per_gpu_hour",
                "period": month,
                "period_basis": "calendar",
                "definition": definition,
                "contract_type": lease,
                "status": "actual",
                "origin": entity,
                "publisher": credit.publisher,
                "source_title": credit.title,
                "source_url": told.url.partition("?")[0],
                "source_tier": credit.tier,
                "published_on": told.day,
                "note": f"median of {len(prices)} offers; lowest {min(prices):.{_PLACES}g}",
            },
            place,
        )


def _name(*parts: str) -> str:
    return "-".join(parts).lower().replace(" ", "-")
