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
        "general availability|generally available|availability|大规模出货|大面积铺开|出货启动|放量|量产时间|上量|"
        "商业化|商用|"
        "小批量|大批量|批量出货|批量供货|爬坡|small batch(|es)|high volume|in volume|for volume|"
        "volume|"
        "mass deployment|commercial release|production start|start of production"
    ),
    verbs=(
        "推出|发布|上市|铺开|开始出货|launch(|es|ed|ing)|enter(|s|ed|ing) production|go(|es) into production|"
        "(delayed|postponed|slipped|slips|pushed back|pushed|moved) to|推迟到|推迟至|延期至|延后至|延至|"
        "start(|s|ed|ing) making|start(|s|ed|ing) producing|beg(ins|an) making|mak(es|ing) its debut|follow(|s|ed|ing)|"
        "ramp(|s|ed|ing)|start(|s|ed|ing) production|debut(|s|ed|ing)|ship(|s|ped|ping)|reach(|es) the market|"
        "arriv(e|es|ed|ing)"
    ),
    bare=False,
    sided=True,
    not_for="a phone's launch, a bare foundry process, or a data centre's opening",
)
