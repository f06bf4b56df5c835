"""Organisations that no vocabulary lists, taken by the form of their names and by what they do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from etl.model import Span
from etl.vocabulary import Hit, Term

UNLISTED = "unlisted"
# Firms that one text can be about; what comes later is read by its own form only.
MOST = 40
SHORTEST_ALIAS = 4

_CAPITALS = re.compile(r"(?<![\w.&'’/-])[A-Z][\w&-]*(?:\.(?:ai|AI|io|com))?(?: (?:[A-Z][\w&-]*|of|de)){0,4}")
_SUFFIX = re.compile(
    r" (?:Inc|Corp|Corporation|Group|Technologies|Technology|Holdings|Ltd|Limited|LLC|PLC|AG|SE|Labs?|Cloud|Compute|"
    r"Systems|Networks|Energy|Digital|AI|Telecom|Communications|Semiconductor|Microelectronics|Electronics|"
    r"Datacenters|Robotics|Bank|Ventures|Capital|Partners|Industries|Computing|Computer|Intelligence|Infrastructure|"
    r"Hosting|Scientific|Mining|Platforms|Software|Micro)\Z"
)
_AUX = (
    r"(?:(?:has|had|have|will|would|could|may|is|was|to|also|now|already|recently|just|reportedly|plans|aims|intends|"
    r"expects|wants|hopes|set|going|due|about|agreed|currently|alone|itself|in turn) ){0,4}"
)
_ACTS = (
    r"(?:buys?|bought|(?:order|purchas|acquir|procur|snapp|scoop|stockpil|rent|leas|deploy|install|operat|invest|"
    r"committ|pledg|sign|secur|reserv|book|shipp|deliver|suppli|produc|host|own|tap|earmark|budget|contract|import|"
    r"amass|hoard|plac|expand|add|receiv|award|land|clinch|generat|post|earn|report|guid|charg|offer|list|pric|us|"
    r"unveil|launch|spend|commission|amount|absorb|accumulat|grabb|tripl|doubl)(?:ed|es|s)|(?:is|are|was|been|"
    r"be) (?:also |now |already )?[a-z]{2,12}ing|spend|spent|pays?|paid|ships?|"
    r"commits?|supply|supplies|runs?|took|takes?|sold|sells?|won|wins?|buil[td]s?|makes?|made|order|deploy|rent|lease|"
    r"install|invest|operate|purchase|acquire|add|use|host|expand|secure|receive|deliver|produce|charge|get|gets|got)\b"
)
_AFTER = re.compile(
    rf"(?:,? (?:Inc|Corp|Ltd)\.?)?(?: \([^)\n]{{2,40}}\))?"
    rf"(?:,? (?:which|who)|, (?:an?|the|its|one of|whose|based|backed|formerly) [^,.;\n]{{3,90}},)? {_AUX}{_ACTS}"
    r"|(?:'s|’s) (?:\w+ ){0,2}(?:purchases|orders?|cluster|fleet|spending|capex|capital|data cent|GPU|chips|AI|compute|"
    r"backlog|revenue|contract|bill|budget)"
    r"|, (?:an?|the|another) [^,.;\n]{0,60}(?:company|startup|start-up|firm|provider|operator|cloud|neocloud|lab|"
    r"developer|"
    r"maker|group|miner|chipmaker|reseller|integrator|hoster|carrier|agency)\b"
    r"| \((?:NASDAQ|Nasdaq|NYSE|TSE|TWSE|HKEX|SEHK|KRX|ASX|SSE|SZSE)"
)
_PERSON = re.compile(
    r"\b(?:CEO|CFO|COO|CTO|chief(?: \w+){0,2}(?: officer)?|officer|president|analysts?|chair\w*|founder|executive|"
    r"director|manager|minister|"
    r"judge|Mr\.?|Ms\.?|Dr\.?|Sir|boss|billionaire|investor|secretary|senator|head|economist|strategist|professor|"
    r"editor|writer|by),? \Z",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:start-?up|provider|company|firm|operator|neocloud|miner|developer|lab|chipmaker|rival|customer|reseller|"
    r"integrator|unit|subsidiary|conglomerate|carrier)(?: called| named| company)? \Z|\b(?:bought|ordered|purchased|"
    r"leased|rented|placed|made|signed|"
    r"deployed|installed|operated|run|owned|built) by \Z"
)
_OTHERS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "it",
        "its",
        "they",
        "their",
        "we",
        "he",
        "she",
        "his",
        "her",
        "our",
        "my",
        "i",
        "you",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "as",
        "after",
        "before",
        "but",
        "and",
        "or",
        "while",
        "when",
        "if",
        "since",
        "although",
        "though",
        "because",
        "however",
        "still",
        "both",
        "each",
        "every",
        "all",
        "some",
        "many",
        "most",
        "several",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "first",
        "second",
        "third",
        "last",
        "next",
        "another",
        "other",
        "analysts",
        "analyst",
        "customers",
        "customer",
        "investors",
        "companies",
        "company",
        "buyers",
        "firms",
        "orders",
        "order",
        "shipments",
        "hyperscalers",
        "clouds",
        "operators",
        "providers",
        "startups",
        "labs",
        "officials",
        "researchers",
        "rivals",
        "engineers",
        "people",
        "others",
        "demand",
        "supply",
        "sales",
        "revenue",
        "production",
        "output",
        "spending",
        "capex",
        "capital",
        "clusters",
        "cluster",
        "deliveries",
        "chips",
        "gpus",
        "gpu",
        "tpu",
        "tpus",
        "ai",
        "cpu",
        "asic",
        "china",
        "chinese",
        "us",
        "u",
        "uk",
        "eu",
        "america",
        "american",
        "europe",
        "european",
        "japan",
        "japanese",
        "korea",
        "korean",
        "taiwan",
        "taiwanese",
        "india",
        "indian",
        "saudi",
        "arabia",
        "uae",
        "emirates",
        "france",
        "french",
        "germany",
        "german",
        "britain",
        "british",
        "canada",
        "canadian",
        "russia",
        "russian",
        "singapore",
        "malaysia",
        "texas",
        "california",
        "ohio",
        "nevada",
        "washington",
        "beijing",
        "shanghai",
        "shenzhen",
        "tokyo",
        "london",
        "wall",
        "street",
        "total",
        "together",
        "combined",
        "according",
        "meanwhile",
        "separately",
        "overall",
        "management",
        "executives",
        "ceo",
        "cfo",
        "chief",
        "president",
        "q1",
        "q2",
        "q3",
        "q4",
        "h1",
        "h2",
        "fy",
        "there",
        "here",
        "no",
        "not",
        "so",
        "then",
        "now",
        "today",
        "yesterday",
        "what",
        "which",
        "who",
        "how",
        "why",
        "where",
        "sources",
        "reports",
        "report",
        "data",
        "figures",
        "estimates",
        "estimate",
        "guidance",
        "purchases",
        "purchase",
        "backlog",
        "rental",
        "rentals",
        "prices",
        "price",
        "contract",
        "contracts",
        "tenants",
        "tenant",
        "users",
        "user",
        "developers",
        "governments",
        "government",
        "states",
        "state",
        "congress",
        "senate",
        "commerce",
        "department",
        "ministry",
        "house",
        "white",
        "trump",
        "biden",
        "musk",
        "altman",
        "huang",
        "zuckerberg",
        "nadella",
        "pichai",
        "son",
        "bezos",
        "jassy",
        "year",
        "quarter",
        "half",
        "month",
        "week",
        "phase",
        "stage",
        "part",
        "section",
        "table",
        "figure",
        "note",
        "update",
        "breaking",
        "exclusive",
        "source",
        "nodes",
        "gaming",
        "automotive",
        "networking",
        "visualization",
        "emerging",
        "technologies",
        "services",
        "products",
        "segment",
        "servers",
        "server",
        "racks",
        "rack",
        "systems",
        "data",
        "center",
        "centre",
        "centers",
        "centres",
        "cloud",
        "power",
        "capacity",
        "shares",
        "stock",
        "big",
        "tech",
        "training",
        "inference",
        "tokens",
        "model",
        "models",
        "software",
        "hardware",
        "networking",
        "memory",
        "storage",
        "server's",
        "net",
        "gross",
        "operating",
        "only",
        "about",
        "around",
        "nearly",
        "over",
        "under",
        "up",
        "down",
        "more",
        "less",
        "than",
        "even",
        "just",
        "also",
        "its",
    ]
)

_HAN = r"[\u4e00-\u9fff]"
_TICKER = re.compile(
    rf"(?<![\w\u4e00-\u9fff])(?P<n>{_HAN}{{2,8}}(?:-U|-UW)?)[（(](?:\d{{6}}|\d{{4,5}}\.HK|[A-Z]{{2,6}}[.:])"
)
_FORM = re.compile(
    rf"(?P<n>{_HAN}{{2,8}}?(?:有限公司|股份有限公司|公司|集团|集團|科技|股份|智算|电子|電子|通信|软件|控股|光电|"
    rf"微电子|半导体|半導體|电信|電信|"
    r"信息|网络|数据|云计算|算力|智能|技术|电气|实业|能源|传媒|云|电脑|電腦|資訊|互联|创新))"
    r"(?=[（(]|拟|与|和|、|已|将|則|则|在|的(?:采购|订单|资本|集群|算力|营收|数据中心)|公告|采购|购买|签|订|投|计划|"
    r"打算|表示|宣布|"
    r"披露|中标|共|向|从|去年|今年|明年|目前|也|还|近日|日前|为|斥资|豪掷|砸|租|买|部署|自|合计|分别|各|下单|预计|"
    r"称|发布公告|获|及)"
)
_NOTICE = re.compile(rf"(?P<n>{_HAN}{{3,6}}?)(?=(?:晚间|昨日|今日|日前|近日|昨晚)?(?:发布)?公告(?:称|显示|，|,|：))")
_BOUNDARY = re.compile(
    r"(?:\A|[\n。！？；;，,、：:（(“\"《\s]|日|月|年|其?(?:全资|控股)?子公司|旗下|客户|厂商|公司|企业|服务商|"
    r"上市公司|与|和|向|由|给|从|及|同|对|为)\Z"
)
_PLAIN_ZH = re.compile(
    r"(?:全资|控股|该|这家|那家|某|上市|母|子|分|旗下|两家|一家|多家|各家|三家|四家|几家|大型|头部|科技|云计算|云|"
    r"芯片|半导体|互联网|人工智能|AI|"
    r"初创|我国|国内|国产|国外|海外|美国|中国|全球|北美|日本|韩国|智能|电子|数据|网络|信息|算力|通信|能源|这些|本|"
    r"其|新|大|小|私有|公有|混合|"
    r"软件|技术|创新|新能源|电信|互联|传媒|先进|核心|相关|高|关键|自主|自研|人工|服务器|对|为|将|以|从|在|向|与|和|"
    r"的|等|金融|最新|移动|控股|股份)*"
    r"(?:公司|科技|集团|集團|云|数据|网络|智能|信息|股份|智算|软件|通信|电子|算力|技术|能源|创新|半导体|互联|控股|"
    r"云计算|电信|传媒|光电|实业)?"
)


_LEADS = re.compile(rf"(?:子公司|旗下|客户|公司|厂商|服务商|企业|与|和|向|由|给|从|及|[年月日])(?={_HAN}{{2}})")
# What stands in no name of a firm.
_NO_NAME = re.compile("[的了是在将已把被这那该其此每各仅约超近月日年个家季度]|公告|预计|去年|今年|明年|目前|合计")
SHORTEST = 3


def organisations(text: str, known: Sequence[Hit]) -> list[Hit]:
    """Return the known names of a text and, between them, the organisations that only their form tells."""
    names = dict.fromkeys([*_english(text), *_chinese(text)])
    taken = {hit.span.start: hit.span.end for hit in known}
    if not names:
        return list(known)
    terms = {alias: _term(name) for name in list(names)[:MOST] for alias in _aliases(name)}
    found = [hit for hit in _found(text, terms) if not _inside(hit.span, known)]
    return sorted([*known, *found], key=lambda hit: hit.span) if taken or found else []


def _term(name: str) -> Term:
    return Term(id=name, kind="company", name_en=name, name_zh=name, names=(name,), cls=UNLISTED, owner=name)


def _aliases(name: str) -> Iterator[str]:
    """Yield a name and what it is called once it is known: Firmus Technologies is Firmus."""
    yield name
    short = name.partition(" ")[0]
    if name.isascii() and short != name and len(short) >= SHORTEST_ALIAS and short.lower() not in _OTHERS:
        yield short


def _found(text: str, terms: dict[str, Term]) -> Iterator[Hit]:
    words = "|".join(
        rf"(?<!\w){re.escape(alias)}(?!\w)" if alias.isascii() else re.escape(alias)
        for alias in sorted(terms, key=len, reverse=True)
    )
    for match in re.finditer(words, text):
        yield Hit(Span(match.start(), match.end()), terms[match[0]])


def _inside(span: Span, known: Sequence[Hit]) -> bool:
    at = bisect_left(known, span.end, key=lambda hit: hit.span.start)
    return at > 0 and known[at - 1].span.end > span.start


def _english(text: str) -> Iterator[str]:
    for match in _CAPITALS.finditer(text):
        name, start = _stripped(match[0], match.start())
        if name and _acts(text, name, start):
            yield name


def _stripped(name: str, start: int) -> tuple[str, int]:
    """Take off what only begins or ends a sentence: In Firmus, Firmus of."""
    words = name.split(" ")
    while words and words[0].lower() in _OTHERS | {"of", "de"}:
        start += len(words.pop(0)) + 1
    while words and words[-1] in {"of", "de"}:
        words.pop()
    return " ".join(words), start


def _acts(text: str, name: str, start: int) -> bool:
    """Say whether a capitalised name has the form of a firm, does what firms do, or is called one."""
    if len(name) < SHORTEST or name.isdigit():
        return False
    if _SUFFIX.search(name) and name.lower().split(" ")[0] not in _OTHERS:
        return True
    end = start + len(name)
    if _PERSON.search(text, max(start - 30, 0), start) and not _BEFORE.search(text, max(start - 40, 0), start):
        return False
    return bool(_AFTER.match(text, end, end + 180) or _BEFORE.search(text, max(start - 40, 0), start))


def _chinese(text: str) -> Iterator[str]:
    for pattern in (_TICKER, _FORM, _NOTICE):
        for match in pattern.finditer(text):
            name = _led(text, match["n"], match.start())
            if name and not _PLAIN_ZH.fullmatch(name):
                yield name


def _led(text: str, name: str, start: int) -> str:
    """Return a name without the words that lead to it, or nothing where it starts in the middle of a phrase."""
    parts = _LEADS.split(name)
    if len(parts) == 1 and not _BOUNDARY.search(text, max(start - 8, 0), start):
        return ""
    return "" if _NO_NAME.search(parts[-1]) or len(parts[-1]) < SHORTEST else parts[-1]
