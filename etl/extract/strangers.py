"""Organisations that no vocabulary lists, as their names are written."""

from __future__ import annotations

import re

_ENGLISH = re.compile(
    r"\b((?:[A-Z][\w&.-]{1,24}\s){0,3}[A-Z][\w&-]{1,24}(?:\s(?:Inc|Corp|Corporation|Group|"
    r"Technologies|Technology|Holdings|Ltd|Labs|Cloud|Systems|Networks|Energy|Digital|AI)\b\.?))"
)
_ENGLISH_ACTOR = re.compile(
    r"(?:^|[.;,]\s)([A-Z][A-Za-z0-9&-]{2,24}(?:\s[A-Z][A-Za-z0-9&-]{1,24}){0,2})"
    r"(?:, [a-z][^,.]{2,40},)?\s(?:has |had |will |"
    r"plans to |is to |recently |also |wants to |is set to )?"
    r"(?:bought|buys|buy|order|ship|deploy|rent|lease|import|purchased|ordered|orders|spent|spends|spend|deployed|deploys|signed|invested|"
    r"rents|rented|leases|leased|shipped|ships)\b"
)
_CHINESE = re.compile(
    r"([\u4e00-\u9fff]{2,10}?(?:公司|集团|集團|科技|股份|智算|智能|电子|通信|软件|控股|光电|微电子|"
    r"电信|電信|信息|网络|数据|"
    r"云))(?=[^\u4e00-\u9fff]|拟|与|和|已|将|在|的|公告|采购|购买|签|订|投|计划|表示|宣布|共|向)"
)
# Words that only describe a firm, and name none.
_GENERIC = re.compile(
    r"(?:全资|控股|该|这家|某|上市|母|子|分|旗下|两家|一家|大型|科技|云计算|芯片|半导体|互联网|人工智能|初创|我国|国内)*"
    r"(?:公司|科技|集团|集團|云|数据|网络|智能|信息|股份|智算|软件|通信|电子)"
)


def stranger(text: str, start: int, place: int) -> str:
    """Return the name of an unknown organisation that stands between two places, or nothing."""
    for pattern in (_ENGLISH_ACTOR, _CHINESE, _ENGLISH):
        found = [match.group(1) for match in pattern.finditer(text, start, place)]
        named = [name for name in found if not _GENERIC.fullmatch(name)]
        if named:
            return named[-1].strip()
    return ""
