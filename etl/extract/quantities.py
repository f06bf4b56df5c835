"""
Every number with meaning in a text, exactly: its value, unit, hedge and place.

Names (H100), ordinals, times and dates are no quantities, but two ranks are a range; dates are read by `periods`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal

from etl.extract.atoms import digit_atoms
from etl.extract.blocks import Kind, blocks
from etl.extract.currency import Money, money
from etl.extract.digits import VULGAR
from etl.extract.expressions import period_spans
from etl.extract.joins import joined
from etl.extract.lexicon import LATIN, ONE, Cues, Lexicon, following
from etl.extract.measures import Atom
from etl.extract.numerals import MINUS
from etl.extract.rates import monthly, rated
from etl.extract.restatements import checked, restatements
from etl.extract.scan import scan
from etl.extract.units import SIGNS
from etl.extract.words import word_atoms_of
from etl.languages.script import is_traditional
from etl.model import Qualifier, Quantity, Span

__all__ = ["quantities", "restatements"]

JUNK = " *_\"“'("
LEAN = 4
SIGNED = frozenset("+-±负")
MINUS_ENDS = frozenset("se")
# A dash behind one of these joins; elsewhere it is a minus.
UNSIGNED = frozenset("%)）]零一二三四五六七八九两十万亿千百元块毛角颗月日年-") | VULGAR.keys()
# A shorter text is a cell or a name, not a sentence that was cut.
SHORTEST = 12
BROKEN = re.compile(r"\s*(?:\.{2,}\s*)?\Z")  # tried in place: a copy of the rest for each amount takes the square
OF, PERCENT_OF = " of ", re.compile(r"(?:\A|[,;:(]) ?(?P<percent>per ?cents? of )\Z")
COMPARED = {
    **dict.fromkeys("大高多", Qualifier.MIN),
    **dict.fromkeys("小低少", Qualifier.MAX),
}
# A list and a table need no full stop.
WHOLE_LINES = frozenset({Kind.ITEM, Kind.TABLE})
MOST_PLACES = 27  # what the decimal context can write without an exponent
# (2317), [4]: digits that are no amount; （千颗）, (thousand units): the unit of what follows.
LISTING = re.compile(
    r"[(（\[【](?:\d{1,6}(?:\.[a-z]{2})?|[百千万亿]+(?:[张颗块台片枚]|美?元)|"
    r"(?:thousand|million|billion) (?:units|chips|cards|gpus|dollars))[)）\]】]",
    re.IGNORECASE,
)
# 表2: the number of a table.
TABLED = re.compile(r"(?:\A|\n)[\s#*]*[表图圖]\s?\d{1,2}(?![\d.%])")
# Hopper GPUs bought (2024, thousands): in what the figures below are told.
SCALE = re.compile(r"(?<=[,，] )(?:thousands|millions|billions)(?=[)）])")
TAKING = (("(", LISTING), ("[", LISTING), ("【", LISTING), ("表", TABLED), ("图", TABLED), ("s)", SCALE))


def quantities(text: str, language: str) -> list[Quantity]:
    """
    Return every quantity of a text in order, none overlapping another; never raises on any text.

    >>> quantities("微软购买了48.5万块芯片", "zh")[0].value
    Decimal('485000.0')
    """
    words, folded, small, found = scan(text, language)
    taken = sorted(period_spans(text, language) + _taken(small))
    atoms = [
        _with_sign(small, atom) if not SIGNED.isdisjoint(small[max(0, atom.start - 2) : atom.start]) else atom
        for atom in _all(words, small, folded, found, taken)
    ]
    said = money(small, words.language.code, traditional="元" in small and is_traditional(text))
    ends = [end for end, _ in found.recurring]
    priced = [rated(words, small, found, ends, atom) for atom in joined(words, small, atoms)]
    hedged = _apart([_hedged(words, small, found, atom) for atom in monthly(small, priced)])
    return checked([_quantity(text, small, said, atom) for atom in hedged], text)


def _all(words: Lexicon, small: str, folded: str, found: Cues, taken: list[tuple[int, int]]) -> list[Atom]:
    """Return the atoms of digits and of words, in order; where two overlap the earlier, then the longer, stays."""
    free = [atom for atom in word_atoms_of(words, small, folded, found) if not _is_taken(atom, taken)]
    atoms = [*digit_atoms(words, small, folded, taken), *free]
    atoms.sort(key=lambda atom: (atom.start, -atom.end))
    kept: list[Atom] = []
    for atom in atoms:
        if not kept or atom.start >= kept[-1].end:
            kept.append(atom)
    return kept


def _is_taken(atom: Atom, taken: list[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (atom.end, 0))
    return at > 0 and taken[at - 1][1] > atom.start


def _taken(small: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for sign, pattern in TAKING:
        if sign in small:
            spans += [found.span() for found in pattern.finditer(small)]
    return spans


def _apart(atoms: list[Atom]) -> list[Atom]:
    """Return the atoms, none overlapping another: a plus between two is the sign of the second."""
    for at in range(1, len(atoms)):
        if atoms[at].start < atoms[at - 1].end:
            atoms[at - 1] = atoms[at - 1]._replace(end=atoms[at].start)
    return atoms


def _hedged(words: Lexicon, small: str, found: Cues, atom: Atom) -> Atom:
    before = small[atom.start - 2 : atom.start - 1]
    if before in MINUS_ENDS and small[atom.start - 1] == " " and (word := _minus(small, atom.start - 1)):
        atom = _signed(atom, "-", 1 + len(word))
    if not atom.unit and before == "f" and small.startswith(OF, atom.start - 4):
        atom = _percent_of(small, atom)
    at = start = atom.start
    while at and small[at - 1] in JUNK and start - at < LEAN:
        at -= 1
    hedge = found.hedges.get(at)
    kind = hedge[1] if hedge else _compared(small, at, atom.end)
    at = atom.end
    while at < len(small) and small[at] == "*" and at - atom.end < LEAN:
        at += 1
    behind = following(words.after, small, at)
    if behind is not None and not _GOES_ON.match(small, at + len(behind[0])):
        kind = behind[1] if kind in (Qualifier.EXACT, Qualifier.APPROX) else kind
        atom = atom if at > atom.end else atom._replace(end=at + len(behind[0]))
    return _qualified(atom, kind)


# 7 gigawatts and more than $400 billion: what stands behind is the hedge of the next amount.
_GOES_ON = re.compile(r"\d| than\b")


def _percent_of(small: str, atom: Atom) -> Atom:
    """Read the "percent of 10" of a heading, where neither a number stands before it nor anything behind."""
    found = PERCENT_OF.search(small, max(0, atom.start - LEAN * LEAN), atom.start)
    if found is None or atom.noun or small[atom.end : atom.end + 2].strip(" .,;)"):
        return atom
    value, low, high = (None if part is None else part.scaleb(-2) for part in (atom.value, atom.low, atom.high))
    return atom._replace(start=found.start("percent"), value=value, low=low, high=high, unit="share")


def _with_sign(small: str, atom: Atom) -> Atom:
    """Take in the sign before a number: -5, 负 5, ±5; it is this number's own, also in a range."""
    start = atom.start
    sign = small[start - 1] if start else ""
    if sign == " ":
        before = small[start - 2 : start - 1]
        return _signed(atom, "-", 2) if before == "负" or (before == "-" and _is_cell(small, atom)) else atom
    if sign == "负":
        return _signed(atom, "±" if small[start - 2 : start] == "正负" else "-", 1)
    if sign == "+" and start > 1 and small[start - 2] in SIGNS:
        return atom  # 50€+
    if sign and sign in "+-±" and (start == 1 or not (small[start - 2] in UNSIGNED or small[start - 2] in LATIN)):
        return _signed(atom, sign, 1)
    return atom


def _is_cell(small: str, atom: Atom) -> bool:
    """Tell the "- 1,200" of an account, where nothing else is written, from a point of a list."""
    if atom.start > LEAN or len(small) - atom.end > LEAN:
        return False
    plain = not atom.unit or atom.unit == "share" or atom.unit.isupper()
    return plain and not small[: atom.start - 2].strip() and not small[atom.end :].strip()


def _minus(small: str, end: int) -> str:
    """Return the word before a number that makes it negative; "plus or minus" does not."""
    word = next((word for word in MINUS if small.endswith(word, 0, end)), "")
    return "" if small.endswith((" or ", "or "), 0, end - len(word)) else word


def _compared(small: str, start: int, end: int) -> Qualifier:
    """Read 比三十大 and 比170低 as bounds."""
    if small[start - 1 : start] != "比":
        return Qualifier.EXACT
    return COMPARED.get(small[end : end + 2].strip()[:1], Qualifier.EXACT)


def _signed(atom: Atom, sign: str, size: int) -> Atom:
    start = atom.start - size
    if sign == "±":
        return atom._replace(start=start, flags=(*atom.flags, "tolerance"))
    if sign == "+":
        return atom._replace(start=start)
    value, low, high = (None if part is None else -part for part in (atom.value, atom.low, atom.high))
    low, high = (high, low) if atom.qualifier is Qualifier.RANGE else (low, high)
    return atom._replace(start=start, value=value, low=low, high=high)


def _qualified(atom: Atom, kind: Qualifier) -> Atom:
    if atom.high is None and atom.low is not None and atom.qualifier is Qualifier.EXACT:
        return atom._replace(qualifier=Qualifier.MIN)
    if atom.qualifier is not Qualifier.EXACT:
        return atom
    if kind is Qualifier.EXACT:
        return atom
    if kind is Qualifier.MIN:
        return atom._replace(qualifier=kind, high=None)
    if kind is Qualifier.MAX:
        return atom._replace(qualifier=kind, low=None)
    return atom._replace(qualifier=kind)


def _quantity(text: str, small: str, said: Money, atom: Atom) -> Quantity:
    flags, unit = atom.flags, atom.unit
    if unit[:3] == "USD" and small[atom.start] == "$" and said.dollar_doubtful:
        unit, flags = said.dollar + unit[3:], (*flags, "ambiguous_dollar")
    elif unit[:1] == "¥":
        unit = said.yen + unit[1:]
    elif unit[:3] == "CNY" and said.yuan != "CNY" and small[atom.start : atom.end].endswith("元"):
        unit, flags = said.yuan + unit[3:], (*flags, "ambiguous_yuan")
    if _cut_off(text, small, atom):
        flags = (*flags, "cut_off")
    rule = atom.rule if not unit else f"{atom.rule}.{'inherited' if 'inherited_unit' in flags else 'unit'}"
    value = _tidy(atom.value)
    kind = Qualifier.VAGUE if atom.value is None else atom.qualifier
    return Quantity(
        value,
        value if atom.low is atom.value else _tidy(atom.low),
        value if atom.high is atom.value else _tidy(atom.high),
        kind,
        unit,
        text[atom.start : atom.end],
        Span(atom.start, atom.end),
        atom.noun,
        "",
        flags,
        rule,
    )


def _tidy(value: Decimal | None) -> Decimal | None:
    """Write 4.385E+11 as 438500000000: whole numbers without an exponent, the others as they are."""
    if value is None or value == 0:
        return value
    exact = value.to_integral_value()
    return exact.quantize(ONE) if exact == value and value.adjusted() < MOST_PLACES else value


def _cut_off(text: str, small: str, atom: Atom) -> bool:
    """Tell running text that breaks off in the digits of an amount: it may have lost the rest of it."""
    if len(text) <= SHORTEST or not small[atom.end - 1].isdigit() or not BROKEN.match(text, atom.end):
        return False
    return blocks(text)[-1].kind not in WHOLE_LINES
