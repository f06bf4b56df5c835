"""Readings weighed in parts, by entity, unit and matter: each part is kept until one of its tellings changes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.publish.cache import Cache
from etl.publish.packing import in_parts, of_frames, to_frames
from etl.publish.piles import SIZE, mended_piles
from etl.publish.share import program
from etl.publish.workers import mapped
from etl.reconcile.codes import Codes, coded, mapped_rows, plain, run_starts
from etl.reconcile.disagreement import OWN as OWN_OF_CONFLICT
from etl.reconcile.identity import numbers_of
from etl.reconcile.origin import SPOKEN
from etl.reconcile.telling import OWN
from etl.reconcile.told import MARK, order_of
from etl.reconcile.weighing import ALONG, APART, Weigh, Weighed, Weights, matter_of, weighed, weights
from etl.vocabulary import Vocabulary, vocabulary

COUNT = 256
"""Parts: with more of them less is weighed again when one telling changes, and each costs its keeping."""

MANY = 20_000
"""Fewer tellings than this are weighed here: to hand them to another process costs more."""

TOGETHER = 125_000
"""About as many tellings of many are weighed in one task: more take more memory, fewer more time for each."""

CONFLICTS = ("conflicts", "past_conflicts")
WEIGHED, PART, LEADER = "weighed", "part", "led_by"
OF_THEIR_OWN = {
    **dict.fromkeys(("observations", "standings", "wordings"), ("observation_id", "fact")),
    **dict.fromkeys(CONFLICTS, OWN_OF_CONFLICT),
}
"""Texts of what is weighed that come as texts, since few rows share them; the other texts of these as categories."""

PLACES = (*SPOKEN, "place")
"""Columns that name tellings by their places."""


@dataclass(frozen=True, slots=True)
class Task:
    """Whole parts to weigh, with the rates of money, as bytes; and whether their tellings are few."""

    body: bytes
    is_small: bool


@dataclass(frozen=True, slots=True)
class Tellings:
    """Tellings as they came, their places part by part and there in order, and the part of each of these."""

    figures: pd.DataFrame
    order: Codes
    part: Codes

    @classmethod
    def of(cls, figures: pd.DataFrame) -> Tellings:
        """Return tellings in parts; to put the rows themselves in order would keep all from being weighed meanwhile."""
        part = part_of(figures)
        order = order_of(figures, part)
        return cls(coded(figures, OWN), order, part[order])


def weigher(cache: Cache, pool: Executor | None) -> Weigh:
    """
    Return a way to weigh tellings that keeps each part in the cache and lets processes do many.

    What tellings say word for word comes as categories.
    """

    def weigh(figures: pd.DataFrame, rates: pd.DataFrame, known: Vocabulary) -> Weighed:
        if figures.empty:
            return weighed(plain(figures), rates, known)
        tellings = Tellings.of(figures)
        keys = _keys(tellings, hashlib.sha256(of_frames({"rates": rates})).hexdigest())

        def made(lacking: Sequence[int]) -> Iterator[tuple[int, bytes]]:
            tasks = _tasks(tellings, rates, lacking)
            for found in mapped(pool if _are_many(tellings.part, lacking) else None, weigh_parts, tasks):
                yield from found.items()

        return _together(mended_piles(cache, WEIGHED, keys, made, PART), tellings).said_by(tellings.figures)

    return weigh


def part_of(frame: pd.DataFrame) -> Codes:
    """Return the part that each row belongs to."""
    return mapped_rows([frame[name] for name in APART], _part, "int64").to_numpy()


def weigh_parts(task: Task) -> Mapping[int, bytes]:
    """Weigh some parts and return them pile by pile as bytes."""
    # Of few tellings Arrow's texts cost more to hand about than they save: Python's own take half the time.
    with pd.option_context("mode.string_storage", "python") if task.is_small else nullcontext():
        return _weighed(to_frames([task.body]))


def _weighed(given: Mapping[str, pd.DataFrame]) -> Mapping[int, bytes]:
    place = part_of(given["figures"])
    found = _apart(weights(given["figures"], given["rates"], vocabulary()), place)
    return in_parts(found, {name: frame[PART].to_numpy() for name, frame in found.items()}, SIZE, OF_THEIR_OWN)


def _apart(found: Weights, place: Codes) -> dict[str, pd.DataFrame]:
    """Return what was found with the part of each row, which counts its tellings from its own first one."""
    told = {name: place[frame[LEADER]] for name, frame in found.frames().items() if LEADER in frame}
    told |= {name: part_of(getattr(found, name)) for name in CONFLICTS}
    several = [numbers_of(frame["observation_id"]) for frame in (found.observations, found.wordings)]
    own, first = np.unique(np.concatenate(several), return_index=True)
    asked = np.searchsorted(own, numbers_of(found.standings["observation_id"]))
    told["standings"] = np.r_[told["observations"], told["wordings"]][first[asked]]
    frames = {name: frame.assign(**{PART: told[name]}) for name, frame in found.frames().items()}
    return {name: _moved(plain(frame), -np.searchsorted(place, told[name])) for name, frame in frames.items()}


def _together(frames: Mapping[str, pd.DataFrame], tellings: Tellings) -> Weights:
    """Return what was found in parts, naming the tellings of all of them by their own places."""
    moved = {name: _moved(frame, np.searchsorted(tellings.part, frame[PART])) for name, frame in frames.items()}
    found = {name: _each(frame, tellings.order.take) for name, frame in moved.items()}
    return Weights(**{name: frame.drop(columns=PART) for name, frame in found.items()})


def _moved(frame: pd.DataFrame, by: Codes) -> pd.DataFrame:
    return _each(frame, lambda places: places + by)


def _each(frame: pd.DataFrame, to: Callable[[Codes], Codes]) -> pd.DataFrame:
    """Return a frame with what is made of each column of places."""
    return frame.assign(**{name: to(frame[name].to_numpy()) for name in PLACES if name in frame})


def _part(entity: str, unit: str, metric: str) -> int:
    return zlib.crc32("\x1f".join((entity, unit, matter_of(metric))).encode()) % COUNT


def _keys(tellings: Tellings, rates: str) -> dict[int, str]:
    """Return the key of each part: the program, the rates, and its tellings in their order."""
    start = run_starts(tellings.part)
    marks = np.split(tellings.figures[MARK].to_numpy("<u8")[tellings.order], start[1:])
    head = f"{program()} {rates} ".encode()
    told = zip(tellings.part[start].tolist(), marks, strict=True)
    return {part: hashlib.sha256(head + one.tobytes()).hexdigest() for part, one in told}


def _are_many(part: Codes, parts: Sequence[int]) -> bool:
    return int(np.isin(part, parts).sum()) >= MANY


def _tasks(tellings: Tellings, rates: pd.DataFrame, lacking: Sequence[int]) -> Iterator[Task]:
    """Yield the parts that are lacking: together where they are few, else pile by pile in tasks of about one size."""
    asked = tellings.figures.drop(columns=[*ALONG, MARK])
    at = np.flatnonzero(np.isin(tellings.part, lacking))
    # Two at least where there are many, so that no process waits for another.
    count = max(2, len(at) // TOGETHER) if _are_many(tellings.part, lacking) else 1
    pile = tellings.part[at] // SIZE
    start = np.r_[run_starts(pile), len(at)]
    whole = start[np.abs(start[:, None] - np.arange(1, count) * len(at) // count).argmin(axis=0)]
    for some in np.split(at, whole):
        if len(some):
            yield Task(of_frames({"figures": asked.iloc[tellings.order[some]], "rates": rates}), len(some) < MANY)
