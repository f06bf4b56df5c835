"""When an AI chip is taped out."""

from __future__ import annotations

from etl.extract.metrics import Metric

METRIC = Metric(
    id="tape_out_date",
    family="date",
    classes=frozenset({"date"}),
    nouns="流片|首次流片|投片时间|投片|tape-out|tapeout|tape out|taping out",
    verbs="tap(e|es|ed|ing) out|taped-out|完成流片|送交流片",
    bare=False,
    sided=True,
    not_for="the start of production",
)
