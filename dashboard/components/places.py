"""Where figures were told: their evidence, and the pages of ours that show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import shown
from dashboard.formats import plain
from dashboard.view import View


def place_href(told: Mapping[Any, Any], view: View) -> str:
    """Return where a piece of evidence can be read: the article at its sentence, else the source's own page."""
    if told.get("source_kind") == "article":
        return view.href(f"/sources/{told['source']}", at=str(plain(told["char_start"]))) + "#on"
    return view.href(f"/sources/{told['source']}", row=str(told.get("locator", ""))) + "#on"


def by_observation(view: View, wanted: Sequence[str]) -> dict[str, list[Mapping[Any, Any]]]:
    """Return the evidence of some observations that is held of the view's day, the best of each first."""
    table = view.snapshot.table("evidence")
    if table.empty:
        return {}
    table = table[table["observation_id"].isin(wanted)]
    held = among(table, view.state.as_of)
    found: dict[str, list[Mapping[Any, Any]]] = {}
    for one in held.sort_values("evidence_no").to_dict("records"):
        found.setdefault(str(one["observation_id"]), []).append(one)
    return found


def among(evidence: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return the evidence that is shown on a day; of what is computed, whose page may be a later one, all there is."""
    if not shown.has_days(evidence):
        return evidence
    held = shown.by(evidence, day)
    return evidence[evidence.index.isin(held.index) | ~evidence["observation_id"].isin(held["observation_id"])]
