"""What the rest of a market has, and what power stations make: figures of no firm that computes."""

from __future__ import annotations

import re

from etl.extract.scene import Scene
from etl.extract.triggers import needs
from etl.model import Quantity

SHARE, POWER = "share", "GW"
# How many characters before a figure such words stand.
REACH = 24
_TOLD = needs("other|the rest|其他|其它|其余|装机")
_REST = re.compile(
    r"(?:\b(?:all )?(?:the )?(?:others|other (?:vendors|suppliers|players|firms|makers))(?: combined)?|\bthe rest"
    r"|(?:其他|其它|其余)(?:厂商|企业|公司|品牌|供应商)?(?:合计)?)\s?"
    r"(?:with|at|had|have|hold|held|account(?:ed)? for|of|占比?|为|合计|[:：(（|,，、])?\s?(?:约|about |some )?\s?$"
)
_INSTALLED = re.compile(r"装机(?:容量|规模|总量|量)?[^，。；,;]{0,10}$")
_STATIONS = re.compile(r"风电|光伏|水电|火电|核电|发电|电站|储能|新能源|可再生能源|清洁能源|气电|煤电")


def of_the_rest(plain: str, scene: Scene, quantity: Quantity) -> str:
    """Say why a share is nobody's, or power that of stations, and no figure; nothing where it is one."""
    if quantity.unit not in {SHARE, POWER} or not _TOLD(plain, scene):
        return ""
    start = max(quantity.span.start - REACH, scene.start)
    if quantity.unit == SHARE:
        return "what all others have, of no firm" if _REST.search(plain, start, quantity.span.start) else ""
    if _INSTALLED.search(plain, start, quantity.span.start) and _STATIONS.search(plain, scene.start, scene.end):
        return "what power stations make, not what computes"
    return ""
