"""What Chinese says only of firms: their short name at an exchange, who leads them, whose part they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.languages.script import fold
from etl.vocabulary import vocabulary

_HAN = r"[\u4e00-\u9fff]"
_JOINS = "的了是在将已把被这那该其此每各与與和及由从從给給向为為对對等"
# A run of signs that holds none of what joins or begins a phrase.
_SIGN = rf"(?:(?![{_JOINS}]|公司|企业|企業|本人|集团公司){_HAN})"
_LATIN = r"[A-Z][A-Za-z.&-]{2,20}(?: [A-Z][A-Za-z]{1,16}){0,2}"
_NAME = rf"(?:{_SIGN}{{2,7}}|{_LATIN})"
_START = r"(?:^|(?<=[\n。！？；，、：（(“\"「『《\s:,;|·•▌】*]))"
_TITLE = (
    "(?:董事长|董事長|总经理|總經理|执行长|執行長|财务长|財務長|首席执行官|首席财务官|创始人|創辦人|创办人|联合创始人|"
    "发言人|發言人|发言体系|发言系统|董秘)"
)
_KIND = (
    "(?:全资子公司|控股子公司|子公司|孙公司|母公司|控股股东|关联方|创企|初创公司|初创企业|新创公司|新創公司|独角兽|獨角獸|"
    "运营商|开发商|開發商|云厂商|云服务商|雲端業者|芯片公司|晶片公司|芯片商|矿企|礦企|制造商|製造商|代工厂|代工廠|承租方|"
    "租户|租戶|买家|買家|矿商)"
)
_GOES_ON = (
    "(?:则|則|也|已|将|將|正|于|於|在|与|與|和|向|从|從|去年|今年|明年|本月|上月|近日|日前|签|簽|采|採|购|購|租|买|買|拿|"
    "获|獲|以|是|的|用|把|宣|表|称|稱|说|說|投|建|计|計|拟|擬)"
)
_CALLED = "(?:名为|名為|叫做|叫作|名叫|一家叫|家叫|简称|簡稱|下称|下稱|以下称|称为|稱為)"
_SAID = "(?:宣布|公告|披露|公布|發布|发布公告|表示|回应|回應|透露|营收|營收)"
_DAY = r"\d{1,2}月(?:\d{1,2}日)?(?:晚间?|盘后|上午|下午|起)?"
_PATTERNS = (
    # Of listed firms: 证券简称：X, 股票简称:X.
    re.compile(rf"(?:证券|證券|股票|股份|公司)(?:简称|簡稱)\s?[：:]\s?(?P<n>[*A-Z]{{0,4}}{_HAN}{{2,8}})(?!{_HAN})"),
    # A notice: X：关于签订合同的公告.
    re.compile(rf"(?m)^(?P<n>{_HAN}{{2,8}})(?:股份有限公司)?\s?[：:]?\s?关于.{{2,60}}?(?:公告|回复|报告)"),
    # Who leads it.
    re.compile(rf"(?m){_START}(?P<n>{_NAME}){_TITLE}"),
    # What it is: 子公司X去年.
    re.compile(rf"{_KIND}[“\"「『]?(?P<n>{_SIGN}{{2,7}}?|{_LATIN})(?=[，。、；：（(“”\"」』,;:\s\d]|{_GOES_ON})"),
    # What it is called: 一家叫X的公司, 下称"X", 控股公司"X".
    re.compile(
        rf"{_CALLED}\s?[“\"「『（(]?(?P<n>{_NAME})(?=[”\"」』）)]|的(?:公司|企业|平台|初创|新创|厂商))"
        rf"|(?:公司|企业|企業|平台|厂商|廠商|机构|業者|团队|項目公司|项目公司)[“\"「『](?P<m>{_NAME})[”\"」』]"
    ),
    # What it said on a day: X1月8日宣布.
    re.compile(rf"(?m){_START}(?P<n>{_NAME})(?:[（(][^）)]{{1,24}}[）)])?{_DAY}{_SAID}"),
)
# What leads to a name and is no part of it.
_LEAD = re.compile(
    "^(?:其中|另外|此外|同时|同時|目前|例如|比如|包括|至于|至於|以及|来自|來自|针对|針對|根据|根據|据悉|不过|不過|但|而|则|"
    "則|如|像|中国|中國|美国|美國|日本|韩国|韓國|英国|英國|法国|德国|台湾|台灣|印度|沙特|北京|上海|深圳|杭州|广州|浙江|"
    "江苏|广东|山东|四川|湖北|湖南|福建|安徽|全球|海外|国内|國內|本土|老牌|龙头|龍頭|大厂|大廠|巨头|巨頭|全资|控股|上市)+"
)
# What holds one of these is no name.
_WORDS = re.compile(
    "^(?:轮值|輪值|行政|执行|執行|集团|集團|前任|新任|联席|聯席|甲方|乙方|双方|雙方|本次|一位|有限|营业|營業|归母|共同)|"
    "[兼暨总總前副]$|[一-三四五六七八九十两]位|"
    "[的了是将已把被这那该其此每各仅約约超年月日家某你我他她请請们們等谁誰就也还還很又再没沒不来來去到说說称稱要让讓以]|"
    "记者|記者|编辑|編輯|作者|来源|分析|市场|市場|行业|業者|业者|产业|產業|客户|客戶|公司|企业|企業|政府|"
    "部门|部門|机构|投资|投資|专家|專家|人士|业内|上市|芯片|晶片|服务|伺服|服務|算力租|租赁|租賃|数据中心|資料中心|智能体|"
    "模型公司|订单|訂單|收入|营收|營收|产能|產能|价格|價格|成本|利润|资本|資本|合计|合計|总计|總計|总额|總額|项目|項目|规模|"
    "規模|金额|金額|合同|合約|协议|協議|季度|半年|全年|平均|累计|累計|部分|单笔|首批|首期|一期|二期|三期|董事|总经|总裁|股东|"
    "股東|工程|科研|大学|大學|学校|高校|机房|園區|园区|集群|平台|系統|系统|技术|技術|方案|业务|業務|部署|计划|計劃|预计|預計|"
    "签|簽|转型|贡献|近期|渠道|宣布|公布|未|落地|发货|跟上|加钱|大幅|敢|上量|之一|自己|先找|紛|拿走|新获|债务|财报|財報|季报|"
    "业界|業界|秘密|排列|排隊|算力盘|算力大|算力卡|支柱|产品|事业|比拼|補|补|閱讀|换|換|压|壓|热|熱|股息|流入|卖|賣|买|買|"
    "^算力$|年初|年底|同比|环比|需求|供应|供給|供应链|供應鏈|竞争|对手|海关|法院|银行|銀行|基金$|证监|证券|證券|交易所|财政|"
    "发改|工信|国资|科技部|商务|总统|總統|总理"
)
SHORTEST, LONGEST = 2, 8
# A person: two or three signs, of which the first is a surname and begins few firms.
_PERSON = re.compile(
    "[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫朱胡郭何林罗羅郑鄭梁谢謝宋许許韩韓冯馮邓鄧曹彭曾肖蕭董潘袁蔡蒋蔣余杜叶葉程魏"
    "吕呂沈姚卢盧姜崔锺鍾谭譚陆陸汪廖贾賈韦韋邹鄒孟邱薛段侯黎賀贺龚龔邵钱錢严嚴莫].{1,2}"
)


def names(text: str) -> Iterator[str]:
    """Yield the names of firms that a Chinese text tells of as only firms are told of."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if name := _bare(match[match.lastgroup or 0]):
                yield name


def _bare(name: str) -> str:
    """Return a name without what leads to it, or nothing where it is none."""
    if name.isascii():
        return name
    bare = _LEAD.sub("", name)
    told = SHORTEST <= len(bare) <= LONGEST and not _WORDS.search(bare) and not _PERSON.fullmatch(bare)
    return bare if told and not vocabulary().find(fold(bare)) else ""
