"""A dated or dateless event of a chip programme, as told."""

from __future__ import annotations

from etl.extract.metrics import Metric

METRIC = Metric(
    id="milestone",
    family="milestone",
    classes=frozenset({"milestone"}),
    bare=False,
    not_for="a figure: it feeds the timeline",
)
