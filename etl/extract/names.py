"""The companies, chips and publishers of a text, each with the part it plays where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from etl.extract import signing
from etl.extract.brands import MAX_GAP, PRODUCT_KINDS, SEGMENT_KINDS, is_brand, is_workshop, only_describes
from etl.extract.starts import starting
from etl.extract.verbs import speaks
from etl.extract.yardsticks import is_yardstick
from etl.vocabulary import Hit, Term

LOOK = 18


class Role(StrEnum):
    """What part a name plays in its clause."""

    SUBJECT = "subject"
    SPEAKER = "speaker"  # says something: subject only of what it says of itself
    SOURCE = "source"  # is quoted for the number
    SELLER = "seller"  # from, 向
    BENEFICIARY = "beneficiary"  # for, to, 为, 给
    PARTNER = "partner"  # with, 与
    AGENT = "agent"  # by, 由, 被
    BRAND = "brand"  # possesses a chip: 英伟达Hopper
    COMPARED = "compared"  # than, 比
    ASIDE = "aside"  # mentioned in passing: dependence on, former staff of
    PRODUCT = "product"
    SEGMENT = "segment"


BARRED = frozenset({Role.SOURCE, Role.COMPARED, Role.BRAND, Role.ASIDE, Role.PRODUCT})
OWNERS = frozenset({Role.SUBJECT, Role.SPEAKER})


class Name(NamedTuple):
    """A name found: its range, the vocabulary's term, its role, and the number of the list it belongs to."""

    start: int
    end: int
    term: Term
    role: Role
    group: int


_BEFORE = (
    (
        Role.SOURCE,
        starting(
            "据根依援引按apcqdrfes",
            r"(?:据|根据|依据|援引|引述|引用|按照|依|according to|per|citing|cited by|quoted by|"
            r"a report (?:by|from)|data from|reported by|figures from|estimates? (?:by|from)|analysis by|"
            r"survey by)\s?(?:the\s|英国|美国|英|美|媒体|研究机构|研究公司|科技资讯公司|市场研究公司|调研机构|"
            r"分析机构|机构|咨询公司|research firm |analyst firm |consultancy |researchers? )?[《“\"]?$",
        ),
    ),
    (
        Role.AGENT,
        starting(
            "订需合采属归运买客ocdb",
            r"(?:(?:订单|需求|合同|合约|采购|orders?|contracts?|commitments?|demand)\s?(?:mainly |主要|均|全部|"
            r"都)?(?:来自|from)|"
            r"belong(?:s|ed|ing) to|属于|归属|运营方(?:为|是)|买方(?:为|是)|客户(?:为|是))\s?(?:the\s|于)?$",
        ),
    ),
    (
        Role.COMPARED,
        starting(
            "比较超高低领不像如相逊落追tulbarcvopsifm",
            r"(?:比|较|超过|超越|高于|低于|领先|不及|像|如同|相比|相当于|逊于|落后于|追赶|than|unlike|like|"
            r"behind|ahead of|rivals?(?: of| to| such as)?|competitors? (?:of|to|such as)|alongside|versus|vs\.?|"
            r"against|"
            r"backed by|owned by|part of|unit of|arm of|subsidiary of|customers? (?:of|like|such as)|supplier to|"
            r"spun out of|investors? in|followed by|trailing|"
            r"measure itself against)\s?(?:the\s|"
            r"even\s)?$",
        ),
    ),
    (
        Role.SELLER,
        starting(
            "向从自来源透通经借租采使搭付支授fvtupahgorbm",
            r"(?:(?:built|made|manufactured|produced|fabricated|fabbed|packaged|assembled|taped out) (?:at|in)|"
            r"向|从|自|来自|源自|透過|透过|通过|经由|借道|租用|租赁|租借|采用|使用|搭载|付给|支付给|付予|授予|"
            r"授权|from|via|through|using|uses|"
            r"pa(?:y|ys|id|ying)|award(?:s|ed|ing)|hand(?:s|ed|ing)|grant(?:s|ed|ing)|owes?|reimburs(?:es|ed|"
            r"e))\s?(?:the\s|"
            r"startup\s|cloud provider\s|chipmaker\s)?$",
        ),
    ),
    (
        Role.BENEFICIARY,
        starting(
            "为给替帮交供卖租送提销流发予服ftsdlgp",
            r"(?:为|给|替|帮助|帮|交付|供应|卖给|租给|送往|提供给|供给|销往|流向|发往|予|服务于|for|to|supplies|"
            r"supply|sold to|"
            r"s(?:old|ells?|elling)|supplied|deliver(?:s|ed|ing)?|ship(?:s|ped|ping)?|l(?:ent|ends?|easing|eases?|"
            r"eased)|g[ai]ves?|"
            r"providing|provides?|provided|serv(?:es|ing|ed?))\s?(?:the\s)?$",
        ),
    ),
    (
        Role.PARTNER,
        starting(
            "与同和跟联携wab",
            r"(?:(?:与|同|和|跟)[\u4e00-\u9fff]{0,3}|联手|携手|with|alongside|between)\s?(?:the\s|"
            r"its partner\s|partner\s)?$",
        ),
    ),
    (Role.AGENT, starting("由被经b", r"(?:由|被|经|by)\s?(?:the\s)?$")),
    (
        Role.ASIDE,
        starting(
            "对把将前原曾抛摆减依ofead",
            r"(?:对|把|将|(?<![此之以目日先年月])前|原|曾是|抛弃|摆脱|减少|依赖|"
            r"on|former|ex-|as|about|dependence on)\s?$",
        ),
    ),
)
_STAFF = re.compile(
    r"\s?(?:的)?\s?(?:员工|工程师|高管|前(?:员工|高管|工程师|首席|总裁|副总|ceo|cfo)|founder|co-founder|employees?|"
    r"engineers?|veterans?|"
    r"staff\b|"
    r"shares|stock|股价|股票|的依赖|的需求|支持的|投资的|-(?:backed|owned|led|linked|funded|trained|style|only)\b|"
    r"(?:[\w-]+ ){0,2}(?:factory|plant)\b)",
)
# In "its Nvidia order" the firm named is the other side.
_DEAL_OF = re.compile(
    r"\s(?:[a-z-]+ ){0,1}(?:plan|deal|contract|order|agreement|pact|partnership|tie-up|commitment|alliance|supply|"
    r"purchases?)\b"
)
_ITS = re.compile(r"\b(?:the|its|this|that|an?|their|new|big|first|second|latest)\s$")
_JOINER = re.compile(
    r"(?:[^()（）,，、]{0,14}[)）])?\s?(?:\([^)]{0,16}\)|（[^）]{0,16}）)?\s?(?:、|和|与|與|及|以及|并|跟|/|\+|，|"
    r"(?:,\s?)?and\s(?:to|from|by|with|at)|,\s?and|,|&|and|as well as|plus)\s?(?:the\s)?(?:和|与)?\s?"
    # 微软、日本软银: of which land a firm is.
    r"(?:(?:日本|美国|韩国|南韩|英国|法国|德国|沙特|中国|台湾|荷兰|加拿大|印度|以色列|阿联酋)的?)?",
)
# Saudi Arabia's Humain and the United Arab Emirates' G42; Tesla and Elon Musk's xAI.
_JOINED_BY_OWNER = re.compile(r",?\sand\s(?:the\s)?(?:[a-z]+\s){0,2}[a-z]+(?:['’]s|s['’])\s")
_COMMAS = frozenset({",", "，"})
# What a firm is called by too, right behind its name: Google (Alphabet), Meta (NASDAQ: META), 谷歌-A（GOOGL.US）.
_OPENED = re.compile(r"(?:-[a-z])?\s?[(（]\s?(?:[a-z.]{2,8}\s?[:：]\s?)?")
_LAST_OF_LIST = re.compile(r"(?:\band|&|和|与|與|及)\s?[\w.-]+$")


def roles(text: str, hits: Sequence[Hit]) -> tuple[Name, ...]:
    """Give each hit of a sentence its role; names joined in a list share the role of the first."""
    named: list[Name] = []
    for position, hit in enumerate(hits):
        following = hits[position + 1] if position + 1 < len(hits) else None
        named.append(_name(text, hit, following, named[-1] if named else None))
    return tuple(named)


def _name(text: str, hit: Hit, following: Hit | None, before: Name | None) -> Name:
    start, end = hit.span.start, hit.span.end
    if hit.term.kind in PRODUCT_KINDS:
        role = Role.SEGMENT if hit.term.kind in SEGMENT_KINDS else Role.PRODUCT
        return Name(start, end, hit.term, role, -start)
    parted = before is None or before.role in {Role.PRODUCT, Role.SEGMENT} or _STAFF.match(text, end)
    if before and not parted and _together(text, before, hit):
        role = before.role if not is_brand(text, hit, following) else Role.BRAND
        return Name(start, end, hit.term, role, before.group)
    return Name(start, end, hit.term, _role(text, hit, following), start)


def _together(text: str, before: Name, hit: Hit) -> bool:
    # A name in brackets behind one told of in passing is told anew: 把甲骨文(Oracle)推上风口.
    same = (
        before.term.id == hit.term.id
        and before.role not in BARRED
        and _OPENED.fullmatch(text, before.end, hit.span.start)
    )
    return bool(same) or _joined(text, before, hit)


def _joined(text: str, before: Name, hit: Hit) -> bool:
    start, until, kind = hit.span.start, hit.span.end, hit.term.kind
    end, between = before.end, text[before.end : start]
    # According to Omdia, Oracle bought: the comma ends who says so, unless another house follows.
    if before.role is Role.SOURCE and kind != "publisher" and between.strip() in _COMMAS:
        return False
    if between.strip() in _COMMAS and _LAST_OF_LIST.search(text, max(start - LOOK * 2, 0), end):
        return False
    joins = start - end <= MAX_GAP and _JOINER.fullmatch(text, end, start)
    return not signing.parts(between, text, until) and bool(joins or _JOINED_BY_OWNER.fullmatch(text, end, start))


# After these no preposition stands before a name.
_PARTED = frozenset(["", *"，。、；：,;:!?！？)）|.\n"])


def _fixed(text: str, hit: Hit, following: Hit | None) -> Role | None:
    """Return the part that a name plays by what it is, whatever stands before it; None for a firm that can act."""
    start = hit.span.start
    if hit.term.kind == "publisher":
        return Role.COMPARED if is_yardstick(text, hit.span) else Role.SOURCE
    if hit.term.kind == "group" and only_describes(text, hit):
        return Role.COMPARED
    if hit.term.kind == "group" and not _GIVEN.search(text, max(start - 12, 0), start):
        return Role.SUBJECT
    if is_brand(text, hit, following):
        return Role.BRAND
    return Role.SELLER if is_workshop(text, hit) else None


def _role(text: str, hit: Hit, following: Hit | None) -> Role:
    start, end = hit.span.start, hit.span.end
    fixed = _fixed(text, hit, following)
    if fixed is not None:
        return fixed
    before = text[max(start - LOOK * 2, 0) : start]
    if before.endswith(_LEADING):
        before = _LEAD_IN.sub("", before)
    for role, pattern in _BEFORE if before.rstrip()[-1:] not in _PARTED else ():
        if _preceded(before, pattern):
            return _of_deal(text, end, role)
    if _STAFF.match(text, end) or (hit.term.cls == "government" and _ALLOWS.match(text, end)):
        return Role.ASIDE
    if _DEAL_OF.match(text, end) and _ITS.search(before):
        return Role.PARTNER
    return Role.SPEAKER if speaks(text, end, min(end + LOOK * 2, len(text))) else Role.SUBJECT


# Who lets others buy buys nothing: the Commerce Department cleared sales of 35,000 chips to Humain.
_ALLOWS = re.compile(
    r"(?:\s(?:has |had |also )?(?:cleared|clears|approved|approves|authori[sz]ed|licen[sc]ed|permitted|permits|allowed|"
    r"allows|granted)\b|(?:已经?|正式|周.|日前)*(?:批准|放行|许可|核准|允许|同意))"
)


def _of_deal(text: str, end: int, role: Role) -> Role:
    """Return the part of a firm behind a preposition, by what is handed over or signed with it."""
    if role is Role.SELLER and signing.is_handed(text, end):
        return Role.BENEFICIARY
    return _SIDES.get(signing.taken_for(text, end), role) if role is Role.PARTNER else role


_SIDES = {"seller": Role.SELLER, "buyer": Role.BENEFICIARY}
_GIVEN = re.compile(r"(?:\b(?:from|to|for|by|with|via)\s(?:the\s)?|[向给为由从])$")
# "A neocloud" tells what a firm is; the group is "neoclouds".
# What a firm is, said before its name: to the start-up Poolside, 予内地AI企业「深潜智算」.
_LEAD_IN = re.compile(
    r"(?:(?:\b(?:ai |gpu |chip |cloud |us |its |the |bitcoin |data cent(?:er|re) ){0,3}(?:start-?up|chipmaker|provider|"
    r"designer|maker|developer|operator|company|firm|lab|miner|partner|giant|specialist|neocloud|rival|customer)\s)|"
    r"(?:(?:内地|日本|美国|韩国|英国|法国|沙特|国内|本土|同门|同行|头部|互联网|云|ai|芯片){0,3}"
    r"(?:企业|公司|厂商|巨头|初创公司|初创企业|服务商|运营商|实验室|新锐|巨擘|代工厂|制造商)))?[「『“\"(（]?$"
)
_LEADING = (
    *(
        f"{word} "
        for word in ("startup", "start-up", "chipmaker", "provider", "designer", "maker", "developer", "operator")
    ),
    *(
        f"{word} "
        for word in ("company", "firm", "lab", "miner", "partner", "giant", "specialist", "neocloud", "rival")
    ),
    *("customer ", "企业", "公司", "厂商", "巨头", "服务商", "运营商", "实验室", "新锐", "巨擘", "代工厂", "制造商"),
    *'「『“"(（',
)


def _preceded(before: str, pattern: re.Pattern[str]) -> bool:
    found = pattern.search(before)
    if not found:
        return False
    # An English preposition is a word of its own: "of", not the end of "proof".
    first = before[found.start()]
    return not (first.isascii() and first.isalpha() and found.start() and before[found.start() - 1].isalnum())


def groups(names: Sequence[Name]) -> list[tuple[Name, ...]]:
    """Return the lists of names, in order; a name that stands alone is a list of one."""
    held: dict[int, list[Name]] = {}
    for name in names:
        held.setdefault(name.group, []).append(name)
    return [_distinct(members) for members in held.values()]


def _distinct(members: list[Name]) -> tuple[Name, ...]:
    seen: dict[str, Name] = {}
    for name in members:
        seen.setdefault(name.term.id, name)
    return tuple(seen.values())
