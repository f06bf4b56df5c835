"""Derived figures that may have stood on some days, unless another of their id did that comes later in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from etl.reconcile.codes import Codes, Mask, among, any_codes, joined, kept, keys_of, mapped, places_of_runs, texts_of
from etl.reconcile.derived import derivations
from etl.reconcile.derived.derivation import OBSERVATION, Derivation
from etl.reconcile.derived.earlier import Found, Moved, parted, results
from etl.reconcile.derived.published import INPUTS, Made, made
from etl.reconcile.derived.stood import Stood
from etl.reconcile.derived.world import World
from etl.reconcile.identity import SEPARATOR, numbers_of
from etl.reconcile.keeping import PART, Frames, Keep, Parts
from etl.reconcile.times import FOR_EVER, ID, number_of
from etl.reconcile.versions import FIGURE_ORDER, NOW, SHOWN

FIRST, LAST, ORDER, OF = "first", "last", "order", "derived_from"
ANEW = "anew"
"""A figure of now all of whose days are told by those of earlier times."""

ASIDE = (FIRST, LAST, ORDER, SHOWN, NOW, ANEW)
"""What is no part of what a figure says."""

DIGITS = 2
PARTS = 16**DIGITS
"""Parts of figures of which each by itself gives others, by the first hexadecimal digits of their ids."""

Row = Mapping[Any, Any]


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


def of_then(moved: Moved, world: World, keep: Keep) -> Candidates:
    """Return the figures of earlier times."""
    given = world.given
    of = given.assumptions, given.peaks, given.chips, sorted(world.cited.items()), moved.stood.rates
    rows = moved.marked(), _parts(moved)
    found = keep.by_part("earlier derived", of, rows, lambda parts: _of_parts(moved, parts, world))
    return Candidates(**{name: frame.drop(columns=PART) for name, frame in found.items()})


def _parts(moved: Moved) -> Parts:
    """Return figures in parts: by id where something is derived of one alone, else by what is derived of several."""
    each = [by.metric for _, _, by in _numbered() if by.is_of_each]
    at = np.flatnonzero(np.any([moved.of(metric) for metric in each], axis=0))
    part = mapped(moved.told[ID].iloc[at], _part, "int64").to_numpy()
    parts = {int(one): at[part == one] for one in np.unique(part)}
    return parts | {
        number: np.flatnonzero(moved.of(by.metric))
        for number, _, by in _numbered()
        if not by.is_of_each and moved.of(by.metric).any()
    }


def _of_parts(moved: Moved, parts: Parts, world: World) -> Frames:
    """Return the figures of earlier times that some parts give, and their inputs."""
    told = [
        (module.DERIVATION, number, found)
        for number, module, rows in _asked(moved, parts)
        for found in results(module, parted(rows, module.DERIVATION, world), world)
    ]
    part = [_part(one.result.about[ID]) if by.is_of_each else number for by, number, one in told]
    whole = made(((derivation, one.result) for derivation, _, one in told), world.given.vocabulary)
    several = [one for _, _, one in told]
    columns: dict[str, Any] = {
        FIRST: np.array([one.span[0] for one in several], dtype=np.int64),
        LAST: np.array([one.span[1] for one in several], dtype=np.int64),
        "n_publishers": np.array([_publishers(one) for one in several], dtype=np.int64),
        ORDER: pd.array([_place(_led(one)) for one in several], dtype="str"),
        NOW: False,
        ANEW: False,
        PART: np.array(part, dtype=np.int64),
    }
    figures = whole.observations.assign(**columns)
    many = [len(one.result.inputs) for one in several]
    return {"figures": figures, "inputs": whole.inputs.assign(**{PART: np.repeat(columns[PART], many)})}


def _asked(moved: Moved, parts: Parts) -> Iterator[tuple[int, ModuleType, pd.DataFrame]]:
    """Yield each derivation that some parts go into, with the number of its own part, and what goes into it."""
    each = np.zeros(len(moved.told), dtype=bool)
    each[np.concatenate([np.empty(0, dtype=np.int64), *(at for part, at in parts.items() if part < PARTS)])] = True
    asked = {
        by.metric: moved.of(by.metric) & (each if by.is_of_each else number in parts) for number, _, by in _numbered()
    }
    some = moved.apart(asked)
    for number, module, by in _numbered():
        if some.of(by.metric).any():
            yield number, module, kept(some.told, some.of(by.metric)).reset_index(drop=True)


def _numbered() -> Iterator[tuple[int, ModuleType, Derivation]]:
    """Yield the derivations, each with the number of its own part."""
    for number, module in enumerate(derivations(), PARTS):
        yield number, module, module.DERIVATION


def _part(id_: str) -> int:
    return int(id_[:DIGITS], 16)


def of_now(parts: Sequence[Made], stood: Stood, moved: Moved, ids: pd.Series[str]) -> Candidates:
    """Return the figures of now that may be told otherwise: of an id of earlier times, or made anew with them."""
    return Candidates.together([_own(part, stood.observations, moved, ids) for part in parts])


def _own(part: Made, observations: pd.DataFrame, moved: Moved, ids: pd.Series[str]) -> Candidates:
    anew = _are_anew(part.observations, moved)
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


def _are_anew(figures: pd.DataFrame, moved: Moved) -> Mask:
    """Return which figures are derived of one that was told otherwise."""
    of, id_ = _made_of(figures)
    found = np.zeros(len(figures), dtype=bool)
    for metric, asked in moved.asked.items():
        here = (figures["metric"] == metric).to_numpy(bool)[of]
        found[of[here][among(id_[here], moved.told[ID][asked])]] = True
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
