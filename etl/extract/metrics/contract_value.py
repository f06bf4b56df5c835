"""The money of an order, a supply or cloud contract, a tender or a backlog."""

from __future__ import annotations

from decimal import Decimal

from etl.extract.metrics import Metric
from etl.model import Status

METRIC = Metric(
    id="contract_value",
    family="contract",
    classes=frozenset({"money"}),
    nouns=(
        "合同|合约|协议|订单|大单|中标|采购金额|合同额|合同金额|合同总额|订单金额|标的金额|总金额|在手订单|"
        "剩余履约义务|履约义务|积压订单|积压|未履行合约|云服务协议|服务协议|采购合同|采购协议|采购额|算力合同|货款|"
        "中标金额|投标|招标|预算金额|contract(|s)|deal(|s)|agreement(|s)|order(|s)|backlog|"
        "remaining performance obligation(|s)|RPO|tender|bid|award|purchase commitment(|s)|order book|pact|"
        "算力账单|账单|compute bill|compute deal(|s)|cloud bill|bill for renting|GPU bill|valued at|contract value|"
        "supply deal|算力大单|服务合同|租赁合同|供货合同|项目金额|成交价|"
        "中标价|限价|总限价|最高限价|拦标价|控制价|"
        "采购总额|订单价值|合约价值|"
        "compute commitment(|s)|cloud commitment(|s)|purchase obligation(|s)|capacity commitment(|s)|"
        "(contracted|contract|committed) revenue|purchase order(|s)|order value|total value|contracted|"
        "commitment to buy|take-or-pay|lease commitment(|s)|"
        "billing|lease(|s)"
    ),
    verbs=(
        "签下|签署|签订|签约|签了|订购|下单|采购|购买|购入|买下|中标|租用|sign(|s|ed|ing)|award(ed|s)|ink(|s|ed)|"
        "order(ed|ing)|buy(|s|ing)|bought|purchas(e|es|ed|ing)|acquir(e|es|ed|ing)|won|land(ed|s)|clinch(ed|es)|"
        "secured|rent(ed|ing)|leas(ed|ing)|agree(d|s) to pay|commit(s|ted|ting) to pay|commit(s|ted|ting) to buy(|"
        "ing)|commit(s|ted|ting) to purchase|"
        "commit(s|ted|ting) to spend|to pay|will pay|agreed to buy|agreed to spend|"
        "agreed to purchase|contracted to|"
        "ordering|book(ed|ing)|reserv(ed|ing)|付款|支付|付出|买单|定购|包下|锁定|拿下|斩获|揽下|揽获|承接|接获|签了|"
        "签得|砸单|追加订单|下了"
    ),
    weak=(
        "receiv(e|es|ed|ing)|收取|suppl(y|ies|ied|ying)|provid(e|es|ed|ing)|host(s|ed|ing)|提供|供应|worth|"
        "value of|租金|租赁费|租赁费用|"
        "租用费用|rent|rental fee(|s)|rental bill|rental cost(|s)|lease cost(|"
        "s)|货值|不含税金额|"
        "含税金额|涉及金额|涉资|涉資|价款|拿走|分走|分得|瓜分|分到|up for grabs"
    ),
    low=Decimal(10_000),
    high=Decimal(5_000_000_000_000),
    status=Status.PLAN,
    bare=False,
    sided=True,
    not_for="yearly rent, revenue, or investment in equity",
)
