"""Numbers that are chips and count nothing."""

import pytest

from etl.extract import extract
from etl.extract.models import numbered
from tests.texts import document_of

NO_COUNTS = {"the number of a chip", "part of a name"}


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("彭博社：寒武纪明年拟交付50万件AI加速器，逾半为590及690两款。", {"590", "690"}),
        ("Cambricon hopes to ship 500,000 AI chips next year, most of them the Siyuan 590 and 690.", {"690"}),
        ("英伟达的H100二手稳在20万元一块；5090魔改涡轮版反倒回落。", {"5090"}),
    ],
)
def test_the_number_of_a_chip_counts_nothing(text: str, models: set[str]) -> None:
    found = extract(document_of(text))
    assert models <= {one.quantity.surface for one in found.unexplained if one.reason in NO_COUNTS}


def test_a_round_number_is_a_count_though_a_chip_is_called_by_it() -> None:
    assert "590" in numbered()
    assert not {"100", "200", "300"} & numbered().keys()


def test_a_number_with_its_counter_is_a_count() -> None:
    text = "寒武纪2025年向字节跳动交付了590颗思元690芯片。"
    found = extract(document_of(text))
    assert [one.quantity.surface for one in found.mentions][:1] == ["590颗"]
