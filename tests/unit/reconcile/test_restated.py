"""Amounts told twice in two currencies: the rate they imply, shown and held against the official one."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.extract import extract
from etl.model import Document, Extraction
from etl.readers import read

from .conftest import article, table

ROOT = Path(__file__).parents[3]
ORIGINAL = ROOT.parent / "shared/originals/2025-02-11-openai-first-chip.md"
FEBRUARY = {"currency": "CNY", "month": "2025-02", "rate": "7.2749", "unit": "CNY per USD", "source": "a bank"}
RATES = table({"rate_id": "CNY-2025-02", **FEBRUARY}, name="exchange_rates", contract="rates")
AMOUNTS = ("25亿美元", "183亿元", "5000亿美元", "3.65万亿元", "600亿美元", "4.38千亿", "800亿美元", "5.85千亿")


def pair(again: str, value: str) -> Extraction:
    text = f"Meta 明年投入600亿美元（约合人民币{again}）"
    money = {"unit": "USD", "metric": "capex_guidance", "entity": ("meta",), "product": ""}
    first = article(text, "600亿美元", "60000000000", **money)
    second = article(text, again, value, **{**money, "unit": "CNY", "metric": "restatement"}).mentions[0]
    restates = first.mentions[0].quantity.span
    return replace(first, mentions=(first.mentions[0], replace(second, restates=restates)))


@pytest.mark.parametrize(
    ("again", "value", "verdict"),
    [
        ("4380亿元", "438000000000", "within"),
        ("4700亿元", "470000000000", "tight"),
        ("4.38万亿元", "4380000000000", "broken"),
    ],
)
def test_the_rate_two_amounts_imply_is_held_against_the_month(
    ledger: Callable[..., Any], again: str, value: str, verdict: str
) -> None:
    row = ledger(pair(again, value), RATES)["checks"].iloc[0]
    assert (row["kind"], row["verdict"], row["unit"]) == ("restated_amount", verdict, "CNY per USD")
    assert row["implied"] == pytest.approx(float(Decimal(value)) / 60e9)
    assert row["bound_low"] < row["bound"] < row["bound_high"]
    assert "2025-02 was 7.275" in row["reason"]


def test_without_a_rate_of_the_month_the_check_is_open(ledger: Callable[..., Any]) -> None:
    assert list(ledger(pair("4380亿元", "438000000000"))["checks"]["verdict"]) == ["open"]


original = pytest.mark.skipif(not ORIGINAL.exists(), reason="the original article is not here")


def again(text: str) -> Extraction:
    document = read(ORIGINAL)
    assert isinstance(document, Document)
    return extract(replace(document, text=text))


def absurd(found: Extraction) -> set[str]:
    told = [*(one.quantity for one in found.mentions), *(one.quantity for one in found.unexplained)]
    return {one.surface for one in told if "absurd_conversion" in one.flags}


@original
def test_the_original_implies_one_rate_and_its_misprints_are_shown_repaired(ledger: Callable[..., Any]) -> None:
    document = read(ORIGINAL)
    assert isinstance(document, Document)
    told = ledger(extract(document), RATES)["checks"]
    told = told[told["kind"] == "restated_amount"]
    assert sorted(told["implied"].round(2)) == [7.3, 7.3, 7.31, 7.32]
    assert set(told["verdict"]) == {"within"}
    assert told["reason"].str.contains("misprinted and was repaired").sum() == 2


@original
@pytest.mark.parametrize("tenth", [False, True], ids=["x10", "/10"])
@pytest.mark.parametrize("amount", AMOUNTS)
def test_every_slip_by_ten_of_the_original_is_caught(amount: str, *, tenth: bool) -> None:
    document = read(ORIGINAL)
    assert isinstance(document, Document)
    assert document.text.count(amount) == 1
    assert absurd(extract(document)) == set()
    slipped = document.text.replace(amount, slip(amount, tenth=tenth))
    assert len(absurd(again(slipped))) == 1


def slip(amount: str, *, tenth: bool) -> str:
    number = re.match(r"[\d.]+", amount)
    assert number is not None
    value = Decimal(number[0]) / 10 if tenth else Decimal(number[0]) * 10
    return f"{value.normalize():f}{amount[number.end() :]}"
