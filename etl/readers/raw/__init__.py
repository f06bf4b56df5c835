"""
One file per kind of fetched bytes: a module with `read(path, told, data)` reads them into a Document or a Table.

It is named as the `kind` in the sidecar; bytes that are not of the form it relies on raise InputRejected with the
field that is missing, so that a fetch keeps what it had.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType

UNREAD = "feed"
"""Kept for what it leads to; it holds no figure itself."""


@cache
def kinds() -> dict[str, ModuleType]:
    """Return all kinds by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_"))
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}
