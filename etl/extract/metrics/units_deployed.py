"""Accelerators installed and running."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric

METRIC = Metric(
    id="units_deployed",
    family="units",
    classes=frozenset({"units"}),
    nouns="保有量|装机量|部署量|集群规模|拥有量|installed base|fleet|cluster(|s)|集群|在运行",
    verbs=(
        "部署|装有|装了|装下|装进|搭载|安装|配备|配有|运行着|运行|运转|上线|投用|投入使用|用上|used by|is used|"
        "are used|in use|塞进|容纳|"
        "deploy(|s|ed|ing)|install(|s|ed|ing)|operat(e|es|ed|ing)|run(s|ning)|hous(e|es|ed|ing)|equipped with|"
        "powered by|fitted with|host(s|ed|ing)|brought online|in service|went live|packed with|comprising|"
        "consist(s|ing) of|made up of|built with|put to work|online"
    ),
    weak="拥有|持有|目前有|现有|已有|手握|own(s|ed)|has|had|have|hold(s|ing)|uses|using",
    low=Decimal(50),
    high=Decimal(50_000_000),
    point=True,
    not_for="a plan, or the chips on one board",
)
