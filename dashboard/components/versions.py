"""The versions of the methods: by which figures are made now, by which they were before, and what each moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from dashboard import html
from dashboard.components.native import Cell, Table
from dashboard.components.receipt import COUNTS, listed, moment
from dashboard.view import View

RULES = "new rule version"
"""The cause, in a receipt, of what other methods moved."""

SHOWN = 8
"""Signs of a version that are shown: enough to tell one from another."""


def version(receipt: Mapping[str, Any]) -> str:
    """Return the version of the methods of a refresh, empty where its receipt does not tell."""
    return str(receipt.get("methods") or "")[:SHOWN]


def versions(receipts: Sequence[Mapping[str, Any]], view: View) -> list[Any]:
    """Return each version that receipts tell, newest first: since when it is in force and how many figures it moved."""
    held = [list(run) for name, run in groupby(receipts, version) if name]
    if not held:
        return []
    rows: list[list[Cell]] = [
        [version(run[-1]), moment(str(run[-1].get("at") or ""), view), f"{_moved(run[-1]):,}"] for run in held
    ]
    columns = [{"label": view.t(f"methods.{name}")} for name in ("version_name", "since")]
    title = view.t("methods.versions")
    return [html.H3(title), Table([*columns, {"label": view.t("methods.moved"), "right": True}], rows, title)]


def _moved(receipt: Mapping[str, Any]) -> int:
    """Return how many figures the rules moved in the first refresh of a version."""
    told = [one for one in listed(receipt, "causes") if one.get("cause") == RULES]
    return sum(int(one.get(name) or 0) for one in told for name in COUNTS)
