"""Which derived figures stood from which day to which: those of now, and rows of those that were others then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from etl.reconcile.cluster import Member, cells, records
from etl.reconcile.codes import among, kept, plain
from etl.reconcile.derived import derivations
from etl.reconcile.derived.derivation import OBSERVATION
from etl.reconcile.derived.earlier import Found, Moving, Stood, moved, results
from etl.reconcile.derived.published import INPUT, INPUTS, Made, Published, made
from etl.reconcile.derived.world import World
from etl.reconcile.framing import column_of, framed
from etl.reconcile.identity import SEPARATOR
from etl.reconcile.keeping import Frames, Keep, anew
from etl.reconcile.times import FOR_EVER, ID, SINCE, UPTO, Span, number_of, text_of
from etl.reconcile.versions import FIGURE_ORDER, SHOWN

FIRST, LAST, ORDER, OF = "first", "last", "order", "derived_from"
ASIDE = (FIRST, LAST, ORDER, SHOWN)
"""What is no part of what a figure says."""

PAST = (ID, SINCE, UPTO, *INPUTS[1:])
"""Columns of the inputs of figures of earlier times."""

Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that stood from a day to a day unless another of its id did: the later in order stands."""

    row: Member
    inputs: Sequence[Member]
    place: str
    span: Span
    content: str
    """All that it says, as one text."""

    @classmethod
    def of(cls, row: Member, inputs: Sequence[Member], place: str, span: Span) -> Candidate:
        """Return a figure with what it says."""
        own = [row[name] for name in sorted(row) if name not in ASIDE]
        return cls(row, inputs, place, span, repr((own, [[one[name] for name in INPUTS] for one in inputs])))


@dataclass(frozen=True, slots=True)
class Segment:
    """A figure that stood so on some days, and the first day of all days on end on which one of its id did."""

    told: Candidate
    span: Span
    since: int


@dataclass(frozen=True, slots=True)
class OverTime:
    """Derived figures of now with the days from which they are shown, those of earlier times and their inputs."""

    now: Published
    past: pd.DataFrame
    used: pd.DataFrame

    def inputs(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield the inputs of then and now and what was refused by the names under which they are published."""
        yield "derivations", self.now.derivations
        yield "past_derivations", self.used
        yield "refusals", self.now.refusals


def over_time(parts: Sequence[Made], now: Published, were: tuple[Stood, Moving, World], keep: Keep = anew) -> OverTime:
    """Return what was derived at each time, of what stood and was assumed then."""
    stood, moving, world = were
    # What was otherwise at times are few rows, of which Arrow would make many small columns.
    with pd.option_context("mode.string_storage", "python"):
        told = moved(derivations(), moving, stood, world)
        if told:
            given = world.given
            of = [given.assumptions, given.peaks, given.chips, sorted(world.cited.items()), [*told], *told.values()]
            found = keep("earlier derived", of, lambda: _frames(told, world))
    if not told:
        none = now.observations.iloc[:0]
        return OverTime(now, none.assign(**{SINCE: "", UPTO: ""}), framed((), _types()))
    return _told(found, {f"{metric} {id_}" for metric, own in told.items() for id_ in own[ID]}, (parts, now, stood))


def _told(found: Frames, touched: set[str], of: tuple[Sequence[Made], Published, Stood]) -> OverTime:
    """Return the figures of now and of then, by what of them stood on which days."""
    parts, now, stood = of
    ids = set(found["figures"][ID])
    own = list(_of_now(parts, stood, touched, ids))
    ids |= {one.row[ID] for one, is_touched in own if is_touched}
    by_id: dict[str, list[Candidate]] = {}
    for one in [*_of_then(found), *(one for one, is_touched in own if not is_touched)]:
        by_id.setdefault(one.row[ID], []).append(one)
    heads = {row[ID]: row[OF] for row in records(now.observations[[ID, OF]])}
    contents = {one.row[ID]: one.content for one, _ in own if heads.get(one.row[ID]) == one.row[OF]}
    shown, past = dict[str, str](), list[Segment]()
    for id_ in sorted(ids):
        segments = list(_swept(by_id.get(id_, ())))
        lasts = bool(segments) and segments[-1].span[1] == FOR_EVER
        shown[id_] = text_of(segments[-1].since) if lasts else ""
        if lasts and segments[-1].told.content == contents.get(id_):
            segments.pop()
        past += segments
    days = zip(cells(now.observations[ID]), cells(now.observations[SHOWN]), strict=True)
    figures = now.observations.assign(**{SHOWN: column_of([shown.get(id_, day) for id_, day in days], "str")})
    whole = Published(figures, now.evidence, now.derivations, now.refusals)
    return OverTime(whole, _figures(past, figures), _inputs(past))


def _frames(of: Mapping[str, pd.DataFrame], world: World) -> Frames:
    """Return figures of earlier times and their inputs, which name them by their place."""
    asked = [module for module in derivations() if module.DERIVATION.metric in of]
    told_of = [(one.DERIVATION, found) for one in asked for found in results(one, of[one.DERIVATION.metric], world)]
    several = [found for _, found in told_of]
    told = made(((derivation, one.result) for derivation, one in told_of), world.given.vocabulary)
    numbers = {
        FIRST: [one.span[0] for one in several],
        LAST: [one.span[1] for one in several],
        "n_publishers": [_publishers(one) for one in several],
    }
    places = pd.array([_place(_led(one)) for one in several], dtype="str")
    columns = {name: pd.array(days, dtype="int64") for name, days in numbers.items()}
    figures = told.observations.assign(**{ORDER: places}, **columns)
    whose = [number for number, one in enumerate(several) for _ in one.result.inputs]
    return {"figures": figures, "inputs": told.inputs.assign(of=pd.Series(whose, dtype="int64"))}


def _publishers(found: Found) -> int:
    return len({one.row["publisher"] for one in found.result.inputs if one.kind == OBSERVATION})


def _led(found: Found) -> Row:
    """Return the figure by whose place among all one of two derived figures of one id stands."""
    return min((one.row for one in found.result.inputs if one.kind == OBSERVATION), key=lambda row: str(row[ID]))


def _place(row: Row) -> str:
    return SEPARATOR.join(str(row[name]) for name in FIGURE_ORDER)


def _of_then(found: Frames) -> Iterator[Candidate]:
    inputs: dict[int, list[Member]] = {}
    for row in records(found["inputs"]):
        inputs.setdefault(row["of"], []).append(row)
    for number, row in enumerate(records(found["figures"])):
        yield Candidate.of(row, inputs[number], row[ORDER], (row[FIRST], row[LAST]))


def _of_now(parts: Sequence[Made], stood: Stood, touched: set[str], ids: set[str]) -> Iterator[tuple[Candidate, bool]]:
    """Yield the figures of now that may be told otherwise, and whether all that they were is made anew."""
    for part in parts:
        figures = part.observations
        used = [told.split(";") for told in cells(figures[OF])]
        anew = [
            any(f"{metric} {one}" in touched for one in told)
            for metric, told in zip(cells(figures["metric"]), used, strict=True)
        ]
        here = np.array([bool(told) or id_ in ids for told, id_ in zip(anew, cells(figures[ID]), strict=True)], bool)
        own = kept(figures, here)
        asked = pd.Index([id_ for told, is_own in zip(used, here, strict=True) if is_own for id_ in told], dtype="str")
        told = kept(stood.observations[[*FIGURE_ORDER, "publisher"]], among(stood.observations[ID], asked))
        of = {row[ID]: row for row in records(plain(told))}
        inputs: dict[tuple[str, str], list[Member]] = {}
        for row in records(kept(part.inputs, among(part.inputs[ID], own[ID]))):
            inputs.setdefault((row[ID], row["whose"]), []).append(row)
        for row, is_touched in zip(records(own), np.array(anew, bool)[here], strict=True):
            span = number_of(row[SHOWN], FOR_EVER + 1), FOR_EVER
            rows = [of[id_] for id_ in row[OF].split(";")]
            whole = {**row, "n_publishers": len({one["publisher"] for one in rows})}
            yield Candidate.of(whole, inputs[row[ID], row[OF]], _place(rows[0]), span), bool(is_touched)


def _swept(told: Sequence[Candidate]) -> Iterator[Segment]:
    """Yield what stood of one id, day after day: of several the last in order, and on end what says the same once."""
    days = sorted({day for one in told for day in (one.span[0], one.span[1] + 1)})
    open_: Segment | None = None
    for first, after in pairwise(days):
        standing = [one for one in told if one.span[0] <= first <= one.span[1]]
        best = max(standing, key=lambda one: one.place, default=None)
        if open_ and best and best.content == open_.told.content:
            open_ = Segment(open_.told, (open_.span[0], after - 1), open_.since)
            continue
        if open_:
            yield open_
        open_ = Segment(best, (first, after - 1), open_.since if open_ else first) if best else None
    if open_:
        yield open_


def _figures(past: Sequence[Segment], like: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of earlier times as rows."""
    rows = [{**one.told.row, **_days(one), SHOWN: text_of(one.since)} for one in past]
    types = {str(name): str(kind) for name, kind in like.dtypes.items()} | {SINCE: "str", UPTO: "str"}
    return framed(([row.get(name) for name in types] for row in rows), types)


def _inputs(past: Sequence[Segment]) -> pd.DataFrame:
    rows = ({**told, **_days(one)} for one in past for told in one.told.inputs)
    return framed(([row[name] for name in PAST] for row in rows), _types())


def _days(one: Segment) -> dict[str, str]:
    return {SINCE: text_of(one.span[0]), UPTO: text_of(one.span[1])}


def _types() -> Mapping[str, str]:
    return {name: INPUT.get(name, "str") for name in PAST}
