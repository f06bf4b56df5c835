"""The palette, measured: contrast on both grounds, and company colours that stay apart for every kind of sight."""

from itertools import combinations

import pytest

from dashboard.names import COLOURED
from dashboard.theme import theme

# Grey means "none of the six": it must be seen, but says no name by itself and need not keep its distance.
COMPANIES = (*COLOURED, "other")
LEAST_CONTRAST, LEAST_DISTANCE = 3.0, 20.0

# Machado, Oliveira and Fernandes (2009), full severity; rows give linear red, green and blue as seen.
SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
Linear = tuple[float, ...]


def linear(colour: str) -> Linear:
    digits = colour.removeprefix("#")
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, sight: str) -> Linear:
    parts = linear(colour)
    return tuple(
        min(max(sum(weight * part for weight, part in zip(row, parts, strict=True)), 0), 1) for row in SIGHT[sight]
    )


def lab(rgb: Linear) -> tuple[float, float, float]:
    red, green, blue = rgb
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, sight: str) -> float:
    pairs = zip(lab(seen(one, sight)), lab(seen(other, sight)), strict=True)
    return float(sum((first - second) ** 2 for first, second in pairs) ** 0.5)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("company", COMPANIES)
@pytest.mark.parametrize("ground", ["surface", "bg"])
def test_a_mark_stands_out_on_its_ground(name: str, company: str, ground: str) -> None:
    look = theme(name)
    assert contrast(look.company(company), look[ground]) >= LEAST_CONTRAST


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "ink-2", "ink-3", "warn"])
def test_text_is_readable_on_a_card(name: str, ink: str) -> None:
    assert contrast(theme(name)[ink], theme(name).surface) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_company_colours_stay_apart(name: str, sight: str) -> None:
    look = theme(name)
    near = {pair: distance(*(look.company(key) for key in pair), sight) for pair in combinations(COLOURED, 2)}
    assert {pair: round(gap, 1) for pair, gap in near.items() if gap < LEAST_DISTANCE} == {}


def test_the_measures_know_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert distance("#000000", "#ffffff", "normal") == pytest.approx(100, abs=0.1)
    assert distance("#ff0000", "#00ff00", "deutan") < distance("#ff0000", "#00ff00", "normal")
