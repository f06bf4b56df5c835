"""Which quantities are figures, of what and of whom: many ways of saying it, and many texts that say nothing."""

from decimal import Decimal
from pathlib import Path

import pytest

from etl.extract import extract
from etl.model import Mention
from tests.texts import document_of

HOME = Path(__file__).parent / "sentences"
# Facts that are read beside the figures.
BESIDE = {"attribute", "milestone", "restatement", "process_node_nm", "production_date", "tape_out_date"}


def lines(name: str) -> list[str]:
    """Return the sentences of a list."""
    return [line for line in (HOME / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def read(text: str) -> list[str]:
    document = document_of(text.replace("\\n", "\n"))
    return sorted(told(mention) for mention in extract(document).mentions if mention.metric not in BESIDE)


def told(mention: Mention) -> str:
    sizes = (mention.quantity.value, mention.quantity.low, mention.quantity.high)
    size = next((one for one in sizes if one is not None), Decimal(0))
    return f"{mention.metric} {'+'.join(mention.entity) or '-'} {size.normalize():f}"


@pytest.mark.parametrize("line", lines("bound.txt"))
def test_a_figure_is_bound_to_its_metric_and_owner(line: str):
    text, _, wanted = line.partition(" ||| ")
    assert read(text) == sorted(wanted.split("; "))


@pytest.mark.parametrize("text", lines("silent.txt"))
def test_a_text_without_figures_is_silent(text: str):
    assert read(text) == []
