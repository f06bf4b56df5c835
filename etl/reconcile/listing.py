"""The tables that name things: entities, metrics, documents, and the quantities that were not read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from etl.model import Extraction, Mention, Quantity
from etl.reconcile.codes import codes_of, kept
from etl.reconcile.framing import framed
from etl.reconcile.name import UNATTRIBUTED, Names
from etl.vocabulary import Term

METRICS = Path(__file__).with_name("metrics.toml")
NOT_FIGURES = {
    "restatement": "the same amount in another currency as the figure it stands beside",
    "attribute": "an attribute of a chip programme; see custom_chips",
    "milestone": "a date of a chip programme; see chip_milestones",
}
EMPTY = "read as a figure, but without a number or a unit"
BARE = "read as a share, but of what and in what is not said"
TYPES = {
    "document_id": "str",
    "char_start": "int64",
    "char_end": "int64",
    "surface": "str",
    "value_low": "float64",
    "value_high": "float64",
    "unit": "str",
    "reason": "str",
}
UNEXPLAINED = tuple(TYPES)
TEXT = ("name", "title", "language", "publisher", "url", "published_on", "date_trust", "text")
ENTITY = ("id", "kind", "name_en", "name_zh", "parent", "region", "class", "fiscal_year_end", "listed")


def entities(names: Names) -> pd.DataFrame:
    """Return every id in use, and the families and owners above it, with its names in both languages."""
    rows = {UNATTRIBUTED: _row(UNATTRIBUTED, "publisher", "no named origin", "未具名来源", listed=True)}
    for id_ in sorted(names.used):
        term = names.vocabulary.terms.get(id_)
        if term is None:
            name, kind = names.unlisted[id_]
            rows[id_] = _row(id_, kind, name, name, listed=False)
        while term is not None and term.id not in rows:
            rows[term.id] = _of_term(term)
            term = names.vocabulary.terms.get(term.parent)
    return pd.DataFrame([rows[id_] for id_ in sorted(rows)], columns=list(ENTITY))


def metrics(observations: pd.DataFrame) -> pd.DataFrame:
    """Return every metric with its names, meaning and count; a metric without an entry is told by its id."""
    told: Mapping[str, Mapping[str, str]] = tomllib.loads(METRICS.read_text(encoding="utf-8"))
    counts = counts_of(observations["metric"])
    rows = []
    for metric in (*told, *sorted(set(counts.index) - set(told))):
        words = told.get(metric, {})
        rows.append(
            {
                "metric": metric,
                "name_en": words.get("en", metric),
                "name_zh": words.get("zh", metric),
                "unit": words.get("unit", ""),
                "description_en": words.get("description_en", ""),
                "description_zh": words.get("description_zh", ""),
                "n_observations": int(counts.get(metric, 0)),
            }
        )
    return pd.DataFrame(rows)


def is_mute(figures: pd.DataFrame) -> pd.Series[bool]:
    """Return which figures of articles say too little: nothing to publish, all to explain."""
    empty = figures[["value", "value_low", "value_high"]].isna().all(axis=1) & (figures["label"] == "")
    return (figures["source_kind"] == "article") & (empty | (figures["unit"] == "") | _is_bare(figures))


def _is_bare(figures: pd.DataFrame) -> pd.Series[bool]:
    """Return which are shares that say neither of what nor in what."""
    return (figures["unit"] == "share") & (figures["denominator"] == "") & (figures["product"] == "")


def unread(extractions: Iterable[Extraction]) -> pd.DataFrame:
    """Return every quantity of the documents that was not read as a figure, with the reason."""
    rows = []
    for extraction in extractions:
        told = [(one.quantity, one.reason) for one in extraction.unexplained]
        told += [(one.quantity, _reason(one)) for one in extraction.mentions if one.metric in NOT_FIGURES]
        rows += [_unread(extraction.document.id, quantity, reason) for quantity, reason in told]
    return framed(rows, TYPES)


def unexplained(left: pd.DataFrame, mute: pd.DataFrame) -> pd.DataFrame:
    """Return every quantity of the documents that became no observation, with the reason."""
    reason = _is_bare(mute).map({True: BARE, False: EMPTY})
    mute = mute.assign(surface=mute["as_written"], reason=reason)
    if mute.empty:
        return left.drop_duplicates(["document_id", "char_start", "char_end"], ignore_index=True)
    frame = pd.concat([mute[list(UNEXPLAINED)].astype(TYPES), left], ignore_index=True)
    # One span may carry two attributes: one quantity, told once.
    return frame.drop_duplicates(["document_id", "char_start", "char_end"])


def texts(extractions: Iterable[Extraction]) -> pd.DataFrame:
    """Return every document with its text, and how long that is."""
    rows = ([getattr(extraction.document, name) for name in ("id", *TEXT)] for extraction in extractions)
    found = framed(rows, dict.fromkeys(("document_id", *TEXT), "str"))
    return found.assign(characters=found["text"].str.len().astype("int64"))


def documents(held: pd.DataFrame, evidence: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    """Return the documents in the order of their names, with how much was read in each."""
    told = kept(evidence[["document_id", "observation_id"]], evidence["document_id"] != "").drop_duplicates()
    read, unread = counts_of(told["document_id"]), counts_of(left["document_id"])
    frame = held.sort_values(["name", "document_id"]).reset_index(drop=True)
    return frame.assign(
        n_observations=frame["document_id"].map(read).fillna(0).astype("int64"),
        n_unexplained=frame["document_id"].map(unread).fillna(0).astype("int64"),
    )


def counts_of(texts: pd.Series[str]) -> pd.Series[int]:
    """Return how often each text comes; to make texts of categories first takes as long as all the rest."""
    codes, found = codes_of(texts)
    return pd.Series(np.bincount(codes, minlength=len(found)), index=pd.Index(found, dtype="str"))


def _reason(mention: Mention) -> str:
    key = f" ({mention.key})" if mention.key else ""
    repaired = {"malformed", "repaired"} <= {*mention.flags, *mention.quantity.flags}
    mended = f"; misprinted, and repaired by it to {mention.quantity.value:f}" if repaired else ""
    return f"{NOT_FIGURES[mention.metric]}{key}{mended}"


def _unread(document: str, quantity: Quantity, reason: str) -> tuple[Any, ...]:
    low = quantity.value if quantity.low is None else quantity.low
    high = quantity.value if quantity.high is None else quantity.high
    bounds = (None if one is None else float(one) for one in (low, high))
    return document, quantity.span.start, quantity.span.end, quantity.surface, *bounds, quantity.unit, reason


def _of_term(term: Term) -> dict[str, Any]:
    row = _row(term.id, term.kind, term.name_en, term.name_zh, listed=True)
    told = {"parent": term.parent, "region": term.region, "class": term.cls, "fiscal_year_end": term.fiscal_year_end}
    return {**row, **told}


def _row(id_: str, kind: str, en: str, zh: str, *, listed: bool) -> dict[str, Any]:
    blank = dict.fromkeys(ENTITY, "")
    return {**blank, "id": id_, "kind": kind, "name_en": en, "name_zh": zh, "listed": listed}
