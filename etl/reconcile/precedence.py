"""Which reading of a fact is preferred, by the rule in precedence.toml, and why."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd

from etl.reconcile.codes import (
    Codes,
    Mask,
    codes_of,
    distinct,
    keys_of,
    mapped,
    ranks_of,
    run_starts,
    sizes,
    texts_like,
)
from etl.reconcile.history import RUMOUR, is_event
from etl.reconcile.identity import numbers_of
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.order import places_by
from etl.reconcile.rule import OriginClass, rule
from etl.vocabulary import Vocabulary

RANKS = PREFERRED, NORMAL, DEPRECATED = "preferred", "normal", "deprecated"
ALONE = "the only reading", "stands beside its like"
REASONS = (
    "{own}, newest",
    "level with a rival, so that none is preferred",
    "a rumour, after a reading that is none",
    "after {origin}: newer",
    "after {origin}: a better page",
    "after {origin}: {best}",
)
READ = (
    *("fact", "entity", "counterparty", "origin", "status", "known_from", "source_tier", "observation_id", "reading"),
)


def ranked(observations: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the observations with rank and rank_reason; at most one reading of a fact is preferred."""
    frame = observations
    retired, reasons = codes_of(mapped(frame["flags"], _retired))
    stands, beside = np.array([one == "" for one in reasons], dtype=bool)[retired], is_event(frame).to_numpy()
    words = [*ALONE, *reasons]
    rank, reason = np.where(stands, RANKS.index(PREFERRED), RANKS.index(DEPRECATED)), len(ALONE) + retired
    reason[stands] = beside[stands]
    rivals = np.flatnonzero(stands & ~beside)
    rivals = rivals[sizes(keys_of([frame["fact"].iloc[rivals]])) > 1]
    if len(rivals):
        rank[rivals], (why, told) = _decided(frame[list(READ)].iloc[rivals], vocabulary)
        reason[rivals] = len(words) + why
        words += told
    like = frame["flags"]
    return frame.assign(
        rank=texts_like(like, RANKS, rank, frame.index), rank_reason=texts_like(like, words, reason, frame.index)
    )


def _retired(flags: str) -> str:
    held = set(flags.split(";"))
    return next((reason for flag, reason in rule().deprecated.items() if flag in held), "")


def origin_classes(vocabulary: Vocabulary) -> Callable[[str, str, str], OriginClass]:
    """Return what tells the class of an origin for a figure of an entity and a counterparty."""

    @cache
    def parties(entity: str, counterparty: str) -> frozenset[str]:
        sides = {side for joint in (entity, counterparty) for side in joint.split("+") if side}
        terms = (vocabulary.terms.get(side) for side in sides)
        return frozenset(sides | {term.parent for term in terms if term})

    @cache
    def apart(origin: str) -> OriginClass:
        if origin == UNATTRIBUTED:
            return rule().classes[UNATTRIBUTED]
        term = vocabulary.terms.get(origin)
        return rule().of_vocabulary(term.cls if term else "")

    def of(entity: str, counterparty: str, origin: str) -> OriginClass:
        return rule().classes["party"] if origin in parties(entity, counterparty) else apart(origin)

    return of


def _decided(rivals: pd.DataFrame, vocabulary: Vocabulary) -> tuple[Codes, tuple[Codes, list[str]]]:
    """
    Return the rank of each rival and the reason, as numbers of its words.

    Of a fact the first in order is preferred, unless others are level.
    """
    sides = [rivals[name] for name in ("entity", "counterparty", "origin")]
    codes = keys_of(sides)
    class_of = origin_classes(vocabulary)
    classes = [class_of(*one) for one in distinct(sides, codes)]
    fact, origin_rank = keys_of([rivals["fact"]]), np.array([one.rank for one in classes])[codes]
    # Newest first: the days are counted down; unknown is oldest.
    by = [(rivals["status"] == RUMOUR).to_numpy(np.int64), origin_rank, -ranks_of(rivals["known_from"])]
    by.append(rivals["source_tier"].to_numpy(np.int64))
    order = places_by(fact, *by, numbers_of(rivals["observation_id"]))
    best = order[run_starts(fact[order])][fact]
    level = np.all([one == one[best] for one in by], axis=0)
    reading = keys_of([rivals["reading"]])
    tied = np.bincount(fact, weights=level & (reading != reading[best]))[fact] > 0
    first = (best == np.arange(len(best))) & ~tied
    case = _cases(by, best, level & tied, first)
    own = texts_like(rivals["origin"], [one.en for one in classes], codes)
    told = [pd.Series(case), rivals["origin"].iloc[best], own.iloc[best], own]
    why = keys_of(told)
    return np.where(first, RANKS.index(PREFERRED), RANKS.index(NORMAL)), (
        why,
        [_reason(*one) for one in distinct(told, why)],
    )


def _cases(by: list[Codes], best: Codes, level: Mask, first: Mask) -> Codes:
    """Return why each rival stands where it does: the place of the first of REASONS that holds."""
    rumoured, origin_rank, newest, _ = by
    same = origin_rank == origin_rank[best]
    told = [first, level, rumoured > rumoured[best], same & (newest > newest[best]), same]
    return np.select(told, list(range(len(told))), len(told))


def _reason(case: int, origin: str, best: str, own: str) -> str:
    return REASONS[case].format(origin=origin, best=best, own=own)
