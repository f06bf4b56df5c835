"""Chips told by their number behind another of their family: 昇腾960和970, 思元590、690, Ascend 950 and 960."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from etl.languages.script import fold, lower
from etl.model import Span
from etl.vocabulary import Hit, Term, vocabulary

_MODEL = r"(?P<model>[A-Za-z]{0,3}\d{3,4}[A-Za-z]{0,2})"
_NAME = re.compile(rf"(?P<family>[A-Za-z\u4e00-\u9fff]{{2,}}?) ?{_MODEL}")
# A number that counts something is no model: 昇腾960和970万颗.
_NEXT = re.compile(
    rf"\s?(?:、|和|与|及|以及|跟|/|／|,? and\s|,\s)\s?{_MODEL}(?![0-9A-Za-z%])(?!\.\d| ?[万亿千百块颗张台片枚套元个])"
)


def siblings(simple: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the chips that are told by no more than their number right behind one of their family."""
    for hit in found:
        told = _NAME.fullmatch(simple, hit.span.start, hit.span.end) if hit.term.kind == "product" else None
        if told is None:
            continue
        end = hit.span.end
        while (other := _NEXT.match(simple, end)) and (term := _named(told["family"], other["model"])):
            yield Hit(Span(other.start("model"), other.end("model")), term)
            end = other.end("model")


def _named(family: str, model: str) -> Term | None:
    return _families().get((_key(family), model.lower()))


@cache
def _families() -> Mapping[tuple[str, str], Term]:
    """Return every chip by the name of its family and its number."""
    found: dict[tuple[str, str], Term] = {}
    for term in vocabulary().terms.values():
        for name in (term.name_en, term.name_zh, *term.names) if term.kind == "product" else ():
            if told := _NAME.fullmatch(name):
                found.setdefault((_key(told["family"]), told["model"].lower()), term)
    return found


def _key(family: str) -> str:
    return lower(fold(family))
