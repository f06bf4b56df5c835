"""People of a chip team."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric

METRIC = Metric(
    id="team_size",
    family="people",
    classes=frozenset({"people"}),
    nouns=(
        "研发人员|设计人员|工程师|团队|芯片团队|研发团队|设计团队|人员规模|team|chip team|design team|"
        "engineers|headcount|staff|group of"
    ),
    verbs="扩展至|扩至|扩大到|扩充到|增至|规模达|hir(e|es|ed|ing)|employ(|s|ed|ing)",
    low=Decimal(2),
    high=Decimal(50_000),
    point=True,
    bare=False,
    not_for="lay-offs, users, or all employees of a company",
)
