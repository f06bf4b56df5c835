"""The sidecar of a fetched file: where its bytes came from, when, under which terms, and what they hash to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path, PurePath

from etl.errors import InputRejected

ENDING = ".origin"
MAX_BYTES = 1 * 2**20
REMEDY = "Remove it and fetch again"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """
    The origin of one fetched file; `file` names the bytes beside it, which never change under that name.

    `kind` says who reads them, `mark` what told that they were new (an accession number), `about` what the reader
    cannot see in them. `before` holds the earlier states, newest first, each as the day and the hash of its bytes.
    """

    source: str
    kind: str
    name: str
    file: str
    sha256: str
    url: str
    fetched_at: str
    licence: str
    etag: str = ""
    last_modified: str = ""
    mark: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    before: tuple[tuple[str, str], ...] = ()

    @property
    def day(self) -> str:
        """Return the day on which the bytes were fetched."""
        return self.fetched_at[:10]

    def written(self) -> bytes:
        """Return the sidecar as it stands in its file."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()


def load(path: Path) -> Sidecar:
    """Return the sidecar in a file; raises InputRejected where it is none of ours."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _rejected(path, "it is too large for a sidecar")
        told = json.loads(path.read_bytes())
        before = tuple((str(day), str(hashed)) for day, hashed in told.pop("before"))
        about = {str(name): str(text) for name, text in told.pop("about").items()}
        texts = {one.name: told[one.name] for one in fields(Sidecar) if one.name not in {"before", "about"}}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise _rejected(path, f"it is no sidecar ({type(fault).__name__})") from None
    if not all(isinstance(text, str) for text in texts.values()):
        raise _rejected(path, "a field of it is no text")
    if PurePath(texts["file"]).name != texts["file"] or texts["file"] in {"", ".", ".."}:
        raise _rejected(path, "it names a file outside its folder")
    return Sidecar(**texts, about=about, before=before)


def data(path: Path, sidecar: Sidecar, limit: int) -> bytes:
    """Return the bytes that a sidecar vouches for; raises InputRejected where they are gone, too many or others."""
    beside = path.with_name(sidecar.file)
    try:
        with beside.open("rb") as file:
            found = file.read(limit + 1)
    except OSError:
        raise _rejected(path, f"{sidecar.file} is not beside it") from None
    if len(found) > limit:
        raise _rejected(path, f"{sidecar.file} has more than {limit // 2**20} MB")
    if hashlib.sha256(found).hexdigest() != sidecar.sha256:
        raise _rejected(path, f"the bytes of {sidecar.file} are not those that were fetched")
    return found


def _rejected(path: Path, reason: str) -> InputRejected:
    return InputRejected(str(path), reason, remedy=REMEDY)
