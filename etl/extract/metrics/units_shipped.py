"""What a maker ships or makes, past or planned."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import COUNTS, Metric, Party

METRIC = Metric(
    id="units_shipped",
    family="units",
    classes=frozenset({"units", "racks"}),
    published=COUNTS,
    nouns=(
        "出货量|出货|产量|交付量|发货量|销量|产出|shipment(|s)|output|production|deliveries|production volume|"
        "sales volume|volume(|s)|产能|市场规模|加速芯片市场"
    ),
    verbs=(
        "交付|发货|发运|出厂|送出|卖了|卖掉|销售|供给|投放|出货了|生产|制造|售出|卖出|供货|供应|出售|ship(|s|ped|"
        "ping)|deliver(|s|ed|ing)|produc(e|es|ed|"
        "ing)|"
        "suppl(y|ies|ied|ying)|sell(|s|ing)|sold|mak(e|es|ing)|made|manufactur(e|es|ed|ing)|turn(|ed|s|ing) out|"
        "roll(|ed|s|ing) out|"
        "churn(ed|s|ing) out|export(s|ed|ing)|dispatch(ed|es|ing)|mov(ed|es|ing)|hand(ed|ing) over|leav(e|es|"
        "ing) the fab(|s)|pump(s|ed|ing) out|"
        "crank(ed|s|ing) out|build(|s|ing)|fabricat(e|es|ed|ing)"
    ),
    low=Decimal(50),
    high=Decimal(100_000_000),
    party=Party.SELLER,
    sided=True,
    not_for="wafers, phones, or what a buyer bought",
)
