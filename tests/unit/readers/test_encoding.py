"""Bytes of every encoding people have, and bytes that are no text."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import InputRejected
from etl.readers import encoding

HANS = "微软在2024年购买了48.5万块芯片，这个数字是对手的两倍以上，分析师说他们会继续采购。"
HANT = "微軟在2024年購買了48.5萬顆晶片，這個數字是對手的兩倍以上，分析師說他們會繼續採購。"
ENGLISH = "“Microsoft” will spend £63bn – or $80 billion – on data centres…"
HERE = Path("a.md")
READ = [
    (HANS, "utf-8"),
    (HANS, "utf-8-sig"),
    (HANS, "utf-16"),
    (HANS, "utf-32"),
    (HANS, "gb18030"),
    (HANS, "gbk"),
    (HANT, "big5"),
    (HANT, "cp950"),
    (HANT, "gb18030"),
    (ENGLISH * 4, "cp1252"),
    ("資本支出上調至700至720億美元。", "big5"),
    ("约合人民币183亿元，同比增长。", "gbk"),
]


@pytest.mark.parametrize(("text", "name"), READ)
def test_text_comes_back_as_it_was_written(text: str, name: str) -> None:
    assert encoding.decoded(HERE, text.encode(name)) == text


@pytest.mark.parametrize("declared", ["gb2312", "big5", "iso-8859-1", "no-such-code"])
def test_a_wrong_declaration_is_not_believed(declared: str) -> None:
    assert encoding.decoded(HERE, HANS.encode("gbk"), declared) == HANS


def test_a_declared_encoding_is_used_where_nothing_denies_it() -> None:
    text = "Ordinateurs achetés à Nîmes : déjà 48 500, près du château."
    assert encoding.decoded(HERE, text.encode("iso8859-15"), "iso8859-15") == text


REFUSED = [
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64), "binary|unsure"),
    (b"PK\x03\x04\x14\x00\x00\x00", "binary|unsure"),
    (bytes(range(128, 256)) * 8, "unsure|garbled"),
    ("Ã¥Â¾Â®Ã¨Â½Â¯".encode() * 40, "garbled"),
    (("锟斤拷" * 9).encode(), "garbled"),
    (HANS.encode().decode("latin-1").encode(), "garbled"),
    (b"\xff\xfe\x00", "unsure"),
    ("ひらがなとカタカナ".encode("shift-jis"), "unsure"),
]


@pytest.mark.parametrize(("data", "reason"), REFUSED)
def test_what_is_no_sound_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputRejected, match=reason) as refused:
        encoding.decoded(HERE, data)
    assert refused.value.remedy


def test_line_ends_are_one_character() -> None:
    assert encoding.decoded(HERE, b"a\r\nb\rc\n") == "a\nb\nc\n"


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(InputRejected):
        assert encoding.decoded(HERE, data)
