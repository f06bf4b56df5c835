"""The business segments that reports name by a bare word: data centre, gaming, networking."""

from __future__ import annotations

import re
from functools import cache

from etl.vocabulary import vocabulary

# In a report of revenue these words are segments; elsewhere they are buildings, pastimes and vehicles.
WORDS = (
    ("data-centre", r"数据中心|data[- ]cent(?:er|re)"),
    ("gaming", r"游戏|gaming"),
    ("professional-visualisation", r"专业可视化|professional visuali[sz]ation"),
    ("automotive-robotics", r"汽车|automotive(?: and robotics)?"),
    ("networking", r"网络|networking"),
    ("data-centre-compute", r"(?<!云)计算业务|(?<!云)计算(?=[^机])|compute"),
    ("aws-segment", r"(?<![a-z])aws(?![a-z])|亚马逊云(?:科技)?"),
    ("google-cloud", r"谷歌云|google cloud|(?<![a-z])gcp(?![a-z])"),
    ("oci", r"云基础设施|云端基础建设|cloud infrastructure|oci"),
    ("ai-semiconductors", r"ai半导体|ai芯片业务|ai semiconductors?|ai chips?"),
)
_PATTERN = re.compile("|".join(f"(?P<s{number}>{words})" for number, (_, words) in enumerate(WORDS)))


@cache
def _ids() -> tuple[str, ...]:
    """Return the vocabulary's id of each segment, or its plain name."""
    names = [name.replace("-", " ") for name, _ in WORDS]
    terms = [vocabulary().terms.get(name) or vocabulary().resolve(name.replace("-", " ")) for name, _ in WORDS]
    return tuple(term.id if term else name for term, name in zip(terms, names, strict=True))


def segment(text: str, start: int, end: int, *, last: bool) -> str:
    """Return the segment named between two places: the last one, or the first."""
    found = [int(match.lastgroup[1:]) for match in _PATTERN.finditer(text, start, end) if match.lastgroup]
    return _ids()[found[-1 if last else 0]] if found else ""
