"""A fact of a chip programme that is no number: foundry, partner, memory, lead."""

from __future__ import annotations

from etl.extract.metrics import Metric

METRIC = Metric(
    id="attribute",
    family="attribute",
    classes=frozenset({"attribute"}),
    bare=False,
    not_for="a general remark about chips",
)
