"""The block of facts that stands before an article's text, between two lines of three dashes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from etl.errors import InputRejected

_BLOCK = re.compile(r"\A---[ \t]*\n(?P<facts>.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_DATE = re.compile(r"(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?)?(?=\D|$)")
MAX_CHARACTERS = 20_000


def split(path: Path, text: str) -> tuple[Mapping[str, Any], str]:
    """
    Return the facts and the body; the body is what follows, without newlines at both ends.

    Raises InputRejected where the block is not valid; a file without a block has no facts.
    """
    found = _BLOCK.match(text[: MAX_CHARACTERS + 8])
    if not found:
        return {}, text.strip("\n")
    return _facts(path, found["facts"]), text[found.end() :].strip("\n")


def partial_date(value: object) -> str:
    """
    Return a date as precise as it is stated (2025, 2025-05, 2025-05-23); empty where there is none.

    >>> partial_date("2025-02-11 16:33:55"), partial_date("2025-05"), partial_date("n.d.")
    ('2025-02-11', '2025-05', '')
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    found = _DATE.match(str(value or "").strip())
    if not found:
        return ""
    parts = [found["y"], *(f"{int(part):02d}" for part in (found["m"], found["d"]) if part)]
    return "-".join(parts) if _is_real(parts) else ""


def first(value: object) -> str:
    """Return a text fact, or the first of a list of them."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return "" if value is None else str(value).strip()


def _facts(path: Path, block: str) -> Mapping[str, Any]:
    try:
        facts = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        line = getattr(getattr(fault, "problem_mark", None), "line", 0) + 2
        raise InputRejected(
            str(path),
            "its front matter is not valid YAML",
            place=f"line {line}",
            remedy="Put texts with colons or quotes between double quotes.",
        ) from None
    if facts is None:
        return {}
    if not isinstance(facts, dict):
        raise InputRejected(str(path), "its front matter names no fields", remedy='Write lines like `title: "…"`.')
    return {str(key).lower(): value for key, value in facts.items()}


def _is_real(parts: list[str]) -> bool:
    year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
