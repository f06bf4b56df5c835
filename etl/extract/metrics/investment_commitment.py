"""Multi-year or open pledges, projects and equity put into AI, chip or cloud firms."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric
from etl.model import Status

METRIC = Metric(
    id="investment_commitment",
    family="spending",
    classes=frozenset({"money"}),
    nouns=(
        "基础设施投资|infrastructure investment|投资计划|投资承诺|总投资|合资|joint venture|投资额|投资规模|"
        "总投资额|注资|投资总额|investment(|s)|"
        "工程款|总造价|造价|建设成本|建设费用|construction cost(|s)|build cost(|s)|"
        "commitment(|s)|pledge(|s)|投资项目|project cost"
    ),
    verbs=(
        "投资|最多投|将投|投了|各出|入股|注资|承诺投入|承诺投资|拟投|拟投资|追加投资|invest(|s|ed|ing)|"
        "pledg(e|es|ed|ing)|"
        "commit(|s|ted|ting)|承诺|promis(e|es|ed|ing)|inject(|s|ed|ing)|出资|back(|s|ed|ing) with"
    ),
    weak="put|puts|putting|plough(s|ed|ing)",
    low=Decimal(1_000_000),
    high=Decimal(10_000_000_000_000),
    status=Status.PLAN,
    bare=False,
    sided=True,
    not_for="spending within a stated year, loans, funding rounds of the firm itself",
)
