"""Per hour, per year, per month: said behind a price, or before it in the same clause."""

from __future__ import annotations

from bisect import bisect_right

from etl.extract.atoms import Atom
from etl.extract.lexicon import LATIN, Cues, Lexicon

ISO_LENGTH = 3
RATED = frozenset({"wafers", "units", "racks"})
FARTHEST = 22
CLAUSE_ENDS = frozenset("，。；;！？!?\n、()（）")


def rated(lexicon: Lexicon, small: str, cues: Cues, ends: list[int], atom: Atom) -> Atom:
    """Return the atom with its unit made a rate where the text says so."""
    money = len(atom.unit) == ISO_LENGTH and atom.unit.isupper() and atom.unit.isalpha()
    if not money and atom.unit not in RATED:
        return atom
    at = atom.end
    while at < len(small) and small[at] in "*+" and at - atom.end < 3:  # noqa: PLR2004 - "$12+**/hr"
        at += 1
    for word, rate in lexicon.rates.get(small[at : at + 1], ()):
        last = at + len(word)
        if small.startswith(word, at) and not (last < len(small) and word[-1] in LATIN and small[last] in LATIN):
            return atom if rate == "per_gpu_hour" and not money else atom._replace(unit=f"{atom.unit}_{rate}", end=last)
    found = bisect_right(ends, atom.start) - 1
    if found >= 0 and atom.start - ends[found] <= FARTHEST:
        rate = cues.recurring[found][1]
        between = small[ends[found] : atom.start]
        clear = CLAUSE_ENDS.isdisjoint(between) and not lexicon.language.income.search(between)
        if clear and (money or rate == "per_month"):
            return atom._replace(unit=f"{atom.unit}_{rate}")
    return atom
