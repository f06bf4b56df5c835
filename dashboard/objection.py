"""A reader's objection to a figure read from an article: the line of corrections that takes it out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dashboard.formats import plain


def objection(row: Mapping[Any, Any], told: Mapping[Any, Any], day: str, *, reason: str, by: str) -> str:
    """Return the line, with its reason and name still to be filled in; empty where no article tells the figure."""
    if told.get("source_kind") != "article":
        return ""
    place = {"start": int(plain(told["char_start"]) or 0), "end": int(plain(told["char_end"]) or 0)}
    line = {"document": told["source"], "sha256": told["document_id"], **place, "metric": row["metric"]}
    return json.dumps(line | {"action": "reject", "reason": reason, "by": by, "on": day}, ensure_ascii=False)
