"""When an AI chip goes into mass production, ramp or launch."""

from __future__ import annotations

from etl.extract.metrics import Metric

METRIC = Metric(
    id="production_date",
    family="date",
    classes=frozenset({"date"}),
    nouns=(
        "量产|大规模生产|批量生产|大规模量产|量产定在|开始放量|投产|上市|mass production|volume production|"
        "production|launch|ramp|"
        "general availability|大规模出货|大面积铺开|出货启动|放量|量产时间"
    ),
    verbs=(
        "推出|发布|上市|铺开|开始出货|launch(|es|ed|ing)|enter(|s|ed|ing) production|go(|es) into production|"
        "ramp(|s|ed|ing)|start(|s|ed|ing) production|debut(|s|ed|ing)|ship(|s|ped|ping)|reach(|es) the market|"
        "arriv(e|es|ed|ing)"
    ),
    bare=False,
    not_for="a phone's launch, a bare foundry process, or a data centre's opening",
)
