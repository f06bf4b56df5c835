"""A whole document is read in proportion to its length, whatever its lines are, and however long its sentences."""

# ruff: noqa: E501 - texts read best unbroken

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest

from etl.extract import extract
from etl.languages import detect
from etl.model import Document
from tests.bench.corpus import varied
from tests.growth import grows_within

SHORT, TIMES = 8_000, 4
GROWTH = 6.5  # of four times the text; what grows with its square grows sixteenfold
UNENDING = 8.0  # a sentence of 2,000 characters is looked at as a whole for each of its figures
NOISE = 0.1  # seconds under which a clock says nothing about growth
TEXTS = {
    "table": "| Buyer | 2024 | 2025 |\n|---|---|---|\n| Microsoft | 485,000 units | 590,000 |\n| Meta | 224,000 | 350,000 |\n\n",
    "columns": "In $ billions 2024 2025 2026\nMicrosoft capex 55.7 80.0 91.2\nMeta capex 39.1 65.5 70.1\n\n",
    "stack": "(USD millions)\n\nItem\n2023\n2024\nRevenue\n12.5\n31.5\nCapex\n4.5\n5.5\n\n",
    "headings": "## Microsoft in 2024\n\n### Capex\n\nIt spent $55.7 billion.\n\n### GPUs\n\nIt bought 485,000 H100 GPUs.\n\n",
    "items": "- Microsoft: 485,000 Hopper GPUs in 2024;\n- Meta: 224,000 H100s in 2024;\n- 谷歌：16.9万块；\n",
    "names": "Microsoft, Meta, Amazon, Google, Oracle, Nvidia, Broadcom and xAI met TSMC and AMD in Taipei. ",
    "questions": "How many GPUs will Microsoft buy in 2025?\n\nAbout 485,000, it said.\n\n",
    "dates": "Maia 200 will tape out in 2025Q3 and go into production in 2026, it was said on 12 May 2025. ",
    "told": "微软购买48.5万块芯片。知情人士称，Meta购买22.4万块。\n\n",
}  # fmt: skip


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """Keep the collector from counting as the reader's time."""
    gc.disable()
    yield
    gc.enable()


def read(text: str) -> Callable[[], object]:
    """Return what reads one document."""
    told = {"title": "Counting chips", "language": detect(text), "published_on": "2025-02-11"}
    document = Document("id", "long", "long.md", text, **told)
    return lambda: extract(document)


def grows_in_step(short: str, long: str) -> bool:
    """Say whether the long text takes about as many times longer as it is."""
    return grows_within(GROWTH, read(short), read(long), NOISE)


def text(unit: str, size: int) -> str:
    """Return so many characters of a text with other numbers in it each time."""
    return "".join(varied(unit, at) for at in range(size // len(unit)))


@pytest.mark.parametrize("unit", TEXTS.values(), ids=TEXTS)
def test_four_times_the_document_takes_about_four_times_the_time(unit: str) -> None:
    read(text(unit, SHORT // 8))()
    assert grows_in_step(text(unit, SHORT), text(unit, SHORT * TIMES))


def test_an_amount_told_again_and_again_takes_no_longer_each_time() -> None:
    told = "Oracle bought 40,000 Hopper GPUs in 2024. "
    assert grows_in_step(*(told * (size // len(told)) for size in (SHORT, SHORT * TIMES)))


@pytest.mark.parametrize(
    "unit", ["微软购买48.5万块芯片，Meta购买22.4万块，", "Microsoft bought 485,000 chips, Meta 224,000, "]
)
def test_what_no_full_stop_ends_is_read_within_bounds(unit: str) -> None:
    ended = unit[:-1].rstrip("，, ") + ("。" if "，" in unit else ". ")
    read(text(ended, SHORT // 8))()
    assert grows_within(UNENDING, read(text(ended, SHORT // 2)), read(text(unit, SHORT // 2)), UNENDING * NOISE)


def test_reading_leaves_nothing_for_the_collector_and_the_collector_as_it_was() -> None:
    document = Document(
        "id", "one", "one.md", text(TEXTS["told"] + TEXTS["dates"], SHORT), title="Counting chips", language="zh"
    )
    extract(document)
    gc.collect()
    found = extract(document)
    assert found.mentions
    assert gc.collect() == 0
    assert not gc.isenabled()
    gc.enable()
    extract(document)
    assert gc.isenabled()
