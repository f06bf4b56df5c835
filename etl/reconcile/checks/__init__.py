"""
Triangulation: what figures imply of each other, held against bounds.

A module of this package with `METRICS`, `bearing`, `together` and `checks` is a kind of check; nothing else names it.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def kinds() -> tuple[ModuleType, ...]:
    """Return the modules of all kinds of checks, in the order of their names."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(module for module in modules if hasattr(module, "bearing"))
