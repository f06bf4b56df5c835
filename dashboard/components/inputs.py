"""What computed figures are made of, as it is read: into whose figure each number goes, as what, and who says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.components.places import by_observation, place_href
from dashboard.dates import period
from dashboard.text import word
from dashboard.view import View

FIGURE = ("entity", "metric", "product", "period")
READ = (*FIGURE, "role", "value", "status", "known_from", "stood_from", "stood_to")
"""The figure that a number goes into, the number, and the days on which it did."""

_LISTED = {"assumption": "assumptions", "chip": "custom_chips"}
"""The tables in which what is no observation is listed with its source."""

_OF_MONTH = re.compile(r"(?P<who>\S+) (?P<month>\d{4}-\d\d)")


def named(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return inputs with the figure that each goes into, and what each is in it in the reader's language."""
    told = [view.snapshot.table(name) for name in ("observations", "wordings")]
    figures = pd.concat([one[["observation_id", *FIGURE]] for one in told if len(one)])
    whole = rows.merge(figures.drop_duplicates("observation_id"), on="observation_id", how="left")
    assumed = view.snapshot.table("assumptions")
    names = dict(zip(assumed["name_en"], assumed[f"name_{view.lang}"], strict=True))
    parts = [names.get(role) or _part(role, view) for role in whole["role"]]
    whole = whole.assign(role=parts)
    return whole[[*(one for one in READ if one in whole), *(one for one in whole if one not in READ)]]


def _part(role: str, view: View) -> str:
    """Return what an input is in its figure: a word, a firm, a period, or a firm in a month."""
    if told := _OF_MONTH.fullmatch(role):
        parts = view.names.name(told["who"], view.lang), period(told["month"], view.state)
        return view.t("shell.list_joiner").join(parts)
    firm = view.names.name(role, view.lang)
    return firm if firm != role else word(view.lang, "part", period(role, view.state))


def places(rows: pd.DataFrame, view: View) -> Mapping[Any, str]:
    """Return where each input was told, by its id: its evidence, or its row in the table that lists it."""
    told = by_observation(view, list(rows["input_id"]))
    found = {input_id: place_href(places[0], view) for input_id, places in told.items()}
    listed = rows[rows["kind"].isin(_LISTED)]
    kinds = zip(listed["input_id"], listed["kind"], strict=True)
    return found | {one: view.href("/data", table=_LISTED[kind], q=str(one)) for one, kind in kinds}
