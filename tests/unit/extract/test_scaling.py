"""What heads and captions of tables set for the numbers under them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from etl.extract import extract
from etl.extract.declaring import Declared
from etl.extract.scaling import scale_of
from etl.model import Document, Span

SET = {
    "($ in millions)": Declared("USD", 6),
    "(in millions, except per share data)": Declared("", 6),
    "in thousands of us dollars": Declared("USD", 3),
    "us$, in billions": Declared("USD", 9),
    "单位:千元": Declared("CNY", 3),
    "单位：万元": Declared("CNY", 4),
    "人民币千万元": Declared("CNY", 7),
    "销量(张)": Declared("units", 0),
    "出货量（万颗）": Declared("units", 4),
    "price, $/hr": Declared("USD_per_gpu_hour", 0),
    "company": None,
}


@pytest.mark.parametrize("line", SET)
def test_a_line_sets_a_unit_and_a_size(line: str) -> None:
    assert scale_of(line, [Span(0, len(line))], []) == SET[line]


CELLS = (
    ("| (in millions) | FY2025 |\n|---|---|\n| Data Center revenue | $115,186 |", "115186000000"),
    ("| ($ in thousands) | FY2025 |\n|---|---|\n| Data Center revenue | $115,186,000 |", "115186000000"),
    ("| (in millions) | FY2025 |\n|---|---|\n| Data Center revenue | $115.2 billion |", "115200000000"),
    ("| | FY2025 |\n|---|---|\n| Data Center revenue | $115,186,000,000 |", "115186000000"),
)


@pytest.mark.parametrize(("table", "value"), CELLS)
def test_money_that_bears_its_sign_grows_by_the_size_set_unless_it_tells_its_own(table: str, value: str) -> None:
    text = f"Nvidia results\n\n{table}\n| Capital expenditures | $3,236 |\n\nEnd.\n"
    document = Document("0", "t", Path("t.md"), text, title="Nvidia", language="en", published_on="2025-03-02")
    found = next(one for one in extract(document).mentions if one.metric == "revenue")
    assert found.quantity.value == Decimal(value)
