"""What a chart is: a spec, the rows it draws, the drawing, and the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from dashboard.state import State

Tables = Mapping[str, pd.DataFrame]
"""Published tables by name, as the snapshot holds them."""

Figure = dict[str, Any]
"""A plotly figure as plain data: {"data": [...], "layout": {...}}."""


CONFLICTS, EVERYBODY, TENS = "conflicts", "all", "log"
"""Switches of the grammar: only what is in conflict, everybody and not the first eight, values by powers of ten."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """An assumption that a reader may change: its name in the address, the least and the most it may be; or a word."""

    name: str
    least: float = 0
    most: float = 0

    @property
    def is_word(self) -> bool:
        """Whether it is a choice and no number."""
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A chart's fixed part.

    `id` is its address and file name, `number` its place (1.1), `page` the page it stands on, `tables` what it reads,
    `columns` the columns of its rows in order, `lenses` and `periods` the words `State.lens` and `State.period` may
    take, first the default. `half` cards stand two in a row. A chart of `kind` "table" has no drawing. `assumed` is
    what `State.assume` may change: where it is not empty, the chart is a scenario. `switches` are what `State.on` may
    hold beside those of the grammar. "conflicts" leaves the rows in conflict and those that equal them in `together`.
    `tells` are the ways of counting (a definition, a unit) that the drawing itself names beside its marks.
    """

    id: str
    number: str
    page: str
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    lenses: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    half: bool = False
    kind: str = "figure"
    assumed: tuple[Assumed, ...] = ()
    switches: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    together: tuple[str, ...] = ("observation_id",)

    @property
    def known_switches(self) -> tuple[str, ...]:
        """The switches it may be asked for: conflicts of every chart of observations, powers of ten of a drawing."""
        conflicts = (CONFLICTS,) if self.columns[0] == "observation_id" else ()
        return (*self.switches, *conflicts, *((TENS,) if self.kind == "figure" else ()))


@dataclass(frozen=True, slots=True)
class Words:
    """
    The words of one drawn chart in one language.

    `title` is the finding, or the question where no finding is true; `subtitle` names metric, unit and period; `facts`
    counts facts and origins and says as known when; `source`, `rule` and `notes` stand below; `alt` describes the
    drawing; `empty` says why nothing is drawn.
    """

    title: str
    subtitle: str
    facts: str = ""
    source: str = ""
    rule: str = ""
    notes: tuple[str, ...] = ()
    alt: str = ""
    empty: str = ""
    key: tuple[tuple[str, str], ...] = ()
    """Marks present in the drawing: (mark, what it means)."""


class ChartModule(Protocol):
    """What every file in dashboard/charts offers."""

    CHART: Chart

    @staticmethod
    def rows(tables: Tables, state: State) -> pd.DataFrame:
        """Return exactly the rows that are drawn, listed, downloaded and tested, in drawing order."""

    @staticmethod
    def figure(rows: pd.DataFrame, state: State) -> Figure:
        """Draw the rows; nothing but the rows and the state decides the drawing."""

    @staticmethod
    def words(rows: pd.DataFrame, state: State) -> Words:
        """Say what the rows show, in the state's language."""
