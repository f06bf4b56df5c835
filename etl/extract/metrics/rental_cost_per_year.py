"""What a tenant pays each year for compute."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric
from etl.model import Status

METRIC = Metric(
    id="rental_cost_per_year",
    family="rent",
    classes=frozenset({"money", "money_per_year"}),
    published=frozenset({"money_per_year"}),
    nouns=(
        "年租金|租金|租赁费|租赁费用|年费|租用费用|annual rent|rental cost(|s)|annual payment(|s)|rental bill|"
        "lease cost(|s)|rental fee(|s)|rent|每年应付|年付|每年支付|每年应支付|摊到每年|年均支付|平均每年|"
        "a year in rent|yearly payment(|s)"
    ),
    verbs="租用|租赁|租下|租借|支付|应付|付给|rent(s|ed|ing)|leas(e|es|ed|ing)|pay(|s|ing)|paid",
    low=Decimal(100_000),
    high=Decimal(500_000_000_000),
    status=Status.PLAN,
    bare=False,
    sided=True,
    not_for="the whole value of a contract",
)
