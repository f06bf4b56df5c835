"""Whether a sentence speaks of what the chosen metric counts: chips, a market, a programme."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.extract.amounts import is_for_one
from etl.extract.behind import is_priced
from etl.extract.blocks import LISTED
from etl.extract.consumer import is_for_consumers
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.extract.metrics import Metric
from etl.extract.names import Role
from etl.extract.scene import Scene, remembered
from etl.extract.triggers import needs
from etl.model import Quantity

CHIPS = re.compile(
    r"芯片|晶片|显卡|加速|算力卡|gpu|tpu|npu|[dxlip]pu\b|dcu|asic|chip|accelerator|card|processor|server|服务器|伺服器|"
    r"处理器|hopper|blackwell|h100|h200|h20|superchip|颗|块|枚|rack|机柜|trainium|instinct|昇腾|ascend"
)
CARS = re.compile(
    r"汽车|新能源车|整车|车型|车企|\bsuv|轿车|新机|手机|手机机型|smartphone|\bphones?\b|\bcars\b|vehicles?\b|laptops?\b|"
    r"\bpcs?\b|笔记本|面板|handhelds?\b|consoles?\b|headsets?\b|tablets?\b|掌机|游戏机|平板|头显|耳机|手表|无人机|家电"
)
_CARS_TOLD = needs(
    "车|suv|新机|手机|phone|cars|vehicle|laptop|pc|笔记本|面板|handheld|console|headset|tablet|掌机|游戏机|平板|头显|耳机|手表|"
    "无人机|家电"
)
# Once a share of a market has been told, these words before a percentage tell another.
_TAKES = re.compile(r"占|份额|比例|比重|市占|share|holds?|accounts? for|with|took|takes?")
NAMED_CHIPS = re.compile(
    r"芯片|晶片|显卡|加速|gpu|tpu|npu|[dxlip]pu\b|dcu|asic|chip|accelerator|server|服务器|伺服器|hopper|blackwell|\bh\d00|昇腾"
)
_MARKETS = re.compile("市场|份额")
_MARKET = re.compile(
    r"市场|份额|市占|占有|支出里|支出中|share|slice|market|给了|"
    r"(?:of|in) (?:the world's|global|worldwide|total|all|next year's|this year's|\w+'s)? ?[\w-]{0,10} ?"
    r"(?:supply|capacity|spending|output|demand|shipments)|"
    r"产能|供应量|出货(?:量)?(?:中|的)|吃下|采购(?:量)?中"
)


def checked(context: Context, draft: Draft, metric: Metric) -> Metric | None:
    """Return the metric, or None with the reason noted where the sentence speaks of something else."""
    if metric.id == "rental_price_per_gpu_hour" and not _is_rent(context, draft.quantity):
        draft.refused = "a price without an hour or a rent"
        return None
    found = _CHECKS.get(metric.family)
    reason = found(context, draft.quantity) if found else ""
    draft.refused = reason or draft.refused
    return None if reason else metric


_RENTED = re.compile(r"hour|小时|卡时|时租|租|rent|lease|on-demand|spot|\bh(?:r|our)\b|/h")


def _is_rent(context: Context, quantity: Quantity) -> bool:
    """Say whether a price is one of renting: its unit, its sentence, the figure before or a heading says so."""
    last = context.memory.figure
    if quantity.unit.endswith("hour") or (last is not None and last.metric == "rental_price_per_gpu_hour"):
        return True
    return any(
        _RENTED.search(context.reading.plain, one.start, one.end) for one in (context.scene, *context.scene.heading[:1])
    )


def _units(context: Context, quantity: Quantity) -> str:
    end = min(quantity.span.end + 24, context.scene.piece(quantity.span.start)[1])
    after = context.reading.plain[quantity.span.end : end]
    last = context.memory.figure
    goes_on = last is not None and last.family == "units" and last.scene.start == context.scene.start
    wares = _tells_of_wares(context.reading.plain, context.scene) or (
        quantity.noun in {"", "units"} and CARS.search(context.reading.document.title.lower())
    )
    if wares and not goes_on and not NAMED_CHIPS.search(after):
        return "cars, phones or computers, not chips for AI"
    if _is_specification(context, quantity):
        return "a specification, not a supply figure"
    counted = _counts_chips(context, quantity) and not _counts_else(context, quantity)
    return "" if counted else "nothing says that chips are counted"


@remembered
def _tells_of_wares(plain: str, scene: Scene) -> bool:
    """Say whether cars, phones or computers are told of, and not only in the name of a firm or beside servers."""
    if not _CARS_TOLD(plain, scene):
        return False
    found = (match.start() for match in CARS.finditer(plain, scene.start, scene.end))
    return any(not any(name.start <= place < name.end for name in scene.names) for place in found)


def _share(context: Context, quantity: Quantity) -> str:
    return "" if _of_market(context, quantity) else "a share, but not of a market"


_TO_MAKE = re.compile(
    r"\s?(?:to (?:train|build|develop|make|run|operate|construct|design)|in electricity|of electricity)\b"
)


def _price(context: Context, quantity: Quantity) -> str:
    plain, scene = context.reading.plain, context.scene
    if _TO_MAKE.match(plain, quantity.span.end):
        return "what a thing costs to make, not the price of a chip"
    hourly = quantity.unit.endswith("hour") or any(q.unit.endswith("hour") for q in scene.quantities)
    if not hourly and _of_ai(context, quantity):
        return "the price of something else than a chip for AI"
    told = _priced_chip(context, quantity) if not hourly else _counts_chips(context, quantity)
    return "" if told else "the price of something else than a chip"


def _priced_chip(context: Context, quantity: Quantity) -> bool:
    """Say whether a chip is named where its price is, or one was counted or priced just before."""
    scene, last = context.scene, context.memory.figure
    plain, start = context.reading.plain, quantity.span.start
    named = any(name.role is Role.PRODUCT for head in (scene, *scene.heading) for name in head.names)
    if named or is_priced(plain, quantity):
        return True
    begin = scene.start if is_for_one(plain, scene.start, start) else scene.piece(start)[0]
    near = CHIPS.search(plain, begin, scene.piece(start)[1]) or CHIPS.search(quantity.noun.lower())
    same = last is not None and context.memory.paragraph == scene.block.paragraph
    return bool(near or (same and last is not None and last.family in {"units", "price"}))


def _programme(context: Context, _quantity: Quantity) -> str:
    own = context.memory.programme or _tells_of_chips(context)
    return "" if own else "the cost of something else than a chip"


def _tells_of_chips(context: Context) -> bool:
    """Say whether a line, the line it stands under or the title speaks of chips."""
    block, title = context.scene.block, context.reading.document.title
    return _names_chips(context.reading.plain, block.start, block.end, title)


@lru_cache(maxsize=8)
def _names_chips(plain: str, start: int, end: int, title: str) -> bool:
    return bool(CHIPS.search(plain, start, end) or CHIPS.search(title.lower()))


_THRESHOLD = re.compile("以[上下]")


def _is_threshold(context: Context, quantity: Quantity) -> bool:
    """Say whether a number only tells which of its kind are meant: sites of 5 MW and above."""
    return bool(_THRESHOLD.search(quantity.surface)) and context.reading.plain.startswith("的", quantity.span.end)


def _power(context: Context, quantity: Quantity) -> str:
    return "a threshold, not a figure" if _is_threshold(context, quantity) else ""


def _people(context: Context, quantity: Quantity) -> str:
    if _is_threshold(context, quantity):
        return "a threshold, not a figure"
    return _programme(context, quantity) and "people of something else than a chip team"


def _of_ai(context: Context, _quantity: Quantity) -> str:
    return "a phone's or gamer's chip, not one for AI" if is_for_consumers(context.reading, context.scene) else ""


def _node(context: Context, quantity: Quantity) -> str:
    told = any(name.role is Role.PRODUCT for name in context.scene.names) or context.memory.programme
    here = context.memory.product_in == context.scene.block.paragraph
    if not (told or here or _tells_of_chips(context)):
        return "a node of no chip that is named"
    return _of_ai(context, quantity)


_BOX = re.compile(
    r"\b(?:racks?|pods?|trays?|boards?|domains?|superpods?|nvl\d+|supernodes?|ultraservers?)\b|超节点|机柜|机箱|[一每单][台个柜机节]|节点"
)
_BOXED = 10_000
_OTHER_NOUN = re.compile(r"[\u4e00-\u9fff]{2,6}")
_GENERIC = frozenset({"个", "台", "套", "部"})


def _is_specification(context: Context, quantity: Quantity) -> bool:
    """Say whether what one box holds is counted, and nobody is named who has it."""
    scene, size = context.scene, quantity.value or quantity.low
    owned = any(n.role is not Role.BRAND and n.term.kind in {"company", "group", "project"} for n in scene.names)
    small = size is not None and size < _BOXED
    return small and not owned and bool(_BOX.search(context.reading.plain, *scene.piece(quantity.span.start)))


def _counts_else(context: Context, quantity: Quantity) -> bool:
    """Say whether a counter that fits anything stands before a thing that is no chip: 6912个光模块."""
    after = _OTHER_NOUN.match(context.reading.plain, quantity.span.end)
    return bool(quantity.noun in _GENERIC and after and not NAMED_CHIPS.search(after[0]))


_ENERGY = re.compile(
    r"reactors?\b|power plant|nuclear|turbines?\b|transmission|substation|solar|wind farm|batter(?:y|ies)|"
    r"核电|电站|电厂|电网|光伏|风电|燃气"
)
_COMPUTE = re.compile(
    r"\bai\b|data cent|chip|gpu|cloud|comput|server|semiconductor|"
    r"数据中心|算力|芯片|智算|云|服务器|人工智能"
)


_ANY_THING = re.compile(r"(?:an?|each|every|one)\s(?!second|third|new|further|first)[^,.;]{0,60}\bcosts?\b")


def _spending(context: Context, quantity: Quantity) -> str:
    piece = context.scene.piece(quantity.span.start)
    if _ANY_THING.match(context.reading.plain, context.scene.start) and "project" not in context.scene.features:
        return "the price of a thing, not a sum spent"
    on_power = _ENERGY.search(context.reading.plain, *piece) and not _COMPUTE.search(context.reading.plain, *piece)
    return "spent on power, not on compute" if on_power else ""


_PACKAGING = re.compile(r"cowos|封装|packaging|\bai\b|gpu|加速|accelerator|hbm|soic|chiplet")


def _wafers(context: Context, _quantity: Quantity) -> str:
    named = _PACKAGING.search(context.reading.plain, context.scene.start, context.scene.end)
    titled = _PACKAGING.search(context.reading.document.title.lower())
    return "" if named or titled else "wafers of a foundry, not of AI chips"


def _contract(context: Context, _quantity: Quantity) -> str:
    return "a sum settled in court or on the exchange" if "other_deal" in context.scene.features else ""


def _revenue(context: Context, quantity: Quantity) -> str:
    sold = context.scene.clause_features(quantity.span.start) & {"equity"}
    return "what a stake was sold for, not revenue" if sold else ""


_CHECKS = {
    "spending": _spending,
    "contract": _contract,
    "revenue": _revenue,
    "wafers": _wafers,
    "units": _units,
    "share": _share,
    "price": _price,
    "programme": _programme,
    "power": _power,
    "people": _people,
    "node": _node,
    "date": _of_ai,
}


def _of_market(context: Context, quantity: Quantity) -> bool:
    """Say whether a share is one of a market: the word stands near it, or a share stood before it."""
    last = context.memory.figure
    if last is not None and context.memory.paragraph == context.scene.block.paragraph:
        whole = last.metric == "units_shipped" and last.entity in {(), ("global",)}
        if whole or last.family == "share":
            return True
    if context.memory.shared and _TAKES.search(
        context.reading.plain, max(context.scene.start, quantity.span.start - 16), quantity.span.start
    ):
        return True
    start = max(context.scene.piece(quantity.span.start)[0], quantity.span.start - 80)
    beside = _MARKET.search(context.reading.plain, start, min(quantity.span.end + 40, context.scene.end))
    return bool(beside or _MARKETS.search(context.reading.plain, context.scene.start, context.scene.end))


def _counts_chips(context: Context, quantity: Quantity) -> bool:
    scene, plain, end = context.scene, context.reading.plain, quantity.span.end
    lead = context.memory.lead
    over = (scene, *scene.heading, *((lead,) if lead and scene.block.kind in LISTED else ()))
    if any(head.has("chip") or any(name.role is Role.PRODUCT for name in head.names) for head in over):
        return True
    if any(name.term.cls == "chipmaker" for name in scene.names):
        return True
    if CHIPS.search(quantity.noun.lower()) or CHIPS.search(plain, end, min(end + 24, scene.end)):
        return True
    last = context.memory.figure
    return bool(last and last.family == "units" and not last.refused)
