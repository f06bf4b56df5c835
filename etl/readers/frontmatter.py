"""The block of facts that stands before an article's text, between two lines of three dashes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import yaml

from etl.errors import InputRejected

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)
_FACT = re.compile(r"[A-Za-z_][\w-]{0,40}:(?:\s|$)")
MAX_CHARACTERS = 20_000
# The base loader in C, where PyYAML was built with it, takes a tenth of the time.
_FAST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def split(path: Path, text: str) -> tuple[Mapping[str, str], str]:
    """
    Return the facts, each as the text it was written in, and the body without newlines at both ends.

    A file without a block has no facts; raises InputRejected where the block is not closed or not valid.
    """
    opening = _OPENING.match(text)
    if not opening:
        return {}, text.strip("\n")
    closing = _CLOSING.search(text, opening.end(), opening.end() + MAX_CHARACTERS)
    if closing:
        return _facts(path, text[opening.end() : closing.start()]), text[closing.end() :].strip("\n")
    if _FACT.match(text, opening.end()):
        raise _rejected(path, "is not closed within 20,000 characters", 1, "End it with a line of three dashes")
    return {}, text.strip("\n")


def _facts(path: Path, block: str) -> Mapping[str, str]:
    try:
        facts = _loaded(block)
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        line = getattr(getattr(fault, "problem_mark", None), "line", 0) + 2
        raise _rejected(path, "is not valid YAML", line, "Put texts with colons or quotes in double quotes") from None
    if facts is None or facts == "":
        return {}
    if not isinstance(facts, dict):
        raise _rejected(path, "names no fields", 2, 'Write lines like `title: "…"`')
    return {key.lower(): _first(value) for key, value in facts.items() if isinstance(key, str)}


def _loaded(block: str) -> object:
    """Return what a block holds as texts, lists and mappings and nothing else: a date or a "no" stays as written."""
    if _FAST is not yaml.BaseLoader and "\t" not in block:
        with suppress(yaml.YAMLError):
            return yaml.load(block, Loader=_FAST)  # noqa: S506 - it constructs less than the safe loader
    # The two differ on tabs and on the line of a fault, so this one has the last word on both.
    return yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - as above


def _first(value: object) -> str:
    """Return a text, or the first text of a list; what is nested deeper is no fact, and never written out."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return value.strip() if isinstance(value, str) else ""


def _rejected(path: Path, reason: str, line: int, remedy: str) -> InputRejected:
    return InputRejected(str(path), f"its front matter {reason}", place=f"line {line}", remedy=remedy)
