"""The sources to fetch, as declared in one TOML file: each a name, a kind, and the options of that kind."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.errors import UsageError
from etl.fetch import kinds

CONTACT, ALLOW = "SILICON_LEDGER_CONTACT", "SILICON_LEDGER_FETCH_ALLOW"
BY_HAND = "by-hand"
"""The source of articles that are given as addresses on the command line."""
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
COMMON: Mapping[str, Any] = {"kind": "", "on": True, "per_second": 2.0, "most_mb": 32}
"""What every source may say, beside the options of its kind."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source; every option has a value, its own or the kind's."""

    name: str
    kind: str
    options: Mapping[str, Any]
    on: bool = True
    per_second: float = 2.0
    most_mb: int = 32


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources of a file, in its order, and who asks."""

    contact: str
    sources: tuple[Source, ...]

    def chosen(self, names: list[str]) -> tuple[Source, ...]:
        """Return the named sources, or all that are on; addresses are one more source: articles given by hand."""
        known = {one.name: one for one in self.sources}
        given = [name for name in names if "://" in name]
        for name in names:
            if name not in known and name not in given:
                raise UsageError(f"there is no source {name}; known are {', '.join(known)}")
        by_hand = [Source(BY_HAND, "articles", {"urls": given})] if given else []
        named = [known[name] for name in names if name in known]
        return (*named, *by_hand) if names else tuple(one for one in self.sources if one.on)


def load(path: Path, environ: Mapping[str, str] = os.environ) -> Sources:
    """Return the declared sources; raises UsageError naming the source and what is wrong with it."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise UsageError(f"{path} cannot be read ({fault.strerror}); name the file of sources by --sources") from None
    except (ValueError, RecursionError) as fault:
        raise UsageError(f"{path} is no TOML: {fault}") from None
    contact = environ.get(CONTACT, "").strip() or str(told.pop("contact", ""))
    told.pop("contact", None)
    if not contact.isascii() or not contact.replace(" ", "a").isprintable():
        raise UsageError(f"the contact in {CONTACT} or {path} holds characters that no header takes")
    return Sources(contact, tuple(_source(path, name, table) for name, table in told.items()))


def allowed(environ: Mapping[str, str] = os.environ) -> frozenset[str]:
    """Return the hosts with ports that may lead inside: for test servers, and a mirror of one's own."""
    return frozenset(environ.get(ALLOW, "").replace(",", " ").split())


def _source(path: Path, name: str, table: object) -> Source:
    where = f"{path}, source {name}"
    if not NAME.fullmatch(name) or name == BY_HAND or not isinstance(table, dict):
        raise UsageError(f"{where}: a source is a table named by small letters, digits and dashes")
    known = kinds.kinds()
    kind = known.get(str(table.get("kind", "")))
    if kind is None:
        raise UsageError(f"{where}: kind is {table.get('kind')!r}; known are {', '.join(known)}")
    allowed_options = {**COMMON, **kind.OPTIONS}
    for option, value in table.items():
        _check(where, option, value, allowed_options)
    options = {option: table.get(option, default) for option, default in kind.OPTIONS.items()}
    common = {option: table.get(option, default) for option, default in COMMON.items() if option != "kind"}
    fastest = getattr(kind, "FASTEST", 10.0)
    common["per_second"] = float(table.get("per_second", min(fastest, COMMON["per_second"])))
    if not 0 < common["per_second"] <= fastest:
        raise UsageError(
            f"{where}: per_second is {common['per_second']:g}; above 0 and at most {fastest:g} are allowed"
        )
    return Source(name, str(table["kind"]), options, **common)


def _check(where: str, option: str, value: object, known: Mapping[str, Any]) -> None:
    if option not in known:
        raise UsageError(f"{where}: there is no option {option}; known are {', '.join(known)}")
    wanted = (int, float) if isinstance(known[option], float) else type(known[option])
    if not isinstance(value, wanted) or isinstance(value, bool) != isinstance(known[option], bool):
        raise UsageError(f"{where}: {option} is {value!r}; expected the like of {known[option]!r}")
