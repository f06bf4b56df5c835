"""What all others have of a market, and what power stations make, is no figure of a firm that computes."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract.reading import read, scenes
from etl.extract.rest import of_the_rest
from etl.languages import detect
from etl.model import Document

OF_NOBODY = (
    "Nvidia leads, followed by AMD and others (3%).",
    "Nvidia leads; all others combined 4%.",
    "华为领先，其他厂商合计占6%。",
    "中国能建的火电总装机容量超过20GW。",
    "公司光伏电站装机规模达到3.2吉瓦。",
)
OF_SOMEBODY = (
    "Google held most of it and AWS the other 36%.",
    "Among others, AMD has 9%.",
    "华为占23%。",
    "园区装机容量为300兆瓦，用于智算。",
)


def refused(text: str) -> list[bool]:
    reading = read(Document("0", "rest", Path("rest.md"), text, language=detect(text)))
    return [bool(of_the_rest(reading.plain, scene, one)) for scene in scenes(reading) for one in scene.quantities]


@pytest.mark.parametrize("text", OF_NOBODY)
def test_the_rest_and_power_stations_are_told(text: str) -> None:
    assert refused(text) == [True]


@pytest.mark.parametrize("text", OF_SOMEBODY)
def test_a_firm_keeps_its_share_and_a_site_its_power(text: str) -> None:
    assert refused(text) == [False]
