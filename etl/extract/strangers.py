"""Organisations that no vocabulary lists, as their names are written."""

from __future__ import annotations

import re

_ENGLISH = re.compile(
    r"\b((?:[A-Z][\w&.-]{1,24}\s){0,3}[A-Z][\w&-]{1,24}(?:\s(?:Inc|Corp|Corporation|Group|"
    r"Technologies|Technology|Holdings|Ltd|Labs|Cloud|Systems|Networks|Energy|Digital|AI)\b\.?))"
)
_ENGLISH_ACTOR = re.compile(
    r"(?:^|[.;,]\s)([A-Z][A-Za-z0-9&-]{2,24}(?:\s[A-Z][A-Za-z0-9&-]{1,24}){0,2})\s(?:has |had |will |"
    r"plans to |is to |recently |also )?"
    r"(?:bought|buys|purchased|ordered|orders|spent|spends|spend|deployed|deploys|signed|invested|"
    r"rents|rented|leases|leased|shipped|ships)\b"
)
_CHINESE = re.compile(
    r"([\u4e00-\u9fff]{2,10}?(?:公司|集团|集團|科技|股份|智算|智能|电子|通信|软件|控股|光电|微电子|"
    r"电信|電信|信息|网络|数据|"
    r"云))(?=[^\u4e00-\u9fff]|拟|与|和|已|将|在|的|公告|采购|购买|签|订|投|计划|表示|宣布|共|向)"
)
# A name of this length that ends like "subsidiary" is only the word.
SHORT = 7
_GENERIC = re.compile(r"(?:子公司|该公司|这家公司|母公司|上市公司|分公司|大型科技|控股公司|全资|数据中心|公司)$")


def stranger(text: str, start: int, place: int) -> str:
    """Return the name of an unknown organisation that stands between two places, or nothing."""
    for pattern in (_ENGLISH_ACTOR, _CHINESE, _ENGLISH):
        found = [match.group(1) for match in pattern.finditer(text, start, place)]
        named = [name for name in found if not (_GENERIC.search(name) and len(name) <= SHORT)]
        if named:
            return named[-1].strip()
    return ""
