"""
Whom the words beside a name call the buyer or the seller of a deal: 采购人：…, the tenant is …, 乙方为….

The text is folded: written in simplified signs and small letters.
"""

from __future__ import annotations

import re

from etl.extract.names import Name
from etl.extract.scene import Scene, remembered
from etl.extract.triggers import needs

BUYER, SELLER = "buyer", "seller"
# How far before a name and behind it its title may stand, in characters.
BEFORE, BEHIND = 24, 40
_BUYERS = (
    r"采购(?:方|人|单位|主体)|招标(?:方|人)|甲方|买方|买家|买主|需方|购买方|客户|租客|租户|承租(?:方|人)|委托方|业主(?:单位)?|下单方|"
    r"\b(?:customers?|clients?|tenants?|buyers?|lessees?|purchasers?|off-?takers?)\b"
)
_SELLERS = (
    r"供应商|供货(?:商|方)|供方|乙方|卖方|卖家|销售方|出租(?:方|人)|中标(?:方|人|商|单位|供应商|候选人)|成交(?:供应商|人|单位)|"
    r"服务(?:商|方)|受托方|承建(?:方|商)|承包(?:方|商)|房东|"
    r"\b(?:suppliers?|vendors?|landlords?|lessors?|sellers?|providers?|contractors?|hosts?)\b"
)
_IS = (
    r"(?:[名全]称)?\s?(?:(?:仍|同样|就|还|均)?(?:为|是|系|即|叫)|:|：|，|"
    r"is|are|was|were|will be|being|,|—|–|-|named|called)?"
    r"\s?(?:again |also |once more |the )?[“\"「『《（(]?$"
)
_TITLED = tuple((side, re.compile(f"(?:{titles}){_IS}")) for side, titles in ((BUYER, _BUYERS), (SELLER, _SELLERS)))
_CALLED = tuple(
    (side, re.compile(rf"\s?(?:[(（]\s?(?:the |下称|简称|以下简称)?[“\"「『]?|作为|, (?:the|its|as) )(?:{titles})"))
    for side, titles in ((BUYER, _BUYERS), (SELLER, _SELLERS))
)
_TOLD = re.compile(f"{_BUYERS}|{_SELLERS}")
_TITLES_TOLD = needs(
    "采购|招标|甲方|买方|买家|买主|需方|购买方|客户|租客|租户|承租|委托方|业主|下单方|"
    "customer|client|tenant|buyer|lessee|purchaser|offtaker|off-taker|"
    "供应商|供货|供方|乙方|卖方|卖家|销售方|出租|中标|成交|服务|受托方|承建|承包|房东|"
    "supplier|vendor|landlord|lessor|seller|provider|contractor|host"
)


@remembered
def _has_titles(plain: str, scene: Scene) -> bool:
    return _TITLES_TOLD(plain, scene) and _TOLD.search(plain, scene.start, scene.end) is not None


def titled(plain: str, scene: Scene, name: Name) -> str:
    """Return the side of a deal whose title stands right before a name or behind it; nothing where none does."""
    if not _has_titles(plain, scene):
        return ""
    first, last = max(name.start - BEFORE, scene.start), min(name.end + BEHIND, scene.end)
    for side, title in _TITLED:
        if title.search(plain, first, name.start):
            return side
    return next((side for side, called in _CALLED if called.match(plain, name.end, last)), "")
