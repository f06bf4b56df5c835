"""Wafers of chips or of advanced packaging a month."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric, Party

METRIC = Metric(
    id="wafer_capacity",
    family="wafers",
    classes=frozenset({"wafers"}),
    nouns="晶圆|产能|月产能|投片|CoWoS|wafer(|s)|capacity|packaging capacity|wafer starts",
    verbs="扩产|扩充|投片|expand(|s|ed|ing)|book(ed|s|ing)|allocat(e|es|ed|ing)|reach(|es|ed|ing)",
    low=Decimal(1),
    high=Decimal(5_000_000),
    party=Party.SELLER,
    not_for="finished chips",
)
