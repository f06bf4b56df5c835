"""The signs given for a pattern are all that its alternatives can start with: one left out would never be found."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _parser as parser  # type: ignore[attr-defined] # the only way to see what a pattern is made of
from typing import Any

import pytest

import etl.extract
from etl.extract.starts import starting

LED = re.compile(r"\(\?=(\[[^\]]+\])\)\(\?:(.*)\)", re.DOTALL)
EVERYTHING = "\U0010ffff"


def led() -> Iterator[Any]:
    for _, name, _ in pkgutil.iter_modules(etl.extract.__path__, "etl.extract."):
        for known, value in vars(importlib.import_module(name)).items():
            for at, pattern in enumerate(patterns(value)):
                yield pytest.param(pattern, id=f"{name}.{known}.{at}")


def patterns(value: Any) -> Iterator[re.Pattern[str]]:
    """Yield the led patterns that a value is or holds."""
    if isinstance(value, re.Pattern) and LED.fullmatch(value.pattern):
        yield value
    for part in value if type(value) is tuple else ():
        yield from patterns(part)


def firsts(tree: Any) -> tuple[set[str], bool]:
    """Return the signs that a parsed pattern can start with, and whether it can be empty."""
    signs: set[str] = set()
    for kind, what in tree:
        found, empty = first(str(kind), what)
        signs |= found
        if not empty:
            return signs, False
    return signs, True


def first(kind: str, what: Any) -> tuple[set[str], bool]:
    if kind in {"AT", "ASSERT", "ASSERT_NOT"}:
        return set(), True
    if kind in {"LITERAL", "IN"}:
        return {sign for part in ([(kind, what)] if kind == "LITERAL" else what) for sign in one_of(*part)}, False
    if kind == "SUBPATTERN":
        return firsts(what[-1])
    if kind == "BRANCH":
        ways = [firsts(way) for way in what[1]]
        return {sign for signs, _ in ways for sign in signs}, any(empty for _, empty in ways)
    if kind in {"MAX_REPEAT", "MIN_REPEAT"}:
        signs, empty = firsts(what[2])
        return signs, empty or what[0] == 0
    return {EVERYTHING}, False


def one_of(kind: Any, what: Any) -> set[str]:
    if str(kind) == "LITERAL":
        return {chr(what)}
    if str(kind) == "RANGE":
        return {chr(what[0]), chr(what[1])}
    return {" "} if str(what) == "CATEGORY_SPACE" else {EVERYTHING}


def missing(pattern: re.Pattern[str]) -> set[str]:
    told = LED.fullmatch(pattern.pattern)
    assert told, pattern
    signs, empty = firsts(parser.parse(told[2]))
    assert not empty, "a pattern that can be empty starts with no sign"
    return {sign for sign in signs if not re.match(told[1], sign)}


@pytest.mark.parametrize("pattern", list(led()))
def test_no_start_is_left_out(pattern: re.Pattern[str]) -> None:
    assert missing(pattern) == set()


def test_a_start_left_out_is_seen() -> None:
    assert missing(starting("ct", r"\b(?:compared|than)\b|(?<!x)[，,]?从|\sv")) == {"，", ",", "从", " "}
