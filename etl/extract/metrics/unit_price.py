"""The price of one accelerator or server."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric, Party

METRIC = Metric(
    id="unit_price",
    family="price",
    classes=frozenset({"money"}),
    nouns=(
        "单价|售价|单张|单块|单颗|每台|买断|定价|每台|每块|每颗|每张|每片|每枚|均价|单卡|价格|报价|一块|一张|一台|"
        "一颗|标价|unit price|"
        "price tag|list price|per (B200|B300|H100|H200|H20|card|unit|chip|GPU|piece|server|accelerator)|each|"
        "apiece|a piece|asking price|"
        "sticker price|average selling price|ASP|price(|s)|priced at"
    ),
    verbs=(
        "cost(|s|ing)|sell(s|ing|) at|sold at|chang(e|es|ing) hands|list(s|ed) at|list(s|ed) for|quoted at|售|卖到|"
        "标价|"
        "sell(|s|ing) for|sold for|go(|es) for|fetch(|es|ed)|retail(|s|ed)|list has sat"
    ),
    low=Decimal(100),
    high=Decimal(10_000_000),
    party=Party.SELLER,
    bare=False,
    sided=True,
    not_for="rent per hour, shares, or the sum of an order",
)
