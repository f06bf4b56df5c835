"""What the words before a sum say of it: what a plan was changed by, a sum of the whole firm, what one piece costs."""

from __future__ import annotations

import re

from etl.extract.scene import Scene
from etl.extract.triggers import needs
from etl.extract.unitclass import MONEY, unit_class
from etl.model import Quantity

PLAN = (
    r"(?:cap(?:ital )?ex\w*|capital expenditures?|spending|guidance|forecasts?|outlook|budgets?|plans?|estimates?|"
    r"targets?|range|end)"
)
_BY = re.compile(
    rf"\b(?:rais|lift|increas|boost|hik|cut|trim|lower|reduc|bump|ups?\b)[a-z]*\b[^.;\n]{{0,60}}\b{PLAN}\b[^.;,\n]{{0,40}}?"
    r"\bby (?:about|around|roughly|nearly|almost|some|up to|as much as|at least|another|over|more than)? ?$"
    r"|(?:开支|支出|指引|预算|投入|预期|预测)[^，,。；\n]{0,12}"
    r"(?:上调|调高|上修|调升|提高|增加|下调|调低|下修|削减|减少)了?[约近超逾达]?$"
)
_BEFORE = re.compile(r"\bby\b|[调修高升低减少加]了?[约近超逾达]?$")
_EACH = re.compile(r"单价[^，。；\d]{0,6}$")
REACH, NEAR = 120, 18
MANY = 1_000
# What all of a firm costs, also where an older outlook follows in the sentence; capital spending is told apart from it.
_WHOLE = re.compile(
    r"(?:\btotal (?:20\d\d )?(?:costs and )?expenses\b|总支出(?!中)|总费用|總費用|总成本和费用|总成本及费用)"
    r"(?:(?!capital|capex|revenue|资本|資本|收入|营收|營收|其中|of which|including|包括)[^;；。\n]){0,110}$"
)
_IN_BOOKS = re.compile(
    r"(?:\b(?:net )?(?:book|carrying) (?:value|amount)s?(?: of| was| is|:)?(?: about| around| roughly)? ?"
    r"|(?:账面|帳面)(?:价值|價值|净值|淨值|余额|餘額|原值)[为為约約是:：]*)$"
)
_TOTAL, _BOOKS = needs("expenses|总支出|费用|費用"), needs("book|carrying|账面|帳面")
# What one gigawatt costs, and what every so many would bring: figures of nobody and of no time.
_A_WATT = re.compile(
    r",?\s?(?:an?|per|for each|for every|each|/)\s?(?:gw|gigawatt|mw|megawatt)\b|/(?:gw|mw)\b|"
    r"[每/]?(?:吉瓦|gw)的?(?:造价|成本)"
)
_BY_WATT = re.compile(r"(?:每|\b(?:each|every|per|an?) )(?:吉瓦|gw|gigawatt)[^,.，。;；\d]{0,24}$")
_EVERY = re.compile(r"(?:\b(?:each|every) (?:additional |extra |further |another )?|每(?:多卖?|增加?|卖出?|出货)?)$")
_ONE_WATT = re.compile(
    r"(?:,? of [\w-]+)? (?:runs to|earns?|rents?|costs?|needs?|implies|requires?|would cost|translates)\b"
    r"|(?:的[^，。；]{0,8})?(?:约可|约当|大约可|可供|要\d|需要?\d|若|能装|能放|造价|对应约?\d)"
)
_WATTS, _EVERYS = needs("gw|gigawatt|mw|megawatt|吉瓦"), needs("each|every|每")


def is_a_rate(plain: str, scene: Scene, quantity: Quantity) -> str:
    """Say why a sum for each gigawatt, or every so many chips, is no figure; nothing where it is one."""
    start, end, kind = quantity.span.start, quantity.span.end, unit_class(quantity.unit)
    if (
        kind == MONEY
        and _WATTS(plain, scene)
        and (_A_WATT.match(plain, end) or _BY_WATT.search(plain, max(start - 40, scene.start), start))
    ):
        return "what a gigawatt costs, not a figure"
    if kind == "power" and quantity.value == 1 and _ONE_WATT.match(plain, end):
        return "what a gigawatt costs, not a figure"
    counts = kind in {"units", "number"} and (quantity.value or 0) >= MANY and _EVERYS(plain, scene)
    return (
        "what every so many would bring" if counts and _EVERY.search(plain, max(start - 20, scene.start), start) else ""
    )


# A billion-dollar deal, the latest in a series of billion-dollar deals: of what size some are, and no sum.
_OF_A_SIZE = re.compile(r"(?:million|billion|trillion)-dollar")
_ONE = re.compile(r"\b(?:an?|one|half) $")


def is_of_a_size(plain: str, quantity: Quantity) -> bool:
    """Say whether a sum is told without a numeral, and only says of what size some are: billion-dollar deals."""
    start, end = quantity.span.start, quantity.span.end
    return bool(_OF_A_SIZE.fullmatch(plain, start, end)) and not _ONE.search(plain, max(start - 6, 0), start)


def is_increment(plain: str, start: int, place: int) -> bool:
    """Say whether the sum at a place is only by how much a plan was changed; its sentence begins at `start`."""
    near = _BEFORE.search(plain, max(place - NEAR, start), place)
    return bool(near and _BY.search(plain, max(place - REACH, start), place))


def of_the_whole(plain: str, scene: Scene, place: int) -> str:
    """Say why the sum at a place is one of a whole firm or its books, not a figure; nothing where it is not."""
    start = max(place - REACH, scene.start)
    if _TOTAL(plain, scene) and _WHOLE.search(plain, start, place):
        return "operating or total expenses, not capital spending"
    if _BOOKS(plain, scene) and _IN_BOOKS.search(plain, start, place):
        return "a value in the books, not a price"
    return ""


def is_for_one(plain: str, start: int, place: int) -> bool:
    """Say whether the sum at a place is called the price of one piece; its sentence begins at `start`."""
    return _EACH.search(plain, max(place - NEAR, start), place) is not None
