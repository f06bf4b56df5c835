"""Accelerators and servers bought."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric

METRIC = Metric(
    id="units_purchased",
    family="units",
    classes=frozenset({"units"}),
    nouns="采购量|购买量|购入量|买入量|采购数量|purchases|purchase volume(|s)|haul|采购规模",
    verbs=(
        "购买|采购|购入|购置|购得|买下|买进|买入|买了|买走|拿下|带走|拿到|抢下|囤积|囤了|囤下|吃下|入手|收入囊中|"
        "扫货|buy(|s|ing)|bought|purchas(e|es|ed|ing)|acquir(e|es|ed|ing)|took delivery of|taken delivery of|"
        "snapp(ed|ing) up|scoop(ed|ing) up|stockpil(e|ed|es|ing)|procur(e|es|ed|ing)|secured|amass(ed|ing)|"
        "pick(ed|s|ing) up|carried off|hoard(ed|s|ing)"
    ),
    weak="took|tak(e|es|ing)|collected|got|gets|receiv(e|es|ed|ing)|拿",
    low=Decimal(50),
    high=Decimal(20_000_000),
    not_for="orders still to be delivered, targets, or what a maker ships",
)
