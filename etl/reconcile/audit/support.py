"""Rules on what stands beside the figures: words with a meaning, rows with a source, and links that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from etl.extract.metrics import registry
from etl.extract.unitclass import kind_of
from etl.model import Status
from etl.period import Basis
from etl.reconcile.audit.asked import Tables, asked
from etl.reconcile.audit.finding import Finding
from etl.reconcile.cluster import records
from etl.reconcile.codes import among, kept
from etl.reconcile.derived import derivations
from etl.reconcile.ladder import midpoint
from etl.reconcile.precedence import DEPRECATED, NORMAL, PREFERRED

WORDS = {
    "status": ("", *Status),
    "period_basis": ("", *Basis),
    "rank": (PREFERRED, NORMAL, DEPRECATED),
}
"""What may stand in a column of the observations; an empty status or basis is another rule's to find."""

SOURCED = {
    "custom_chips": ("chip_id", "status", "source", "locator"),
    "chip_milestones": ("milestone_id", "status", "source", "locator"),
    "rates": ("rate_id", "source", "locator"),
}
"""Each table's id, and what none of its rows may lack."""

LINKS = (
    ("plan_steps", "step_id", "observation_id", "observations", "observation_id"),
    ("plan_steps", "step_id", "actual_observation_id", "observations", "observation_id"),
    ("standings", "observation_id", "observation_id", "observations", "observation_id"),
    ("conversions", "observation_id", "observation_id", "observations", "observation_id"),
    ("checks", "check_id", "inputs", "observations", "observation_id"),
    ("past_checks", "check_id", "inputs", "observations", "observation_id"),
    ("coverage", "coverage_id", "observation_id", "observations", "observation_id"),
    ("promises", "telling_id", "telling_id", "milestone_tellings", "telling_id"),
    ("milestone_tellings", "telling_id", "milestone_id", "chip_milestones", "milestone_id"),
    ("milestone_tellings", "telling_id", "happened_milestone_id", "chip_milestones", "milestone_id"),
)
"""Which column of a table names rows of which other table; its own id comes first."""

EARLIER = {
    "standings": ("wordings", "observation_id"),
    "conversions": ("wordings", "wording_id"),
    "past_checks": ("wordings", "observation_id"),
}
"""Where else the rows of a table may be: what is told of an earlier time may be of a figure of then."""


def words_are_known(tables: Tables) -> Iterator[Finding]:
    """Let status, period basis and rank be words that have a meaning."""
    frame = asked(tables, "observations", "observation_id", *WORDS)
    for column, words in WORDS.items():
        strange = frame[~frame[column].isin(words)]
        for id_, word in zip(strange["observation_id"], strange[column], strict=True):
            fault = f"{column} is {word!r}, which means nothing"
            yield Finding("words_are_known", str(id_), fault, f"Take one of {', '.join(filter(None, words))}")


def units_fit_their_metric(tables: Tables) -> Iterator[Finding]:
    """Let a figure be in a unit that its metric may have, as the metric's own file declares."""
    frame = asked(tables, "observations", "observation_id", "metric", "unit")
    told = frame.loc[frame["unit"] != "", ["metric", "unit"]].drop_duplicates()
    strange = [(metric, unit) for metric, unit in told.itertuples(index=False) if not _may_be_in(metric, unit)]
    for metric, unit in strange:
        rows = frame.loc[(frame["metric"] == metric) & (frame["unit"] == unit), "observation_id"]
        for id_ in rows:
            fault = f"{metric} is not counted in {unit}"
            yield Finding(
                "units_fit_their_metric", str(id_), fault, "Mend its unit, or declare it in the metric's file"
            )


def _may_be_in(metric: str, unit: str) -> bool:
    read = registry().get(metric)
    return read.counts_in(unit) if read else kind_of(unit) == _derived_in().get(metric)


@cache
def _derived_in() -> Mapping[str, str]:
    """Return what each derived metric is counted in."""
    return {one.DERIVATION.metric: kind_of(one.DERIVATION.unit) for one in derivations()}


def rows_have_sources(tables: Tables) -> Iterator[Finding]:
    """Let a chip, an event of it and a rate name where they were told, and a chip's rows how sure they are."""
    for name, (key, *columns) in SOURCED.items():
        for column in columns:
            frame = asked(tables, name, key, column)
            for id_ in frame.loc[frame[column] == "", key]:
                yield Finding("rows_have_sources", str(id_), f"no {column} in {name}", "Fill it in its table")


def rates_are_amounts(tables: Tables) -> Iterator[Finding]:
    """Let a rate be more than nothing."""
    frame = tables["rates"]
    for id_ in frame.loc[~(frame["rate"] > 0), "rate_id"]:
        yield Finding("rates_are_amounts", str(id_), "not above nothing", "Look the rate up")


def links_are_held(tables: Tables) -> Iterator[Finding]:
    """Let every step, check, cell of the map and telling lead to rows that are published."""
    for name, key, column, other, id_ in LINKS:
        told, held = asked(tables, name, *dict.fromkeys((key, column))), asked(tables, other, id_)[id_]
        if name in EARLIER:
            then, own = EARLIER[name]
            held = pd.concat([held, asked(tables, then, own)[own]], ignore_index=True)
        # Nearly all name one row that is held; only the others are taken apart.
        told = kept(told, (told[column] != "") & ~among(told[column], held))
        if told.empty:
            continue
        each = told.assign(**{column: told[column].str.split(";")}).explode(column)
        lost = each[~among(each[column].astype("str"), held)]
        for row, wanted in zip(lost[key], lost[column], strict=True):
            fault = f"{column} {wanted} of {name} is not held"
            yield Finding("links_are_held", str(row), fault, f"Make {name} anew")


def steps_are_sums(tables: Tables) -> Iterator[Finding]:
    """Let a plan's middle, its revision and its error be what its numbers make them."""
    frame = tables["plan_steps"]
    held = asked(tables, "observations", "observation_id", "value").set_index("observation_id")["value"]
    for row in records(_wrong(frame, held)):
        yield Finding("steps_are_sums", row["step_id"], "its numbers do not add up", "Make the ladders anew")


def _wrong(frame: pd.DataFrame, held: pd.Series[Any]) -> pd.DataFrame:
    middle, error = midpoint(frame), frame["actual"] - frame["midpoint"]
    actual = frame["actual_observation_id"].map(held).fillna(frame["actual"])
    told = ((frame["midpoint"], middle), (frame["error"], error), (frame["actual"], actual))
    wrong = [~np.isclose(one.to_numpy(float), other.to_numpy(float), equal_nan=True) for one, other in told]
    return frame.loc[np.any(wrong, axis=0)]


def slips_are_ordered(tables: Tables) -> Iterator[Finding]:
    """Let a slip lie between the least and the most that the days told allow."""
    frame = tables["milestone_tellings"]
    slip, low, high = (frame[name] for name in ("slip_days", "slip_days_low", "slip_days_high"))
    for id_ in frame.loc[(slip < low) | (slip > high) | (low > high), "telling_id"]:
        yield Finding("slips_are_ordered", str(id_), "its slip is out of its bounds", "Make the tellings anew")


SUPPORT = (
    words_are_known,
    units_fit_their_metric,
    rows_have_sources,
    rates_are_amounts,
    links_are_held,
    steps_are_sums,
    slips_are_ordered,
)
