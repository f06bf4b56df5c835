"""The TOML of the vocabulary: an entry is one line, which is read several times as fast as TOML at large."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

_TABLE = re.compile(r"\[([a-z]+)\]")
_ENTRY = re.compile(r"([a-z0-9-]+) = (\{.*\})")
# A string as it is, or a key with its sign of equality.
_KEY = re.compile(r'"(?:[^"\\]|\\.)*"|([a-z_]+) =')


def tables(text: str) -> dict[str, Any]:
    r"""
    Return the tables of a TOML text; what is not written an entry a line is read as any TOML.

    >>> tables('[company]\nacme = { en = "Acme", names = ["A = B"] }')
    {'company': {'acme': {'en': 'Acme', 'names': ['A = B']}}}
    """
    try:
        return _lines(text)
    except ValueError:
        return tomllib.loads(text)


def _lines(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    table: dict[str, Any] | None = None
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if (entry := _ENTRY.fullmatch(line)) and table is not None and entry[1] not in table:
            table[entry[1]] = json.loads(_KEY.sub(_quoted, entry[2]), object_pairs_hook=_once)
        elif (head := _TABLE.fullmatch(line)) and head[1] not in found:
            table = found[head[1]] = {}
        else:
            raise ValueError(line)
    return found


def _quoted(found: re.Match[str]) -> str:
    return f'"{found[1]}":' if found[1] else found[0]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ValueError("a key is given twice")
    return told
