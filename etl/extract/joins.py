"""Numbers that stand together: ranges, and lists that share one unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from etl.extract.fractions import of_total
from etl.extract.lexicon import Lexicon
from etl.extract.measures import Atom
from etl.model import Qualifier

JUNK = " *_"
WIDEST_GAP = 14
BEFORE = 60
LEAST_LISTED = 1000
# 60-650亿 is a slip for 600-650亿: no range in print spans a factor of ten of one magnitude word.
SUSPECT = 10
# 从660亿至720亿缩为…: what is changed is the range itself.
CHANGED = re.compile(" ?(?:缩|收|上调|下调|上修|下修|修|砍|拉高|调|提高|提升|改|扩|增|降)[^，。；]{0,3}?[为至到成]")
# 12、15万块: the last word's magnitude holds for a left number of about its size.
SHARING = frozenset({"、", "和", "与", "及"})
ISO_LENGTH = 3
# 元 right behind digits or a magnitude is of the currency before; in 日元 and 美元 it is a part of another word.
YUAN, POWERED = "CNY", frozenset("0123456789万亿兆千百")
STEP = re.compile(
    r"(?:\bby (?:about |some |roughly |nearly |another )?|(?:增加|增长|上升|上调|提高|提升|追加|增)了?(?:约|近|逾)?)$"
)
# To $66-72 billion, from $64 billion to $72 billion: what a range replaced is a range.
REPLACED = re.compile(r"[ ,;(]*(?:up |down )?from [^\w]*")
CHANGE, MOST_CENTS = frozenset({Decimal("0.1"), Decimal("0.01")}), 100
ALIKE_FROM, ALIKE_TO = Decimal("0.1"), 10


def joined(lexicon: Lexicon, small: str, atoms: list[Atom]) -> list[Atom]:
    """Return the atoms with ranges made one and units lent to those that stand in a list without one."""
    return _listed(lexicon, small, _slashed(small, _changed(small, _ranged(lexicon, small, atoms))))


def _slashed(small: str, atoms: list[Atom]) -> list[Atom]:
    """Return the atoms with what one of a row like 670/858/1,240亿元 and $3.2/4.5 billion is told in lent to all."""
    for at in range(len(atoms) - 2, -1, -1):
        left, right = atoms[at], atoms[at + 1]
        if small[left.end : right.start] != "/" or not _same_size(left, right):
            continue
        if not left.unit and not left.noun and right.unit:
            atoms[at] = _lend(_scaled(left, right.power), right)
        elif left.unit and left.factor == 1 and not right.unit:
            atoms[at] = _scaled(left, right.power)
            for place in _row(small, atoms, at):
                atoms[place] = _lend(atoms[place], left)
        elif not left.unit and not right.unit:
            atoms[at] = _scaled(left, right.power)
    return atoms


def _row(small: str, atoms: Sequence[Atom], first: int) -> Iterator[int]:
    """Yield the places of the atoms without a unit that go on a row behind its first one."""
    for at in range(first + 1, len(atoms)):
        if atoms[at].unit or small[atoms[at - 1].end : atoms[at].start] != "/":
            return
        yield at


def gap(small: str, left: Atom, right: Atom) -> str:
    """Return what stands between two neighbours, without blanks; a long gap reads as its first part only."""
    return small[left.end : min(right.start, left.end + WIDEST_GAP)].strip(JUNK)


def _changed(small: str, atoms: list[Atom]) -> list[Atom]:
    """Return the atoms with an amount and its change made one: 3 dollars 50 cents, 五元三毛."""
    if not any(len(atom.unit) == ISO_LENGTH for atom in atoms):
        return atoms
    merged: list[Atom] = []
    for atom in atoms:
        last = merged[-1] if merged else None
        part = _change_of(small, last, atom) if last is not None else None
        if last is not None and last.value is not None and part is not None:
            value = last.value + part
            merged[-1] = last._replace(end=atom.end, value=value, low=value, high=value, stop=atom.stop)
            continue
        merged.append(atom)
    return merged


def _change_of(small: str, whole: Atom, part: Atom) -> Decimal | None:
    """Return what a second amount adds to a whole one: 50 cents, 三毛, and the forty-five of ten dollars forty-five."""
    between = small[whole.end : part.start]
    if whole.value is None or part.value is None or whole.value != whole.value.to_integral_value():
        return None
    if not whole.unit.isupper() or whole.factor != 1 or not whole.qualifier is part.qualifier is Qualifier.EXACT:
        return None
    if part.factor in CHANGE and part.unit == whole.unit and part.value < 1:
        return part.value if between.strip(JUNK) in ("", "and", "又", "零") else None
    spoken = whole.rule == part.rule == "words" and not whole.power and not (part.unit or part.noun)
    return part.value / 100 if spoken and between == " " and 1 <= part.value < MOST_CENTS else None


def _ranged(lexicon: Lexicon, small: str, atoms: list[Atom]) -> list[Atom]:
    merged: list[Atom] = []
    for atom in atoms:
        last, before = merged[-1] if merged else None, merged[-2] if len(merged) > 1 else None
        if last is not None and atom.start - last.end <= WIDEST_GAP and last.qualifier is Qualifier.EXACT:
            made = _range(lexicon, small, last, atom, before) or of_total(small, last, atom, gap(small, last, atom))
            if made is not None:
                merged[-1] = made
                continue
        merged.append(atom)
    return merged


def _range(lexicon: Lexicon, small: str, left: Atom, right: Atom, before: Atom | None) -> Atom | None:
    words = lexicon.language
    whole = small[left.end : right.start]
    between = whole.strip(JUNK)
    if whole == " -" or between == small[left.start - 1 : left.start] == "-" or _in_columns(small, left, whole):
        return None  # a minus; 4-3-3
    if between not in words.ranges and not _between(small, left, right, between):
        return None
    right = _of_sign(small, left, right)
    if left.value is None or right.value is None or left.low is None or not _same_unit(left, right):
        return None
    if not _is_replaced(small, before, left) and _is_change(lexicon, small, left, right, between):
        return None
    low, inherited = _lent(left, right)
    if low is None or low > right.value or (low == right.value and between == "-"):
        return None
    flags = left.flags + right.flags + inherited
    if inherited and right.power and not left.power and right.value > SUSPECT * low:
        flags += ("suspect_range",)
    return left._replace(
        end=right.end,
        value=(low + right.value) / 2,
        low=low,
        high=right.value,
        unit=right.unit or left.unit,
        power=right.power,
        stop=right.stop,
        factor=right.factor,
        noun=right.noun or left.noun,
        flags=flags,
        rule="range",
        qualifier=Qualifier.RANGE,
    )


def _in_columns(small: str, left: Atom, between: str) -> bool:
    """Tell what stands between two columns, Name — 465 — 667 and $83B ~$200B, from the dash of a range."""
    mark = between.strip()
    if between[:1] != " " or len(mark) != 1:
        return False
    return between[-1] == "~" or small[left.start - len(between) : left.start] == between


def _of_sign(small: str, left: Atom, right: Atom) -> Atom:
    """Return the end of 新台币1412亿至1502亿元 in the currency that stands before the start: 元 is a word for any."""
    is_any = (
        right.unit == YUAN and not right.sign and small[right.end - 1] in "元圆" and small[right.end - 2] in POWERED
    )
    return right._replace(unit=left.unit) if is_any and left.sign and left.unit else right


def _same_unit(left: Atom, right: Atom) -> bool:
    """Tell whether one unit can stand for both: 700至720亿美元, $40-46k, 10%-20%."""
    return left.unit in ("", right.unit) or (left.sign and not right.unit)


def _lent(left: Atom, right: Atom) -> tuple[Decimal | None, tuple[str, ...]]:
    """Return the left value with the right one's magnitude and unit where it has none of its own."""
    assert left.value is not None  # noqa: S101 - for the type checker; the caller has looked
    low = left.value
    flags: tuple[str, ...] = ()
    if not left.unit and right.unit:
        low, flags = low * right.factor, ("inherited_unit",)
    bare = right.value is not None and left.value < right.value.scaleb(-right.power) / right.factor
    if not left.power and right.power and bare and (not left.unit or left.sign or left.factor == right.factor):
        low, flags = low.scaleb(right.power), (*flags, "inherited_magnitude")
    return low, flags


def _is_change(lexicon: Lexicon, small: str, left: Atom, right: Atom, between: str) -> bool:
    """From 66 to 70 after a verb of change tells an old and a new value, not a range."""
    words = lexicon.language
    if between not in ("to", "至", "到"):
        return False
    if _is_step(small, left, right):
        return True
    before = small[max(0, left.start - BEFORE) : left.start].rstrip(JUNK + "约")
    if words.spaced:
        return before.endswith("from") and bool(words.changes.search(before))
    return before[-1:] in ("从", "由", "自") and not CHANGED.match(small, right.end)


def _is_replaced(small: str, before: Atom | None, left: Atom) -> bool:
    """Tell that a range stands right before, of which this is what it was."""
    if before is None or before.qualifier is not Qualifier.RANGE:
        return False
    return bool(REPLACED.fullmatch(small, before.end, left.start))


def _is_step(small: str, left: Atom, right: Atom) -> bool:
    """Tell a step and what it leads to, "up by $15 billion to $50 billion", from a range of steps, 增加10亿至20亿."""
    if left.value is None or right.value is None or len(right.unit) != ISO_LENGTH or not left.power:
        return False
    far = 2 * left.value < right.value and left.sign == right.sign
    return far and bool(STEP.search(small, max(0, left.start - BEFORE), left.start))


def _between(small: str, left: Atom, right: Atom, joiner: str) -> bool:
    """Tell "between 20 and 30" and 20和30之间 from a list of two."""
    if joiner == "and":
        return _follows(small, left.start, "between")
    return joiner in ("和", "与") and small.startswith("之间", right.end)


def _follows(small: str, at: int, word: str) -> bool:
    return small[max(0, at - len(word) - 2) : at].strip(JUNK) == word


def _listed(lexicon: Lexicon, small: str, atoms: list[Atom]) -> list[Atom]:
    lists = lexicon.language.lists
    for at in range(len(atoms) - 2, -1, -1):
        left, right = atoms[at], atoms[at + 1]
        if lexicon.language.spaced and _leads_to(small, left, right):
            atoms[at] = left = _told_alike(left, right)
        if not left.unit and not left.noun and right.unit and right.start - left.end < WIDEST_GAP:
            between = gap(small, left, right)
            if between in SHARING and _same_size(left, right):
                atoms[at] = _lend(_scaled(left, right.power), right)
            elif (between in lists and _alike(left, right, between)) or _led_to(lexicon, left, right, between):
                atoms[at] = _lend(left, right)
    for at in range(1, len(atoms)):
        left, right = atoms[at - 1], atoms[at]
        if left.unit and not right.unit and right.power and right.start - left.end < WIDEST_GAP:
            between = gap(small, left, right)
            if between in lists or between in lexicon.language.ranges:
                atoms[at] = _lend(right, left)
    return atoms


def _leads_to(small: str, left: Atom, right: Atom) -> bool:
    """Tell "from $7.5 to $8 billion" and "from 300 to about 450 megawatts", where the new value alone tells in what."""
    between = small[left.end : right.start]
    if left.unit not in ("", right.unit) or left.noun or not _LEADING.fullmatch(between):
        return False
    told = bool(right.power and not left.power) or not left.unit
    return told and bool(right.unit) and _near(left, right) and _follows(small, left.start, "from")


# To about, to a record: what leads from an old value to a new one.
_LEADING = re.compile(r" to (?:(?:a|an|about|around|nearly|roughly|some|over|as much as|record|new) ){0,3}")


def _near(left: Atom, right: Atom) -> bool:
    """Say whether two numbers are of one size as they are written, whatever the words behind the second."""
    if left.power or not left.value or right.value is None:
        return False
    bare = right.value.scaleb(-right.power) / right.factor
    return ALIKE_FROM * left.value <= bare <= ALIKE_TO * left.value


def _told_alike(left: Atom, right: Atom) -> Atom:
    """Return an old value with the magnitude and the unit of the new one."""
    scaled = _scaled(left, right.power) if right.power else left
    return scaled if scaled.unit else _lend(scaled, right)


def _same_size(left: Atom, right: Atom) -> bool:
    """Tell 1,250、1,600亿元 and 12和15万块, where one magnitude is written for both."""
    return bool(right.power) and not right.sign and _near(left, right) and left.qualifier is right.qualifier


def _scaled(atom: Atom, power: int) -> Atom:
    value, low, high = (None if part is None else part.scaleb(power) for part in (atom.value, atom.low, atom.high))
    return atom._replace(value=value, low=low, high=high, power=power, flags=(*atom.flags, "inherited_magnitude"))


def _led_to(lexicon: Lexicon, left: Atom, right: Atom, between: str) -> bool:
    """从750亿提升至850亿美元: the old value takes the new one's unit."""
    to = between[-1:] in ("至", "到") and not lexicon.language.spaced
    return bool(to and left.power and right.power and not right.sign)


def _alike(left: Atom, right: Atom, between: str) -> bool:
    if right.sign or left.value is None or right.factor != 1 or bool(left.power) > bool(right.power):
        return False
    if left.power or left.value >= LEAST_LISTED:
        return True
    return not right.power and between not in (",", "，", "/")


def _lend(poor: Atom, rich: Atom) -> Atom:
    value, low, high = (None if part is None else part * rich.factor for part in (poor.value, poor.low, poor.high))
    return poor._replace(
        value=value, low=low, high=high, unit=rich.unit, factor=rich.factor, flags=(*poor.flags, "inherited_unit")
    )
