"""Whether a firm stands before a chip only as its maker: Nvidia's Hopper GPUs."""

from __future__ import annotations

import re

from etl.vocabulary import Hit

MAX_GAP = 16
PRODUCT_KINDS = frozenset(
    {"product", "chip", "system", "segment", "project", "programme", "family", "software", "node"}
)
SEGMENT_KINDS = frozenset({"segment", "project"})
_POSSESSED = (
    r"(?:\s?(?:'s|’s|的)?\s?(?:(?!(?:ships?|sells?|sold|makes?|made|builds?|built|uses?|used|runs?|buys?|bought|"
    r"ordered|"
    r"orders|deploys|deployed|rents?|rented|launched|unveiled|will|has|had|is|was|plans|and|or|of|from|to|"
    r"with)\b)\w+\s){0,2}?)"
)
_CHIP_NOUN = re.compile(
    r"\s?(?:'s|’s|的)?\s?(?:[a-z-]{2,14}\s){0,2}?(?:GPU|AI\s?芯片|芯片|晶片|加速器|加速卡|显卡|顯示卡|"
    r"服务器|伺服器|架构|处理器|Hopper|chips?\b|GPUs?\b|accelerators?\b|servers?\b|processors?\b|"
    r"cards?\b|hardware\b|硬件|parts\b|superchips?\b|systems\b|silicon\b|made\b)"
    r"(?!\s?(?:budget|spending|orders?\b|purchas|bill\b|capex|采购|订单|预算|支出|开支))",
    re.IGNORECASE,
)


def is_brand(text: str, hit: Hit, following: Hit | None) -> bool:
    """Say whether a firm is named only as the maker of the chip that follows."""
    end = hit.span.end
    if following and following.term.kind in PRODUCT_KINDS - SEGMENT_KINDS:
        between = text[end : following.span.start]
        if len(between) <= MAX_GAP and re.fullmatch(
            _POSSESSED + r"(?:最新|最新的|最先进的|旗舰|架构|advanced |latest |new )?\s?", between
        ):
            return True
    return bool(_CHIP_NOUN.match(text, end, min(end + 30, len(text))))
