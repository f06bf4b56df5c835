"""What rent-or-buy assumes: the inputs of a published break-even, cited, and what the reader put in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.chart import Assumed, Tables
from dashboard.charts import _select as select
from dashboard.charts._kept import kept
from dashboard.charts._prices import ONE_REGION
from dashboard.scenario import Costs
from dashboard.state import BadState, State
from dashboard.text import t

METRIC = "break_even_hours"
RENT = "rent of an hour"
RECENT_MONTHS = 3
YEAR_HOURS = 8760
CLOUD = "cloud"
ASSUMED = (
    Assumed(CLOUD),
    Assumed("rent", 0.01, 1000),
    Assumed("use", 1, 100),
    Assumed("hours", 1, YEAR_HOURS),
    Assumed("price", 1, 10_000_000),
    Assumed("life", 0.5, 30),
    Assumed("capital", 0, 100),
    Assumed("power", 0.001, 1000),
    Assumed("colocation", 0, 100_000),
    Assumed("electricity", 0, 100),
)
PERCENT = ("use", "capital")
"""Told in percent, worked out as a share."""

_IDS = {
    "price": "owned-price-h100",
    "life": "life-years",
    "capital": "cost-of-capital",
    "power": "power-h100",
    "colocation": "colocation",
    "electricity": "electricity",
    "use": "full-use",
}
_PAGE = ("origin", "publisher", "source_title", "source_url", "source_tier", "published_on", "note", "note_zh")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One input: its numbers as they are told, the default it has, who says so, and whether the reader changed it."""

    name: str
    value: float
    low: float
    high: float
    default: float
    status: str
    cited: Mapping[str, Any]
    edited: bool = False

    @property
    def said(self) -> str:
        """The number as a reader has it, with its range where the source has one."""
        if self.low == self.high:
            return f"{self.value:,.12g}"
        return f"{self.value:,.12g} ({self.low:,.12g}–{self.high:,.12g})"

    @property
    def text(self) -> str:
        """The number as a field and an address have it."""
        return f"{self.value:.12g}"


@dataclass(frozen=True, slots=True)
class Case:
    """A break-even the refresh published, and the assumptions in its place now."""

    row: Mapping[str, Any]
    assumptions: Sequence[Assumption]

    def of(self, name: str) -> Assumption:
        """Return one assumption."""
        return next(one for one in self.assumptions if one.name == name)

    def costs(self, end: str = "value") -> Costs:
        """Return the costs at one end: `low` is where owning is cheapest, against the dearest rent."""
        turned = {"low": "high", "high": "low", "value": "value"}[end]
        ends = {one.name: getattr(one, turned if one.name in {"rent", "life"} else end) for one in self.assumptions}
        shares = {name: number / 100 if name in PERCENT else number for name, number in ends.items()}
        return Costs(**{name: number for name, number in shares.items() if name not in {"use", "hours"}})


@kept("as_of")
def break_evens(tables: Tables, state: State) -> pd.DataFrame:
    """Return the newest published break-even of each cloud and lease type, the soonest first; no single region's."""
    found = select.observations(tables, "observations", (METRIC,), state)
    found = found[found["value"].notna() & (found["definition"] != ONE_REGION)]
    found = found.sort_values(["period", "value", "observation_id"], ascending=[False, True, True])
    found = found.drop_duplicates(["entity", "product", "contract_type"])
    return found.sort_values(["value", "observation_id"])


def recent(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the last three months held."""
    return found[found["period"] >= _recent(max(found["period"], default=""))]


def name_of(row: Mapping[Any, Any]) -> str:
    """Return how an address names a cloud and lease type: runpod.spot."""
    return f"{row['entity']}.{str(row['contract_type']).replace('_', '-')}"


@kept("as_of", "assume")
def case(tables: Tables, state: State) -> Case | None:
    """Return the case of the cloud chosen, else of the one in the middle of the recent ones on demand; or None."""
    found = break_evens(tables, state)
    changed = edits(state)
    wanted = changed.pop(CLOUD, "")
    names = [name_of(row) for row in found.to_dict("records")]
    if wanted and wanted not in names:
        raise BadState(f"cloud is one of {', '.join(names) or 'none that day'}, not {wanted!r}")
    middle = recent(found[found["contract_type"] == "on_demand"])
    chosen = found[[name == wanted for name in names]] if wanted else middle.iloc[(len(middle) - 1) // 2 :]
    if chosen.empty:
        return None
    row = {str(key): cell for key, cell in chosen.iloc[0].to_dict().items()}
    inputs = _inputs(tables, row)
    return Case(row, tuple(_edited(one, changed) for one in inputs)) if len(inputs) == len(ASSUMED) - 1 else None


OWNING = ("price", "life", "capital", "power", "colocation", "electricity")
"""What all clouds share: the inputs of owning."""


def told(case: Case, state: State, names: Sequence[str] = OWNING) -> str:
    """Return some assumptions with their names and units, as a list in the state's language."""
    said = [t(state.lang, f"calculator.told_{name}", value=case.of(name).said) for name in names]
    return t(state.lang, "charts.common.list_joiner").join(said)


def edits(state: State) -> dict[str, str]:
    """Return what the reader put in place of a default, by name."""
    return dict(part.split(":", 1) for part in state.assume)


def _inputs(tables: Tables, row: Mapping[str, Any]) -> list[Assumption]:
    """Return the inputs of a published break-even by the names of the address; fewer where the snapshot lacks some."""
    told = select.table(
        tables, "derivations", ("observation_id", "role", "input_id", "value", "value_low", "value_high")
    )
    told = told[told["observation_id"] == row["observation_id"]]
    table = select.table(tables, "assumptions", ("assumption_id", "name_en", *_PAGE))
    held = {str(one["assumption_id"]): one for one in table.to_dict("records")}
    given = {str(one["role"]): one for one in told.to_dict("records")}
    found = []
    for assumed in ASSUMED:
        page: Mapping[Any, Any] = held.get(_IDS.get(assumed.name, ""), {})
        numbers = given.get(RENT if assumed.name == "rent" else str(page.get("name_en")), page)
        if assumed.name == "hours":
            numbers = {"value": YEAR_HOURS, "status": "actual"}
        if assumed.name == "rent":
            page = _rent(tables, numbers)
        if numbers and not assumed.is_word:
            found.append(_assumption(assumed.name, numbers, page))
    return found


def _rent(tables: Tables, numbers: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return the row of the price that is the rent."""
    observations = select.table(tables, "observations", ("observation_id", *_PAGE))
    found = observations[observations["observation_id"] == numbers.get("input_id", "")]
    return {str(key): cell for key, cell in found.iloc[0].to_dict().items()} if len(found) else {}


def _assumption(name: str, numbers: Mapping[Any, Any], page: Mapping[Any, Any]) -> Assumption:
    scale = 100 if name in PERCENT else 1
    value = float(numbers["value"])
    low, high = (_or(numbers.get(end), value) for end in ("value_low", "value_high"))
    value, low, high = (float(f"{number * scale:.12g}") for number in (value, low, high))
    cited = {"id": page.get("observation_id") or page.get("assumption_id") or "", "locator": page.get("locator", "")}
    cited |= {key: page.get(key, "") for key in (*_PAGE, "name_en", "name_zh")}
    return Assumption(name, value, low, high, value, str(numbers["status"]), cited)


def _or(number: Any, otherwise: float) -> float:
    return otherwise if number is None or pd.isna(number) else float(number)


def _edited(one: Assumption, changed: Mapping[str, str]) -> Assumption:
    """Return an assumption with the reader's number: exact, a scenario, and no longer anybody's."""
    number = float(changed.get(one.name, one.default))
    if number == one.default:
        return one
    return Assumption(one.name, number, number, number, one.default, "scenario", one.cited, edited=True)


def _recent(newest: str) -> str:
    """
    Return the first of the last months that are drawn unless clouds are chosen.

    >>> _recent("2026-01")
    '2025-11'
    """
    if not newest:
        return ""
    month = int(newest[:4]) * 12 + int(newest[5:7]) - RECENT_MONTHS
    return f"{month // 12}-{month % 12 + 1:02d}"
