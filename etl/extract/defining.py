"""What a text says beside a number: by which definition it counts, what kind of contract it is, of what a share is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.terms import length
from etl.extract.triggers import Needed, needs


class Told(NamedTuple):
    """Names, each with the words that tell it, and what says whether a sentence can have any of these words."""

    names: Sequence[tuple[str, re.Pattern[str]]]
    can_be: Needed


Where = Callable[[str, re.Match[str]], bool]
# How far before and behind its figure the words of a definition stand.
BEFORE, BEHIND = 90, 70
TWO_YEARS = 24
# What stands behind a figure is so many characters farther.
AFTER = 20


def _told(can_be: Needed, **words: str) -> Told:
    return Told([(name, re.compile(pattern)) for name, pattern in words.items()], can_be)


_SPENDING = _told(
    needs(
        "principal|租赁|lease|incentives|补贴|激励|property|pp&e|fixed assets|固定资产|物业|ai infra|"
        "ai capex|ai spend|ai-related|基础设施|资本开支|资本支出|算力"
    ),
    cash_ppe_plus_finance_leases=r"(?:plus|includ\w+|incl\.?) principal payments|[含计計包括]{1,2}融资租赁本金",
    including_finance_leases=(
        r"(?:includ\w+|incl\.?|with) (?:assets acquired under |cash capex and )?(?:finance |capital )?leases|"
        r"(?:包[含括]|含|计入|连同)[^，,。；;]{0,6}租赁"
    ),
    net_of_incentives=r"net of (?:\w+ )?incentives|扣除(?:补贴|激励)",
    cash_ppe=r"(?:purchases?|acquisitions?|additions?) (?:of|to) (?:property|pp&e|fixed assets)"
    r"|购建固定资产|购[买置]物业",
    ai_infrastructure=r"(?:spen[dt]\w*|invest\w*|capex|expenditures?) (?:on|in) ai infrastructure"
    r"|\bai(?:-related)? (?:capex|spending)"
    r"|(?:ai|人工智能)(?:基础设施|资本开支|资本支出)|算力(?:投资|投入)",
)
_PRICE = _told(
    needs(
        "cost|bill of materials|成本|street price|black market|market|黑市|炒|水货|现货价|distributor|"
        "reseller|商|渠道|all in|all-in|fully loaded|整机含"
    ),
    manufacturing_cost=r"(?:costs?|cost of) [^.;]{0,24}to (?:make|build|produce)|bill of materials"
    r"|制造成本|生产成本|物料成本",
    street_price=r"street price|black market|gr[ae]y market|黑市|炒[到至价]|水货|现货价",
    distributor_price=r"distributors?|resellers?|经销商|代理商|分销商|渠道商|渠道价",
    all_in=r"\ball[- ]in\b|fully loaded|整机含",
)
_RENT = _told(
    needs("market|going rate|on average|市场|均价|行情|租金指数"),
    market_price=r"market (?:price|rate|average)|going rate|on average|市场(?:价|均价|租金)|均价|行情|租金指数",
)
_LEASES = _told(
    needs(
        "reserv|commit|term|contract|年|spot|emptible|interruptible|竞价|抢占式|长约|长租|长期|预留|"
        "on-demand|on demand|pay|按需|按量|随用随付|marketplace|peer|撮合平台|算力集市"
    ),
    reserved_3y=r"(?:three|3)[- ]year (?:reserv|commit|term|contract)|[三3]年(?:期|预留|包年|合约)",
    reserved_1y=r"(?:one|1|12)[- ](?:year|month) (?:reserv|commit|term|contract)|[一1]年(?:期|预留|合约)|包年",
    spot=r"\bspot\b|preemptible|pre-emptible|interruptible|竞价|抢占式",
    reserved=r"\breserved\b|committed use|long[- ]term (?:contract|lease)|预留实例|长约|长租|长期合约",
    on_demand=r"\bon[- ]demand\b|pay[- ]as[- ]you[- ]go|按需|按量|随用随付",
    marketplace=r"\bmarketplace\b|peer[- ]to[- ]peer|撮合平台|算力集市",
)
_OVER_YEARS = re.compile(r"\bmulti[- ]?year\b|多年期|长期(?:供货|采购|服务)?(?:协议|合同)")
_PURCHASE = re.compile(
    r"purchase (?:order|agreement|contract)s?|采购(?:合同|订单|协议|框架)|购销合同|买卖合同|集中采购"
)
_KINDS = _told(
    needs(
        "cowos|gpu|服务器|server|加速|算力卡|accelerator|芯片|图形处理器|ai chip|ai proc|ai semi|cloud|云|foundry|"
        "晶圆代工"
    ),
    **{
        "CoWoS": r"cowos",
        "data-centre GPUs": r"data[- ]cent(?:er|re) gpus?|数据中心gpu",
        "AI servers": r"\bai servers?|(?:ai|人工智能)服务器",
        "AI accelerator cards": r"(?:ai|人工智能)?加速卡|算力卡",
        "AI accelerators": r"\b(?:ai )?accelerators?|(?:ai|人工智能)?加速(?:器|芯片)",
        "intelligent computing chips": r"智能计算芯片|智算芯片",
        "GPGPUs": r"\bgpgpus?|gpgpu",
        "AI chips": r"\bai (?:chips?|processors?|semiconductors?)|(?:ai|人工智能)芯片",
        "GPUs": r"\bgpus?\b|gpu|图形处理器",
        "cloud infrastructure": r"\bcloud (?:infrastructure|market|services)|云(?:基础设施|计算|服务)市场",
        "foundry": r"\bfoundry|晶圆代工",
    },
)
_REGIONS = _told(
    needs("china|chinese|中国|国内|大陆|korea|韩国|taiwan|台湾"),
    China=r"\bchin(?:a|ese)\b|中国|国内|大陆",
    Korea=r"\bkorean?\b|韩国",
    Taiwan=r"\btaiwan|台湾",
)
_MEASURES = _told(
    needs("by |收入|销售额|营收|金额|shipments|出货|销量"),
    revenue=r"by (?:revenue|sales|value)|[按以][^，,。；;]{0,8}?(?:收入|销售额|营收|金额)",
    shipments=r"by (?:shipments?|units?|volume)|shipments|[按以][^，,。；;]{0,8}?(?:出货|销量)|出货量",
)


def define(context: Context, draft: Draft) -> None:
    """Note the definition, the kind of contract and the denominator of a figure, as far as the text says them."""
    plain, scene, span = context.reading.plain, context.scene, draft.quantity.span
    start, end = _own(draft)
    place, near = span.start - start, plain[start:end]
    if draft.family == "spending":
        draft.definition = _nearest(context, _SPENDING, near, place)
    elif draft.metric == "unit_price":
        draft.definition = _nearest(context, _PRICE, near, place)
    elif draft.metric == "rental_price_per_gpu_hour":
        said = plain[start : min(end, scene.piece(span.start)[1])]
        draft.definition = _nearest(context, _RENT, near, place)
        draft.contract_type = _nearest(context, _LEASES, said, place)
    elif draft.metric in {"contract_value", "rental_cost_per_year"}:
        draft.contract_type = _contract(plain, draft)
    elif draft.metric == "market_share":
        whole = plain[scene.start : scene.end]
        kind = _nearest(context, _KINDS, near, place, _is_market) or _nearest(
            context, _KINDS, whole, span.start - scene.start, _is_market
        )
        draft.denominator = _denominator(context, kind, whole)


def _own(draft: Draft) -> tuple[int, int]:
    """Return the stretch around a figure that no other of its unit has for its own."""
    scene, quantity = draft.scene, draft.quantity
    others = [other.span for other in scene.quantities if other.unit == quantity.unit]
    before = [span.end for span in others if span.end <= quantity.span.start]
    behind = [span.start for span in others if span.start >= quantity.span.end]
    start = max([scene.start, quantity.span.start - BEFORE, *before])
    return start, min([scene.end, quantity.span.end + BEHIND, *behind])


_MARKET_BEHIND = re.compile(
    r"(?: in \w+)?(?:'s)? (?:market|shipments|sales|demand|segment)|[^，,。；;]{0,4}?(?:市场|出货|销量|需求|采购)"
)
_MARKET_BEFORE = re.compile(r"(?:market|share|%|per ?cent)[^.,;%]{0,24}\b(?:for|of|in) (?:[\w'’-]+ ){0,3}$")


def _is_market(text: str, kind: re.Match[str]) -> bool:
    """Say whether a kind of goods is called a market, or a part of one is told of."""
    return bool(_MARKET_BEHIND.match(text, kind.end()) or _MARKET_BEFORE.search(text[: kind.start()]))


def _nearest(context: Context, told: Told, text: str, place: int, where: Where = lambda _text, _match: True) -> str:
    """Return the name whose words stand nearest to a place; of two at one place the one that is told first."""
    if not told.can_be(context.reading.plain, context.scene):
        return ""
    found = [
        (place - match.end() if match.end() <= place else match.start() - place + AFTER, order, name)
        for order, (name, words) in enumerate(told.names)
        for match in words.finditer(text)
        if where(text, match)
    ]
    return min(found, default=(0, 0, ""))[2]


def _contract(plain: str, draft: Draft) -> str:
    """Return whether a contract runs over years or is one of purchase."""
    start, end = draft.scene.start, draft.scene.end
    years = re.fullmatch(r"(\d{4})[-\d]*/(\d{4})[-\d]*", draft.period.label) if draft.period else None
    runs = bool(years) and years is not None and int(years[2]) > int(years[1])
    if runs or length(plain, start, end) >= TWO_YEARS or _OVER_YEARS.search(plain, start, end):
        return "multi_year_contract"
    return "purchase" if _PURCHASE.search(plain, start, end) else ""


def _denominator(context: Context, kind: str, text: str) -> str:
    """Return of what a share is a share: AI chips in China, by revenue."""
    if not kind:
        return ""
    region, measure = _nearest(context, _REGIONS, text, 0), _nearest(context, _MEASURES, text, 0)
    return kind + (f" in {region}" if region else "") + (f", by {measure}" if measure else "")
