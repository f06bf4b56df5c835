"""Corrections from exported workbooks: what a person changed in an observation, made to hold for all its tellings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.errors import InputRejected
from etl.model import Table
from etl.period import Period
from etl.readers.edited import AUTHOR, EDITS, ID, REASON
from etl.reconcile.correction import CORRECTED
from etl.reconcile.name import Names
from etl.reconcile.telling import NUMBERS
from etl.reconcile.when import with_flag

Identify = Callable[[pd.DataFrame], "pd.Series[str]"]
"""Tells the observation that each telling belongs to."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One corrected observation: the new cells by column, who corrected it, why, and where that stands."""

    observation_id: str
    changes: Mapping[str, str]
    author: str
    reason: str
    source: str
    locator: str

    def told(self) -> str:
        """Return the reason that the corrected figure carries; ; would part it in two."""
        return f"corrected by {self.author} in {self.source}, {self.locator}: {self.reason}".replace(";", ",")


def edits(tables: Iterable[Table]) -> list[Edit]:
    """Return the corrections of all workbooks, in the order of the workbooks' names."""
    held = sorted((table for table in tables if table.contract == EDITS), key=lambda table: table.name)
    return [_edit(table.name, row.cells, row.locator) for table in held for row in table.rows]


def edited(figures: pd.DataFrame, wanted: Sequence[Edit], names: Names, identify: Identify) -> pd.DataFrame:
    """Return the tellings with every correction applied; one may correct what another has corrected."""
    while wanted:
        ids = identify(figures)
        known = set(ids)
        newest = {one.observation_id: one for one in wanted if one.observation_id in known}
        if not newest:
            break
        for id_, one in newest.items():
            figures = _applied(figures, ids == id_, one, names)
        wanted = [one for one in wanted if one.observation_id not in known]
    return figures


def unmet(tables: Iterable[Table], observations: pd.DataFrame) -> list[InputRejected]:
    """Return a note on each correction that no observation carries."""
    reasons = observations["reasons"].astype("str")
    carried = "\n".join(reasons[reasons.str.contains("corrected by", regex=False)])
    reason = "the correction changes nothing: its figure is gone, corrected otherwise, or another source says the same"
    remedy = "Export again, or take the workbook out"
    left = [one for one in edits(tables) if one.told() not in carried]
    return [InputRejected(one.source, reason, place=one.locator, remedy=remedy) for one in left]


def _edit(source: str, cells: Mapping[str, str], locator: str) -> Edit:
    changes = {name: cell for name, cell in cells.items() if name not in (ID, AUTHOR, REASON)}
    return Edit(cells[ID], changes, cells[AUTHOR], cells[REASON], source, locator)


def _applied(figures: pd.DataFrame, here: pd.Series[bool], one: Edit, names: Names) -> pd.DataFrame:
    figures = figures.copy()
    for name, value in {
        **_of_period(one.changes, figures["entity"][here], names),
        **_resolved(one.changes, names),
    }.items():
        figures[name] = figures[name].mask(here, value)
    reasons = [";".join(filter(None, (told, one.told()))) for told in figures["reasons"][here]]
    figures.loc[here, "reasons"] = reasons
    figures.loc[here, "rule"] = figures["rule"][here] + "+correction"
    return figures.assign(flags=with_flag(figures["flags"], here, CORRECTED))


def _of_period(changes: Mapping[str, str], entities: pd.Series[str], names: Names) -> dict[str, Any]:
    """Return the days of a corrected period by its owner's calendar; those that were corrected too come after."""
    if "period" not in changes:
        return {}
    if not changes["period"]:
        return {"period_start": "", "period_end": "", "period_basis": "vague"}
    owner = names.joint(changes["entity"]) if "entity" in changes else entities.iloc[0]
    period = Period.parse(changes["period"], fiscal=names.vocabulary.fiscal_year(owner.partition("+")[0]))
    days = {"period_start": period.start, "period_end": period.end}
    told = {name: day.isoformat() if day else "" for name, day in days.items()}
    return {**told, "period_basis": period.basis.value}


def _resolved(changes: Mapping[str, str], names: Names) -> dict[str, Any]:
    to: Mapping[str, Callable[[str], Any]] = {
        "entity": names.joint,
        "counterparty": names.joint,
        "product": lambda name: names.id(name, "product"),
        "origin": lambda name: names.id(name, "publisher"),
        **dict.fromkeys(NUMBERS, lambda cell: float(cell) if cell else float("nan")),
    }
    return {name: to.get(name, str)(cell) for name, cell in changes.items()}
