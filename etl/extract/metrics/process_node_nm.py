"""The process node of an AI chip."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric

METRIC = Metric(
    id="process_node_nm",
    family="node",
    classes=frozenset({"node"}),
    nouns="工艺|制程|节点|芯片|process|node|technology|chip(|s)|accelerator(|s)|工艺技术|级工艺|ASIC",
    verbs=(
        "制造|生产|代工|采用|打造|build(|s|ing)|built|made|manufactur(e|es|ed|ing)|fabricat(e|es|ed|ing)|"
        "us(e|es|ed|ing)|produc(e|es|ed|ing)"
    ),
    low=Decimal(1),
    high=Decimal(180),
    sided=True,
    not_for="phones' chips or a foundry's roadmap",
)
