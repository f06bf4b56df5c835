"""The term of a contract: the start and end that its line tells, or the end that its length gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from etl.extract.backlogs import BACKLOGS
from etl.extract.drafts import Draft
from etl.extract.fiscal import to_months
from etl.extract.periods import PeriodMention
from etl.period import Period

TERMED = frozenset({"contract_value", "rental_cost_per_year"})
PLEDGED = frozenset({"investment_commitment"})
MONTHS = 12
COUNTED = {
    word: number
    for number, words in enumerate(
        ("", "一 one", "二 两 two", "三 three", "四 four", "五 five", "六 six", "七 seven", "八 eight", "九", "十 ten")
    )
    for word in words.split()
}
_ZH, _EN = r"[一二两三四五六七八九十]|\d{1,3}", r"one|two|three|four|five|six|seven|eight|ten|\d{1,3}"
_LENGTH = re.compile(
    rf"(?:未来|为期|租期|期限为?|合同期|服务期|分|起|共)(?:约|共|为)?(?P<zh>{_ZH})(?P<unit>年|个月)"
    rf"|(?P<zh2>{_ZH})(?P<unit2>年|个月)(?:期|的?(?:合同|合约|协议|租约|订单))"
    rf"|(?:over|for) (?P<en>{_EN}) (?P<unit3>years|months)|\b(?P<dash>{_EN})-(?P<unit4>year|month)\b",
)
# Over four years from 2026, 自2025年7月起四年: a length with its start.
_FROM = re.compile(
    r" (?:of \w+ )?(?:from|starting(?: in| from)?|beginning(?: in)?|that (?:starts|begins) in) (?:calendar |the )?"
)
_ONWARDS = re.compile(r"[起，,的]{0,3}(?:为期|共|为期共)?")
_TERM = re.compile(
    r"(?:服务期|合同期|合作期|履行期|租期|期限|有效期|交付期)[^。；;]{0,8}$"
    r"|\b(?:term|runs?|running|lasts?|lasting|expires?|ends?|ending|extends?|commenc\w+|effective|beginning|"
    r"starting|starts?)"
    r"\b[^.;]{0,24}$"
)


def close_contracts(drafts: Sequence[Draft], text: str, periods: Sequence[PeriodMention]) -> None:
    """Give a contract the term that its line goes on to tell, and one of a stated length its last year or month."""
    for draft in drafts:
        if draft.refused or draft.metric not in TERMED | PLEDGED or draft.product in BACKLOGS:
            continue
        if draft.metric == "contract_value":
            draft.period = draft.period or _term(draft, text, periods)
        months = length(text, draft.scene.start, draft.scene.end)
        first = _first(draft, text) if months else ""
        label = draft.period.label if draft.period else ""
        if first and label.strip("/") in {"", first}:
            draft.period = Period.parse(f"{first}/{_last(first, months)}")
        elif months and _OPEN.fullmatch(label):
            draft.period = Period.parse(label + _last(label[:-1], months))


_OPEN = re.compile(r"(?:FY)?\d{4}(?:-\d\d)?/")
_START = re.compile(r"(?:FY)?\d{4}(?:-\d\d)?")


def _first(draft: Draft, text: str) -> str:
    """Return the year or month that a length is told to begin with, right beside it."""
    found = _LENGTH.search(text, draft.scene.start, draft.scene.end)
    for mention in draft.scene.periods if found else ():
        label, place = to_months(mention.period.label).strip("/"), mention.span
        behind = found and _FROM.fullmatch(text, found.end(), place.start)
        before = found and place.end <= found.start() and _ONWARDS.fullmatch(text, place.end, found.start())
        is_start = behind or (before and mention.period.label.endswith("/"))
        if is_start and _START.fullmatch(label):
            return label
    return ""


def length(text: str, start: int, end: int) -> int:
    """Return how many months a stretch of text says that something lasts, or 0."""
    found = _LENGTH.search(text, start, end)
    if not found:
        return 0
    told = found["zh"] or found["zh2"] or found["en"] or found["dash"]
    unit = found["unit"] or found["unit2"] or found["unit3"] or found["unit4"]
    return (COUNTED.get(told) or int(told)) * (1 if unit.startswith(("个", "month")) else MONTHS)


def _last(first: str, months: int) -> str:
    """Return the last year or month of so many months that begin with a year or month."""
    if len(first) == len("2026") or first.startswith("FY"):
        return f"{first[:-4]}{int(first[-4:]) + max(months // MONTHS, 1) - 1}"
    year, month = divmod(int(first[:4]) * MONTHS + int(first[5:]) - 1 + months - 1, MONTHS)
    return f"{year}-{month + 1:02}"


def _term(draft: Draft, text: str, periods: Sequence[PeriodMention]) -> Period | None:
    """Return the start and end, or one of them, that stand as a term after a contract in its line."""
    start = draft.quantity.span.end
    for mention in periods[bisect_left(periods, start, key=lambda mention: mention.span.start) :]:
        if mention.span.start >= draft.scene.block.end:
            return None
        label = to_months(mention.period.label)
        if "/" in label and _TERM.search(text, max(mention.span.start - 40, start), mention.span.start):
            return Period.parse(label, wording=mention.period.wording)
    return None
