"""The bytes of a source within limits: a regular file, or a member of an archive written archive.zip/member.md."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from etl.errors import InputRejected

MAX_BYTES = 8 * 2**20
MAX_MEMBERS = 500
ARCHIVE = ".zip"
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
)


def content(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Return at most `limit` bytes of a source; raises InputRejected for what is larger, missing or no regular file."""
    archive = archive_of(path)
    if archive:
        return _member(path, archive, limit)
    if not path.is_file():
        raise InputRejected(str(path), "it is no regular file, or not there", remedy="Check the path")
    try:
        with path.open("rb") as file:
            return _within(path, file.read(limit + 1), limit)
    except OSError as fault:
        raise InputRejected(str(path), f"it cannot be read ({fault.strerror})", remedy="Check its rights") from fault


def archive_of(path: Path) -> Path | None:
    """Return the archive file that a path leads into, if it leads into one."""
    if ARCHIVE not in str(path).lower():
        return None
    return next((one for one in path.parents if one.suffix.lower() == ARCHIVE and one.is_file()), None)


def members(archive: Path) -> list[Path]:
    """Return the paths of the files in an archive, in order; raises InputRejected where it cannot be trusted."""
    try:
        with zipfile.ZipFile(archive) as opened:
            names = [info.filename for info in opened.infolist() if not info.is_dir()]
    except (*_BROKEN, OSError) as fault:
        raise InputRejected(str(archive), "it is no sound archive", remedy="Pack it again as .zip") from fault
    fault_found = next(_faults(names), "")
    if fault_found:
        raise InputRejected(str(archive), fault_found, remedy="Unpack it and give the folder")
    return [archive / name for name in sorted(names) if _is_article(name)]


def _faults(names: list[str]) -> Iterator[str]:
    # Joined to the archive's path, an absolute name would lead to a file of this machine.
    if any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name for name in names):
        yield "it holds a name that leads out of it"
    if not any(map(_is_article, names)):
        yield "it holds no file"
    if len(names) > MAX_MEMBERS:
        yield f"it holds {len(names):,} files, more than {MAX_MEMBERS}"
    if len(set(names)) < len(names):
        yield "it holds two files of one name"


def _is_article(name: str) -> bool:
    return not any(part.startswith((".", "~", "__MACOSX")) for part in PurePosixPath(name).parts)


def _member(path: Path, archive: Path, limit: int) -> bytes:
    try:
        with zipfile.ZipFile(archive) as opened:
            info = opened.getinfo(path.relative_to(archive).as_posix())
            if info.flag_bits & _ENCRYPTED:
                raise InputRejected(str(path), "it is encrypted", remedy="Unpack it and give the folder")
            with opened.open(info) as file:
                # Counted while inflating: what an archive's headers say of its size need not be true.
                return _within(path, file.read(limit + 1), limit)
    except KeyError as fault:
        raise InputRejected(str(path), "the archive has no such file", remedy="Check the path") from fault
    except (*_BROKEN, OSError) as fault:
        raise InputRejected(str(path), "it cannot be unpacked", remedy="Pack the archive again") from fault


def _within(path: Path, data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise InputRejected(
            str(path), f"it has more than {limit // 2**20} MB", remedy="Split it, or keep only the article"
        )
    if not data.strip():
        raise InputRejected(str(path), "it is empty", remedy="Put the article's text into it, or remove it")
    return data
