"""The same amount told again in another currency."""

from __future__ import annotations

from etl.extract.metrics import Metric

METRIC = Metric(
    id="restatement",
    family="restatement",
    classes=frozenset({"money", "money_per_year"}),
    bare=False,
    not_for="a second figure: it checks the first",
)
