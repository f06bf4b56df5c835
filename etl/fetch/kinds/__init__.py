"""
One file per kind of source: what is asked for, in which order, and what is kept.

A module of this package with `bring(hand)` is a kind, named as its file; nothing else names it. `OPTIONS` holds the
options that a source of this kind may set, each with its default; `FASTEST` bounds its requests a second.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def kinds() -> dict[str, ModuleType]:
    """Return all kinds by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_"))
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}
