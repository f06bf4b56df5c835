"""Ways of writing an amount of money: whose sign, a size beside the code, points between thousands."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.extract.quantities import quantities

ONE = [
    ("en", "aud$ 40", "40", "AUD"),
    ("en", "a fee of NZD $25 million", "25000000", "NZD"),
    ("en", "mex$ 7.5 billion", "7500000000", "MXN"),
    ("zh", "售价SGD$ 90", "90", "SGD"),
    ("en", "a loan of 40 EUR million", "40000000", "EUR"),
    ("en", "spent 9 dollars billion", "9000000000", "USD"),
    ("en", "sales of 250 MSEK", "250000000", "SEK"),
    ("en", "a grant of kEUR 35", "35000", "EUR"),
    ("en", "MGBP 1,200", "1200000000", "GBP"),
    ("zh", "融资20 MUSD", "20000000", "USD"),
    ("en", "a cap of 3 bnCHF", "3000000000", "CHF"),
    ("en", "2.345.678,90 euros", "2345678.90", "EUR"),
    ("en", "12.500,5 tonnes", "12500.5", "t"),
]
ONE += [
    ("en", "Rs 10,372 cr", "103720000000", "INR"),
    ("en", "a plan of 7 lac machines", "700000", ""),
    ("en", "INR 2.5 lkhs", "250000", "INR"),
    ("en", "three cr five lac", "30500000", ""),
    ("en", "rupees 500 crore", "5000000000", "INR"),
    ("en", "ringgit 12 million", "12000000", "MYR"),
    ("en", "a fund of 900 KES", "900", "KES"),
    ("en", "JOD 75", "75", "JOD"),
]
NOT_ONE = [
    ("en", "the CR of the firm, and a lac of it", []),
    ("en", "paid 5 rupees 40 times", ["5", "40"]),
    ("en", "ten 50 USD million-unit notes", ["10", "50"]),
    ("en", "the MUSD fund of 30", ["30"]),
    ("en", "paid 5 USD 40 million times", ["5", "40000000"]),
]
MISPRINTED = ["4321.500,25 euros", "0.432,10 euros"]


@pytest.mark.parametrize(("language", "text", "value", "unit"), ONE)
def test_a_writing_reads_as_one_amount(language: str, text: str, value: str, unit: str) -> None:
    (found,) = quantities(text, language)
    assert (found.value, found.unit) == (Decimal(value), unit)
    assert found.surface == found.span.of(text)


@pytest.mark.parametrize(("language", "text", "values"), NOT_ONE)
def test_what_only_looks_like_one_stays_apart(language: str, text: str, values: list[str]) -> None:
    assert [found.value for found in quantities(text, language)] == [Decimal(value) for value in values]


@pytest.mark.parametrize("text", MISPRINTED)
def test_points_that_part_no_thousands_give_no_value(text: str) -> None:
    (found,) = quantities(text, "en")
    assert (found.value, found.flags) == (None, ("malformed",))
