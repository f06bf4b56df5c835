"""Who is on the other side of a figure."""

from pathlib import Path

import pytest

from etl.extract import extract
from etl.model import Mention
from tests.texts import document_of

LINES = [
    line
    for line in (Path(__file__).parent / "sentences/sided.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def read(text: str, title: str = "") -> tuple[Mention, ...]:
    return extract(document_of(text, title=title)).mentions


def sides(mentions: tuple[Mention, ...]) -> list[str]:
    """Return the two sides of each figure that is a number, as the list has them."""
    return [
        f"{'+'.join(one.entity) or '-'} > {'+'.join(one.counterparty) or '-'}"
        for one in mentions
        if one.metric != "attribute"
    ]


@pytest.mark.parametrize("line", LINES)
def test_a_figure_has_its_two_sides(line: str) -> None:
    sentence, _, wanted = line.partition(" ||| ")
    assert sides(read(sentence)) == wanted.split("; ")


def test_the_other_side_may_stand_in_the_title_alone() -> None:
    body = "Meta has signed for approximately $3 billion of GPU capacity over five years."
    assert sides(read(body, "Nebius wins Meta as a customer")) == ["meta > nebius"]


def test_nobody_is_his_own_other_side() -> None:
    figures = read("Amazon will supply AWS with 300,000 Trainium2 chips of its own this year.")
    assert figures
    assert all(set(one.entity).isdisjoint(one.counterparty) for one in figures)
