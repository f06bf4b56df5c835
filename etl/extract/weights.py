"""Weights of signs as `tools/` fits them, in whole hundredths: their sums are exact in any order."""

from __future__ import annotations

import re
import struct
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

Signs = tuple[str, ...]
"""Signs that are told as one: all of them or none."""

Told = TypeVar("Told")

SIGNS = "[sign]\n"
LINE = re.compile(r'^"([^"\\\n]+)" = (?:"([-\d ]+)"|(-?\d+\.\d+))$', re.MULTILINE)
"""A sign as `tools/` write it, with its row of numbers or its one."""

HUNDRED = 100
# What a weight is lifted by, and the bits that it is added in: room for a hundred thousand rows.
LIFT, BITS = 1 << 14, 32
MASK = (1 << BITS) - 1
# A row that nobody asked for.
NOT_PACKED = object()
# As many sums of signs as are kept.
MOST_TOGETHER = 1 << 15
# Signs told as the reason of a choice.
TOLD = 2


def read(path: Path) -> dict[str, dict[str, int]]:
    """Return the tables of a file of weights: by sign what it weighs for a choice, or against it (below zero)."""
    held = loaded(path.read_text(encoding="utf-8"))
    return {name: in_hundredths(told) for name, told in held.items() if isinstance(told, dict)}


class Weights(dict[str, int]):
    """What each sign weighs for a choice or against it (below zero); `together` what those weigh told as one."""

    __slots__ = ("together",)

    def __init__(self, held: Mapping[str, int]) -> None:
        super().__init__(held)
        self.together = _Together(self)


class _Together(dict[Signs, int]):
    """What signs weigh that are told as one, added when first asked for: the same are told again and again."""

    __slots__ = ("held",)

    def __init__(self, held: Mapping[str, int]) -> None:
        self.held = held

    def __missing__(self, signs: Signs) -> int:
        if len(self) > MOST_TOGETHER:
            self.clear()
        weight = self[signs] = added(self.held, signs)
        return weight


def loaded(text: str) -> dict[str, Any]:
    """Return what a file of weights holds, as TOML has it; its lines of signs are told in a seventh of the time."""
    head, _, signs = text.partition(SIGNS)
    found = LINE.findall(signs)
    if len(found) != signs.count("\n"):  # not as our tools write it
        return tomllib.loads(text)
    return {**tomllib.loads(head), "sign": {sign: row or float(weight) for sign, row, weight in found}}


def numbers(row: str) -> tuple[int, ...]:
    """Return a row of numbers as a file of weights has it."""
    return tuple(map(int, row.split()))


class Rows(Generic[Told]):
    """
    The choices there are, and what each sign weighs for each of them, or against it (below zero), in hundredths.

    `told` holds the row of each sign as it is told, and `numbers` makes numbers of one when it is first asked for: of
    ten thousand rows an article needs some hundred. `packed` holds each such row as one number, 32 bits for a choice,
    lifted by `LIFT` to be above zero, and above them a one to count the rows by: so rows are added whole, in less than
    half the time. `places` says where a choice stands.
    """

    def __init__(
        self, choices: Sequence[str], told: Mapping[str, Told], numbers: Callable[[Told], Sequence[int]]
    ) -> None:
        self.choices, self.told, self.numbers = tuple(choices), told, numbers
        self.places = {choice: place for place, choice in enumerate(choices)}
        self.packed: dict[str, Any] = dict.fromkeys(told, NOT_PACKED)
        self.layout = struct.Struct(f"<{len(choices) + 1}I")

    def row(self, sign: str) -> Sequence[int]:
        """Return what a sign that is known weighs for each choice."""
        return self.numbers(self.told[sign])

    def added(self, signs: Collection[str]) -> int:
        """Return the packed rows of some signs, added."""
        try:
            return added(self.packed, signs)
        except TypeError:  # a row met for the first time adds to nothing yet
            self._pack(signs)
            return added(self.packed, signs)

    def _pack(self, signs: Iterable[str]) -> None:
        for sign in signs:
            if self.packed.get(sign) is NOT_PACKED:
                row = self.layout.pack(*(weight + LIFT for weight in self.row(sign)), 1)
                self.packed[sign] = int.from_bytes(row, "little")

    def sums(self, signs: Collection[str]) -> dict[str, int]:
        """Return what some signs weigh together for each choice; nothing where none of them is known."""
        return self.unpacked(self.added(signs))

    def weighed(self, signs: Collection[str], choices: Sequence[str]) -> list[int]:
        """Return what some signs weigh together for each of some choices, nothing for those that are not known."""
        found, places = self.added(signs), self.places
        if not found:
            return [0 for _ in choices]
        *whole, rows = self._split(found)
        lifted = LIFT * rows
        return [whole[places[choice]] - lifted if choice in places else 0 for choice in choices]

    def unpacked(self, added: int) -> dict[str, int]:
        """Return what packed rows that were added weigh for each choice; nothing where there was none."""
        if not added:
            return {}
        *whole, rows = self._split(added)
        lifted = LIFT * rows
        return {choice: weight - lifted for choice, weight in zip(self.choices, whole, strict=True)}

    def _split(self, added: int) -> tuple[int, ...]:
        """Return what packed rows that were added hold for each choice, and how many they were."""
        return self.layout.unpack(added.to_bytes(self.layout.size, "little"))

    def strongest(self, signs: Collection[str], choice: str) -> str:
        """Return the signs that spoke most for a choice, in words; their rows are packed, since they were added."""
        known = [sign for sign in signs if sign in self.told]
        self._pack(known)
        bits = self.places[choice] * BITS
        return strongest({sign: (self.packed[sign] >> bits & MASK) - LIFT for sign in known}, signs)


def parsed(text: str) -> Rows[str]:
    """Return the weights that a file tells of: a row of numbers for each sign, in the order of its choices."""
    held = loaded(text)
    return Rows(held["choices"], held["sign"], numbers)


def added(weights: Mapping[str, int], signs: Iterable[str]) -> int:
    """Return what some signs weigh together."""
    return sum(filter(None, map(weights.get, signs)))


def in_hundredths(held: Mapping[str, float]) -> dict[str, int]:
    """Return weights as whole numbers."""
    return {sign: round(weight * HUNDRED) for sign, weight in held.items()}


def strongest(weights: Mapping[str, int], signs: Collection[str]) -> str:
    """Return the signs that spoke most for a choice, in words; what speaks against it is looked at where few do."""
    known = sorted(filter(weights.__contains__, signs))
    known.sort(key=weights.__getitem__, reverse=True)  # what weighs the same stays in the order of the alphabet
    told = [sign for sign in known[:TOLD] if weights[sign] > 0]
    if len(told) < TOLD:
        told = [sign for _, sign in sorted((-weights.get(sign, 0), sign) for sign in signs)[:TOLD]]
    return "; ".join(told)
