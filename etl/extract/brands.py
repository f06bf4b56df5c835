"""Whether a firm stands before a chip only as its maker: Nvidia's Hopper GPUs."""

from __future__ import annotations

import re

from etl.vocabulary import Hit

MAX_GAP = 16
PRODUCT_KINDS = frozenset(
    {"product", "chip", "system", "segment", "project", "programme", "family", "software", "node"}
)
SEGMENT_KINDS = frozenset({"segment", "project"})
_POSSESSED = re.compile(
    r"(?:\s?(?:'s|’s|的)?\s?(?:(?!(?:ships?|sells?|sold|makes?|made|builds?|built|uses?|used|runs?|buys?|bought|"
    r"ordered|"
    r"orders|deploys|deployed|rents?|rented|launched|unveiled|will|has|had|is|was|plans|and|or|of|from|to|"
    r"with|lets?|offers?|charges?|lists?|prices?|rents?|leases?|leased|gets?|got|takes?|took|installs?|installed|acquired|"
    r"purchased|needs?|wants?|expects?|adds?|added|operates?|operated|supplies|supplied|delivers?|delivered|announced|"
    r"secured|reserved|booked|imported|owns?|holds?|should|could|may|must|can|also|now|already|then)\b)\w+\s){0,2}?)"
    r"(?:最新|最新的|最先进的|旗舰|架构|advanced |latest |new )?\s?"
)
_CHIP_NOUN = re.compile(
    r"\s?(?:'s|’s|的)?\s?(?:[a-z-]{2,14}\s){0,2}?(?:gpu|ai\s?芯片|芯片|晶片|加速器|加速卡|显卡|顯示卡|"
    r"服务器|伺服器|架构|处理器|hopper|chips?\b|gpus?\b|accelerators?\b|servers?\b|processors?\b|"
    r"cards?\b|hardware\b|硬件|parts\b|superchips?\b|systems\b|silicon\b|made\b)"
    r"(?!\s?(?:budget|spending|orders?\b|purchas|bill\b|capex|采购|订单|预算|支出|开支))",
)


# A foundry before a node, a process or a line of it is named as the place where a chip is made.
_NODE = re.compile(
    r"(?:'s|’s|的)?\s?(?:\d{1,2}\s?(?:nm|纳米|奈米|nanomet)|n\d[a-z]?\b|a1[468]\b|"
    r"(?:先进|advanced )?(?:制程|製程|工艺|process\b|cowos|产线|產線|fab\b|foundry\b))",
)
FOUNDRIES = frozenset({"foundry", "memory"})


def is_brand(text: str, hit: Hit, following: Hit | None) -> bool:
    """Say whether a firm is named only as the maker of the chip that follows, or of its node."""
    end = hit.span.end
    if hit.term.cls in FOUNDRIES and _NODE.match(text, end):
        return True
    if following and following.term.kind in PRODUCT_KINDS - SEGMENT_KINDS:
        between = text[end : following.span.start]
        if len(between) <= MAX_GAP and _POSSESSED.fullmatch(between):
            return True
    return bool(_CHIP_NOUN.match(text, end, min(end + 30, len(text))))


# A foundry in or at which something is made is no owner of it.
_MADE_IN = re.compile(r"(?:在|于|於|\b(?:at|in|by) )\Z")


def is_workshop(text: str, hit: Hit) -> bool:
    """Say whether a foundry is named as the place where something is made."""
    start = hit.span.start
    return hit.term.cls in FOUNDRIES and bool(_MADE_IN.search(text, max(start - 4, 0), start))


# A group named by one of it, before a noun, only describes: its neocloud tab.
_ADJECTIVE = re.compile(r"[ -][a-z]{3,}")
_OF_MARKET = re.compile(r"\s?(?:的)?\s?(?:ai|gpu|芯片|市场|企业|首富|第|最|供应|market|chip)")
_ONE_OF = re.compile(
    r"(?:\b(?:an?|another|this|that|fellow|rival|as)\s(?:[a-z-]+\s)?|(?:一家|该|这家|作为|某|另一家))$"
)


def only_describes(text: str, hit: Hit) -> bool:
    """Say whether the name of a group tells what something else is: a neocloud, its neocloud tab, the global market."""
    start, end = hit.span.start, hit.span.end
    adjective = _ADJECTIVE.match(text, end) and not text.endswith("s", 0, end)
    return bool(adjective or _OF_MARKET.match(text, end) or _ONE_OF.search(text, max(start - 12, 0), start))
