"""A share of the market for AI chips or compute, 0 to 1."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric, Party

METRIC = Metric(
    id="market_share",
    family="share",
    classes=frozenset({"share"}),
    nouns=(
        "这一比例|该比例|市场份额|比重|蛋糕|slice of|piece of|portion of|slice|份额|市占率|市占|市场占有率|占有率|"
        "占比|市场占比|"
        "market share|share of the market|"
        "share|"
        "of the market|of the world's|of global|of total|of all|of worldwide|of spending|of the supply|"
        "of supply|of its supply|of CoWoS|服务器支出|支出中|的产能|的供应|of the AI chip market|of the GPU market|"
        "of AI chip|"
        "of accelerator"
    ),
    verbs=(
        "占据|占到|占了|占|把持|拿走|握有|account(|s|ed|ing) for|command(|s|ed|ing)|dominat(e|es|ed|ing)|给了|"
        "流向|归|control(|s|led|ling)|went to|absorb(|s|ed|ing)|swallow(|s|ed|ing)|took|tak(e|es|ing)|"
        "giv(e|es|ing)|gave|吃下|拿下|包下|进了|captur(e|es|ed|ing)|held|holds|hold"
    ),
    low=Decimal(0),
    high=Decimal(1),
    party=Party.SELLER,
    point=True,
    not_for="growth, margins, or a part of a firm's own total",
)
