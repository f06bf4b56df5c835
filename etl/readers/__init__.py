"""
One file per kind of source: a file in, a document or rows out.

A module of this package with `reads(path)` and `read(path)` is a reader; nothing else names it.
"""

from __future__ import annotations

import importlib
import os
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
        yield from listed(path)[0]


def listed(path: Path) -> tuple[list[Path], list[InputRejected]]:
    """Return the files to read under a path, and what of a folder is no source though it looks like one, and why."""
    if not path.is_dir():
        return _unpacked(path), []
    entries = list(_entries(path, path.resolve()))
    remedy = "Put a copy of the file into the folder, or remove it"
    aside = [InputRejected(str(item), reason, remedy=remedy) for item, reason in entries if reason]
    items = sorted((item for item, reason in entries if not reason), key=_parts)
    return [file for item in items for file in _unpacked(item)], aside


def _parts(path: Path) -> tuple[str, ...]:
    return path.parts


def _entries(folder: Path, root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file under a folder with the reason why it is left aside, empty for a source."""
    try:
        found = list(os.scandir(folder))
    except OSError as fault:
        yield folder, f"the folder cannot be read ({fault.strerror})"
        return
    for entry in found:
        if entry.name.startswith((".", "~")) or entry.name.lower() == "readme.md":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(folder / entry.name, root)
        else:
            yield folder / entry.name, _why_not(entry, root)


def _why_not(entry: os.DirEntry[str], root: Path) -> str:
    if not entry.is_symlink():
        return "" if entry.is_file(follow_symlinks=False) else "it is no regular file"
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):
        return "it is a link that leads nowhere"
    if not target.is_relative_to(root):
        return "it is a link that leads out of the folder"
    return "" if target.is_file() else "it is a link to no regular file"


def _unpacked(item: Path) -> list[Path]:
    if item.suffix.lower() != intake.ARCHIVE or not item.is_file():
        return [item]
    try:
        return intake.members(item)
    except InputRejected:
        # Kept as a source, so that reading it tells what is wrong with it.
        return [item]
