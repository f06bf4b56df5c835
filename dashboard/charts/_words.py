"""The lines around a drawing: how many facts, whose, as known when, by which rule, and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from dashboard import marks
from dashboard.chart import Chart, Words
from dashboard.charts._select import UNATTRIBUTED
from dashboard.dates import day, period
from dashboard.row import each
from dashboard.state import State
from dashboard.text import said, t

LISTED = 8
CARRIERS = 4
"""How many who carried a number are named under its drawing; its evidence names all."""

_APART = ("counterparty_name", "product_name", "period")
"""What tells the rows of one name apart."""


def say(chart: Chart, name: str, state: State, /, **values: object) -> str:
    """Return one of a chart's own texts; {money} in it is the currency that the reader chose."""
    money = t(state.lang, f"money.{state.currency}")
    return t(state.lang, f"charts.{chart.id}.{name}", **{"money": money, **values})


def common(name: str, state: State, /, **values: object) -> str:
    """Return a text that all charts share."""
    return t(state.lang, f"charts.common.{name}", **values)


def words(rows: pd.DataFrame, state: State, *, title: str, subtitle: str, **parts: Any) -> Words:
    """
    Return the words of a drawing; without rows, its title (the question) and why nothing is drawn.

    `parts` replace single lines: source, rule, notes, key, alt, facts.
    """
    if rows.empty:
        return Words(title=title, subtitle=subtitle, empty=empty(state))
    made = {"facts": facts, "source": source}
    lines = {name: make(rows, state) for name, make in made.items() if name not in parts} | parts
    lines.setdefault("rule", common("rule", state))
    if "alt" not in lines:
        lines["alt"] = alt(rows, state, title)
    return Words(title=title, subtitle=subtitle, **lines)


def facts(rows: pd.DataFrame, state: State) -> str:
    """Return how many facts and origins are shown, and as known when."""
    return facts_of(len(rows), rows["origin"], rows, state)


def facts_of(n_facts: int, told_by: Iterable[str], rows: pd.DataFrame, state: State) -> str:
    """Return a number of facts and how many origins told them as words, and as known when."""
    known = max((str(day) for day in rows["known_from"] if day), default="")
    name = "as_known" if state.as_of else "newest" if known else "undated"
    return common(
        f"facts_{name}",
        state,
        facts=counted("fact", n_facts, state),
        origins=origins(told_by, state),
        day=day(state.as_of or known, state),
    )


def origins(told_by: Iterable[str], state: State) -> str:
    """Return how many origins have a name; those that have none may be one or many."""
    number = len(set(told_by) - {"", UNATTRIBUTED})
    return counted("origin", number, state) if number else common("no_origin", state)


def counted(noun: str, number: int, state: State) -> str:
    """Return a number with its noun: 1 origin, 6 facts."""
    return common(noun if number == 1 else f"{noun}s", state, n=f"{number:,}")


def source(rows: pd.DataFrame, state: State) -> str:
    """Return who made the numbers, most of them first, and who carried them."""
    origins = rows["origin_name"].value_counts()
    told = {said(state.lang, str(name)) for name in rows["publisher"] if name}
    carriers = sorted(told - set(map(str, origins.index)))
    made = joined([str(name) for name in origins.index], state)
    carried = joined(carriers, state, most=CARRIERS)
    return common("source_carried", state, origins=made, carriers=carried) if carriers else made


def alt(rows: pd.DataFrame, state: State, title: str) -> str:
    """Return what the drawing shows, as a sentence for those who do not see it."""
    first = each(rows.head(LISTED))
    apart = _apart(first)
    shown = [
        common(
            "alt_value",
            state,
            name=_name(row, apart, state),
            value=marks.value(row, state),
            says=marks.says(row, state),
        )
        for row in first
    ]
    return common("alt", state, title=title, values=listed(shown, state), facts=facts(rows, state))


def _apart(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the columns in which rows of one name differ."""
    return [
        column
        for column in _APART
        if len({(row["entity_name"], row.get(column)) for row in rows}) > len({row["entity_name"] for row in rows})
    ]


def _name(row: dict[str, Any], apart: list[str], state: State) -> str:
    cells = [(column, str(row.get(column) or "")) for column in apart]
    told = [period(cell, state) if column == "period" else cell for column, cell in cells]
    return " · ".join(one for one in (str(row["entity_name"]), *told) if one)


def listed(items: Sequence[str], state: State) -> str:
    """Return items as a list without an end: A, B, C."""
    return common("list_joiner", state).join(items)


def alt_short(title: str, told: str, state: State) -> str:
    """Return the words of a drawing whose rows are told by its table alone."""
    return common("alt_short", state, title=title, facts=told)


def empty(state: State) -> str:
    """Return why nothing is drawn."""
    if "conflicts" in state.on:
        return common("empty_conflicts", state)
    if state.as_of:
        return common("empty_as_of", state, day=day(state.as_of, state))
    return common("empty_filter" if state.entities or state.period else "empty_never", state)


def joined(names: Sequence[str], state: State, *, most: int = LISTED) -> str:
    """Return names as a list: A, B and C; beyond `most`, how many more."""
    if len(names) > most:
        shown = common("list_joiner", state).join(names[:most])
        return common("list_more", state, names=shown, n=len(names) - most)
    if len(names) < 2:  # noqa: PLR2004 - one name needs no joiner
        return "".join(names)
    return common("list_and", state, names=common("list_joiner", state).join(names[:-1]), last=names[-1])
