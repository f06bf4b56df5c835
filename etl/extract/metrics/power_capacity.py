"""Power of data centres and compute deals, in gigawatts."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric
from etl.model import Status

METRIC = Metric(
    id="power_capacity",
    family="power",
    classes=frozenset({"power"}),
    nouns=(
        "算力|电力容量|装机容量|功率|园区|数据中心|产能|容量|campus|data cent(er|re)(|s)|capacity|compute|"
        "site(|s)|gigawatt(|s)|facility|cluster|power|电力|用电|负载|infrastructure|systems|GPUs|chips|"
        "accelerators|load|意向书|letter of intent|协议|deal(|s)|agreement(|s)"
    ),
    verbs=(
        "部署|建设|新增|上线|投运|兴建|扩建|deploy(|s|ed|ing)|build(|s|ing)|built|bring(|s|ing) online|"
        "add(|s|ed|ing)|operat(e|es|ing)|secur(e|es|ed|ing)|contracted|rent(s|ed|ing)|leas(e|es|ed|ing)"
    ),
    low=Decimal("0.001"),
    high=Decimal(500),
    status=Status.PLAN,
    sided=True,
    not_for="a power station, or what one rack draws",
)
