"""
Figures computed from observations, each as weak as the weakest of what it is made of.

A module of this package with a `DERIVATION` and `results(given)` is a derived metric; nothing else names it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType

import pandas as pd

from etl.reconcile.derived.derivation import READ, Derivation, Given, Input, Refusal, Result
from etl.reconcile.derived.peak import cited
from etl.reconcile.precedence import DEPRECATED
from etl.vocabulary import Vocabulary

__all__ = ["derivations", "derive", "given"]


def given(
    observations: pd.DataFrame, chips: pd.DataFrame, assumed: Mapping[str, Input], vocabulary: Vocabulary
) -> Given:
    """Return what derivations are made from: of the observations those that are not deprecated and say something."""
    numbers = observations[["value", "value_low", "value_high"]].notna().any(axis=1)
    told = observations.loc[(observations["rank"] != DEPRECATED) & numbers, list(READ)]
    return Given(told, chips, cited(chips), assumed, vocabulary)


@cache
def derivations() -> tuple[ModuleType, ...]:
    """Return the modules of all derived metrics, in the order of their names."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(module for module in modules if hasattr(module, "DERIVATION"))


def derive(given: Given) -> Iterator[tuple[Derivation, Result | Refusal]]:
    """Yield every derived figure, and every one that is refused, with its derivation."""
    for module in derivations():
        for one in module.results(given):
            yield module.DERIVATION, one
