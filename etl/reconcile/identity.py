"""What makes two readings readings of one fact, and an id that no order of rows can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import sha256
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from etl.reconcile.codes import Codes, firsts, joined, keys_of, mapped, mapped_rows, ranks_of, texts_like, texts_of
from etl.reconcile.order import places_by
from etl.reconcile.rule import rule
from etl.reconcile.telling import NUMBERS
from etl.vocabulary import Vocabulary

ID_LENGTH = 16
ID_BYTES = ID_LENGTH // 2
SEPARATOR = "\x1f"
IDS = ("observation_id", "conflict_id")
LOOSE = ("metric", "entity", "product", "unit")
STATED = ("counterparty", "days", "definition", "unit_basis", "contract_type", "denominator")
"""What a source may leave unsaid; different words in any of these make different facts."""

BUYS = "units_"


def keyed(frame: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the frame with what facts are compared by: key_* of STATED, `fact` (the whole key), `reading` (values)."""
    days = [frame[name] for name in ("period_start", "period_end", "period")]
    stated = {"days": mapped_rows(days, _days), "counterparty": _vendor(frame, vocabulary)}
    for column in STATED[2:]:
        stated[column] = mapped(frame[column], partial(_meant, rule().same.get(column, {})))
    frame = frame.assign(**{f"key_{column}": values for column, values in stated.items()})
    key = [*LOOSE, *(f"key_{column}" for column in STATED)]
    codes = keys_of([frame[name] for name in key])
    facts = ids_of(frame[key].iloc[firsts(codes)], key)
    fact = texts_like(frame["entity"], facts.array, codes, frame.index)
    return frame.assign(fact=fact, reading=readings(frame))


def with_ids(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the observations with their ids: the key, the origin and what it says."""
    key = ["fact", "origin", "reading"]
    codes = keys_of([frame[name] for name in key])
    ids = ids_of(frame[key].iloc[firsts(codes)], key)
    return frame.assign(observation_id=ids.array.take(codes))


def readings(frame: pd.DataFrame) -> pd.Series[str]:
    """Return value, bounds and date as one text, equal for equal readings."""
    return mapped_rows([frame[name] for name in (*NUMBERS, "label")], _reading)


def ids_of(frame: pd.DataFrame, columns: Iterable[str]) -> pd.Series[str]:
    """Return a hash of the columns of each row, as `hashed` makes it."""
    whole = joined((frame[column] for column in columns), SEPARATOR)
    digests = np.frombuffer(b"".join([sha256(row).digest() for row in whole]), np.uint8).reshape(
        -1, sha256().digest_size
    )
    told = digests[:, :ID_BYTES].tobytes().hex().encode("ascii")
    # All at once: to make a text of each by itself takes as long as to hash it.
    ids = pa.FixedSizeBinaryArray.from_buffers(pa.binary(ID_LENGTH), len(whole), [None, pa.py_buffer(told)])
    return pd.Series(pd.array(ids.cast(pa.large_binary()).cast(pa.large_string()), dtype="str"), index=frame.index)


def _meant(same: Mapping[str, str], word: str) -> str:
    return same.get(word, word)


def _days(start: str, end: str, label: str) -> str:
    return f"{start}/{end}" if start or end else label


def _reading(value: float, low: float, high: float, label: str) -> str:
    return f"{value:.12g}/{low:.12g}/{high:.12g}{label}"


def numbers_of(ids: pd.Series[str]) -> Any:
    """Return the ids as numbers, which sort as they do."""
    told = texts_of(ids).cast(pa.large_binary()).cast(pa.binary(ID_LENGTH))
    return np.frombuffer(bytes.fromhex(str(told.buffers()[1], "ascii")), dtype=">u8").astype(np.uint64)


def sorted_by(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Return the rows in the order of some columns, of which some name them by their ids."""
    return frame.iloc[order_of(frame, columns)].reset_index(drop=True)


def order_of(frame: Mapping[Any, pd.Series[Any]] | pd.DataFrame, columns: Iterable[str]) -> Codes:
    """Return the places of the rows in that order."""
    return places_by(*(numbers_of(frame[name]) if name in IDS else ranks_of(frame[name]) for name in columns))


def hashed(parts: Iterable[str]) -> str:
    """Return an id of some texts; the parts cannot run into each other."""
    return _hash(SEPARATOR.join(parts).encode())


def _hash(text: bytes) -> str:
    return sha256(text).hexdigest()[:ID_LENGTH]


def _vendor(frame: pd.DataFrame, vocabulary: Vocabulary) -> pd.Series[str]:
    """Return the counterparty; who buys a product without a word of the seller buys from its maker."""

    def maker(metric: str, product: str) -> str:
        return maker_of(product, vocabulary) if metric.startswith(BUYS) else ""

    def other(maker: str, entity: str) -> str:
        return "" if maker == entity else maker

    makers = mapped_rows([frame["metric"], frame["product"]], maker)
    others = mapped_rows([makers, frame["entity"]], other)
    return mapped_rows([frame["counterparty"], others], lambda counterparty, maker: counterparty or maker)


def maker_of(product: str, vocabulary: Vocabulary) -> str:
    """Return the company that makes a product, empty where it is not known."""
    term = vocabulary.terms.get(product)
    return term.owner if term else ""
