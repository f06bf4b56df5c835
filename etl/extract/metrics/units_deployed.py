"""Accelerators installed and running."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import COUNTS, Metric

METRIC = Metric(
    id="units_deployed",
    family="units",
    classes=frozenset({"units", "racks"}),
    published=COUNTS,
    nouns=(
        "保有量|装机量|部署量|集群规模|拥有量|存量|装机规模|在网|installed base|fleet|cluster(|s)|集群|在运行|"
        "supercomputer|inventory of|stock of|"
        "arsenal|installation of|deployment of|rollout of|装机|在用|in use"
    ),
    verbs=(
        "投运|启用|运营着|租了|租得|租用|租下|租借|租入|承租|租来|部署|装有|装了|装配|投入|投入了|点亮|搭建|组建|建成|上架|动用|动用了|接入|"
        "插上|串联|串接|调用|坐拥|握有|部署着|装下|"
        "装进|搭载|安装|配备|配有|运行着|运行|运转|上线|投用|投入使用|用上|"
        "used by|is used|"
        "are used|in use|塞进|容纳|"
        "deploy(|s|ed|ing)|install(|s|ed|ing)|operat(e|es|ed|ing)|run(s|ning)|hous(e|es|ed|ing)|equipped with|"
        "powered by|fitted with|host(s|ed|ing)|brought online|in service|went live|packed with|comprising|"
        "put(|s|ting) into service|put(|s|ting) into operation|put(|s|ting) into use|put(|s|ting) online|light(s|ed|"
        "ing) up|lit up|trained on|train(s|ing) on|power(ed|s|ing) up|fir(ed|es|ing) up|switch(ed|es|ing) on|"
        "belong(s|ed|ing) to|"
        "rack(ed|s|ing) up|stood up|stand(s|ing) up|rent(s|ed|ing)|rents out|rent(ed|ing) out|leas(es|ed|ing) out|"
        "possess(es|ed)|"
        "contain(s|ed|ing)|fill(s|ed) with|filled with|fleet of|linked|link(s|ing)|"
        "consist(s|ing) of|made up of|built with|put to work|online"
    ),
    weak=(
        "拥有|持有|目前有|现有|已有|手握|使用|用了|own(s|ed)|has|had|have|hold(s|ing)|held|uses|using|used|with|"
        "tap(s|ped|ping)|"
        "active|live"
    ),
    low=Decimal(50),
    high=Decimal(50_000_000),
    point=True,
    sided=True,
    not_for="a plan, or the chips on one board",
)
