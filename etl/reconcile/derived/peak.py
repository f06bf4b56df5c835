"""The peak compute of chips by number format, as cited: formats are never compared with each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from etl.reconcile.cluster import records
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import CHIP, Given, Input
from etl.vocabulary import Vocabulary

FORMATS = ("BF16", "FP8", "INT8", "FP16")
UNIT = "tera_ops"
PEAK, COUNTED = "peak-", "units-"
"""How the names begin under which a chip's peaks are assumed, and under which its number is held."""

Peak = tuple[str, str, Input]
"""A chip's peak in a number format."""

OWN_FORMATS = ("MX", "not stated")
"""Words of a format that is none of these, whatever it begins with: MXFP8 is no FP8."""


def peaks(product: str, given: Given) -> Mapping[str, Input]:
    """Return the cited peaks of a product by number format; none where no specification is held."""
    names = {form: f"{PEAK}{product}-{form.lower()}" for form in FORMATS}
    assumed = {form: given.assumptions[name] for form, name in names.items() if name in given.assumptions}
    return {**given.peaks.get(product, {}), **assumed}


def is_within(chip: str, family: str, vocabulary: Vocabulary) -> bool:
    """Return whether a chip is a family, or a member of it or of a member."""
    while chip and chip != family:
        term = vocabulary.terms.get(chip)
        chip = term.parent if term else ""
    return chip == family


def number_format(told: str) -> str:
    """
    Return the number format of a specification, empty where it is none that is compared.

    >>> number_format("INT8 (TOPS, dense)"), number_format("FP8 (MXFP8)")
    ('INT8', '')
    """
    if any(word in told for word in OWN_FORMATS):
        return ""
    return next((form for form in FORMATS if told.startswith(form)), "")


def cited(chips: pd.DataFrame) -> Mapping[str, Mapping[str, Input]]:
    """Return the peaks that chips' specifications cite, by chip and number format; the best source of each."""
    return best(specified(chips))


def specified(chips: pd.DataFrame) -> list[Peak]:
    """Return the peaks that chips' specifications cite, best source first."""
    chips = chips[chips["peak_compute_tera_ops"].notna() & (chips["source_url"] != "")]
    found = []
    for row in records(chips.sort_values(["source_tier", "chip_id"])):
        amount = Amount.exactly(float(row["peak_compute_tera_ops"]))
        if form := number_format(row["peak_compute_dtype"]):
            days = row["known_from"], row["known_from"]
            found.append(
                (row["chip"], form, Input(CHIP, row["chip_id"], f"peak {form}", amount, UNIT, "actual", *days))
            )
    return found


def best(peaks: Iterable[Peak]) -> Mapping[str, Mapping[str, Input]]:
    """Return the first of some peaks of each chip and number format."""
    found: dict[str, dict[str, Input]] = {}
    for chip, form, one in peaks:
        found.setdefault(chip, {}).setdefault(form, one)
    return found
