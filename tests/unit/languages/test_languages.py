"""What every language must offer, and how a text tells its language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import VocabularyError
from etl.languages import detect, language, languages, sentences
from etl.languages.script import fold, is_traditional, lower
from etl.model import Qualifier

CODES = sorted(languages())


@pytest.mark.parametrize("code", CODES)
def test_a_language_is_found_by_its_code(code: str) -> None:
    assert language(code).code == language(f"{code}-XX").code == code


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(VocabularyError, match="no language 'xx'; there are en, zh"):
        language("xx")


@pytest.mark.parametrize("code", CODES)
def test_its_words_are_in_the_folded_shape(code: str) -> None:
    words = language(code)
    for table in (
        words.units,
        words.prefixes,
        words.before,
        words.after,
        words.rates,
        words.recurring,
        words.magnitudes,
    ):
        assert [word for word in table if lower(fold(word)) != word] == []


@pytest.mark.parametrize("code", CODES)
def test_it_has_all_kinds_of_hedge(code: str) -> None:
    assert {Qualifier.APPROX, Qualifier.MIN, Qualifier.MAX} <= set(language(code).before.values())


@pytest.mark.parametrize("code", CODES)
def test_its_period_rules_have_names_of_their_own(code: str) -> None:
    names = [rule.name for rule in language(code).period_rules]
    assert len(names) == len(set(names))
    assert all(name.startswith(f"{code}.") for name in names)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("微软2024年购买了48.5万块英伟达Hopper芯片", "zh"),
        ("甲骨文(Oracle)推上風口", "zh"),
        ("Microsoft bought 485,000 Hopper chips", "en"),
        ("ByteDance (字节跳动) spends more than $12 billion on chips this year, people say", "en"),
        ("", "en"),
    ],
)
def test_a_text_tells_its_language(text: str, code: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize(
    ("code", "text", "parts"),
    [
        ("zh", "微软买了。谷歌呢？\n没有", ["微软买了。", "谷歌呢？", "没有"]),
        (
            "en",
            "The U.S. Inc. of Sept. 30 grew. It did 2.5 pct. Yes!",
            ["The U.S. Inc. of Sept. 30 grew.", "It did 2.5 pct.", "Yes!"],
        ),
        ("en", "  \n ", []),
    ],
)
def test_sentences(code: str, text: str, parts: list[str]) -> None:
    assert [span.of(text) for span in sentences(text, code)] == parts


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("４８．５萬塊", "48.5万块"),
        ("１，６００億", "1,600亿"),
        ("美元，600亿", "美元，600亿"),
        ("5\u00a0亿－6\u2009亿", "5 亿-6 亿"),
        ("〜＄％（）", "~$%()"),
    ],
)
def test_one_writing_for_each_sign(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_offsets_never_move(text: str) -> None:
    assert len(lower(fold(text))) == len(fold(text)) == len(text)


def test_traditional_is_told_from_simplified() -> None:
    assert is_traditional("億美元")
    assert not is_traditional("亿美元 billion")
