"""Derived figures that may have stood on some days, unless another of their id did that comes later in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from etl.reconcile.codes import Codes, Mask, among, any_codes, joined, kept, keys_of, mapped, places_of_runs, texts_of
from etl.reconcile.derived import derivations
from etl.reconcile.derived.derivation import OBSERVATION
from etl.reconcile.derived.earlier import Found, Stood, results
from etl.reconcile.derived.published import INPUTS, Made, made
from etl.reconcile.derived.world import World
from etl.reconcile.identity import SEPARATOR, numbers_of
from etl.reconcile.times import FOR_EVER, ID, number_of
from etl.reconcile.versions import FIGURE_ORDER, NOW, SHOWN

FIRST, LAST, ORDER, OF = "first", "last", "order", "derived_from"
ANEW = "anew"
"""A figure of now all of whose days are told by those of earlier times."""

ASIDE = (FIRST, LAST, ORDER, SHOWN, NOW, ANEW)
"""What is no part of what a figure says."""

Row = Mapping[Any, Any]
Rows = Mapping[str, pd.DataFrame]
"""Figures by the metric of what is derived of them."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Figures with the numbers of their first day and last one; their inputs follow each other in the same order."""

    figures: pd.DataFrame
    inputs: pd.DataFrame

    @classmethod
    def together(cls, several: Sequence[Candidates]) -> Candidates:
        """Return several as one."""
        found = ([getattr(one, name.name) for one in several] for name in fields(cls))
        return cls(*(pd.concat(frames, ignore_index=True) for frames in found))

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return its parts by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def contents(self) -> Codes:
        """Return a number for each figure, equal for those that say the same of themselves and of their inputs."""
        own = self.figures[sorted({*self.figures} - {*ASIDE})]
        told = pd.util.hash_pandas_object(self.inputs[list(INPUTS)], index=False).to_numpy()
        # Each input says with its number where it stands, so that their sum tells their order too.
        summed = np.add.reduceat(told, self._starts()) if len(told) else told
        return keys_of([pd.util.hash_pandas_object(own, index=False), pd.Series(summed)])

    def inputs_of(self, row: Codes) -> tuple[Codes, pd.DataFrame]:
        """Return the inputs of some figures, one figure's after another's, with the place of each in these."""
        start = self._starts()
        many = np.diff(np.r_[start, len(self.inputs)])[row]
        return np.repeat(np.arange(len(row)), many), self.inputs.iloc[places_of_runs(start[row], many)]

    def _starts(self) -> Codes:
        return np.flatnonzero(self.inputs["input_no"] == 1)


def of_then(told: Rows, world: World) -> Candidates:
    """Return the figures of earlier times, of what is told of those that they are made of."""
    asked = [module for module in derivations() if module.DERIVATION.metric in told]
    told_of = [(one.DERIVATION, found) for one in asked for found in results(one, told[one.DERIVATION.metric], world)]
    several = [found for _, found in told_of]
    whole = made(((derivation, one.result) for derivation, one in told_of), world.given.vocabulary)
    columns: dict[str, Any] = {
        FIRST: np.array([one.span[0] for one in several], dtype=np.int64),
        LAST: np.array([one.span[1] for one in several], dtype=np.int64),
        "n_publishers": np.array([_publishers(one) for one in several], dtype=np.int64),
        ORDER: pd.array([_place(_led(one)) for one in several], dtype="str"),
        NOW: False,
        ANEW: False,
    }
    return Candidates(whole.observations.assign(**columns), whole.inputs)


def of_now(parts: Sequence[Made], stood: Stood, told: Rows, ids: pd.Series[str]) -> Candidates:
    """Return the figures of now that may be told otherwise: of an id of earlier times, or made anew with them."""
    return Candidates.together([_own(part, stood.observations, told, ids) for part in parts])


def _own(part: Made, observations: pd.DataFrame, told: Rows, ids: pd.Series[str]) -> Candidates:
    anew = _are_anew(part.observations, told)
    here = anew | among(part.observations[ID], ids)
    figures = kept(part.observations, here)
    of, id_ = _made_of(figures)
    place = pd.Index(numbers_of(observations[ID])).get_indexer(pd.Index(numbers_of(id_)))
    publishers = np.unique(np.column_stack([of, any_codes(observations["publisher"])[place]]), axis=0)
    first = observations[list(FIGURE_ORDER)].iloc[place[np.searchsorted(of, np.arange(len(figures)))]]
    columns: dict[str, Any] = {
        FIRST: mapped(figures[SHOWN], lambda day: number_of(day, FOR_EVER + 1), "int64"),
        LAST: FOR_EVER,
        "n_publishers": np.bincount(publishers[:, 0], minlength=len(figures)),
        ORDER: pd.array([one.decode() for one in joined([first[name] for name in first], SEPARATOR)], dtype="str"),
        NOW: True,
        ANEW: anew[here],
    }
    figures = figures.assign(**columns)
    return Candidates(figures, kept(part.inputs, here[np.cumsum(part.inputs["input_no"] == 1) - 1]))


def _are_anew(figures: pd.DataFrame, told: Rows) -> Mask:
    """Return which figures are derived of one that was told otherwise."""
    of, id_ = _made_of(figures)
    found = np.zeros(len(figures), dtype=bool)
    for metric, rows in told.items():
        here = (figures["metric"] == metric).to_numpy(bool)[of]
        found[of[here][among(id_[here], rows[ID])]] = True
    return found


def _made_of(figures: pd.DataFrame) -> tuple[Codes, pd.Series[str]]:
    """Return the ids of what figures are derived of, and before them the place of each one's figure."""
    apart = pc.split_pattern(texts_of(figures[OF]), ";")
    return pc.list_parent_indices(apart).to_numpy(), pd.Series(pd.array(pc.list_flatten(apart), dtype="str"))


def _publishers(found: Found) -> int:
    return len({one.row["publisher"] for one in found.result.inputs if one.kind == OBSERVATION})


def _led(found: Found) -> Row:
    """Return the figure by whose place among all one of two derived figures of one id stands."""
    return min((one.row for one in found.result.inputs if one.kind == OBSERVATION), key=lambda row: str(row[ID]))


def _place(row: Row) -> str:
    return SEPARATOR.join(str(row[name]) for name in FIGURE_ORDER)
