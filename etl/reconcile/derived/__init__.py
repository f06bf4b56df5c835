"""
Figures computed from observations, each as weak as the weakest of what it is made of.

A module of this package with a `DERIVATION` and `results(given)` is a derived metric; nothing else names it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from types import ModuleType

import numpy as np
import pandas as pd

from etl.reconcile.codes import kept
from etl.reconcile.derived.derivation import READ, TIME, VERSION, Derivation, Found, Given, Input
from etl.reconcile.derived.peak import cited
from etl.reconcile.derived.published import Made, made
from etl.reconcile.meanwhile import Give
from etl.reconcile.precedence import DEPRECATED
from etl.vocabulary import Vocabulary

__all__ = [
    "Derive",
    "derivations",
    "derive",
    "derive_each",
    "given",
    "made_at_once",
    "made_of",
    "of_several",
    "rows_for_each",
]


def given(
    observations: pd.DataFrame, chips: pd.DataFrame, assumed: Mapping[str, Input], vocabulary: Vocabulary
) -> Given:
    """Return what derivations are made from: of the observations those that are not deprecated and say something."""
    numbers = observations[["value", "value_low", "value_high"]].notna().any(axis=1)
    told = kept(observations[list(READ)], (observations["rank"] != DEPRECATED) & numbers)
    whole = told.assign(**{TIME: 0}, **{VERSION: np.arange(len(told))})
    return Given(whole, chips, cited(chips), assumed, vocabulary)


@cache
def derivations() -> tuple[ModuleType, ...]:
    """Return the modules of all derived metrics, in the order of their names."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(module for module in modules if hasattr(module, "DERIVATION"))


def of_several() -> tuple[ModuleType, ...]:
    """Return the modules of the metrics that are derived of several rows."""
    return tuple(one for one in derivations() if not one.DERIVATION.is_of_each)


def derive(given: Given, modules: Iterable[ModuleType]) -> Iterator[tuple[Derivation, Found]]:
    """Yield every figure that some modules derive, and every one that they refuse, with its derivation."""
    # A module of which nothing is held is not asked: to find nothing costs as much as to find little.
    held = set(given.observations["metric"].unique())
    for module in (one for one in modules if held.intersection(one.DERIVATION.of)):
        for one in module.results(given):
            yield module.DERIVATION, one


def derive_each(given: Given) -> Iterator[tuple[Derivation, Found]]:
    """Yield every figure that is derived of one row, and every one that is refused, with its derivation."""
    yield from derive(given, (one for one in derivations() if one.DERIVATION.is_of_each))


def rows_for_each(given: Given) -> pd.DataFrame:
    """Return the rows that `derive_each` looks at."""
    told = (module.DERIVATION for module in derivations())
    return given.of(*{metric for one in told if one.is_of_each for metric in one.of})


def made_of(given: Given) -> list[Made]:
    """Return all that is derived."""
    return [made(chain(derive(given, of_several()), derive_each(given)), given.vocabulary)]


Derive = Callable[[Given, Give], Callable[[], list[Made]]]
"""Returns what gives all that is derived, in whatever parts; much of it may be given away meanwhile."""


def made_at_once(given: Given, give: Give) -> Callable[[], list[Made]]:
    """Return what gives all that is derived in one part."""
    return give(len(given.observations), made_of, given)
