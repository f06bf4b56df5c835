"""States and governments: a state is a party only where it acts; "the government" is that of the text's state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from etl.extract.firms_en import ACTS, AUX
from etl.model import Span
from etl.vocabulary import Hit, Term, vocabulary

GOVERNMENT = "government"
_DOES = re.compile(
    rf"(?:'s|’s)? {AUX}(?:{ACTS}|(?:own|hold)s?\b|has (?:about |some |around |more than )?\d)"
    r"|(?:目前|现在|現在|已经|已經|已|将|將|也|还|還|则|則|今年|去年|明年|共|总共|一共|计划|計劃|打算|拟|擬|准备|準備|希望|"
    r"决定|宣布|要|再|其|则|全国|境内|[,，]|\d{4}年){0,4}"
    r"(?:拥有|擁有|持有|采购|採購|购买|購買|购入|购置|订购|訂購|部署|投入|投资|投資|获得|獲得|得到|拿到|分到|拿下|建成|"
    r"建造|建设|運行|运行|拨款|斥资|引进|引進|进口|進口|囤|买下|買下|装机|租用|租下|下单|签下|追加|使用的|有[约近超]?\d)"
)
_GETS = re.compile(
    r"(?:suppl|ship|sell|sold|deliver|export|send|sent|sale|licen)[a-z]* (?:\S+ ){0,8}?(?:to|for|with) (?:the )?\Z"
    r"|(?:向|给|給|供应|供應|出口到?|销往|运往|对|與|与)\Z"
)
# A state that something stands in does not act.
_INSIDE = re.compile(
    r"(?:在|于|於|到|赴|从|自|\b(?:in|into|from|across|outside|of|within|throughout|inside) (?:the )?)\Z"
)
_SUPPLIED = re.compile(r"(?:政府)?(?:供应|供應|出口|出售|提供|交付|交货|运送|销售|供货|签|簽|达成)")
_BARE = re.compile(
    r"\b[Tt]he (?:central |federal |national )?government(?!-)\b|"
    r"(?<![\u4e00-\u9fff])(?:该国|該國|我国)?政府(?!采购|採購|补贴|補貼|部门)"
)


def parties(text: str, known: Sequence[Hit]) -> list[Hit]:
    """Return the names of a text with the states that act in it as parties, and who is meant by the government."""
    found = [one for hit in known for one in _acting(text, hit)]
    state = _state(known)
    meant = _BARE.finditer(text) if state else ()
    told = [Hit(Span(*match.span()), state) for match in meant if state]
    taken = {place for hit in found for place in range(hit.span.start, hit.span.end)}
    free = [hit for hit in told if hit.span.start not in taken and hit.span.end - 1 not in taken]
    return sorted([*found, *free], key=lambda hit: hit.span)


def _acting(text: str, hit: Hit) -> Iterator[Hit]:
    """Yield a name; that of a state only where it does something, or something is handed to it."""
    if hit.term.kind != "state":
        yield hit
        return
    start, end = hit.span.start, hit.span.end
    given = _GETS.search(text, max(start - 60, 0), start)
    latin = text[start].isascii()
    acts = _DOES.match(text, end) and not _INSIDE.search(text, max(start - 16, 0), start)
    if acts or (given and (latin or _SUPPLIED.match(text, end))):
        yield Hit(hit.span, replace(hit.term, kind="company", owner=hit.term.id))


def _state(known: Sequence[Hit]) -> Term | None:
    """Return the government of the state that a text names most, if it names any."""
    named = Counter(hit.term.region for hit in known if hit.term.cls == GOVERNMENT)
    if not named:
        return None
    return _government(named.most_common(1)[0][0])


@lru_cache(maxsize=256)
def _government(region: str) -> Term | None:
    """Return the government of the state of a region, if the vocabulary has one."""
    held = vocabulary().terms
    return next((held[f"{t.id}-government"] for t in held.values() if t.kind == "state" and t.region == region), None)
