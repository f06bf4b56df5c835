"""A buyer's or operator's target of accelerators."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import COUNTS, Metric
from etl.model import Status

METRIC = Metric(
    id="units_planned",
    family="units",
    classes=frozenset({"units", "racks"}),
    published=COUNTS,
    nouns=(
        "采购计划|装机目标|目标规模|部署目标|部署计划|目标是|扩容目标|target of|goal of|goal is|plans for|access to|"
        "capacity for|room for|option on|option for|options on"
    ),
    verbs=(
        "to get|gets access to|is to receive|are to receive|计划采购|计划购买|拟采购|拟购|拟购买|拟购置|"
        "拟引进|拟部署|规划部署|规划建设|计划部署|将启用|将拥有|"
        "有望拥有|提高到|增加到|提升到|增至|将安装|将部署|将采购|将购买|将装|打算买|打算先拿|"
        "扩容至|扩充到|扩建至|扩展至|扩大到|扩至|expand(|s|ing) to|"
        "scal(e|es|ing) (up to|to)|grow(|s|ing) to|eventually (house|hold|host)|target(s|ing)|wants to place|"
        "to be made available|will have|to have|will reach|to reach|will be installed|to be installed|will deploy|"
        "to deploy|"
        "will use|to use|to import|may import|may buy|sale of|export of|licen(s|c)e for|put in|putting in|scale to|"
        "grow to|expand to|ramp to|build out to|aim(s|ed|ing) for|eye(s|d|ing)|shoot(s|"
        "ing) for|will receive|to receive|will get|"
        "be allowed to import|go to|goes to|will house|will install"
    ),
    weak="获批|获配|将获|分得|各获|获|plan(|s|ned|ning)|计划",
    low=Decimal(50),
    high=Decimal(100_000_000),
    status=Status.PLAN,
    sided=True,
    not_for="what is bought or running",
)
