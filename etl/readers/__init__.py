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
from etl.readers import intake


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
    inside = intake.archive_of(path) is not None
    if not inside and not path.is_file():
        raise InputRejected(str(path), "it is no regular file, or not there", remedy="Check the path")
    for reader in readers():
        if reader.reads(path):
            found: Document | Table = reader.read(path)
            return found
    kinds = ", ".join(sorted({kind for reader in readers() for kind in reader.SUFFIXES}))
    raise InputRejected(str(path), f"no reader takes {path.suffix or 'a file without ending'}", remedy=f"Use {kinds}")


def sources(paths: Iterable[Path]) -> Iterator[Path]:
    """
    Yield the files to read: each path that is a file, the files in each folder, and those in each archive, in order.

    Hidden files and each folder's own README are left out; a link is followed only when it stays in the folder.
    """
    for path in paths:
        for item in _files(path) if path.is_dir() else [path]:
            yield from _unpacked(item)


def _files(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    found = sorted(item for item in folder.rglob("*") if _is_source(item, folder))
    return (item for item in found if item.resolve().is_relative_to(root))


def _is_source(item: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~")) for part in item.relative_to(folder).parts)
    return item.is_file() and not hidden and item.name.lower() != "readme.md"


def _unpacked(item: Path) -> list[Path]:
    if item.suffix.lower() != intake.ARCHIVE or not item.is_file():
        return [item]
    try:
        return intake.members(item)
    except InputRejected:
        # Kept as a source, so that reading it tells what is wrong with it.
        return [item]
