"""Houses that are named only for an estimate that a figure is set against: slightly below the LSEG estimate."""

from __future__ import annotations

import re

from etl.model import Span

_AGAINST = re.compile(
    r"\b(?:below|above|than|with|compared to|next to|close to|against|versus|vs\.?|short of|ahead of|"
    r"beat|beats|beating|topp(?:ed|ing)|missed|missing|exceed(?:s|ed|ing)) (?:the |an? )?$"
)
_EXPECTED = re.compile(
    r"(?:['’]s)? (?:consensus |average |mean |analyst )?(?:estimates?|consensus|forecasts?|polls?)\b"
)
REACH = 24


def is_yardstick(plain: str, house: Span) -> bool:
    """
    Say whether a house tells nothing of the figure beside it, which is only compared with what it expects.

    >>> is_yardstick("slightly below the lseg estimate", Span(19, 23)), is_yardstick("lseg estimates", Span(0, 4))
    (True, False)
    >>> is_yardstick("according to omdia's estimates", Span(13, 18))
    False
    """
    before = _AGAINST.search(plain, max(house.start - REACH, 0), house.start)
    return bool(before and _EXPECTED.match(plain, house.end))
