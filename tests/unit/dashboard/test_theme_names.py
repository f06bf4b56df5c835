"""Colours come from the tokens, names from the entities table."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.names import COLOURED, Names, colour_key
from dashboard.theme import theme

NAMES = Names.of(
    pd.DataFrame(
        [
            {"id": "microsoft", "kind": "company", "name_en": "Microsoft", "name_zh": "微软", "class": "hyperscaler"},
            {"id": "meta", "kind": "company", "name_en": "Meta", "name_zh": "", "class": None},
            {"id": "tsmc", "kind": "company", "name_en": "TSMC", "name_zh": "台积电", "class": "foundry"},
            {"id": "both", "kind": "publisher", "name_en": "Meta+Microsoft+AWS", "name_zh": "", "class": None},
        ]
    )
)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_company_has_a_colour_of_its_own(name: str) -> None:
    colours = [theme(name).company(key) for key in COLOURED]
    assert len(set(colours)) == len(COLOURED)
    assert theme(name).company("nobody") == theme(name)["co-other"]


def test_dark_is_its_own_palette() -> None:
    assert theme("dark").surface != theme("light").surface
    assert theme("dark").font == theme("light").font


def test_a_wash_lies_between_the_colour_and_the_card() -> None:
    light = theme("light")
    assert light.wash("#000000") == "#dedede"
    assert light.wash(light.surface) == light.surface


@pytest.mark.parametrize(
    ("identifier", "lang", "name"),
    [
        ("microsoft", "en", "Microsoft"),
        ("microsoft", "zh", "微软"),
        ("meta", "zh", "Meta"),
        ("unknown-corp", "zh", "unknown-corp"),
        ("microsoft+meta", "en", "Microsoft + Meta"),
        ("microsoft+meta", "zh", "微软、Meta"),
        ("both", "en", "Meta+Microsoft+AWS"),
        ("both", "zh", "Meta+微软+AWS"),
    ],
)
def test_names(identifier: str, lang: str, name: str) -> None:
    assert NAMES.name(identifier, lang) == name


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("TSMC and Microsoft", "台积电 and 微软"),
        ("TSMC（推测）", "台积电（推测）"),
        ("ATSMC, TSMC2", "ATSMC, TSMC2"),
        ("Meta", "Meta"),
    ],
)
def test_companies_in_words_of_ours_are_called_as_the_language_calls_them(words: str, told: str) -> None:
    assert NAMES.speaker("zh")(words) == told
    assert NAMES.speaker("en")(words) == words


def test_alphabet_is_drawn_as_google() -> None:
    assert colour_key("alphabet") == "google"
    assert NAMES.field("meta", "class") == ""
