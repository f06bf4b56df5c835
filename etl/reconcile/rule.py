"""The declared rules of precedence.toml as a frozen value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("precedence.toml")


@dataclass(frozen=True, slots=True)
class OriginClass:
    """A class of origins; `rank` counts from 1, the best."""

    id: str
    rank: int
    en: str
    vocabulary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What precedence.toml declares."""

    classes: Mapping[str, OriginClass]
    tiers: Mapping[str, int]
    deprecated: Mapping[str, str]
    carrier_flags: frozenset[str]
    shared_flags: frozenset[str]
    """Flags that hold for an observation only where every carrier has them."""

    same: Mapping[str, Mapping[str, str]]
    events: frozenset[str]
    events_without_product: frozenset[str]
    tolerance: Mapping[str, float]
    horizon: Mapping[str, Any]
    restated: Mapping[str, Any]
    forecasters: frozenset[str]
    ladder: Mapping[str, Any]

    def of_vocabulary(self, word: str) -> OriginClass:
        """Return the class of an origin by its class in the vocabulary; `named` where no class claims it."""
        return next((one for one in self.classes.values() if word in one.vocabulary), self.classes["named"])


@cache
def rule() -> Rule:
    """Return the declared rule."""
    text = tomllib.loads(FILE.read_text(encoding="utf-8"))
    classes = {
        spec["id"]: OriginClass(spec["id"], rank, spec["en"], tuple(spec["vocabulary"]))
        for rank, spec in enumerate(text["classes"], start=1)
    }
    same = {
        column: {word: one for one, words in groups.items() for word in words}
        for column, groups in text["same"].items()
    }
    return Rule(
        classes=classes,
        tiers=text["tiers"],
        deprecated=text["deprecated"],
        carrier_flags=frozenset(text["carrier"]["flags"]),
        shared_flags=frozenset(text["deprecated"]) - frozenset(text["carrier"]["world"]),
        same=same,
        events=frozenset(text["events"]["always"]),
        events_without_product=frozenset(text["events"]["without_product"]),
        tolerance=text["tolerance"],
        horizon=text["horizon"],
        restated=text["restated"],
        forecasters=frozenset(text["forecasts"]["origins"]),
        ladder=text["ladder"],
    )
