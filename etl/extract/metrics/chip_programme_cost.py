"""What it costs to design or tape out a chip."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric
from etl.model import Status

METRIC = Metric(
    id="chip_programme_cost",
    family="programme",
    classes=frozenset({"money"}),
    nouns=(
        "项目总花费|项目总费用|项目总成本|整个项目|项目花费|项目成本|芯片项目|cost of the project|project cost|"
        "流片费用|流片成本|研发费用|设计成本|设计费用|研发成本|"
        "开发成本|芯片研发投入|流片费|NRE|"
        "tape-out cost(|s)|cost of a tape-out|design cost(|s)|development cost(|s)|programme cost|program cost|"
        "mask set|design budget|cost of the programme|cost of the program|cost of designing|programme budget"
    ),
    verbs="to develop|taping out|to tape out|tape out|流片|to design|designing",
    low=Decimal(100_000),
    high=Decimal(20_000_000_000),
    status=Status.ESTIMATE,
    bare=False,
    sided=True,
    not_for="an order of chips, or all of research spending",
)
