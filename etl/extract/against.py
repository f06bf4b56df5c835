"""What a figure is set against: the same of a year or a quarter before, or what others had expected of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from etl.extract.asides import AGO_TOLD, QUARTER_AGO, YEAR_AGO
from etl.extract.backlogs import BACKLOGS
from etl.extract.claims import CONSENSUS
from etl.extract.drafts import Draft
from etl.extract.periods import PeriodMention
from etl.extract.refusals import PROFIT
from etl.extract.scene import Scene
from etl.extract.steps import earlier
from etl.extract.triggers import needs
from etl.model import Status
from etl.period import Period, known_by

YEAR, QUARTER, MONTH, EXPECTED = "year", "quarter", "month", "expected"
REPLACED, RAISED = "replaced", "raised"
ORDINALS = ("first", "second", "third", "fourth")
ASIDE = frozenset({EXPECTED, REPLACED})
_YEAR = re.compile(r"(?:FY)?\d{4}")
COMPARED = frozenset({"spending", "revenue", "units", "power", "price", "share", "wafers"})
# How far from a figure the words stand that set it against another, in characters.
BEHIND, BEFORE = 64, 56
_WHO = (
    r"(?:(?:the|most|many|wall|sell-side|equity) )*(?:analysts?|street|market|investors|economists|consensus|"
    r"forecasters|lseg|factset|bloomberg|refinitiv|visible alpha|stre?etaccount|s&p global)\b(?:'s?|’s?)?"
)
_GUESS = (
    r"(?:expect|estimat|forecast|project|predict|anticipat|model|pencil|polled|look|hop|had in mind|consensus|poll)"
)
_EXPECTED_BEHIND = re.compile(
    rf"\s?(?:that |which )?{_WHO}(?: \w+){{0,4}}? {_GUESS}"
    rf"|\s?(?:that |which )?(?:was |were |had been |being )?(?:expected|forecast|estimated|projected|predicted|"
    rf"anticipated|pencill?ed in|modell?ed|looked for) by (?:\w+ ){{0,2}}?{_WHO}"
    rf"|\s?{_WHO} ?(?:estimates?|forecasts?|expectations?|projections?|consensus)?(?=[\s,.;)]|\Z)"
    r"|的?(?:市场|分析师|华尔街|彭博|机构|法人|外界|卖方)(?:此前|平均|一致|普遍|的)?(?:预期|预估|预测|预计|共识)"
    r"|\s?(?:that |which )?(?:lseg|factset|bloomberg|refinitiv|visible alpha|analysts|the street) (?:had )?"
    r"(?:showed|shown|had|saw)\b"
)
# 赢过12.9亿的预期: beaten or missed, and an expectation by name.
_BEATEN = re.compile(
    r"(?:超[过出]?|高于|优于|好于|赢过|胜过|低于|不及|逊于|不如)(?:了|约)?$"
    r"|\b(?:above|over|below|under|beat(?:s|ing|en)?|topp(?:ed|ing)|exceed(?:s|ed|ing)?|miss(?:ed|es|ing)?|"
    r"surpass(?:ed|es|ing)?|short of|ahead of|than) (?:the |an? |its )?$"
)
_NAMED_SO = re.compile(
    r"的(?:平均|一致)?(?:预期|预估|共识)|\s(?:(?:consensus|analysts?|average|mean|median) )?(?:estimates?|consensus|"
    r"expectations?)\b(?! (?:it|they|of its own))"
)
# ,预期604亿 right behind a figure; 超市场的82.5亿.
_OF_MARKET = re.compile(
    r"[,，（(;；]\s?(?:市场|一致|平均)?(?:预期|共识|预估)(?:值|数)?(?:则|为|是|约|仅|只有|:|：|\s)*$"
    r"|(?:超[过出]?|高于|优于|好于|赢过|胜过|低于|不及|逊于)(?:了)?(?:市场|分析师|华尔街|法人|外界|机构)(?:心里|心中)?的$"
)
_EXPECTED_BEFORE = re.compile(
    rf"\b{_WHO}(?: (?:consensus|average|mean|median|estimates?|expectations?|forecasts?|projections?|poll)){{0,3}}"
    r" ?(?:that |which )?(?:had |have |was |were |been |is |are |of |at |for |stood |called |looking |looked |"
    r"expected |expecting |forecast |estimated |projected |predicted |modell?ed |anticipated |pencill?ed |in |around |"
    r"about |roughly |nearly |some |only |just )*[(:]?$"
    r"|(?:市场|分析师|华尔街|彭博|路孚特|机构|法人|外界|卖方)(?:此前|原先|原本|平均|一致|普遍|的)*"
    r"(?:预期|预估|预测|预计|共识)(?:值|数|中值|均值)?(?:的|为|是|约|仅|则|只有)*$"
)
_EXPECTED_TOLD = needs(
    "analyst|street|market|investors|economists|consensus|forecasters|lseg|factset|bloomberg|refinitiv|visible alpha|"
    "s&p global|estimate|expectation|预期|预估|共识|市场|华尔街|分析师|彭博|路孚特|机构|法人|外界|卖方"
)
_LEADING = (
    r"(?:(?:in|for|during|from|of|it|they|the|its|their|same|a|an|reported|recorded|posted|spent|booked|seen|logged|"
    r"shipped|earned|made|had|was|were|company|group) ?)*"
)
# 去年同期为119亿元, the year-earlier period's $13bn: nothing but a verb or what is counted stands between.
_OF_THEN = re.compile(
    r"(?:的|则|仅|只|为|是|约|有|达|录得|单季|资本|开支|支出|营收|营业|收入|出货|量|数|采购|近|[:：,，]|\s)*"
    r"|(?:'s|’s)? ?(?:period|quarter|figure|level|total|number|tally|revenue|sales|capex|spending)? ?"
    r"(?:'s|’s)? ?(?:of|it|the company|was|were|had been|at|came to|stood at|totall?ed|spent|about|around|roughly|"
    r"[,:]| )*"
)
_BEFORE_THAN = re.compile(r"(?:较|比|相比|than|from|over|on|up|since)\s?(?:the |a )?$")
_STOP = re.compile(r"[,，;；。]|\.\s|\b(?:and|while|but|as)\b")
_MONTH_BEHIND = re.compile(r"\s(?:a|one) month (?:ago|earlier|before)\b|[（(]上月[）)]")
_IN_MONTH = re.compile(r"(\d{4})-(\d\d)")
# Up from $3.2 billion in the second, and $6.2 billion in its fourth: a quarter told by its number alone.
OF_ORDINAL = re.compile(
    rf"\s(?:in|for|during) (?:the|its|this) (?:fiscal )?({'|'.join(ORDINALS)})(?=[,.;)]|\s(?:and|as|while|but)\b|\Z)"
)
# 把这个数字提高到4800亿元, raise that figure to $480bn: the new size of what was told before.
_RAISED = re.compile(
    r"(?:这一?个?|该|此|上述|其)(?:数字|金额|规模|目标|数额|计划|承诺|投入)(?:进一步|再|最终)?"
    r"(?:提高|上调|增加|扩大|追加|提升|下调|调低|削减|降)(?:到|至|为)[约近逾超]?$"
    r"|\b(?:rais|lift|increas|boost|expand|cut|reduc|trimm?)\w* (?:that|the|this|its) "
    r"(?:figure|number|sum|pledge|commitment|plan|total|amount|target) to (?:about |around |nearly |some )?$"
)
_RAISED_TOLD = needs(
    "数字|金额|规模|目标|数额|计划|承诺|投入|figure|number|sum|pledge|commitment|plan|total|amount|target"
)
# 全年792亿元(去年768亿元): the year before that of the figure that the bracket follows.
_IN_BRACKET = re.compile(
    r"[（(](?:去年|上年|前一年|上一年|prior year|last year|the year before)(?:为|是|约|:|：|,|\s)*$"
)
_BRACKETED = needs("(去年|（去年|(上年|（上年|(前一年|（前一年|(上一年|（上一年|(prior|(last year|(the year before")
_BEHIND_YEAR = re.compile(rf"[（(\s]*{_LEADING}(?={YEAR_AGO.pattern})")
_BEHIND_QUARTER = re.compile(rf"[（(\s]*{_LEADING}(?={QUARTER_AGO.pattern})")


def settle(plain: str, drafts: Sequence[Draft], published_on: str) -> None:
    """Give what is set against a figure its time and sureness: a year or a quarter before, or the same and expected."""
    told: list[Draft] = []
    last: Draft | None = None
    for draft in drafts:
        if draft.refused:
            last = draft if draft.quantity.unit[:3].isupper() else last
            continue
        relation = _relation(plain, draft)
        if relation == EXPECTED and last and _is_of_none(last, draft):
            draft.refused = last.refused  # 溢利705亿元，胜于市场预期的660亿元
            continue
        last = draft
        if _is_spent(plain, draft, published_on):
            draft.metric, draft.status, draft.attributed_to = "capex", Status.ACTUAL, ""
            draft.flags = [flag for flag in draft.flags if flag != "superseded"]
        other = _main(told, draft, relation) if relation else None
        if other and relation == QUARTER and other.status is Status.GUIDANCE:
            relation = REPLACED if _MONTHS_AGO.match(plain, draft.quantity.span.end) else relation
        if other and other.period:
            _set(draft, other.period, other, relation, published_on)
        if relation not in ASIDE and not (relation and other):
            told.append(draft)


def _is_spent(plain: str, draft: Draft, published_on: str) -> bool:
    """Say whether a sum beside guidance is what was spent in a time that is over: $21 billion spent in fiscal 2025."""
    day, period = known_by(published_on), draft.period
    if draft.metric != "capex_guidance" or not period or not day or not _SPENT.match(plain, draft.quantity.span.end):
        return False
    is_fiscal = period.label.startswith("FY") and period.label[2:6] <= f"{day.year}"
    return is_fiscal or bool(period.end and period.end < day)


_SPENT = re.compile(r"\s(?:that |which )?(?:it |the company |they )?(?:had |has |actually )?spent\b")


def _is_of_none(last: Draft, draft: Draft) -> bool:
    """Say whether what was expected was expected of a sum that is none of our figures, right before in the sentence."""
    if last.refused != PROFIT or last.scene.start != draft.scene.start or last.quantity.unit != draft.quantity.unit:
        return False
    between = range(last.quantity.span.end, draft.quantity.span.start)
    return not any(cue.start in between and sense.kind == "metric" for cue in draft.scene.cues for sense in cue.senses)


def _set(draft: Draft, period: Period, main: Draft, relation: str, published_on: str) -> None:
    """Set a figure against another."""
    if relation == EXPECTED:
        draft.status, draft.attributed_to = Status.ESTIMATE, draft.attributed_to or CONSENSUS
    elif relation not in {REPLACED, RAISED}:
        period = _back_from(period, relation)
        day = known_by(published_on)
        over = bool(period.end and day and period.end < day)
        sure = main.status if main.status in {Status.ACTUAL, Status.ESTIMATE, Status.RUMOUR} else draft.status
        draft.status = Status.ACTUAL if over and sure in {Status.GUIDANCE, Status.PLAN} else sure
        draft.attributed_to = main.attributed_to if draft.attributed_to in {CONSENSUS, ""} else draft.attributed_to
        draft.metric = "capex" if draft.metric == "capex_guidance" and draft.status is Status.ACTUAL else draft.metric
        draft.flags = [flag for flag in draft.flags if flag != "superseded"]
    if not draft.period or _YEAR.fullmatch(draft.period.label) or not _YEAR.fullmatch(period.label):
        draft.period = period  # a quarter is told more closely than a year
    draft.rule = [*draft.rule, f"set against the figure before: {relation}"]


def _back_from(period: Period, relation: str) -> Period:
    """Return the period that a relation counts back to."""
    if relation in ORDINALS:
        return _numbered(period, relation)
    if relation != MONTH:
        return earlier(period, relation)
    found = _IN_MONTH.fullmatch(period.label)
    months = int(found[1]) * 12 + int(found[2]) - 2 if found else 0
    return Period.parse(f"{months // 12}-{months % 12 + 1:02}") if found else period


def _numbered(period: Period, ordinal: str) -> Period:
    """Return the quarter of a number that came last before a quarter."""
    number, quarter = ORDINALS.index(ordinal) + 1, period
    for _ in ORDINALS:
        quarter = earlier(quarter, QUARTER)
        if quarter.label.endswith(f"Q{number}"):
            return quarter
    return period


def _main(told: Sequence[Draft], draft: Draft, relation: str) -> Draft | None:
    """Return the figure that another is set against: the last main one in the sentence, or in the paragraph."""
    found = list(_alike(told, draft))
    here = [one for one in found if one.scene.start == draft.scene.start]
    if here:
        return here[0] if relation == REPLACED else next((one for one in here if not one.compared), here[0])
    for other in found[:1]:
        near = other.scene.block.paragraph == draft.scene.block.paragraph
        return other if near and relation not in ASIDE and other.entity == draft.entity else None
    return None


def _alike(told: Sequence[Draft], draft: Draft) -> Iterator[Draft]:
    return (
        one
        for one in reversed(told[-LATELY:])
        if one.family == draft.family and one.quantity.unit == draft.quantity.unit and one.attributed_to != CONSENSUS
    )


# When it was said, not what it was said of.
WHEN_SAID = frozenset({"年初", "年中"})
# So many figures back a main one is looked for.
LATELY = 8


def _relation(plain: str, draft: Draft) -> str:
    """Return how the words right beside a figure set it against another, or nothing."""
    scene = draft.scene
    is_backlog = draft.family == "contract" and draft.product in BACKLOGS
    if (draft.family not in COMPARED and not is_backlog) or draft.metric in PLEDGED:
        return RAISED if draft.metric in PLEDGED and _is_raised(plain, draft) else ""
    if (AGO_TOLD(plain, scene) or _BRACKETED(plain, scene)) and (back := _back(plain, draft)):
        return back
    if draft.metric == "capex_guidance" and "superseded" in draft.flags:
        told = [m for m in _told(scene, *_around(scene, draft)) if m.span.of(plain) not in WHEN_SAID]
        return "" if any(m.period.label for m in told) else REPLACED
    if draft.metric in SPENT and _EXPECTED_TOLD(plain, scene):
        start, end = _around(scene, draft)
        if any(m.period.label and not m.relative for m in _told(scene, start, end)):
            return ""
        stop = _STOP.search(plain, draft.quantity.span.end, end)
        behind = _EXPECTED_BEHIND.match(plain, draft.quantity.span.end, stop.start() if stop else end)
        before = plain[start : draft.quantity.span.start]
        named = _BEATEN.search(before) and _NAMED_SO.match(plain, draft.quantity.span.end, end)
        if behind or named or _EXPECTED_BEFORE.search(before) or _OF_MARKET.search(before):
            return EXPECTED
    return ""


def _is_raised(plain: str, draft: Draft) -> bool:
    """Say whether a pledge is told as the new size of the one before it."""
    scene, end = draft.scene, draft.quantity.span.start
    if any(mention.period.label for mention in scene.periods) or not _RAISED_TOLD(plain, scene):
        return False
    return bool(_RAISED.search(plain[max(end - BEFORE, scene.start) : end]))


# Three months earlier: so many months are no other figure.
LASTING = frozenset({"months", "weeks", "days", "quarters"})
_MONTHS_AGO = re.compile(r"[\s(,\"”]*three months (?:ago|before|earlier)")
PLEDGED = frozenset({"investment_commitment"})
SPENT = frozenset({"capex", "capex_guidance", "revenue"})


def _back(plain: str, draft: Draft) -> str:
    """Return whether a figure is told as that of a year or a quarter before."""
    start, end = _around(draft.scene, draft)
    if _MONTH_BEHIND.match(plain, draft.quantity.span.end, end):
        return MONTH
    if draft.compared and (ordinal := OF_ORDINAL.match(plain, draft.quantity.span.end, end)):
        return ordinal[1]
    if _IN_BRACKET.search(plain, max(start - 1, draft.scene.start), draft.quantity.span.start):
        return YEAR
    for relation, pattern, behind in ((YEAR, YEAR_AGO, _BEHIND_YEAR), (QUARTER, QUARTER_AGO, _BEHIND_QUARTER)):
        if behind.match(plain, draft.quantity.span.end, end):
            return relation
        for found in pattern.finditer(plain, start, draft.quantity.span.start):
            leads = _OF_THEN.fullmatch(plain, found.end(), draft.quantity.span.start)
            if leads and (leads[0] or not _BEFORE_THAN.search(plain, max(start - 1, 0), found.start())):
                return relation
    return ""


def _around(scene: Scene, draft: Draft) -> tuple[int, int]:
    """Return the stretch around a figure that no other figure of its sentence stands in."""
    span, others = draft.quantity.span, [q.span for q in scene.quantities if q.unit not in LASTING]
    start = max([span.start - BEFORE, scene.start, *(one.end for one in others if one.end <= span.start)])
    end = min([span.end + BEHIND, scene.end, *(one.start for one in others if one.start >= span.end)])
    return start, end


def _told(scene: Scene, start: int, end: int) -> Iterator[PeriodMention]:
    """Yield the periods that a stretch names."""
    return (mention for mention in scene.periods if start <= mention.span.start < end)
