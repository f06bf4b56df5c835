"""The few things publishing asks of a disk, each durable when it returns; tests pass one that fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO


class Disk:
    """A real disk."""

    def write(self, path: Path, content: bytes) -> None:
        """Write a file and wait until it is on the disk."""
        self.pour(path.parent, ((path.name, content),))

    def pour(self, folder: Path, pieces: Iterable[tuple[str, bytes]]) -> None:
        """Write files of a folder piece by piece, each with its name, and wait until they are on the disk."""
        with ExitStack() as opened:
            files: dict[str, BinaryIO] = {}
            for name, piece in pieces:
                if name not in files:
                    files[name] = opened.enter_context((folder / name).open("wb"))
                files[name].write(piece)
            for file in files.values():
                file.flush()
                self.sync(file.fileno())

    def append(self, path: Path, content: bytes) -> None:
        """Add to a file and wait until it is on the disk."""
        with path.open("ab") as file:
            file.write(content)
            file.flush()
            self.sync(file.fileno())

    def sync(self, number: int) -> None:
        """Wait until an open file is on the disk."""
        os.fsync(number)

    def sync_folder(self, folder: Path) -> None:
        """Wait until the names in a folder are on the disk; without it a rename may be lost with the power."""
        if os.name == "nt":  # Windows cannot open a folder
            return
        number = os.open(folder, os.O_RDONLY)
        try:
            self.sync(number)
        finally:
            os.close(number)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file or folder another name, in place of a file of that name."""
        old.replace(new)

    def remove(self, folder: Path) -> None:
        """Remove a folder and what is in it."""
        shutil.rmtree(folder)
