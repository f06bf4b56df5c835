"""Choosing rows out of published tables: as known on a day, still standing, with names beside the ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard import shown
from dashboard.chart import EVERYBODY, Tables
from dashboard.charts._kept import kept
from dashboard.iso import iso, iso_day
from dashboard.names import Names
from dashboard.state import State

GONE = ("superseded", "superseded_by_better_source", "cancelled")
"""Flags whose rows stay in the data and out of the drawings."""

INFERRED = "known_from_inferred"
"""The flag of a figure of which the source gives no day at all."""

DAY, MONTH = len("2025-02-11"), len("2025-02")

OBSERVATION = (
    "observation_id",
    "metric",
    "entity",
    "entity_name",
    "counterparty",
    "counterparty_name",
    "product",
    "product_name",
    "period",
    "period_start",
    "period_end",
    "period_basis",
    "definition",
    "unit_basis",
    "contract_type",
    "denominator",
    "origin",
    "origin_name",
    "value",
    "value_low",
    "value_high",
    "unit",
    "qualifier",
    "status",
    "flags",
    "rank",
    "rank_reason",
    "as_written",
    "usd_rate",
    "cny_rate",
    "rate_month",
    "rate_source",
    "n_publishers",
    "publisher",
    "source_title",
    "source_url",
    "source_tier",
    "published_on",
    "given_on",
    "known_from",
    "shown_from",
)
"""The columns of every chart that draws observations."""

MOST = 8
"""How many companies a drawing shows when nobody was chosen."""

UNATTRIBUTED = "unattributed"
"""The origin of what nobody is named for: drawn, never a headline."""

_DATED = ("period_start", "period_end", "known_from", "shown_from", "known_to", "date_start", "date_end")
_NAMED = ("entity", "counterparty", "product", "origin", "owner", "programme")


def table(tables: Tables, name: str, columns: Iterable[str]) -> pd.DataFrame:
    """Return a published table, or an empty one with these columns where the snapshot has none."""
    found = tables.get(name)
    if found is None or found.empty:
        return pd.DataFrame({column: pd.Series(dtype=object) for column in columns})
    return found


@kept("as_of")
def observations(tables: Tables, name: str, metrics: tuple[str, ...], state: State) -> pd.DataFrame:
    """Return the rows of these metrics that were the newest word of their origin on the state's day and still stand."""
    found = told(tables, name, metrics, state)
    until = iso(found["known_to"])
    return found[(until == "") | (until >= state.as_of)] if state.as_of else found[until == ""]


@kept("as_of")
def told(tables: Tables, name: str, metrics: tuple[str, ...], state: State) -> pd.DataFrame:
    """Return the rows of these metrics that had been told by the state's day, newer word or not, and still stand."""
    return standing(of_metrics(tables, name, metrics, state))


@kept("as_of")
def of_metrics(tables: Tables, name: str, metrics: tuple[str, ...], state: State) -> pd.DataFrame:
    """Return the rows of these metrics that had been told by the state's day, standing or not."""
    found = table(tables, name, (*OBSERVATION, "known_to"))
    return before(found[found["metric"].isin(metrics)], state)


def before(frame: pd.DataFrame, state: State) -> pd.DataFrame:
    """Return the rows shown on the state's day; all of them when the newest view is asked for."""
    return shown.by(frame, state.as_of)


def standing(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are neither deprecated, superseded nor cancelled."""
    if frame.empty:
        return frame
    return frame[(frame["rank"] != "deprecated") & ~flagged(frame, *GONE)]


def flagged(frame: pd.DataFrame, *flags: str) -> pd.Series:
    """Return which rows carry any of the flags."""
    wanted = "|".join(map(re.escape, flags))
    return frame["flags"].astype("str").str.contains(f"(?:^|;)(?:{wanted})(?:;|$)").fillna(value=False).astype(bool)


def day_told(frame: pd.DataFrame) -> pd.Series:
    """
    Return the day on which each row was given: a month where its page has no day, nothing where there is less.

    Without a day of its own a row counts from one that its source gives elsewhere, of which an earlier day knew less.
    """
    known, page = iso(frame["known_from"]), frame["published_on"].astype("str")
    vague = (page.str.len() < DAY) & (iso(frame["given_on"]) == "")
    return known.mask(vague, page.where(page.str.len() == MONTH, "")).mask(flagged(frame, INFERRED), "")


def named(frame: pd.DataFrame, tables: Tables, state: State, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return the frame with names beside its ids and exactly `columns`, in their order."""
    known = names(tables)
    wanted = [column for column in _NAMED if f"{column}_name" in columns and column in frame]
    more = {f"{column}_name": [known.name(str(one), state.lang) for one in frame[column]] for column in wanted}
    if "chip_name" in columns and "chip" in frame:
        # An article names a chip by the vocabulary's id; a table keeps its own wording.
        pairs = zip(frame["chip"].astype(str), frame["chip_name"].astype(str), strict=True)
        more["chip_name"] = [known.name(chip, state.lang) if text in {"", chip} else text for chip, text in pairs]
    more |= {column: [iso_day(one) for one in frame[column]] for column in _DATED if column in frame}
    found = frame.reindex(columns=list(columns)).reset_index(drop=True)
    for place, column in enumerate(columns):
        if column in more:
            cells: Any = pd.Series(more[column], dtype=object)
            found.isetitem(place, cells)
    return found


def names(tables: Tables) -> Names:
    """Return the names of all ids."""
    return Names.of(table(tables, "entities", ("id", "kind", "name_en", "name_zh", "parent")))


@kept()
def family(tables: Tables, root: str) -> frozenset[str]:
    """Return a product family: the id and all whose chain of parents leads to it."""
    entities = table(tables, "entities", ("id", "parent"))
    children = dict(zip(entities["id"], entities["parent"], strict=True))
    return frozenset(name for name in (root, *children) if root in _line(name, children))


def above(product: str, tables: Tables) -> frozenset[str]:
    """Return the families that a product belongs to, itself left out."""
    entities = table(tables, "entities", ("id", "parent"))
    return frozenset(_line(product, dict(zip(entities["id"], entities["parent"], strict=True)))) - {product}


def made_by_owner(frame: pd.DataFrame, tables: Tables) -> pd.Series:
    """Return which rows tell of the entity's own products: those whose chain of parents leads to it."""
    entities = table(tables, "entities", ("id", "parent"))
    parents = dict(zip(entities["id"], entities["parent"], strict=True))
    own = [
        entity in _line(str(product), parents)
        for entity, product in zip(frame["entity"], frame["product"], strict=True)
    ]
    return pd.Series(own, index=frame.index, dtype=bool)


def of_another(frame: pd.DataFrame, tables: Tables, *, column: str) -> pd.Series:
    """Return which rows name a product in `column` that the vocabulary knows as another company's than the owner's."""
    entities = table(tables, "entities", ("id", "kind", "parent"))
    parents = dict(zip(entities["id"], entities["parent"], strict=True))
    kind = kinds(tables)
    makers = [
        {maker for maker in _line(str(product), parents) if kind.get(maker) == "company"} for product in frame[column]
    ]
    other = [bool(found) and owner not in found for owner, found in zip(frame["owner"], makers, strict=True)]
    return pd.Series(other, index=frame.index, dtype=bool)


def _line(name: str, parents: dict[str, str]) -> list[str]:
    line = [name]
    while (above := str(parents.get(line[-1]) or "")) and above not in line:
        line.append(above)
    return line


@kept()
def kinds(tables: Tables) -> dict[str, str]:
    """Return the kind of each id (company, group, product …)."""
    entities = table(tables, "entities", ("id", "kind"))
    return dict(zip(entities["id"], entities["kind"], strict=True))


def single(frame: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the rows of one company each: joint figures and groups overlap their members."""
    kind = kinds(tables)
    one = frame["entity"].map(lambda name: "+" not in str(name) and kind.get(str(name), "company") == "company")
    return frame[one.astype(bool)]


def chosen(frame: pd.DataFrame, state: State, *, column: str = "entity", default: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the rows of the entities the reader chose, or of the chart's own default, or all."""
    wanted = state.entities or (() if EVERYBODY in state.on else default)
    return frame[frame[column].isin(wanted)] if wanted else frame


def first(frame: pd.DataFrame, state: State, *, column: str = "entity", most: int = MOST) -> pd.DataFrame:
    """Return the rows of the first eight (or `most`) in the frame's order; all where the reader chose some, or all."""
    if state.entities or EVERYBODY in state.on:
        return frame
    return frame[frame[column].isin(frame[column].unique()[:most])]


def one_each(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return one row per key: preferred before normal, then the better carrier, then the newest, then the id."""
    order = {"preferred": 0, "normal": 1}
    ranks = [order.get(str(word), len(order)) for word in frame["rank"]]
    tiers, since, ids = (
        list(column) for column in (frame["source_tier"], iso(frame["known_from"]), frame["observation_id"])
    )
    # Only what decides is sorted, and the rows are moved once: three sorts of a wide frame cost as much as the drawing.
    places = sorted(range(len(frame)), key=ids.__getitem__)
    places.sort(key=since.__getitem__, reverse=True)
    places.sort(key=lambda place: (ranks[place], pd.isna(tiers[place]), tiers[place]))
    values = [pd.factorize(frame[key])[0].tolist() for key in keys]
    first: dict[tuple[int, ...], int] = {}
    for place in places:
        first.setdefault(tuple(column[place] for column in values), place)
    return frame.iloc[list(first.values())]
