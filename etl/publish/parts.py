"""Readings weighed in parts, by entity and unit: each part is kept until one of its tellings changes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.publish.cache import Cache
from etl.publish.packing import in_parts, of_frames, to_frames
from etl.publish.share import program
from etl.publish.workers import mapped
from etl.reconcile.codes import Codes, mapped_rows, run_starts
from etl.reconcile.told import MARK
from etl.reconcile.weighing import APART, Weigh, Weighed, weighed
from etl.vocabulary import Vocabulary, vocabulary

COUNT = 256
"""Parts: with more of them less is weighed again when one telling changes, and each costs its keeping."""

MANY = 20_000
"""Fewer tellings than this are weighed here: to hand them to another process costs more."""

TASKS = 8
"""Tasks that many tellings are weighed in; what one holds at a time bounds the memory."""


@dataclass(frozen=True, slots=True)
class Task:
    """Whole parts to weigh, with the rates of money, as bytes."""

    body: bytes


def weigher(cache: Cache, pool: Executor | None) -> Weigh:
    """Return a way to weigh tellings that keeps each part in the cache and lets processes do many."""

    def weigh(figures: pd.DataFrame, rates: pd.DataFrame, known: Vocabulary) -> Weighed:
        if figures.empty:
            return weighed(figures, rates, known)
        place = part_of(figures)
        keys = _keys(figures, place, hashlib.sha256(of_frames({"rates": rates})).hexdigest())
        kept = {part: body for part, key in keys.items() if (body := cache.made(key)) is not None}
        lacking = [part for part in keys if part not in kept]
        tasks = _tasks(figures, rates, place, lacking)
        for found in mapped(pool if _are_many(place, lacking) else None, weigh_parts, tasks):
            for part, body in found.items():
                kept[part] = body
                cache.make(keys[part], body)
        return Weighed(**to_frames(kept.pop(part) for part in keys))

    return weigh


def part_of(frame: pd.DataFrame) -> Codes:
    """Return the part that each row belongs to."""
    return mapped_rows([frame[name] for name in APART], _part, "int64").to_numpy()


def weigh_parts(task: Task) -> Mapping[int, bytes]:
    """Weigh some parts and return each as bytes."""
    given = to_frames([task.body])
    found = weighed(given["figures"], given["rates"], vocabulary())
    # Observations and evidence are numbered by the tellings they are of.
    own = part_of(given["figures"])
    places = {name: own[getattr(found, name).index] for name in ("observations", "evidence")}
    places["conflicts"] = part_of(found.conflicts)
    return in_parts(found.frames(), places)


def _part(*names: str) -> int:
    return zlib.crc32("\x1f".join(names).encode()) % COUNT


def _keys(figures: pd.DataFrame, place: Codes, rates: str) -> dict[int, str]:
    """Return the key of each part: the program, the rates, and its tellings in their order."""
    order = np.argsort(place, kind="stable")
    start = run_starts(place[order])
    marks = np.split(figures[MARK].to_numpy("<u8")[order], start[1:])
    head = f"{program()} {rates} ".encode()
    told = zip(place[order[start]].tolist(), marks, strict=True)
    return {part: hashlib.sha256(head + one.tobytes()).hexdigest() for part, one in told}


def _are_many(place: Codes, parts: Sequence[int]) -> bool:
    return int(np.isin(place, parts).sum()) >= MANY


def _tasks(figures: pd.DataFrame, rates: pd.DataFrame, place: Codes, lacking: Sequence[int]) -> Iterator[Task]:
    """Yield the parts that are lacking: together where they are few, else in so many tasks of about one size."""
    told = np.bincount(place, minlength=COUNT)
    count = TASKS if _are_many(place, lacking) else 1
    groups: list[list[int]] = [[] for _ in range(count)]
    for part in sorted(lacking, key=lambda part: -told[part]):
        min(groups, key=lambda group: told[group].sum()).append(part)
    for group in groups:
        if group:
            here = np.flatnonzero(np.isin(place, group))
            inside = figures.iloc[here[np.argsort(place[here], kind="stable")]]
            yield Task(of_frames({"figures": inside, "rates": rates}))
