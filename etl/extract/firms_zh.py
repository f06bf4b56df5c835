"""Chinese names of firms that no vocabulary lists: by their last word, by a ticker, by a notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.extract import firms_zh_told
from etl.extract.metrics import spelled

_ANY_HAN = re.compile("[\u4e00-\u9fff]")
_HAN = r"[\u4e00-\u9fff]"
_TICKER = re.compile(
    rf"(?<![\w\u4e00-\u9fff])(?P<n>{_HAN}{{2,8}}(?:-U|-UW)?)[（(](?:\d{{6}}|\d{{4,5}}\.HK|[A-Z]{{2,6}}[.:]|(?!19|20)\d{{4}}[-)）])"
)
_FORM = re.compile(
    r"(?:(?:有限公司|股份有限公司|公司|集团|集團|科技|股份|智算|电子|電子|通信|软件|控股|光电|"
    r"微电子|半导体|半導體|电信|電信|"
    r"信息|网络|数据|云计算|算力|智能|技术|电气|实业|能源|传媒|云|电脑|電腦|資訊|互联|创新))"
    r"(?=[（(]|拟|与|和|、|已|将|則|则|在|的(?:采购|订单|资本|集群|算力|营收|数据中心)|公告|采购|购买|签|订|投|计划|"
    r"打算|表示|宣布|"
    r"披露|中标|共|向|从|去年|今年|明年|目前|也|还|近日|日前|为|斥资|豪掷|砸|租|买|部署|自|合计|分别|各|下单|预计|"
    r"称|发布公告|获|及)"
)
# A firm in full, whatever stands behind it, and whom a notice calls a side of its deal.
_FULL = re.compile("(?:股份|集团|集團)?有限(?:责任|責任)?公司")
_SIDE = re.compile(
    r"(?:采购|採購|招标|招標|买|買|需|承租|租用|甲|乙|卖|賣|供|出租|中标|中標|成交|业主|業主|建设|建設)"
    r"(?:方|人|单位|單位|供应商|供應商)(?:名称|名稱)?[：:]\s?(?P<n>[\u4e00-\u9fff]{4,24})(?=[（(，。；\n/\s]|\Z)"
)
_NOTICE = re.compile("(?:晚间|昨日|今日|日前|近日|昨晚)?(?:发布)?公告(?:称|显示|，|,|：)")
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


_LEADS = re.compile(
    rf"(?:子公司|成为|成為|旗下|客户|公司|厂商|服务商|企业|与|和|向|由|给|从|及|[年月日])(?={_HAN}{{2}})"
)
# What stands in no name of a firm.
_NO_NAME = re.compile(
    "[的了是在将已把被这那该其此每各仅约超近月日年个家季度某你请]|关于|子公司|附属公司|附屬公司|期内|高出|提供|加上|现时|現時|母公司|官网|互联网公司|"
    "模型公司|公告|携手|攜手|打造|推动|推動|构建|構建|赋能|賦能|布局|佈局|依托|依託|基于|基於|预计|去年|今年|明年|目前|合计"
)
_NO_FULL = re.compile("[的了是把某]|关于|子公司|公告|签订|簽訂|之一")
SHORTEST, LONGEST, LONGEST_IN_FULL = 3, 8, 20


# A Latin name between Chinese words is a firm where it acts, or where another deals with it.
_LATIN = re.compile(
    r"(?P<n>[A-Z][A-Za-z]{2,20}(?: [A-Z][A-Za-z]{1,16}){0,2})(?=(?:则|則|也|已|将|將|另|再|拟|擬|计划|計劃|"
    r"打算|去年|今年|同日|随后)?"
    r"(?:向|与|與|和|采购|採購|购买|購買|购入|租|签|簽|订|訂|投|宣布|表示|披露|透露|称|稱|公告|斥|砸|花|部署|买|買|"
    r"拿下|下单|落单|落單|将|將|拟|擬|计划|在[^，。]{2,8}(?:落|部署|建)))"
    r"|(?:公司|企业|企業|厂商|廠商|服务商|初创|运营商|客户|對手|对手|向|与|與|租予|租给|提供给|付给|卖给|透過|"
    r"通过)「?(?P<m>[A-Z][A-Za-z]{2,20}(?: [A-Z][A-Za-z]{1,16}){0,2})(?![A-Za-z0-9])"
)
# Firms whose names are kept back: A公司, 客户B, 某互联网大厂.
_VEILED = re.compile(
    r"(?<![A-Za-z])[A-Z]{1,2}(?:公司|集团|集團|银行|銀行|客户|客戶)"
    r"|(?:客户|客戶|供应商|供應商|租户|租戶|甲方|乙方)[A-Z](?![A-Za-z])"
    rf"|(?<!{_HAN}){_HAN}{{0,4}}某(?!上市)(?:{_HAN}{{1,8}}?(?:公司|厂商|廠商|大厂|大廠|企业|企業|银行|銀行|大学|大學|高校|中心|研究院|"
    rf"集团|集團|平台)|{_HAN}{{0,4}}?云(?![计計服厂廠平]))"
    rf"|(?:(?<!{_HAN})|(?<=[与與和向由给給从從])){_HAN}{{0,4}}(?:XX|××){_HAN}{{0,6}}?(?:公司|集团|集團|银行|銀行|大学|大學|高校|研究院)"
)
_VEIL_LED = re.compile("^(?:关于|[与與和向由给給从從同为為对對在于於])+")
# Capitalised words that are no firms.
TERMS = frozenset(
    spelled(
        "AI|GPU|TPU|CPU|ASIC|NPU|LPU|HBM|CEO|CFO|CTO|COO|IDC|API|SDK|PCB|ODM|OEM|IPO|GPT|LLM|RAG|CoWoS|NVLink|SoC|"
        "DDR|SSD|CAPEX|Capex|capex|Token|Tokens|Agent|Scaling|Law|Transformer|Blackwell|Hopper|Rubin|Ultra|Pro|Max|"
        "Mini|Plus|SuperPod|Pod|PUE|ROI|GAAP|EPS|RPO|EBITDA|USB|PCIe|OCP|RDMA|MoE|CUDA|CANN|Linux|Windows|Android|"
        "Python|Cloud|Server|Chip|Inference|Training"
    )
)


def names(text: str) -> Iterator[str]:
    """Yield the names of a text that have the form of a firm."""
    if text.isascii() or not _ANY_HAN.search(text):
        return
    for start, end in _places(text):
        name = _led(text, text[start:end], start)
        if name and not _PLAIN_ZH.fullmatch(name):
            yield name
    yield from (_VEIL_LED.sub("", match[0]) for match in _VEILED.finditer(text))
    told = (match["n"] or match["m"] for match in _LATIN.finditer(text))
    for name in (*told, *firms_zh_told.names(text)):
        if name not in TERMS and name.split(" ")[0] not in TERMS:
            yield name


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names can stand: before a ticker, up to a last word of firms, before a notice."""
    yield from ((match.start(), match.end("n")) for match in _TICKER.finditer(text))
    for match in _FORM.finditer(text):
        start = _back(text, match.start(), LONGEST)
        if match.start() - start >= SHORTEST - 1:
            yield start, match.end()
    for match in _FULL.finditer(text) if "有限" in text else ():
        yield _back(text, match.start(), LONGEST_IN_FULL), match.end()
    yield from ((match.start("n"), match.end("n")) for match in _SIDE.finditer(text))
    for match in _NOTICE.finditer(text) if "公告" in text else ():
        yield _back(text, match.start(), LONGEST - 2), match.start()


def _back(text: str, end: int, most: int) -> int:
    """Return where the run of Han signs before a place begins, at most some signs back."""
    start = end
    while start and end - start < most and "\u4e00" <= text[start - 1] <= "\u9fff":
        start -= 1
    return start


def _led(text: str, name: str, start: int) -> str:
    """Return a name without the words that lead to it, or nothing where it starts in the middle of a phrase."""
    parts = _LEADS.split(name)
    if len(parts) == 1 and not _BOUNDARY.search(text, max(start - 8, 0), start):
        return ""
    no_name = _NO_FULL if _FULL.search(parts[-1]) else _NO_NAME
    return "" if no_name.search(parts[-1]) or len(parts[-1]) < SHORTEST else parts[-1]
