"""Whose a chip is: what an article says of a firm's programme cannot be about a chip that another firm makes."""

from __future__ import annotations

import pandas as pd

from etl.vocabulary import Vocabulary

ATTRIBUTE, MILESTONE = "attribute", "milestone"
OF_PROGRAMMES = frozenset(
    {ATTRIBUTE, MILESTONE, "process_node_nm", "production_date", "tape_out_date", "team_size", "chip_programme_cost"}
)
"""Metrics whose product is the chip of their entity."""


def own_chips(told: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """
    Return the tellings without chips of others: a date or a team loses the chip's name, an attribute goes.

    "OpenAI hires engineers who built Google's TPU" tells of OpenAI's programme, which has no name there.
    """
    terms = vocabulary.terms
    owners = told["product"].map({name: terms[name].owner for name in told["product"].unique() if name in terms})
    parts = told["entity"].str.split("+")
    foreign = [
        metric in OF_PROGRAMMES and isinstance(owner, str) and bool(owner) and owner not in names
        for metric, owner, names in zip(told["metric"], owners, parts, strict=True)
    ]
    strange = pd.Series(foreign, index=told.index, dtype=bool)
    kept = told.assign(product=told["product"].mask(strange, ""))
    return kept[~(strange & (told["metric"] == ATTRIBUTE))]
