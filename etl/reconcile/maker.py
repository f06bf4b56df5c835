"""Whose a chip is: what an article says of a firm's programme cannot be about a chip that another firm makes."""

from __future__ import annotations

import pandas as pd

from etl.reconcile.codes import mapped_rows
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

    def is_foreign(entity: str, product: str) -> bool:
        owner = terms[product].owner if product in terms else ""
        return bool(owner) and owner not in entity.split("+")

    strange = told["metric"].isin(OF_PROGRAMMES).to_numpy(copy=True)
    strange[strange] = mapped_rows([told[name][strange] for name in ("entity", "product")], is_foreign, "bool")
    if not strange.any():
        return told
    whose = [told["product"], pd.Series(strange, index=told.index)]
    kept = told.assign(product=mapped_rows(whose, lambda product, is_strange: "" if is_strange else product))
    gone = strange & (told["metric"] == ATTRIBUTE)
    return kept[~gone] if gone.any() else kept
