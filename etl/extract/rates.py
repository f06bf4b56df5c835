"""Per hour, per year, per month: said behind a price, or before it in the same clause."""

from __future__ import annotations

import re
from bisect import bisect_right

from etl.extract.lexicon import LATIN, Cues, Lexicon, following
from etl.extract.measures import Atom

ISO_LENGTH = 3
RATED = frozenset({"wafers", "units", "racks"})
FARTHEST = 22
# $2 billion a year before is told of another year, not by the year.
# 五年租金 is what five years come to.
_OF_YEARS = re.compile("[0-9一二两三四五六七八九十多]年[^年]{0,4}$")
_AGO = re.compile(r" (?:ago|earlier|before|prior|later|after|on year)(?![a-z])")
CLAUSE_ENDS = frozenset("，。；;！？!?\n、()（）")


def rated(lexicon: Lexicon, small: str, cues: Cues, ends: list[int], atom: Atom) -> Atom:
    """Return the atom with its unit made a rate where the text says so."""
    money = atom.unit == "¥" or (len(atom.unit) == ISO_LENGTH and atom.unit.isupper() and atom.unit.isalpha())
    if not money and atom.unit not in RATED:
        return atom
    at = atom.end
    while at < len(small) and small[at] in "*+" and at - atom.end < 3:  # noqa: PLR2004 - "$12+**/hr"
        at += 1
    said = following(lexicon.rates, small, at)
    if said is not None:
        last = at + len(said[0])
        whole = last == len(small) or said[0][-1] not in LATIN or small[last] not in LATIN
        if whole and not _AGO.match(small, last) and (money or said[1] != "per_gpu_hour"):
            return _at_rate(atom, said[1])._replace(end=last)
    found = bisect_right(ends, atom.start) - 1
    if found >= 0 and atom.start - ends[found] <= FARTHEST:
        rate = cues.recurring[found][1]
        between = small[ends[found] : atom.start]
        clear = CLAUSE_ENDS.isdisjoint(between) and not lexicon.language.income.search(between)
        summed = _OF_YEARS.search(small, max(ends[found] - 6, 0), ends[found])
        if clear and not summed and (money or rate == "per_month"):
            return _at_rate(atom, rate)
    return atom


def monthly(small: str, atoms: list[Atom]) -> list[Atom]:
    """Return the atoms with every further 片 of a paragraph that counts wafers a month read as the same."""
    until = -1
    for at, atom in enumerate(atoms):
        if atom.unit == "wafers_per_month" and atom.start > until:
            until = small.find("\n", atom.end)
            until = len(small) if until < 0 else until
        elif atom.noun == "片" and atom.start < until and atom.unit in ("units", "wafers"):
            atoms[at] = atom._replace(unit="wafers_per_month", flags=(*atom.flags, "inherited_unit"))
    return atoms


def _at_rate(atom: Atom, rate: str) -> Atom:
    """Return the atom as a rate; what is made by the 片 and the month are wafers."""
    wafers = rate == "per_month" and atom.noun[:1] == "片" and atom.unit == "units"
    return atom._replace(unit=f"{'wafers' if wafers else atom.unit}_{rate}")
