"""Who is on the other side of a figure."""

from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from etl.extract import extract, owning, partners
from etl.model import Document, Mention
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


@pytest.mark.parametrize(("choosing", "name"), [(owning, "candidates"), (partners, "partners")])
def test_firms_are_offered_in_the_order_in_which_they_are_told(choosing: Any, name: str) -> None:
    """Of two that weigh the same the first is chosen, which must not hang on how a run sorts what it has in a set."""
    told = ["oracle", "nebius", "coreweave", "crusoe", "nscale", "dell"]
    offered, real = [], getattr(choosing, name)

    def asked(*about: Any) -> Any:
        every = real(*about)
        offered.append([one.ids[0] for one in every if one.ids and one.ids[0] in told and len(one.ids) == 1])
        return every

    with mock.patch.object(choosing, name, asked):
        read("It bought 50,000 Hopper GPUs in 2024.", "Oracle, Nebius, CoreWeave, Crusoe, Nscale, Dell")
    (found,) = offered
    assert found == [one for one in told if one in found]
    assert len(found) >= len(told) - 1  # no owner is his own other side


def test_the_one_foundry_of_a_row_makes_its_chip() -> None:
    text = (
        "| Company | Chip | Foundry | Node | Partner | Production |\n|---|---|---|---|---|---|\n"
        "| Meta | MTIA | TSMC | 3nm | Broadcom | H2 2026 |\n| Microsoft | Maia 200 | TSMC | N3 | GUC | 2027 |\n\nEnd.\n"
    )
    document = Document("0", "t", Path("t.md"), text, title="Custom chips", language="en", published_on="2025-10-20")
    sides = {one.entity: one.counterparty for one in extract(document).mentions if one.metric == "process_node_nm"}
    assert sides == {("meta",): ("tsmc",), ("microsoft",): ("tsmc",)}
