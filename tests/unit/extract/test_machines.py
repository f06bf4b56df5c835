"""Prices by the hour of machines with several accelerators: refused, since nobody rents one of them for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract import extract
from etl.extract.machines import MACHINE
from etl.model import Document

TABLE = (
    "| Instance | GPU | On-demand ($/hr) | Per GPU ($/GPU-hr) |\n|---|---|---|---|\n"
    "| p5.48xlarge | 8x H100 | $55.04 | $6.88 |\n| p5en.48xlarge | 8x H200 | $63.30 | $7.91 |\n\nEnd.\n"
)
WHOLE = (
    ("An 8-GPU H100 instance costs $98.32 an hour on Azure.", "$98.32 an hour"),
    ("Azure asks $12.29 an hour for a machine with eight A100 GPUs in one box.", "$12.29 an hour"),
    ("A node with 4x MI300X rents for $15.96 an hour at Vultr.", "$15.96 an hour"),
    ("An ND H100 v5 virtual machine, which has eight H100s, lists at $98.32 per hour.", "$98.32 per hour"),
    ("HGX H100 nodes go for $49.24 per hour at CoreWeave.", "$49.24 per hour"),
    ("阿里云8卡H20服务器每小时报价约80元。", "80元"),
)
BOTH = (
    ("An 8-GPU H100 node costs $27.92 an hour at RunPod, or $3.49 per GPU.", "$27.92 an hour", "$3.49"),
    ("RunPod的8卡H100服务器每小时27.92美元，每卡时3.49美元。", "27.92美元", "3.49美元"),
)
OF_ONE = (
    ("An H100 rents for $2.99 an hour at Lambda; 8x H100 nodes are sold out.", "$2.99 an hour"),
    ("Lambda offers 8x H100 SXM at $2.99 per GPU-hour.", "$2.99 per GPU-hour"),
    ("8卡H100整机按卡折算，每卡时17元。", "17元"),
    ("H100 nodes go for $2.40 per GPU-hour at CoreWeave.", "$2.40 per GPU-hour"),
)


def read(text: str) -> tuple[list[str], list[str]]:
    """Return the prices read of a text about rents, and those refused as ones of a machine."""
    language = "zh" if "卡" in text else "en"
    document = Document(
        "0", "t", Path("t.md"), text, title="GPU rental prices at AWS", language=language, published_on="2025-11-19"
    )
    found = extract(document)
    refused = [one.quantity.surface for one in found.unexplained if one.reason == MACHINE]
    return [one.quantity.surface for one in found.mentions if one.metric == "rental_price_per_gpu_hour"], refused


@pytest.mark.parametrize(("text", "price"), WHOLE)
def test_what_a_machine_costs_is_refused(text: str, price: str) -> None:
    assert read(text) == ([], [price])


@pytest.mark.parametrize(("text", "price"), OF_ONE)
def test_what_one_accelerator_costs_is_read(text: str, price: str) -> None:
    assert read(text) == ([price], [])


@pytest.mark.parametrize(("text", "price", "of_one"), BOTH)
def test_both_told_together_are_told_apart(text: str, price: str, of_one: str) -> None:
    assert read(text) == ([of_one], [price])


def test_in_a_table_the_head_of_the_column_says_whose_price_it_is() -> None:
    assert read(TABLE) == (["$6.88", "$7.91"], ["$55.04", "$63.30"])
