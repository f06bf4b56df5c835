"""What a derivation is made of: its inputs, what it gives, and what it refuses to give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from etl.model import Status
from etl.reconcile.codes import Mask, distinct, kept, keys_of, plain, spread
from etl.reconcile.derived.amount import Amount
from etl.vocabulary import Vocabulary

OBSERVATION, ASSUMPTION, CHIP = "observation", "assumption", "chip"
EVER = "0001-01-01"
"""Shown from this day on is what is of no day: a scenario of ours."""

TIME = "time"
"""Tells which figures stood together: what is derived of earlier times is derived of all of them at once."""

VERSION = "version"
"""Tells which rows are one figure told the same at several times."""

OF = "observation_id"
"""Tells of which row a figure is, or would have been; published it has an id of its own."""

STRENGTH = tuple(Status)
"""Strongest first."""

WEAKNESS: Mapping[str, int] = {status.value: at for at, status in enumerate(STRENGTH)}

PERIOD = ("period", "period_start", "period_end", "period_basis")
ABOUT = ("entity", "product", *PERIOD)
"""What every derived or refused figure is about."""

PAGE = ("publisher", "source_title", "source_url", "published_on")
READ = (
    *("observation_id", "metric", "entity", "counterparty", "product", *PERIOD, "definition", "contract_type"),
    *("denominator", "unit", "unit_basis", "key_days", "key_unit_basis", "origin", "source", "source_tier", *PAGE),
    *(
        "status",
        "rank",
        "flags",
        "qualifier",
        "known_from",
        "shown_from",
        "known_to",
        "value",
        "value_low",
        "value_high",
    ),
    *("value_usd", "value_usd_low", "value_usd_high"),
)
"""What derivations look at of an observation: a row with all its columns takes twice as long."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """
    A derived metric: its id and unit, its formula in both languages, and the metrics that it is made of.

    Of each: it makes one figure of each row of those metrics, and looks at no other row. `together` are the columns in
    which rows are alike that it looks at together, `assumes` how the names of what it assumes begin. Of some money it
    takes the dollars. Some look at none but preferred figures. `apart` are columns: of preferred figures no two of
    which are alike in one of them what is derived of some is derived of all.
    """

    metric: str
    unit: str
    formula: str
    formula_zh: str
    of: tuple[str, ...]
    is_of_each: bool = False
    together: tuple[str, ...] = (OF,)
    assumes: tuple[str, ...] = ()
    is_in_dollars: bool = False
    is_of_preferred: bool = False
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """One number that goes into another: an observation, an assumption, or a chip's specification."""

    kind: str
    id: str
    role: str
    amount: Amount
    unit: str
    status: str
    known_from: str = ""
    shown_from: str = ""
    row: Mapping[Any, Any] = field(default_factory=dict)
    """The observation's row; empty for the other kinds."""

    @classmethod
    def of(cls, row: Mapping[Any, Any], role: str, *, dollars: bool = False) -> Input:
        """Return an observation as an input, its money in dollars if asked for."""
        amount = Amount.of(row, "_usd") if dollars else Amount.of(row)
        unit = row["unit"].replace(row["unit"][:3], "USD", 1) if dollars else row["unit"]
        days = row["known_from"], row["shown_from"]
        return cls(OBSERVATION, row["observation_id"], role, amount, unit, row["status"], *days, row)


@dataclass(frozen=True, slots=True)
class Result:
    """
    A derived figure: what it is about, its amount, and what it was made of.

    `unit` is given where it is that of the inputs, `flags` where a reader must be warned of more than they say, `times`
    on end where it is of others than its first input.
    """

    amount: Amount
    inputs: tuple[Input, ...]
    about: Mapping[str, str]
    unit: str = ""
    flags: tuple[str, ...] = ()
    times: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A figure that is not derived, what it would have been about, and why not."""

    about: Mapping[str, str]
    reason: str
    reason_zh: str
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusals:
    """Many figures that are not derived, a row each: what they would have been about, why not, of which inputs."""

    rows: pd.DataFrame


Found = Result | Refusal | Refusals


@dataclass(frozen=True, slots=True)
class Given:
    """What derivations are made from: standing observations, chips, assumptions by id, and the names of things."""

    observations: pd.DataFrame
    chips: pd.DataFrame
    peaks: Mapping[str, Mapping[str, Input]]
    """Cited peak compute by chip and number format."""

    assumptions: Mapping[str, Input]
    vocabulary: Vocabulary

    def of(self, *metrics: str) -> pd.DataFrame:
        """Return the observations of some metrics that nothing newer has replaced; their texts may be categories."""
        frame = self.observations
        return kept(frame, frame["metric"].isin(metrics) & (frame["known_to"] == ""))

    def stood(self, *metrics: str) -> pd.DataFrame:
        """Return of the same at which times which versions stood, by their place among the observations."""
        frame = self.observations
        here = frame["metric"].isin(metrics) & (frame["known_to"] == "")
        return frame[[TIME, VERSION]].set_axis(np.arange(len(frame)), axis=0)[here.to_numpy()]

    def where(self, here: pd.Series[bool] | Mask) -> pd.DataFrame:
        """Return the observations that are marked."""
        return plain(kept(self.observations, here))

    def assumed(self, *names: str) -> tuple[Input, ...] | None:
        """Return some assumptions, or nothing where one of them is not held."""
        found = tuple(self.assumptions[name] for name in names if name in self.assumptions)
        return found if len(found) == len(names) else None

    def was_assumed(self, *names: str) -> bool:
        """Return whether some assumptions are held, each of a day: of others nothing was derived on any."""
        found = self.assumed(*names)
        return found is not None and all(one.shown_from for one in found)


def sifted(
    frame: pd.DataFrame, why: Callable[..., tuple[str, str] | None], *columns: str
) -> tuple[Refusals, pd.DataFrame]:
    """Return what is refused of rows, told in both languages by some columns, and the rows that are not refused."""
    asked = [frame[name] for name in columns]
    codes = keys_of(asked)
    told = [why(*row) for row in distinct(asked, codes)]
    here = np.array([one is not None for one in told], dtype=bool)[codes]
    rows, codes = kept(frame[[OF, *ABOUT]], here), codes[here]
    reasons = {
        name: spread([one[at] if one else "" for one in told], codes, rows.index)
        for at, name in enumerate(("reason", "reason_zh"))
    }
    return Refusals(rows.assign(**reasons, inputs="", known_from="")), kept(frame, ~here)


def weakest(statuses: Iterable[str]) -> str:
    """Return the weakest of some statuses."""
    return max(statuses, key=WEAKNESS.__getitem__)


def latest(days: Iterable[str]) -> str:
    """Return the day on which the last of some things was shown; empty where one of them never was."""
    told = list(days)
    return max(told) if told and all(told) else ""


def about(row: Mapping[Any, Any], *columns: str, **more: str) -> dict[str, str]:
    """Return what a row is about: its id, entity, product, period, further columns, and what is said besides."""
    return {**{name: row[name] for name in (OF, *ABOUT, *columns)}, **more}


def counted_by(row: Mapping[Any, Any]) -> str:
    """Return the definition of what is made of one origin's count and another's price: rival counts stay apart."""
    return f"counted_by_{row['origin']}"
