"""Whom a text calls the buyer or the seller of a deal, and who is remembered as its two sides."""

from pathlib import Path

import pytest

from etl.extract.dealing import titled
from etl.extract.deals import hear_deal
from etl.extract.drafts import Memory
from etl.extract.reading import read, scenes
from etl.languages import detect
from etl.model import Document


def told(text: str) -> dict[str, str]:
    """Return, by firm, the side of a deal that the words beside it call it."""
    reading = read(Document("0", "t", Path("t.md"), text, language=detect(text), published_on="2025-11-20"))
    found = ((name.term.id, titled(reading.plain, scene, name)) for scene in scenes(reading) for name in scene.names)
    return {one: side for one, side in found if side}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The tenant is CoreWeave, the landlord is Oracle.", {"coreweave": "buyer", "oracle": "seller"}),
        ("Customer: Meta. Supplier: Google.", {"meta": "buyer", "google": "seller"}),
        ("Meta (the buyer) pays for it.", {"meta": "buyer"}),
        ("甲方为腾讯，乙方为谷歌。", {"tencent": "buyer", "google": "seller"}),
        ("采购人：中国移动；中标人：浪潮信息。", {"china-mobile": "buyer", "inspur": "seller"}),
        ("承租方系字節跳動，出租方系甲骨文。", {"bytedance": "buyer", "oracle": "seller"}),
        ("谷歌（供应商）与Meta（客户）签约。", {"google": "seller", "meta": "buyer"}),
    ],
)
def test_a_title_tells_which_side_a_firm_is(text: str, wanted: dict[str, str]):
    assert told(text) == wanted


@pytest.mark.parametrize("text", ["Meta向谷歌租用TPU。", "Google and Meta met.", "Customers like what Meta shows."])
def test_other_words_tell_nothing(text: str):
    assert told(text) == {}


def deal(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reading = read(Document("0", "t", Path("t.md"), text, language=detect(text), published_on="2025-11-20"))
    memory = Memory()
    for scene in scenes(reading):
        hear_deal(reading.plain, scene, memory)
    return memory.deal


def test_a_notice_names_the_two_sides_line_by_line():
    assert deal("采购人：中国移动\n\n中标人：浪潮信息\n") == (("china-mobile",), ("inspur",))
    assert deal("采购人：中国移动\n\n一。\n\n二。\n\n三。\n\n四。\n\n中标人：浪潮信息\n") == ((), ("inspur",))
