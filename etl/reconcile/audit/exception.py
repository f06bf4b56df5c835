"""Rows that break a rule for a reason that is written down."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from etl.errors import VocabularyError

FILE = Path(__file__).with_name("exceptions.toml")


@cache
def excepted(file: Path = FILE) -> frozenset[tuple[str, str]]:
    """Return (rule, row) of every written exception; raises VocabularyError where one has no reason."""
    told = tomllib.loads(file.read_text(encoding="utf-8")).get("exception", [])
    for one in told:
        if not one.get("reason"):
            raise VocabularyError(f"{file.name}: the exception for {one.get('row')} gives no reason")
    return frozenset((one["rule"], one["row"]) for one in told)
