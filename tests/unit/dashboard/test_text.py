"""Both languages say the same things, and every text a page asks for is written."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import dashboard
from dashboard.text import said, t, texts, word

CHINESE = re.compile("[\u4e00-\u9fff]")
OWN_VALUES = {"charts.common.month"}  # a month has a name in English and a number in Chinese
ASKED = re.compile(r'(?:view|self)\.t\(\s*"([a-z_0-9.]+)"')


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert texts("en").keys() == texts("zh").keys()


def test_every_text_takes_the_same_values_in_both_languages() -> None:
    taken = {key: [placeholders(texts(lang)[key]) for lang in ("en", "zh")] for key in texts("en")}
    assert {key: sets for key, sets in taken.items() if key not in OWN_VALUES and sets[0] != sets[1]} == {}
    assert [(lang, key) for lang in ("en", "zh") for key, text in texts(lang).items() if not text.strip()] == []


def test_every_text_that_code_asks_for_is_written() -> None:
    folder = Path(dashboard.__file__).parent
    asked = {key for path in folder.rglob("*.py") for key in ASKED.findall(path.read_text(encoding="utf-8"))}
    assert len(asked) > 80
    assert asked - set(texts("en")) == set()


def test_chinese_texts_are_chinese() -> None:
    bare = {
        key: re.sub(r"\{.*?\}|[^A-Za-z]", "", text) for key, text in texts("zh").items() if not CHINESE.search(text)
    }
    assert [key for key, text in bare.items() if len(text) > 12] == []


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(KeyError, match=r"nav\.nowhere"):
        t("en", "nav.nowhere")


def test_a_word_of_the_data_without_a_text_stands_for_itself() -> None:
    assert word("zh", "status", "estimate") == "估算"
    assert word("zh", "status", "never-heard") == "never-heard"


def test_a_sentence_of_the_refresh_is_told_in_the_readers_language_whatever_its_own() -> None:
    assert said("zh", "no metric counts this unit (GB)") == "没有指标以此为单位（GB）"
    assert said("en", "没有指标以此为单位（GB）") == "no metric counts this unit (GB)"
    assert said("zh", "SEC XBRL company facts (copy in a public GitHub repository)").startswith("SEC XBRL 公司数据（")
    assert said("zh", "what nobody has put into a form") == "what nobody has put into a form"
