"""Where figures were told: their evidence, and the pages of ours that show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.formats import plain
from dashboard.iso import iso
from dashboard.view import View


def place_href(told: Mapping[Any, Any], view: View) -> str:
    """Return where a piece of evidence can be read: the article at its sentence, else the source's own page."""
    if told.get("source_kind") == "article":
        return view.href(f"/sources/{told['source']}", at=str(plain(told["char_start"]))) + "#on"
    return view.href(f"/sources/{told['source']}", row=str(told.get("locator", ""))) + "#on"


def by_observation(view: View, wanted: Sequence[str]) -> dict[str, list[Mapping[Any, Any]]]:
    """Return the evidence of some observations, the best of each first; on a past day the pages of that day before."""
    table = view.snapshot.table("evidence")
    if table.empty:
        return {}
    table = table[table["observation_id"].isin(wanted)]
    table = table.assign(_later=iso(table["published_on"]) > (view.state.as_of or "9999"))
    found: dict[str, list[Mapping[Any, Any]]] = {}
    for one in table.sort_values(["_later", "evidence_no"]).to_dict("records"):
        found.setdefault(str(one["observation_id"]), []).append(one)
    return found
