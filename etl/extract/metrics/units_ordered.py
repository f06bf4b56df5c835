"""Accelerators ordered, delivery open."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import COUNTS, Metric

METRIC = Metric(
    id="units_ordered",
    family="units",
    classes=frozenset({"units", "racks"}),
    published=COUNTS,
    nouns=(
        "订单|订购量|下单量|订货量|集中采购|集采|招标采购|采购订单|订单量|预订量|order(|s)|order book|on order|"
        "purchase order(|s)|backorder|"
        "order volume|签约|signed for|contracts for|on the way|yet to arrive|undelivered|in the pipeline|"
        "待交付|未交付|在途|待交货|尚未到货"
    ),
    verbs=(
        "下单|下单采购|下单购买|订购|预订|预定|订了|订下|订走|加单|追单|追加订单|加购|下订|下了|订货|预购|包销|"
        "锁定了|锁定|order(ed|ing)|plac(ed|es|ing) (an order|"
        "orders)|book(ed|ing)|"
        "reserv(ed|ing)|commission(ed|ing)|contracted for|lined up|line up|pre-order(|ed|s|ing)|plac(ed|"
        "ing) an order|put in an order|"
        "signed up for|committed to buy|agreed to buy|agreed to purchase|committed to purchase|asked for|requested"
    ),
    low=Decimal(50),
    high=Decimal(50_000_000),
    sided=True,
    not_for="purchases already made",
)
