"""What the words right before a sum say that it is: by how much a plan was changed, or what one piece costs."""

from __future__ import annotations

import re

_PLAN = (
    r"(?:cap(?:ital )?ex\w*|capital expenditures?|spending|guidance|forecasts?|outlook|budgets?|plans?|estimates?|"
    r"targets?|range|end)"
)
_BY = re.compile(
    rf"\b(?:rais|lift|increas|boost|hik|cut|trim|lower|reduc|bump|ups?\b)[a-z]*\b[^.;\n]{{0,60}}\b{_PLAN}\b[^.;,\n]{{0,40}}?"
    r"\bby (?:about|around|roughly|nearly|almost|some|up to|as much as|at least|another|over|more than)? ?$"
    r"|(?:开支|支出|指引|预算|投入|预期|预测)[^，,。；\n]{0,12}"
    r"(?:上调|调高|上修|调升|提高|增加|下调|调低|下修|削减|减少)了?[约近超逾达]?$"
)
_BEFORE = re.compile(r"\bby\b|[调修高升低减少加]了?[约近超逾达]?$")
_EACH = re.compile(r"单价[^，。；\d]{0,6}$")
REACH, NEAR = 120, 18


def is_increment(plain: str, start: int, place: int) -> bool:
    """Say whether the sum at a place is only by how much a plan was changed; its sentence begins at `start`."""
    near = _BEFORE.search(plain, max(place - NEAR, start), place)
    return bool(near and _BY.search(plain, max(place - REACH, start), place))


def is_for_one(plain: str, start: int, place: int) -> bool:
    """Say whether the sum at a place is called the price of one piece; its sentence begins at `start`."""
    return _EACH.search(plain, max(place - NEAR, start), place) is not None
