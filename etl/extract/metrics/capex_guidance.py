"""A company's own forward number for capital spending."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric
from etl.model import Status

METRIC = Metric(
    id="capex_guidance",
    family="spending",
    classes=frozenset({"money"}),
    nouns=(
        "采购预算|AI预算|算力预算|投资预算|资本预算|硬件预算|支出预算|开支预算|芯片预算|AI budget|chip budget|"
        "procurement budget|investment budget|hardware budget|capital budget|infrastructure budget|"
        "资本支出指引|资本开支指引|资本支出预算|资本开支计划|资本支出计划|资本支出预期|开支计划|capex guidance|"
        "capex outlook|capex forecast|capital expenditure guidance|capex plan(|s)|capex budget|spending plan(|s)|"
        "spending outlook|spending forecast|capex range|spending range"
    ),
    weak="range|its forecast|its guide|full-year range",
    low=Decimal(1_000_000),
    high=Decimal(2_000_000_000_000),
    status=Status.GUIDANCE,
    not_for="analysts' forecasts or what was spent",
)
