"""Revenue of a company, segment or product line."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric, Party

METRIC = Metric(
    id="revenue",
    family="revenue",
    classes=frozenset({"money"}),
    published=frozenset({"money", "money_per_year"}),
    nouns=(
        "营收|营业收入|收入|销售额|总营收|销售收入|总收入|年营收|年收入|营业额|业绩收入|revenue(|s)|sales|"
        "turnover|net sales|top line|annualized revenue|annualised revenue|run rate|run-rate|revenue guidance|"
        "营收指引"
    ),
    weak=(
        "录得|进账|揽入|shipments|shipped|出货额|出货金额|rak(ed|es|ing) in|pull(ed|s|ing) in|"
        "br(ought|ings|inging) home|"
        "took|takes|recorded|logged|贡献|带来|实现|入账|创收|sold|br(ought|ings|inging) in|"
        "generat(e|es|ed|ing)|earn(ed|s|ing)|"
        "contribut(e|es|ed|ing)|took in|added|made up|book(ed|s)|posted"
    ),
    low=Decimal(100_000),
    high=Decimal(3_000_000_000_000),
    party=Party.SELLER,
    not_for="profit, orders, or spending",
)
