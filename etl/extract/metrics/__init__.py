"""
What a figure can mean: one file per metric, each stating its cues, units, range and what it must not be taken for.

A file here defines METRIC and is found by its being here; the engine knows none of them by name.
"""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from etl.extract.unitclass import kind_of
from etl.model import Status


class Party(StrEnum):
    """Who of the two sides of a deal owns the figure."""

    BUYER = "buyer"
    SELLER = "seller"


@dataclass(frozen=True, slots=True)
class Metric:
    """
    One thing that articles count.

    `nouns`, `verbs` and `weak` hold its cues, parted by | and with endings in brackets: purchas(e|es|ed|ing). A weak
    cue gives way to any other in its clause. `classes` are unit classes (see etl.extract.units_of): units, money,
    money_per_year, share and so on. `low` and `high` bound what is believable, in the base unit. `family` names the
    metrics that one source covers together. `point` marks a fact of a moment, which takes the month or year of
    publication. `sided` marks what has another side: a seller, provider or foundry. `bare` lets it be read, once a
    figure before it set the scene, without a cue of its own.
    `published` are the classes its figures are published in, where these are not those it is read in.
    `not_for` says in words what it is mistaken for.
    """

    id: str
    family: str
    classes: frozenset[str]
    published: frozenset[str] = frozenset()
    nouns: str = ""
    verbs: str = ""
    weak: str = ""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal("Infinity")
    party: Party = Party.BUYER
    status: Status = Status.ACTUAL
    point: bool = False
    sided: bool = False
    bare: bool = True
    not_for: str = ""

    def counts_in(self, unit: str) -> bool:
        """Return whether a figure of this metric may be published in a unit."""
        return kind_of(unit) in (self.published or self.classes)


COUNTS = frozenset({"units", "units_per_week", "units_per_quarter"})
"""What chips are counted in: so many, or so many in each week or quarter."""


@cache
def registry() -> dict[str, Metric]:
    """Return every metric by id, from the files in this folder."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    metrics = (importlib.import_module(f"{__name__}.{name}").METRIC for name in names)
    return {metric.id: metric for metric in metrics}


def spelled(words: str) -> list[str]:
    """
    Spell out a cue list.

    >>> spelled("buy(|s|ing)|bought")
    ['buy', 'buys', 'buying', 'bought']
    """
    return [form for word in re.split(r"\|(?![^(]*\))", words) if word.strip() for form in _forms(word.strip())]


def _forms(word: str) -> list[str]:
    parts = [part.split("|") for part in re.split(r"\(([^)]*)\)", word)]
    return ["".join(choice) for choice in itertools.product(*parts)]
