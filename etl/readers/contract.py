"""Column contracts: which columns a curated table has, and what each cell may hold (see contracts.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from etl.period import Period, known_by

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,12})?(?:[eE][+-]?\d{1,2})?")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: whether a row must fill it, its type, the words it allows and what it means."""

    name: str
    type: str = "text"
    required: bool = False
    allowed: tuple[str, ...] = ()
    meaning: str = ""

    def fault(self, cell: str) -> str:
        """Say what is wrong with a cell and what is allowed, or return nothing."""
        if not cell:
            return f"{self.name} is empty; {self.expected()}" if self.required else ""
        return "" if self._fits(cell) else f"{self.name} is {cell[:60]!r}; {self.expected()}"

    def expected(self) -> str:
        """Say what the column allows."""
        return f"allowed: {', '.join(self.allowed)}" if self.allowed else f"expected {TYPES[self.type][0]}"

    def _fits(self, cell: str) -> bool:
        words = cell.split(";") if self.type == "words" else [cell]
        return all(not self.allowed or word in self.allowed for word in words) and TYPES[self.type][1](cell)


@dataclass(frozen=True, slots=True)
class Contract:
    """The columns of one kind of table; a table is known by its `key` column."""

    name: str
    key: str
    columns: tuple[Column, ...]

    def names(self) -> list[str]:
        """Return the column names in order."""
        return [column.name for column in self.columns]

    def faults(self, cells: Mapping[str, str]) -> list[str]:
        """Say all that is wrong with a row; an empty list means that it stands."""
        found = [fault for column in self.columns if (fault := column.fault(cells.get(column.name, "")))]
        return found or [fault for check in CHECKS.get(self.name, ()) if (fault := check(cells))]


@cache
def contracts() -> dict[str, Contract]:
    """Return the contracts by name."""
    raw = tomllib.loads(Path(__file__).with_name("contracts.toml").read_text(encoding="utf-8"))
    return {name: _contract(name, table) for name, table in raw.items()}


def described() -> str:
    """Return all contracts as Markdown tables, for datasets/README.md."""
    return "\n\n".join(_described(contract) for contract in contracts().values())


def _described(contract: Contract) -> str:
    lines = [f"### {contract.name}", "", "| column | needed | holds | meaning |", "| --- | --- | --- | --- |"]
    for column in contract.columns:
        needed = "yes" if column.required else ""
        holds = ", ".join(column.allowed) or TYPES[column.type][0]
        lines.append(f"| {column.name} | {needed} | {holds} | {column.meaning} |")
    return "\n".join(lines)


def _contract(name: str, raw: Mapping[str, Mapping[str, object]]) -> Contract:
    columns = tuple(
        Column(
            column,
            str(spec.get("type", "text")),
            bool(spec.get("required", False)),
            tuple(str(spec["allowed"]).split()) if "allowed" in spec else (),
            str(spec.get("en", "")),
        )
        for column, spec in raw.items()
    )
    return Contract(name, columns[0].name, columns)


def _reads(reader: Callable[[str], object]) -> Callable[[str], bool]:
    def fits(cell: str) -> bool:
        try:
            reader(cell)
        except ValueError:
            return False
        return True

    return fits


TYPES: dict[str, tuple[str, Callable[[str], bool]]] = {
    "text": ("text", lambda _: True),
    "words": ("words joined by ;", lambda _: True),
    "number": ("a plain number such as 485000 or 0.8", lambda cell: bool(_NUMBER.fullmatch(cell))),
    "integer": ("a whole number", lambda cell: cell.isascii() and cell.isdecimal()),
    "date": ("a day as YYYY-MM-DD", lambda cell: len(cell) == len("YYYY-MM-DD") and _reads(date.fromisoformat)(cell)),
    "partial": ("YYYY, YYYY-MM or YYYY-MM-DD", _reads(known_by)),
    "period": ("a period such as 2025, 2025Q3, FY2026Q1, 2025-07 or 2027/2031", _reads(Period.parse)),
    "address": ("an http or https address", lambda cell: bool(_ADDRESS.fullmatch(cell))),
}


def _sized(cells: Mapping[str, str]) -> str:
    held = any(cells.get(column) for column in ("value", "value_low", "value_high"))
    return "" if held else "value, value_low and value_high are all empty; expected at least one"


def _ordered(cells: Mapping[str, str]) -> str:
    sizes = [float(cells[name]) for name in ("value_low", "value", "value_high") if cells.get(name)]
    return "" if sizes == sorted(sizes) else "value_low, value and value_high are out of order"


def _dated(cells: Mapping[str, str]) -> str:
    start, end = cells.get("period_start", ""), cells.get("period_end", "")
    return f"period_end {end} is before period_start {start}" if start and end and end < start else ""


def _of_something(cells: Mapping[str, str]) -> str:
    told = cells.get("unit") != "share" or cells.get("denominator") or cells.get("product")
    return "" if told else "a share says of what and in what: denominator and product are empty; expected one of them"


def _founded(cells: Mapping[str, str]) -> str:
    told = cells.get("cites") or cells.get("status") == "scenario" or cells.get("source_url")
    return "" if told else "an assumption cites a figure, names a source_url, or is a scenario"


def _stated(cells: Mapping[str, str]) -> str:
    return "" if cells.get("cites") else _sized(cells)


CHECKS: dict[str, tuple[Callable[[Mapping[str, str]], str], ...]] = {
    "figures": (_sized, _ordered, _dated, _of_something),
    "assumptions": (_stated, _ordered, _founded),
}
