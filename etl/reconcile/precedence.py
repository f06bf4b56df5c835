"""Which reading of a fact is preferred, by the rule in precedence.toml, and why."""

from __future__ import annotations

import pandas as pd

from etl.reconcile.history import RUMOUR, is_event
from etl.reconcile.name import UNATTRIBUTED
from etl.reconcile.rule import OriginClass, rule
from etl.vocabulary import Vocabulary

PREFERRED, NORMAL, DEPRECATED = "preferred", "normal", "deprecated"
ORDER = ["rumoured", "origin_rank", "known_order", "source_tier"]


def ranked(observations: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the observations with rank and rank_reason; at most one reading of a fact is preferred."""
    frame = observations.assign(rank=PREFERRED, rank_reason="the only reading")
    retired = _retired(frame)
    frame.loc[retired != "", "rank"] = DEPRECATED
    frame["rank_reason"] = frame["rank_reason"].mask(retired != "", retired)
    frame["rank_reason"] = frame["rank_reason"].mask((retired == "") & is_event(frame), "stands beside its like")
    classes = _classes(frame, vocabulary)
    graded = frame.assign(origin_class=classes.map(lambda one: one.id), origin_rank=classes.map(lambda one: one.rank))
    rivals = graded[(retired == "") & ~is_event(frame)]
    rivals = rivals[rivals.duplicated("fact", keep=False)]
    if rivals.empty:
        return frame
    decided = _decided(rivals)
    frame["rank"] = decided["rank"].reindex(frame.index).fillna(frame["rank"])
    frame["rank_reason"] = decided["rank_reason"].reindex(frame.index).fillna(frame["rank_reason"])
    return frame


def _retired(frame: pd.DataFrame) -> pd.Series[str]:
    reasons = {}
    for flags in frame["flags"].unique():
        held = set(flags.split(";"))
        reasons[flags] = next((reason for flag, reason in rule().deprecated.items() if flag in held), "")
    return frame["flags"].map(reasons).astype("str")


def _classes(frame: pd.DataFrame, vocabulary: Vocabulary) -> pd.Series[OriginClass]:  # type: ignore[type-var]
    told = list(zip(frame["entity"], frame["counterparty"], frame["origin"], strict=True))
    found = {one: origin_class(*one, vocabulary) for one in set(told)}
    return pd.Series([found[one] for one in told], index=frame.index, dtype="object")


def origin_class(entity: str, counterparty: str, origin: str, vocabulary: Vocabulary) -> OriginClass:
    """Return the class of an origin for a figure of these sides."""
    classes = rule().classes
    sides = {side for joint in (entity, counterparty) for side in joint.split("+") if side}
    terms = (vocabulary.terms.get(side) for side in sides)
    if origin in sides | {term.parent for term in terms if term}:
        return classes["party"]
    if origin == UNATTRIBUTED:
        return classes[UNATTRIBUTED]
    term = vocabulary.terms.get(origin)
    return rule().of_vocabulary(term.cls if term else "")


def _decided(rivals: pd.DataFrame) -> pd.DataFrame:
    # Newest first: the day as a number, counted down; unknown is oldest.
    days = pd.to_numeric(rivals["known_from"].str.replace("-", "").replace("", "0"))
    rivals = rivals.assign(rumoured=(rivals["status"] == RUMOUR).astype(int), known_order=-days)
    rivals = rivals.sort_values(["fact", *ORDER, "observation_id"], kind="stable")
    place = rivals.groupby("fact", sort=False).cumcount()
    best = rivals.groupby("fact", sort=False)[[*ORDER, "reading", "origin", "origin_class"]].transform("first")
    level = (rivals[ORDER] == best[ORDER]).all(axis=1)
    tie = level & (rivals["reading"] != best["reading"])
    tied = tie.groupby(rivals["fact"]).transform("any")
    first = (place == 0) & ~tied
    rank = pd.Series(NORMAL, index=rivals.index, dtype="str").mask(first, PREFERRED)
    return pd.DataFrame({"rank": rank, "rank_reason": _reasons(rivals, best, level & tied, first)})


def _reasons(
    rivals: pd.DataFrame, best: pd.DataFrame, level: pd.Series[bool], first: pd.Series[bool]
) -> pd.Series[str]:
    words = {one.id: one.en for one in rule().classes.values()}
    own = rivals["origin_class"].map(words)
    reason = "after " + best["origin"] + ": " + best["origin_class"].map(words)
    same = rivals["origin_rank"] == best["origin_rank"]
    reason = reason.mask(
        same & (rivals["known_order"] == best["known_order"]), "after " + best["origin"] + ": a better page"
    )
    reason = reason.mask(same & (rivals["known_order"] > best["known_order"]), "after " + best["origin"] + ": newer")
    reason = reason.mask((rivals["rumoured"] == 1) & (best["rumoured"] == 0), "a rumour, after a reading that is none")
    reason = reason.mask(level, "level with a rival; none is preferred")
    return reason.mask(first, own + ", newest")
