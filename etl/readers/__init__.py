"""
One file per kind of source: a file in, a document or rows out.

A module of this package with `reads(path)` and `read(path)` is a reader; nothing else names it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from etl.errors import InputRejected
from etl.model import Document, Table


@cache
def readers() -> tuple[ModuleType, ...]:
    """Return all readers, in the order of their names."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(module for module in modules if hasattr(module, "reads"))


def read(path: Path) -> Document | Table:
    """
    Read one file by the first reader that takes it.

    Raises InputRejected with the reason and the remedy; a missing or irregular file is one too.
    """
    if not path.is_file():
        raise InputRejected(str(path), "there is no such file", remedy="Check the path.")
    for reader in readers():
        if reader.reads(path):
            found: Document | Table = reader.read(path)
            return found
    kinds = ", ".join(sorted({kind for reader in readers() for kind in reader.SUFFIXES}))
    raise InputRejected(str(path), f"no reader takes {path.suffix or 'a file without ending'}", remedy=f"Use {kinds}.")


def sources(paths: Iterable[Path]) -> Iterator[Path]:
    """
    Yield the files to read: each path that is a file, and the files in each folder, in order.

    Hidden files and each folder's own README are left out; a link is followed only when it stays in the folder.
    """
    for path in paths:
        if path.is_dir():
            root = path.resolve()
            found = sorted(item for item in path.rglob("*") if _is_source(item, path))
            yield from (item for item in found if item.resolve().is_relative_to(root))
        else:
            yield path


def _is_source(item: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~")) for part in item.relative_to(folder).parts)
    return item.is_file() and not hidden and item.name.lower() != "readme.md"
