"""The currency of amounts that name none, or the wrong one, by the script of a text and by whose they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import ne

from etl.extract.currency import HOMES
from etl.extract.drafts import Draft
from etl.languages.script import fold
from etl.vocabulary import vocabulary

TAIWANESE, _TAIWAN = "TWD", re.compile("[台臺]|nt", re.IGNORECASE)
HAN, TRADITIONAL_SHARE = "\u4e00", 0.1
_HAN = re.compile(f"[{HAN}-\U0010ffff]+")


def repair_currency(drafts: Sequence[Draft], text: str) -> None:
    """Give amounts with no currency, or a misprinted one, that of their script, of their owners or of their sisters."""
    bare = any(draft.quantity.unit == "CNY" for draft in drafts)
    if bare and _is_taiwanese(text) and "人民幣" not in text and "人民币" not in text:
        _read_as_taiwanese(drafts)
    _read_as_mainland(drafts)
    _read_as_at_home(drafts, text)
    _read_as_sisters(drafts)


def _is_taiwanese(text: str) -> bool:
    """Say whether a text is written in Traditional script throughout: a few such characters prove nothing."""
    folded = fold(text)
    if folded == text:
        return False
    most = sum(map(len, _HAN.findall(text))) * TRADITIONAL_SHARE
    if sum(map(ne, text, folded)) <= most:
        return False
    return sum(one != other for one, other in zip(text, folded, strict=True) if one >= HAN) > most


def _read_as_taiwanese(drafts: Sequence[Draft]) -> None:
    """Read a bare 元 in Traditional script as the New Taiwan dollar."""
    for draft in drafts:
        if draft.quantity.unit == "CNY" and "CN" not in draft.quantity.surface and "RMB" not in draft.quantity.surface:
            draft.quantity = replace(draft.quantity, unit="TWD")
            draft.doubt("currency by the script")


def _read_as_mainland(drafts: Sequence[Draft]) -> None:
    """Read a bare 元 that a text in Traditional script tells of firms of the mainland as theirs, the yuan."""
    told = [draft for draft in drafts if draft.quantity.unit.startswith(TAIWANESE)]
    told = [draft for draft in told if not _TAIWAN.search(draft.quantity.surface)]
    if not told:
        return
    regions = {draft.quantity.span: _regions(draft) for draft in told if not draft.refused}
    owners = set[str]().union(*regions.values())
    for draft in told:
        home = regions.get(draft.quantity.span) or (owners if owners == {"CN"} else set())
        if home == {"CN"}:
            draft.quantity = replace(draft.quantity, unit="CNY" + draft.quantity.unit.removeprefix(TAIWANESE))
            draft.doubt("currency by its owner")


def _regions(draft: Draft) -> set[str]:
    terms = (vocabulary().terms.get(one) for one in draft.entity)
    return {term.region for term in terms if term and term.region}


def _read_as_at_home(drafts: Sequence[Draft], text: str) -> None:
    """Read what names no currency, in a text that counts in dollars too, in that of the land of those who own it."""
    if "美元" not in text:
        return
    for draft in drafts:
        if draft.refused or "inherited_unit" not in draft.quantity.flags or _NAMED.search(draft.quantity.surface):
            continue
        other = ELSE.get(draft.quantity.unit)
        if other and _regions(draft) == {HOMES[other]}:
            draft.quantity = replace(draft.quantity, unit=other)
            draft.doubt("currency by its owner")


def _read_as_sisters(drafts: Sequence[Draft]) -> None:
    """Read 亿元 as dollars where most sister figures of a report are in dollars; the unit is flagged as misprinted."""
    votes = Counter((draft.metric, draft.quantity.unit) for draft in drafts if not draft.refused)
    for draft in drafts:
        is_yuan = draft.quantity.unit == "CNY" and not draft.refused and not _NAMED.search(draft.quantity.surface)
        in_dollars = draft.metric in REPORTED and votes[draft.metric, "USD"] > votes[draft.metric, "CNY"]
        if is_yuan and in_dollars and _regions(draft) != {HOMES["CNY"]}:
            draft.quantity = replace(draft.quantity, unit="USD")
            draft.flag("malformed")
            draft.flag("repaired")


REPORTED = frozenset({"revenue", "capex"})
# What a bare amount in a Chinese text is most often of, and what else it may be.
ELSE = {"CNY": "USD", "USD": "CNY"}
_NAMED = re.compile("人民|美|rmb|cny|us|[$¥￥]", re.IGNORECASE)
