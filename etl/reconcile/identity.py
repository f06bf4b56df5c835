"""What makes two readings readings of one fact, and an id that no order of rows can change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pandas as pd

from etl.reconcile.rule import rule
from etl.reconcile.telling import NUMBERS
from etl.vocabulary import Vocabulary

ID_LENGTH = 16
LOOSE = ("metric", "entity", "product", "unit")
STATED = ("counterparty", "days", "definition", "unit_basis", "contract_type", "denominator")
"""What a source may leave unsaid; different words in any of these make different facts."""

BUYS = "units_"


def keyed(frame: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the frame with what facts are compared by: key_* of STATED, `fact` (the whole key), `reading` (values)."""
    days = frame["period_start"] + "/" + frame["period_end"]
    stated = {"days": days.where(days != "/", frame["period"]), "counterparty": _vendor(frame, vocabulary)}
    for column in STATED[2:]:
        same = rule().same.get(column, {})
        stated[column] = frame[column].map({word: same.get(word, word) for word in frame[column].unique()})
    frame = frame.assign(**{f"key_{column}": values for column, values in stated.items()})
    joined = ids_of(frame, (*LOOSE, *(f"key_{column}" for column in STATED)))
    return frame.assign(fact=joined, reading=readings(frame))


def with_ids(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the observations with their ids: the key, the origin and what it says."""
    return frame.assign(observation_id=ids_of(frame, ("fact", "origin", "reading")))


def readings(frame: pd.DataFrame) -> pd.Series[str]:
    """Return value, bounds and date as one text, equal for equal readings."""
    parts = [frame[name].to_list() for name in NUMBERS]
    labels = frame["label"].to_list()
    texts = [
        f"{value:.12g}/{low:.12g}/{high:.12g}{label}" for value, low, high, label in zip(*parts, labels, strict=True)
    ]
    return pd.Series(texts, index=frame.index, dtype="str")


def ids_of(frame: pd.DataFrame, columns: Iterable[str]) -> pd.Series[str]:
    """Return a hash of the columns of each row."""
    rows = zip(*(frame[column].to_list() for column in columns), strict=True)
    return pd.Series([hashed(row) for row in rows], index=frame.index, dtype="str")


def hashed(parts: Iterable[str]) -> str:
    """Return an id of some texts; the parts cannot run into each other."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:ID_LENGTH]


def _vendor(frame: pd.DataFrame, vocabulary: Vocabulary) -> pd.Series[str]:
    """Return the counterparty; who buys a product without a word of the seller buys from its maker."""
    maker = frame["product"].map({product: maker_of(product, vocabulary) for product in frame["product"].unique()})
    fill = (frame["counterparty"] == "") & frame["metric"].str.startswith(BUYS) & (maker != frame["entity"])
    return frame["counterparty"].where(~fill, maker)


def maker_of(product: str, vocabulary: Vocabulary) -> str:
    """Return the company that makes a product, empty where it is not known."""
    term = vocabulary.terms.get(product)
    return term.owner if term else ""
