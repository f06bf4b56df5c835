"""Capital spending reported, estimated or counted by others."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric

METRIC = Metric(
    id="capex",
    family="spending",
    classes=frozenset({"money"}),
    nouns=(
        "资本支出|资本开支|资本性支出|资本投入|资本性开支|资本投资|资支|基建开支|基础设施支出|"
        "算力成本|算力开支|算力支出|算力投入|算力费用|compute cost(|s)|compute spending|spending on compute|"
        "服务器支出|AI支出|AI开支|AI投入|capex|cap-ex|capital expenditure(|s)|capital spending|"
        "capital outlay(|s)|capital investment(|s)|outlay(|s)|infrastructure spending|AI spending|"
        "spending on infrastructure|server spending|data cent(er|re) spending|"
        "purchases of property and equipment|property and equipment|additions to property|购建固定资产|开支|支出"
    ),
    weak=(
        "投入|豪掷|掷出|掷|砸出|砸向|砸入|拨出|划拨|拿出了|耗费|烧了|掷下|花在|用在|加码|追加|用于建设|用于扩建|"
        "用于部署|投向|投到|"
        "花|花掉|花了|花费|花出|砸下|砸了|砸在|砸|耗资|斥资|支出了|用于购买|掏出|拿出|烧掉|spend(|s|ing)|"
        "spent|la(y|ys|id|ying) out|shell(|ed|ing) out|pour(|s|ed|ing)|pump(|s|ed|ing)|splash(ed|ing)|"
        "funnel(s|ed|ing|led|ling)|channel(s|ed|ing|led|ling)|devot(e|es|ed|ing)|dedicat(e|es|ed|ing)|allot(s|ted|"
        "ting)|shovel(s|ed|ing|led|ling)|"
        "lavish(es|ed|ing)|dol(e|ed|ing) out|drop(ped|s|ping) on|blow(s|ing)|blew|sink(s|ing)|direct(ed|ing)|"
        "plough(ed|ing)|plow(ed|ing)|outspen(d|t)|burn(ed|ing)|set aside|put aside|earmark(ed|s|ing)|"
        "bill|tab|budget(|ed|s)|allocat(e|es|ed|ing)|预算|cost(|s|ing)|sank|put (in|into)"
    ),
    low=Decimal(1_000_000),
    high=Decimal(5_000_000_000_000),
    not_for="operating expenses, one contract, or a pledge without a year",
)
