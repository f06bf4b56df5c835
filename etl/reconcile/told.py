"""What sources tell, each by itself: nothing here looks from one source to another, so that any share can be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

from etl.model import Extraction, Table
from etl.reconcile import listing
from etl.reconcile.codes import Codes, codes_of, held, joined, kept, plain, ranks_of
from etl.reconcile.identity import SEPARATOR
from etl.reconcile.maker import own_chips
from etl.reconcile.name import Names, resolve
from etl.reconcile.order import places_by
from etl.reconcile.origin import graded
from etl.reconcile.programme import ASIDE
from etl.reconcile.restated import restatements
from etl.reconcile.telling import OWN, tellings
from etl.reconcile.when import dated
from etl.vocabulary import Vocabulary

MARK = "mark"
PRIME = np.uint64(1000003)
"""By which what is hashed before is moved on, so that the same words in other columns make another number."""


@dataclass(frozen=True, slots=True)
class Told:
    """
    The figures of some sources with ids and days, what is told of chip programmes besides, what became no figure.

    And the documents, the amounts told twice, and the names met.
    """

    figures: pd.DataFrame
    asides: pd.DataFrame
    unread: pd.DataFrame
    documents: pd.DataFrame
    restatements: pd.DataFrame
    names: pd.DataFrame

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return its parts by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def told_by(tables: Sequence[Table], extractions: Sequence[Extraction], vocabulary: Vocabulary) -> Told:
    """Return what some sources tell."""
    names = Names(vocabulary)
    until = {table.name: table.told_until for table in tables if table.told_until}
    told = resolved(tellings(tables, extractions), names, until)
    aside = told["metric"].isin(listing.NOT_FIGURES)
    mute = ~aside & listing.is_mute(told)
    return Told(
        marked(kept(told, ~aside & ~mute)),
        plain(kept(told[list(ASIDE)], aside)),
        listing.unexplained(listing.unread(extractions), plain(kept(told, mute))),
        listing.texts(extractions),
        restatements(extractions),
        names.met(),
    )


def resolved(told: pd.DataFrame, names: Names, until: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return tellings with ids, tiers and days; `until` is that of `dated`."""
    named = graded(resolve(held(told, OWN), names), names)
    return own_chips(dated(named, names.vocabulary, until), names.vocabulary)


def marked(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures with a number made of each row, by which to know whether it has changed."""
    told = figures.drop(columns=MARK, errors="ignore")
    mark = pd.util.hash_array(np.array(joined((told[name] for name in OWN), SEPARATOR), dtype=object), categorize=False)
    for name in told.columns.difference(list(OWN), sort=False):
        mark = mark * PRIME ^ _hashes(told[name])
    return told.assign(**{MARK: mark})


def _hashes(column: pd.Series[Any]) -> Any:
    """Return a number for each value; of texts each distinct one is hashed once."""
    if column.dtype != "str":
        return pd.util.hash_pandas_object(column, index=False).to_numpy()
    codes, found = codes_of(column)
    return pd.util.hash_array(np.asarray(found, dtype=object), categorize=False).take(codes)


def in_order(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures source by source, tables first, in whatever shares they came."""
    return figures.iloc[order_of(figures)].reset_index(drop=True)


def order_of(figures: pd.DataFrame, *first: Codes) -> Codes:
    """Return the places of the figures in that order, or in it within that of other numbers."""
    article = (figures["source_kind"] == "article").to_numpy(np.int64)
    by = [*first, article, ranks_of(figures["source"]), ranks_of(figures["document_id"])]
    return places_by(*by)
