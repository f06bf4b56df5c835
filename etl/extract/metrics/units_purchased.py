"""Accelerators and servers bought."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import COUNTS, Metric

METRIC = Metric(
    id="units_purchased",
    family="units",
    classes=frozenset({"units", "racks"}),
    published=COUNTS,
    nouns=(
        "采购量|购买量|购入量|买入量|采购数量|采购总量|购置量|拿货量|到货量|囤货量|purchase(|s)|purchase volume(|s)|"
        "haul|采购规模|buying|procurement|"
        "stockpile|已到货|到货"
    ),
    verbs=(
        "购买|采购|购入|购置|购得|购进|购下|购了|增购|采买|采办|买下|买进|买入|买了|买走|买来|买到|买过|拿下|带走|"
        "拿到|拿走|拿货|提货|抢下|抢购|抢得|抢到|"
        "囤积|囤了|囤下|囤货|囤入|囤有|囤起|吃下|吃进|入手|收入囊中|收货|收到|到手|扫货|扫下|扫入|进货|添置|购得|"
        "包下|抱走|"
        "buy(|s|ing)|bought|purchas(e|es|ed|ing)|acquir(e|es|ed|ing)|took delivery of|taken delivery of|"
        "snapp(ed|ing) up|scoop(ed|ing) up|stockpil(e|ed|es|ing)|procur(e|es|ed|ing)|secured|amass(ed|ing)|"
        "pick(ed|s|ing) up|carried off|hoard(ed|s|ing)|bought up|buying up|got hold of|its hands on|laid hands on|"
        "bagg(ed|ing)|"
        "grabb(ed|ing)|nabb(ed|ing)|gobbl(ed|ing) up|hoover(ed|ing) up|load(ed|ing) up on|stock(ed|ing) up|"
        "stocked up on|sourc(ed|ing)|"
        "obtain(|s|ed|ing)|accumulat(ed|ing|es|e)|splurg(ed|ing) on|take delivery|takes delivery|taking delivery of|"
        "walked away with|"
        "snagg(ed|ing)|lock(ed|ing) up|sweeping up|swept up|imported|importing|imports|accounted for|soaked up"
    ),
    weak="took|tak(e|es|ing)|collected|got|gets|receiv(e|es|ed|ing)|拿|得到|获得|接收|absorb(|s|ed|ing)|land(ed|s|ing)",
    # Fewer are what stands in one server or rack.
    low=Decimal(10),
    high=Decimal(20_000_000),
    sided=True,
    not_for="orders still to be delivered, targets, or what a maker ships",
)
