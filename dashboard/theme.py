"""The colours and fonts of assets/tokens.css, for drawings; no colour is written anywhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TOKENS = Path(__file__).parent / "assets" / "tokens.css"
_LIGHT = re.compile(r"^:root \{(.*?)^\}", re.DOTALL | re.MULTILINE)
_DARK = re.compile(r'^:root\[data-theme="dark"\] \{(.*?)^\}', re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PROPERTY = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
_HEX_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Theme:
    """One palette: every custom property of the tokens by name, and the few a drawing asks for by word."""

    name: str
    tokens: Mapping[str, str]

    def __getitem__(self, token: str) -> str:
        return self.tokens[token]

    def company(self, key: str) -> str:
        """Return a company's fixed colour; everyone without one of their own is grey."""
        return self.tokens.get(f"co-{key}", self.tokens["co-other"])

    def wash(self, colour: str) -> str:
        """Return a company colour as thin as the tint under a hatch, mixed with the card's surface."""
        return _mix(colour, self.surface, float(self.tokens["hatch-wash"]))

    @property
    def surface(self) -> str:
        """The card."""
        return self.tokens["surface"]

    @property
    def sunk(self) -> str:
        """Wells and filled cells."""
        return self.tokens["sunk"]

    @property
    def ink(self) -> str:
        """Text."""
        return self.tokens["ink"]

    @property
    def ink_2(self) -> str:
        """Secondary text."""
        return self.tokens["ink-2"]

    @property
    def ink_3(self) -> str:
        """Axis and meta text."""
        return self.tokens["ink-3"]

    @property
    def grid(self) -> str:
        """Grid lines."""
        return self.tokens["grid"]

    @property
    def rule(self) -> str:
        """Hairlines."""
        return self.tokens["rule"]

    @property
    def rule_strong(self) -> str:
        """The zero line."""
        return self.tokens["rule-strong"]

    @property
    def warn(self) -> str:
        """Doubt: conflicts, disputes, repairs."""
        return self.tokens["warn"]

    @property
    def font(self) -> str:
        """The sans-serif stack."""
        return self.tokens["font-sans"]


@cache
def theme(name: str) -> Theme:
    """Return the light or the dark palette."""
    css = _COMMENT.sub("", TOKENS.read_text(encoding="utf-8"))
    tokens = _properties(_LIGHT, css)
    if name == "dark":
        tokens |= _properties(_DARK, css)
    return Theme(name, tokens)


def _properties(block: re.Pattern[str], css: str) -> dict[str, str]:
    found = block.search(css)
    if found is None:
        raise ValueError(f"{TOKENS.name} has no block like {block.pattern}")
    return {name: " ".join(text.split()) for name, text in _PROPERTY.findall(found.group(1))}


def _mix(colour: str, ground: str, part: float) -> str:
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(top * part + under * (1 - part)):02x}" for top, under in pairs)


def _channels(colour: str) -> list[int]:
    digits = colour.removeprefix("#")
    return [int(digits[at : at + 2], 16) for at in range(0, _HEX_DIGITS, 2)]
