"""Looking up whole names, addresses and fiscal years; and refusing wrong entries."""

from pathlib import Path

import pytest

from etl.errors import VocabularyError
from etl.period import FiscalYear
from etl.vocabulary import Vocabulary, vocabulary
from etl.vocabulary.entry import entries

CELLS = [
    ("Alphabet", "google"),
    ("  meta ", "meta"),
    ("ｘＡＩ", "xai"),
    ("AWS", "amazon"),
    ("Jalapeño (reported earlier as Titan)", "jalapeno"),
    ("Titan", "jalapeno"),
    ("Maia 200 (Braga)", "maia-200"),
    ("TPU v6e Trillium", "tpu-v6e"),
    ("Kunlun 1 (K200)", "kunlun-1"),
    ("RunPod (community cloud)", "runpod-community"),
    ("TSMC (believed)", "tsmc"),
    ("Tom's Hardware via inkl", "toms-hardware"),
    ("Data Center", "data-centre"),
    ("2317", "foxconn"),
    ("公司合计", "total-company"),
]


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_a_cell_names_a_term(cell: str, expected: str) -> None:
    term = vocabulary().resolve(cell)
    assert term is not None
    assert term.id == expected


@pytest.mark.parametrize("cell", ["", " ", "Google and a friend", "(unnamed)", "via"])
def test_what_is_no_name_resolves_to_nothing(cell: str) -> None:
    assert vocabulary().resolve(cell) is None


def test_fiscal_years() -> None:
    assert vocabulary().fiscal_year("microsoft") == FiscalYear(6, 30)
    assert vocabulary().fiscal_year("azure") == FiscalYear(6, 30)
    assert vocabulary().fiscal_year("nvidia") == FiscalYear(1, 31)
    assert vocabulary().fiscal_year("openai") is None
    assert vocabulary().fiscal_year("nobody") is None


ADDRESSES = [
    ("https://www.reuters.com/technology/x", "reuters"),
    ("https://udn.com/news/story/1", "economic-daily"),
    ("https://finance.sina.com.cn/x", "sina-finance"),
    ("https://notreuters.com/", ""),
    ("http://[broken", ""),
    ("", ""),
]


@pytest.mark.parametrize(("url", "expected"), ADDRESSES)
def test_an_address_names_its_publisher(url: str, expected: str) -> None:
    term = vocabulary().publisher(url)
    assert (term.id if term else "") == expected


WRONG = [
    ('[company]\nx = { en = "X" }', "en and zh"),
    ('[company]\nX_y = { en = "X", zh = "X" }', "id"),
    ('[company]\nx = { en = "X", zh = "X", colour = "red" }', "colour"),
    ('[company]\nx = { en = "X", zh = "X", fiscal = "13-01" }', "MM-DD"),
    ('[product]\nx = { en = "X", zh = "X", parent = "gone" }', "gone"),
    ('[product]\nx = { en = "X", zh = "X", parent = "y" }\ny = { en = "Y", zh = "Y", parent = "x" }', "parent"),
    ('[company]\nx = { en = "X", zh = "X" }\n[product]\nx = { en = "Z", zh = "Z" }', "twice"),
    ("[company\n", "words.toml"),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_a_wrong_entry_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "words.toml").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=told):
        entries(tmp_path)


def test_a_name_claimed_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text(
        '[company]\nx = { en = "Acme", zh = "甲" }\ny = { en = "ACME", zh = "乙" }', encoding="utf-8"
    )
    with pytest.raises(VocabularyError, match="names x and y"):
        Vocabulary(entries(tmp_path))
