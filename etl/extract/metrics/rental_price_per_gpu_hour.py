"""The price of one card for one hour."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric

METRIC = Metric(
    id="rental_price_per_gpu_hour",
    family="price",
    classes=frozenset({"money", "money_per_gpu_hour"}),
    published=frozenset({"money_per_gpu_hour"}),
    nouns=(
        "时租|小时租金|每卡时|卡时价格|租赁价格|租价|租金价格|hourly rate(|s)|rental price(|s)|rental rate(|s)|"
        "per GPU-hour|per GPU hour|an hour|per hour|GPU-hour|on-demand price(|s)|spot price(|s)|每小时|一小时|"
        "GPU小时|小时价"
    ),
    weak="price(|s)|pricing|rate(|s)|charge(s|d)|价格|报价|on-demand|reserved|spot|rental|rent(s|ed|ing)|租赁|出租",
    low=Decimal("0.05"),
    high=Decimal(200),
    point=True,
    not_for="the price of a whole server or of tokens",
)
