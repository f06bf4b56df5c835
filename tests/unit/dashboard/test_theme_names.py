"""Colours come from the tokens, names from the entities table."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.names import COLOURED, Names, colour_key
from dashboard.theme import theme

NAMES = Names.of(
    pd.DataFrame(
        [
            {"id": "microsoft", "name_en": "Microsoft", "name_zh": "微软", "class": "hyperscaler"},
            {"id": "meta", "name_en": "Meta", "name_zh": "", "class": None},
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
    ],
)
def test_names(identifier: str, lang: str, name: str) -> None:
    assert NAMES.name(identifier, lang) == name


def test_alphabet_is_drawn_as_google() -> None:
    assert colour_key("alphabet") == "google"
    assert NAMES.field("meta", "class") == ""
