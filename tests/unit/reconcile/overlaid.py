"""What stands on a day, and what is laid over the figures of today to give it."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from etl.model import Extraction, Table
from etl.reconcile.asof import as_known_on
from etl.reconcile.codes import plain
from etl.reconcile.ledger import settled
from etl.reconcile.told import told_by
from etl.vocabulary import vocabulary

Tables = dict[str, pd.DataFrame]


def made(told: Sequence[Table], *day: date, asked: Sequence[str] = ()) -> Tables:
    """Return the published tables of what is told, of what was told by a day where one is given."""
    tables, articles = as_known_on(told, [], *day, vocabulary()) if day else (told, [])
    return of_articles(tables, articles, asked)


def of_articles(tables: Sequence[Table], articles: Sequence[Extraction], asked: Sequence[str] = ()) -> Tables:
    """Return the published tables of tables and articles: all, or those that are asked for."""
    found: Tables = {}
    for name, frame in settled(told_by(tables, articles, vocabulary()), tables, vocabulary()):
        if not asked or name in asked:
            found[name] = plain(frame)
        if len(found) == len(asked):
            break
    return found


def laid_over(today: Tables, overlay: str, columns: Sequence[str], day: str) -> pd.DataFrame:
    """Return columns of today's figures with an overlay's rows of a day laid over them."""
    told = today[overlay]
    over = told[(told["stood_from"] <= day) & ((told["stood_to"] >= day) | (told["stood_to"] == ""))].set_index(
        "observation_id"
    )
    held = today["observations"].set_index("observation_id")[list(columns)].astype(object)
    assert over.index.is_unique
    held.loc[over.index, list(columns)] = over[list(columns)].astype(object)
    return held


def times(today: Tables, overlay: str, column: str) -> dict[str, list[str]]:
    """Return the days of an overlay for each figure, by the name of its row, in order."""
    named = today["observations"].set_index("observation_id")["locator"].str.split().str[-1]
    told = today[overlay].assign(figure=today[overlay]["observation_id"].map(named)).sort_values("stood_from")
    return {str(name): list(days) for name, days in told.groupby("figure")[column]}
