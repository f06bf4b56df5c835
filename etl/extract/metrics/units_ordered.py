"""Accelerators ordered, delivery open."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric

METRIC = Metric(
    id="units_ordered",
    family="units",
    classes=frozenset({"units"}),
    nouns="订单|订购量|下单量|订货量|集中采购|集采|招标采购|order(|s)|order book",
    verbs=(
        "下单|订购|预订|预定|订了|加单|追单|下订|order(ed|ing)|plac(ed|es|ing) (an order|orders)|book(ed|ing)|"
        "reserv(ed|ing)"
    ),
    low=Decimal(50),
    high=Decimal(50_000_000),
    not_for="purchases already made",
)
