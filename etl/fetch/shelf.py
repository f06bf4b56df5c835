"""The folder that fetched bytes are kept in: each state once, under its hash, and a sidecar that names the newest."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from etl import sidecar
from etl.errors import InputRejected
from etl.sidecar import Sidecar

HASH_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file that is to be had: its name on the shelf, where it comes from, who reads it, what is known of it."""

    name: str
    url: str
    kind: str
    suffix: str
    licence: str
    about: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one source."""

    folder: Path

    @property
    def source(self) -> str:
        """Return the source's name."""
        return self.folder.name

    def path(self, name: str) -> Path:
        """Return where the sidecar of a file stands."""
        return self.folder / f"{name}{sidecar.ENDING}"

    def kept(self, name: str) -> Sidecar | None:
        """Return the sidecar of a file whose bytes are still there as they came; None where they are not."""
        try:
            found = sidecar.load(self.path(name))
            sidecar.data(self.path(name), found, 2**30)
        except InputRejected:
            return None
        return found

    def new(self, wanted: Wanted, data: bytes, fetched_at: str, headers: Mapping[str, str], mark: str = "") -> Sidecar:
        """Return the sidecar that these bytes would get."""
        hashed = hashlib.sha256(data).hexdigest()
        last = self.kept(wanted.name)
        before = last.before if last else ()
        if last and last.sha256 != hashed:
            before = ((last.fetched_at, last.sha256), *before)
        return Sidecar(
            source=self.source,
            kind=wanted.kind,
            name=wanted.name,
            file=f"{wanted.name}.{hashed[:HASH_LENGTH]}{wanted.suffix}",
            sha256=hashed,
            url=wanted.url,
            fetched_at=fetched_at,
            licence=wanted.licence,
            etag=headers.get("etag", ""),
            last_modified=headers.get("last-modified", ""),
            mark=mark,
            about=dict(wanted.about),
            before=before,
        )

    def place(self, told: Sidecar, data: bytes) -> None:
        """Put the bytes on the shelf; raises OSError where the disk does not take them."""
        self.folder.mkdir(parents=True, exist_ok=True)
        written(self.folder / told.file, data)

    def vouch(self, told: Sidecar) -> None:
        """Make a sidecar the current one; its bytes are there before, so that a reader sees the old or the new."""
        written(self.path(told.name), told.written())

    def drop(self, told: Sidecar) -> None:
        """Take bytes away that no sidecar came to vouch for."""
        last = self.kept(told.name)
        if last is None or last.file != told.file:
            (self.folder / told.file).unlink(missing_ok=True)


def written(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and see it to the disk."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
