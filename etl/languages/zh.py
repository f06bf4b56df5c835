"""Chinese, in Simplified characters: Traditional text is folded onto them first."""

# ruff: noqa: E501 - word lists and patterns are read, and compared, line by line

from __future__ import annotations

import re

from etl.languages.language import DIGITS, YEARS, Language, PeriodRule
from etl.languages.symbols import ABBREVIATED, CODES, CURRENCY_SIGNS, PHYSICAL, SLASH_RATES
from etl.model import Qualifier

NUMERALS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | dict(
    zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)
)
NUMERALS |= {"两": 2, "俩": 2, "仨": 3, "幺": 1}
MAGNITUDES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "兆": 12, "拾": 1, "佰": 2, "仟": 3}
# 兆 is mega, not a trillion, before a unit of physics.
_MAG = "(?:[十百万亿拾佰仟]|千(?![瓦克米赫字])|兆(?![瓦赫欧帕位比字]))"
_DIGIT = "".join(NUMERALS)
_PLACES = _DIGIT.translate({ord(sign): None for sign in "两俩仨"})  # 一点两小时 is no 1.2 hours
SUFFIXES = re.compile(
    rf" {{0,2}}(?:个多?(?=[百千]?[万亿](?!元?级|卡)))?(?P<run>(?:{_MAG} ?){{1,8}})|(?P<short>mn|mm|bn|tn|k|m|b|t)(?![a-z0-9])|(?P<apart> [kmbt])(?![a-z0-9'])| (?P<word>million|billion|trillion)(?![a-z])"
)
# A blank stays within a number only beside a magnitude: 三千 八百, but not 一 二 三.
_GAP = "(?<=[十百千万亿]) (?=[" + _DIGIT + "十百千万亿])| (?=[余多几]? ?[十百千万亿])"
_START = f"{_DIGIT}数几半十百千万亿兆拾佰仟廿卅"
NUMBER_WORDS = re.compile(
    rf"[负{_START}](?:(?<!负)|(?<=负)[{_START}])(?:(?:{_GAP})?(?:(?!(?<=[百千万亿])一(?:[颗块张台片枚套柜卡年]|个月|小时))[{_DIGIT}几半余多廿卅]|{_MAG}|个(?=多?[百千]?[万亿](?!元?级|卡)))){{0,40}}(?: ?点 ?[{_PLACES}](?:(?:{_GAP})?[{_PLACES}万亿兆]){{0,20}})?"
)

_MONEY = {
    "美元 美金 美圆 美刀 刀 镁 usd 美币": "USD", "人民币 元人民币 人民币元 块钱 元 圆 rmb 人币 rmb元 cny": "CNY", "新台币 台币 元新台币 新台币元 元台币": "TWD",
    "港元 港币 元港币 港纸": "HKD", "欧元 eur": "EUR", "英镑 镑": "GBP", "日元 日圆 日币 円": "JPY", "韩元 韩圆 韩币 韩圜": "KRW",
    "新加坡元 新元 新币 坡币": "SGD", "加元 加币 加拿大元": "CAD", "澳元 澳币 澳大利亚元": "AUD", "印度卢比 卢比": "INR", "瑞士法郎 瑞郎": "CHF",
    "卢布 俄罗斯卢布": "RUB", "雷亚尔 巴西雷亚尔 巴西雷亚": "BRL", "瑞典克朗": "SEK", "挪威克朗": "NOK", "丹麦克朗": "DKK", "泰铢": "THB",
    "越南盾": "VND", "印尼盾 印尼卢比 印度尼西亚卢比": "IDR", "马来西亚令吉 令吉 林吉特": "MYR", "墨西哥比索": "MXN", "菲律宾比索": "PHP",
    "新西兰元 纽元 纽币": "NZD", "澳门元 澳门币": "MOP", "土耳其里拉 里拉": "TRY", "阿联酋迪拉姆 迪拉姆": "AED", "沙特里亚尔": "SAR", "南非兰特": "ZAR",
    "兹罗提 波兰兹罗提": "PLN", "福林 匈牙利福林": "HUF", "捷克克朗": "CZK", "谢克尔 以色列谢克尔 新谢克尔": "ILS", "卡塔尔里亚尔": "QAR", "科威特第纳尔": "KWD", "埃及镑": "EGP", "奈拉 尼日利亚奈拉": "NGN",
    "巴基斯坦卢比": "PKR", "塔卡 孟加拉塔卡": "BDT", "斯里兰卡卢比": "LKR", "智利比索": "CLP", "哥伦比亚比索": "COP", "阿根廷比索": "ARS", "坚戈 哈萨克坚戈": "KZT", "格里夫纳": "UAH", "罗马尼亚列伊": "RON", "缅币 缅元": "MMK",
    "瑞典币": "SEK", "澳门帕塔卡": "MOP", "尼泊尔卢比": "NPR", "蒙古图格里克 图格里克": "MNT", "柬埔寨瑞尔": "KHR", "老挝基普": "LAK", "冰岛克朗": "ISK", "秘鲁索尔": "PEN", "摩洛哥迪拉姆": "MAD", "肯尼亚先令": "KES",
}  # fmt: skip
CURRENCIES = {word: code for words, code in _MONEY.items() for word in words.split()}
_PLAIN = {
    "GW": "吉瓦 百万千瓦 百万瓩", "people": "人 名 位 人次 号人", "nm": "纳米 奈米", "racks": "机柜 个机柜 柜 机架 个机架", "wafers": "片晶圆 片晶片圆",
    "years": "年 个财年 个年度 年多", "months": "个月 个多月 月 多个月", "days": "天 日", "weeks": "周 个星期 星期", "hours": "小时 个小时 钟头 个钟头", "quarters": "个季度 季度 个财季",
    "minutes": "分钟", "seconds": "秒 秒钟", "x": "倍", "W": "瓦", "m2": "平方米 平米 ㎡", "km": "公里 千米", "m": "米", "cm": "厘米 公分", "g": "克", "l": "升", "ml": "毫升", "ha": "公顷", "km2": "平方公里 平方千米", "m3": "立方米", "MHz": "兆赫 兆赫兹", "MB": "兆字节", "GB": "吉字节", "mm": "毫米", "um": "微米",
    "kg": "公斤 千克", "t": "吨", "px": "像素", "inch": "英寸 寸 吋", "C": "摄氏度", "Hz": "赫兹", "kWh": "千瓦时 度电",
    "bp": "个基点 基点", "acre": "英亩", "mu": "亩", "shares": "股", "times": "次 回", "parameters": "参数 个参数", "tokens": "个token token tokens",
    "": "家 种 项 款 套 座 辆 条 件 份 倍频 个国家 个客户 个用户 个城市 个项目 个数据中心 个州 个省 个站点 个节点 个版本 个行业 个部门 个市场 个核心 个工作日 个系列 个交易日 个问题 个方面 个点 户 场 轮 只 支 所 间 级 代 层 届 部 队 章 页 本 批 笔 岁 号 颗卫星 颗星 个晶体管 晶体管 张照片 张图 片段",
}  # fmt: skip
# 六 个 百 分点: the blanks of text that was set out or read by a machine.
_SPACED_POINTS = [f"{count}百{one}分{two}点" for count in ("", "个", "个 ") for one in ("", " ") for two in ("", " ")]
UNITS = {word: (unit, "1") for unit, words in _PLAIN.items() for word in words.split()}
UNITS |= {word: (code, "1") for word, code in CURRENCIES.items()} | PHYSICAL
UNITS |= {
    "兆瓦": ("GW", "0.001"),
    "千瓦": ("GW", "0.000001"),
    "瓩": ("GW", "0.000001"),
    "兆瓦时": ("GWh", "0.001"),
    "吉瓦时": ("GWh", "1"),
}
UNITS |= {
    "成": ("share", "0.1"),
    "折": ("share", "0.1"),
    "毛": ("CNY", "0.1"),
    "日本銭": ("JPY", "0.01"),
    "日本钱": ("JPY", "0.01"),
    "斤": ("jin", "1"),
    **dict.fromkeys((*_SPACED_POINTS, "个点", "个pp"), ("pp", "0.01")),
    "分之一": ("share", "1"),
    "美分": ("USD", "0.01"),
    "便士": ("GBP", "0.01"),
    "欧分": ("EUR", "0.01"),
}
UNITS |= dict.fromkeys(
    ["块", "颗", "枚", "张", "片", "台", "个", "卡", "张卡", "块卡", "p", "台服务器", "枚芯片", "pcs", "单位"],
    ("units", "1"),
)
UNITS["p"] = ("P", "1")
_MODEL = r"gpu|tpu|npu|asic|cpu|xpu|[a-z]{1,3}\d{2,4}[a-z]?s?"
_CHIP = rf"芯片|晶片|加速卡|加速器|显卡|服务器|伺服器|算力卡|处理器|{_MODEL}|卡"
COUNTED = re.compile(
    rf"[^，。；、,.;:!?！？：（）()\n\d]{{0,12}}?(?:{_CHIP}|(?=机柜|机架))(?: ?nvl\d{{1,3}})? ?(?P<racks>机柜|机架)?"
)
# 10万GPU, 2万H200, 48.5万Hopper are counts too; 266万H800 GPU小时 are hours.
UNCOUNTED = re.compile(
    rf"(?:{_MODEL}|hopper|blackwell|rubin|maia|mtia|trainium|inferentia|ascend)s?"
    r"(?![a-z0-9]| ?(?:gpu|芯片|卡)? ?(?:小时|时|等效|当量))"
)

PREFIXES = CURRENCY_SIGNS | CODES | CURRENCIES
for _word in ("元", "圆", "块钱", "镑", "里拉"):
    PREFIXES.pop(_word, None)

_APPROX, _MIN, _MAX = Qualifier.APPROX, Qualifier.MIN, Qualifier.MAX
_BEFORE = {
    _APPROX: "约 大约 约为 约合 大概 大概是 大致 大约为 近 将近 接近 接近于 几乎 差不多 估计 预估约 达约 高达约 约莫 左右的 大约有 约有 约占 约在 大约在 折合约 逼近 近乎",
    _MIN: "超过 超过了 超 逾 已超 已逾 过 达到或超过 超出 至少 至少有 至少为 不低于 不少于 不下 不下于 起码 多于 大于 高于 最少 最低 突破 突破了 越过 冲破 高过 远超 远超过 "
    "超越 胜过 将超过 已超过 逾越 多达逾 大于等于 不小于 跨过",
    _MAX: "不到 不足 不足的 少于 低于 小于 至多 最多 最多达 不超过 不多于 最高 最高达 上限 上限为 未到 未及 未满 不满 可到 不大于 不高于 小于等于 顶多 限制在 上看",
}
BEFORE = {word: kind for kind, words in _BEFORE.items() for word in words.split()}
# 最多投1000亿, 至少要用上6.7万: a verb may stand between.
_VERBS = "投 投入 投资 建 买 购买 采购 订购 用 用上 要 要有 要用 要用上 可 可达 可扩到 可扩至 可扩充到 可扩充至 可买 可以 达 达到 将达 将有 需 需要 支付 花 花费 部署 拥有 有 为 是 卖"
BEFORE |= {least + verb: _MIN for least in ("至少", "最少") for verb in _VERBS.split()}
BEFORE |= {most + verb: _MAX for most in ("最多", "至多") for verb in _VERBS.split()}
# Words that end like a hedge and are none.
BEFORE |= dict.fromkeys(
    [
        "最近",
        "附近",
        "不过",
        "通过",
        "经过",
        "路过",
        "合约",
        "签约",
        "续约",
        "条约",
        "纽约",
        "预约",
        "节约",
        "契约",
        "以上",
        "之上",
        "履约",
        "违约",
        "解约",
        "邀约",
        "度过",
        "市场上",
        "历史上",
        "难过",
        "靠近",
        "渡过",
    ],
    Qualifier.EXACT,
)
BEFORE |= {
    "~": _APPROX,
    "≈": _APPROX,
    ">": _MIN,
    "≥": _MIN,
    "<": _MAX,
    "≤": _MAX,
    ">=": _MIN,
    "> =": _MIN,
    "<=": _MAX,
    "< =": _MAX,
}
for _or in ("或", "或者", " 或 ", "/"):
    BEFORE |= {f"大于{_or}等于": _MIN, f"高于{_or}等于": _MIN, f"多于{_or}等于": _MIN}
    BEFORE |= {f"小于{_or}等于": _MAX, f"低于{_or}等于": _MAX, f"少于{_or}等于": _MAX}
AFTER = {"左右": _APPROX, "上下": _APPROX, "以上": _MIN, "以下": _MAX, "以内": _MAX, "余": _MIN, "多": _MIN, "有余": _MIN, "+": _MIN, "之多": _APPROX,
         "开外": _MIN, "出头": _MIN, "起": _MIN, "或以上": _MIN, "及以上": _MIN, "及以下": _MAX, "或更多": _MIN, "或更少": _MAX, "之上": _MIN, "之下": _MAX, "或者以上": _MIN, "或者以下": _MAX, "或者更多": _MIN, "或者更少": _MAX, "或以下": _MAX,
         " 以上": _MIN, " 以下": _MAX, " 之上": _MIN, " 之下": _MAX, " 左右": _APPROX, " 以内": _MAX}  # fmt: skip

RATES = SLASH_RATES | {"每小时": "per_gpu_hour", "每卡时": "per_gpu_hour", "每gpu小时": "per_gpu_hour", "每卡每小时": "per_gpu_hour", "一小时": "per_gpu_hour",
    "每gpu每小时": "per_gpu_hour", "每年": "per_year", "一年": "per_year", "每月": "per_month", "一个月": "per_month", "每个月": "per_month", "每季": "per_quarter", "每季度": "per_quarter"}  # fmt: skip
RECURRING = {"每年": "per_year", "年租金": "per_year", "年付": "per_year", "每小时": "per_gpu_hour", "每卡时": "per_gpu_hour", "每gpu小时": "per_gpu_hour", "每卡每小时": "per_gpu_hour",
    "每月": "per_month", "每个月": "per_month", "月租": "per_month", "月租金": "per_month", "月租费": "per_month", "月租价": "per_month", "月租价格": "per_month", "包月价": "per_month", "包月价格": "per_month", "包月租金": "per_month", "月度租金": "per_month", "月付": "per_month", "月费": "per_month", "月产能": "per_month", "月产": "per_month", "年化": "per_year", "时租": "per_gpu_hour"}  # fmt: skip

_Y = r"(?:19|20)\d\d"
_HAN = "十[一二]?|[一二三四五六七八九]"
_SUB = (
    rf"第?(?P<q_7>[一二三1-3])[-~至到](?P<q2>[二三四2-4])季度?|第? ?(?P<q_1>[一二三四]|[1-4](?=季|财季| ?财季| ?季|个季)) ?(?:(?<=第.)个)?(?P<fy_9>财)?季度?(?!节)|q(?P<q_2>[1-4])(?![\da-z])|[前首头](?P<first_1>[二三两23])个?季度?|"
    rf"(?P<h_1>[上下])半(?:年度?|财年)|(?<=年)(?P<h_3>[上下])半(?![年身场区部])|h(?P<h_2>[12])(?!\d)|[前首头](?P<firstm_1>1[0-2]|[1-9]|十[一二]?|[两二三四五六七八九])个?月|(?P<q_3>[首末])(?P<fy_8>财)?季度?|"
    rf"(?P<m_1>1[0-2]|0?[1-9]|{_HAN}) ?月份?(?! ?球)(?: ?(?P<d_1>[12]\d|3[01]|0?[1-9]|[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九]) ?[日号](?!元|圆)(?P<weekof>当周|那一?周)?)?"
)
_TAIL = r"(?:的?(?P<part_1>中期|年?[底末初中]前?|年底前|月?[底末初]|中旬|上旬|下旬|晚些时候|稍后|全年|同期|年内|后期|早些时候|迄今)(?![国间心]))?"
_REL = "大前年|大后年|这一年|今年度?|明年度?|去年度?|(?<![目之以年])前年(?![营收])|后年|本年度?|上年度?|次年|下一?年|上一?年|来年|今后一年|翌年|同年|当年"
_RELQ = "本季度?|上个?季度?|下个?季度?|上一季度?|下一季度?|这个?季度|这一季度|当季度?|本财季|上财季|下财季|上一财季|下一财季"
_RELM = "上上个?月|下下个?月|本月|上个?月|下个?月|上个月份|这个月|当月|今月"
_RELD = (
    "今天|今日|昨天|昨日|明天|明日|上上周|下下周|上上星期|下下星期|本周|上周|下周|这周|上星期|下星期|本星期|前天|后天"
)
_HAN_MONTHS = tuple(f"{month}月" for month in [*"一二三四五六七八九十", "十一", "十二"])
_MONTH = rf"(?P<m>1[0-2]|0?[1-9]|{_HAN}) ?月份?"
_CENTURIES = "十五|十六|十七|十八|十九|二十一|二十"
_CENTURY_END = "(?!经济|财经|教育|金融|福克斯|影业| ?[0-9二三四五六七八九])"  # 21世纪经济报道 is a paper
_NTH = "(?P<weekn>第[一二三四五1-5]|最后一)个?(?:周|星期|礼拜)(?![一二三四五六日天末])"
_AGO = dict(zip("两二三四五六七八九", (2, *range(2, 10)), strict=True))
PERIOD_RULES = (
    PeriodRule("zh.date.iso", YEARS, re.compile(rf"(?P<y>{_Y})(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.])")),
    PeriodRule("zh.span.short", YEARS, re.compile(rf"(?P<y>{_Y})[-~/](?P<yy2>\d\d)(?=年|财年)年?(?P<fy>财年)?")),
    PeriodRule("zh.fiscal", ("fy", "财年", "财政年度"), re.compile(rf"(?:fy|财年|财政年度) ?'?(?:(?P<y>{_Y})|(?P<yy>\d\d))(?!\d)(?P<fy>)(?: ?年)?(?: ?-? ?(?:{_SUB}))?")),
    PeriodRule("zh.fiscal.year", (), re.compile(rf"(?:(?P<y>{_Y})|(?P<yy>\d\d)) ?年?(?P<fy>财年|财政年度|会计年度|财务年度|财政年)(?: ?的?(?:{_SUB}))?{_TAIL}")),
    PeriodRule("zh.decade", DIGITS, re.compile(r"(?:(?P<century>\d\d) ?世纪)? ?(?P<decade>[1-9]0) ?年代")),
    PeriodRule("zh.century", DIGITS, re.compile(rf"(?P<vague>(?P<century>1\d|2[0-2]|[2-9]) ?世纪){_CENTURY_END}")),
    PeriodRule("zh.century.han", tuple(f"{nth}世纪" for nth in _CENTURIES.split("|")), re.compile(rf"(?P<vague>(?P<century>{_CENTURIES})世纪){_CENTURY_END}")),
    PeriodRule("zh.decade.year", YEARS, re.compile(r"(?P<decade4>(?:19|20)\d0) ?年代")),
    PeriodRule("zh.month.iso", YEARS, re.compile(rf"(?P<y>{_Y})(?:[-/](?P<m>1[0-2]|0?[1-9])(?![\d-]|[,./]\d| ?[月年财个万亿])| ?[-/] ?(?P<m_2>1[0-2]|0[1-9])(?= ?[.,;:)?!，。；：）？！、]|\Z))")),
    PeriodRule("zh.year.early", DIGITS, re.compile(r"(?P<y>[1-9]\d\d) ?年(?![代来内间前后多])")),
    PeriodRule("zh.decade.han", tuple(f"{tens}十年代" for tens in "二三四五六七八九"), re.compile("(?P<decade>[二三四五六七八九]十)年代")),
    PeriodRule("zh.decade.century", ("上世纪", "上个世纪", "本世纪", "十九世纪", "二十世纪"), re.compile(r"(?P<century>上|本|十九|二十)个?世纪 ?(?P<decade>[1-9]0|[二三四五六七八九]十) ?年代")),
    PeriodRule("zh.quarter.short", (), re.compile(rf"(?:(?P<y_1>{_Y})|(?P<yy_1>[12]\d)) ?年?[ -]?(?:q(?P<q_1>[1-4])|h(?P<h_1>[12]))(?![\da-z])")),
    PeriodRule("zh.quarter.turned", DIGITS, re.compile(rf"(?:(?P<q_1>[1-4])q|(?P<h_1>[12])h) ?'?(?:(?P<y_1>{_Y})|(?P<yy_1>\d\d))(?!\d)")),
    PeriodRule("zh.quarter.fiscal.turned", ("f1q", "f2q", "f3q", "f4q"), re.compile(rf"(?P<fy>f)(?P<q>[1-4])q ?'?(?:(?P<y>{_Y})|(?P<yy>\d\d))(?!\d)")),
    PeriodRule("zh.year", (), re.compile(rf"(?:(?P<y>{_Y}) ?(?:年度?(?!代)|(?=[第上下前][一二三四半]))|(?P<yy>\d\d) ?年(?=度?第|[一二三四]季|[上下]半|\d{{1,2}} ?月|q|底|初|末|[一二三四五六七八九十]月)|(?P<yy_2>0\d) ?年)(?: ?的?(?:{_SUB}))?{_TAIL}")),
    PeriodRule("zh.year.han", ("二零", "一九", "零"), re.compile(rf"(?:(?P<yh>[一二][零九][零一二三四五六七八九]{{2}})|(?P<yyh>零[一二三四五六七八九])) ?年(?!代)(?: ?的?(?:{_SUB}))?{_TAIL}")),
    PeriodRule("zh.year.counted", ("两千", "二千"), re.compile(rf"(?P<yc>[两二]千零?[一二三四五六七八九十]{{1,3}}) ?年(?![代来内间后多])(?: ?的?(?:{_SUB}))?{_TAIL}")),
    PeriodRule("zh.relative", ("大前年", "大后年", "这一年", "今年", "明年", "去年", "前年", "后年", "本年", "上年", "次年", "下年", "来年", "今后一年", "翌年", "同年", "当年", "下一年", "上一年"), re.compile(rf"(?P<r>{_REL})(?: ?的?(?:{_SUB}))?{_TAIL}")),
    PeriodRule("zh.ago", tuple(f"{n}年前" for n in _AGO), re.compile(rf"(?<![\d.一二三四五六七八九十百近几数])(?P<r>[{''.join(_AGO)}]年前)(?![一二三四两\d十])")),
    PeriodRule("zh.relative.quarter", ("本季", "上季", "上个季", "下季", "下个季", "上一季", "下一季", "这季", "这个季", "这一季", "当季", "本财季", "上财季", "下财季", "上一财季", "下一财季"), re.compile(rf"(?P<r>{_RELQ})")),
    PeriodRule("zh.relative.month", ("本月", "上月", "上个月", "下月", "下个月", "这个月", "当月", "上上月", "上上个月", "下下月", "下下个月"), re.compile(rf"(?P<r>{_RELM}){_TAIL}")),
    PeriodRule("zh.relative.day", tuple(_RELD.split("|")), re.compile(rf"(?P<r>{_RELD})(?P<weekend>(?:(?<=周)|(?<=星期))末)?")),
    PeriodRule("zh.week.nth", YEARS, re.compile(rf"(?P<y>{_Y}) ?年 ?(?:的?{_MONTH}的?)?{_NTH}")),
    PeriodRule("zh.week.nth.digit", DIGITS, re.compile(rf"{_MONTH}的?{_NTH}")),
    PeriodRule("zh.week.nth.said", (*_HAN_MONTHS, "今年", "去年", "明年", "本月", "下个月", "上个月"), re.compile(rf"(?<![一二三四五六七八九十])(?:(?P<r>今年|去年|明年|本月|下个月|上个月)的?)?(?:{_MONTH}的?)?{_NTH}")),
    PeriodRule("zh.year.han.short", tuple(f"{tens}{ones}年" for tens in "零一七八九" for ones in "零一二三四五六七八九"), re.compile(rf"(?<![零一二三四五六七八九十百千两])(?P<yyh>[零一七八九][零一二三四五六七八九])年(?:{_MONTH}(?:份|(?P<d>3[01]|[12]\d|0?[1-9]) ?[日号])?)")),
    PeriodRule("zh.year.han.two", tuple(f"二{ones}年" for ones in "三四五六七八九"), re.compile(rf"(?<![第零一二三四五六七八九十百千万两\d近])(?P<yyh>二[三四五六七八九])年(?![代来内间前后多级以期左])(?: ?的?(?:{_SUB}))?{_TAIL}")),
    PeriodRule("zh.window", ("近几", "最近几", "未来", "过去", "今后", "近", "最近", "接下来", *(f"{way}{n}" for way in "上下后" for n in range(1, 10))), re.compile(r"(?P<vague>(?P<way>最近|近|未来|过去|今后|接下来|(?<![以之年月日周天后前])[上下后](?=\d))(?:的)? ?(?:[数几]|(?P<n>[一二两三四五六七八九十]{1,3}|\d{1,2})) ?(?P<unit>个多?月|年|个?季度?|周|个?星期|天|个财季))(?!代)")),
    PeriodRule("zh.year.months", YEARS, re.compile(rf"(?P<y>{_Y}) ?年 ?(?P<m>1[0-2]|[1-9])(?:[-–~至到]|——?)(?P<m2>1[0-2]|[1-9]) ?月份?(?!\d| ?\d{1,2} ?[日号])")),
    PeriodRule("zh.relative.months", ("今年", "去年", "明年", "本年"), re.compile(r"(?P<r>今年|去年|明年|本年) ?(?P<m>1[0-2]|[1-9])(?:[-–~至到]|——?)(?P<m2>1[0-2]|[1-9]) ?月份?(?!\d| ?\d{1,2} ?[日号])")),
    PeriodRule("zh.ended", ("截至", "截止"), re.compile(rf"(?P<over>截[至止])(?:(?P<y>{_Y}) ?年|(?P<r>今年|去年|本年))?(?P<m>1[0-2]|0?[1-9]) ?月(?:底|末|(?P<d>3[01]|[12]\d|0?[1-9]) ?日)?止?的?(?:过去|前|近|这|整)? ?(?P<length>(?:十二|12|[三六九369]) ?个月|季度|一?(?:年(?!度)|年度|财年|会计年度)(?! ?的?(?:第|[一二三四上下]|q)))")),
    PeriodRule("zh.year.roc", ("民国",), re.compile(rf"民国 ?(?:(?P<roc>\d{{1,3}})|(?P<rochan>[一二三四五六七八九十百零]{{1,5}})) ?年度?(?: ?的?(?:{_SUB}))?{_TAIL}")),
    PeriodRule("zh.year.roc.bare", DIGITS, re.compile(rf"(?P<roc>1[01]\d) ?年度?(?: ?的?(?:{_SUB}))")),
    PeriodRule("zh.months.first", tuple(f"前{n}{counter}" for n in (*range(2, 13), *"两二三四五六七八九十") for counter in ("月", "个月")), re.compile(r"(?<![之此以先年目提日眼])前(?P<firstm>1[0-2]|[2-9]|十[一二]?|[两二三四五六七八九])个?月(?!\d| ?\d{1,2} ?[日号])")),
    PeriodRule("zh.month.range", DIGITS, re.compile(r"(?P<m>1[0-2]|[1-9])(?:[-–~至到]|——?)(?P<m2>1[0-2]|[1-9]) ?月份?(?!\d| ?\d{1,2} ?[日号])")),
    PeriodRule("zh.sub", (*(f"第{nth}个季" for nth in "一二三四"), "第一季", "第二季", "第三季", "第四季", "第一财季", "第二财季", "第三财季", "第四财季", "第1", "第2", "第3", "第4", "一季", "二季", "三季", "四季", "q", "上半", "下半", "h1", "h2", "前三季", "前三个季", "前两季", "首季", "首三季", "首两季", "头三季", *(f"{one}{to}{other}季" for one in "一二三" for to in "至到-~" for other in "二三四"), *(f"第{one}{to}" for one in "一二三" for to in "至到-~"), *_HAN_MONTHS), re.compile(rf"(?:(?<![\dA-Za-z一二三四五六七八九十])|(?:(?<=[a-z])|(?<=[a-z]\d\d)|(?<=[a-z]\d\d\d))(?=[第上下前首头一二三四](?!月)))(?:{_SUB}){_TAIL}")),
    PeriodRule("zh.sub.digit", DIGITS, re.compile(rf"(?<![\d第])(?:{_SUB}){_TAIL}")),
    PeriodRule("zh.sub.year", ("q1", "q2", "q3", "q4", "h1", "h2"), re.compile(rf"(?:q(?P<q_1>[1-4])|h(?P<h_1>[12]))[ /-]?(?:(?P<fy>fy) ?)?'?(?:(?P<y_1>{_Y})|(?P<yy_1>2\d))(?![\d%.,])年?")),
    PeriodRule("zh.part", ("年底", "年末", "年初", "年中", "岁末", "年内", "圣诞", "年关前", "跨年前"), re.compile("(?<![今明去前后本每近全整同当几数半一二两三四五六七八九十百\\d ])(?P<part>年底前?|年末|年初|年中|岁末|年内|圣诞节?前|年关前|跨年前)(?P<r>)")),
    PeriodRule("zh.day", DIGITS, re.compile(r"(?P<d>3[01]|[12]\d|0?[1-9]|[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九]) ?[日号](?![元圆本线楼店])")),
    PeriodRule("zh.year.bare", YEARS, re.compile(rf"(?P<y>{_Y})(?:[aef](?![a-z\d])|(?![\d%]|,\d|\.\d| ?[余多几万亿千百十兆块颗枚张片台个人名家美元倍吨米纳次项种套卡mgktwp%a-z]|-(?![12]\d\d\d)))")),
)  # fmt: skip

# 5090 in RTX 5090 and 500 in S&P 500 are no amounts.
_NAMES = "标普 纳斯达克 纳指 罗素 沪深 中证 恒生 日经 道琼斯 rtx gtx titan android windows gpt maia top s&p sm pcie wifi usb ddr llama win ios hbm iphone mate 小米 华为 atlas cloudmatrix gaudi jetson"
LANGUAGE = Language(
    code="zh",
    spaced=False,
    letters=re.compile("[\u3400-\u9fff]+"),
    sentence_end=re.compile(r"[。！？!?；;]+[”’」』）)]*|\n+"),
    numerals=NUMERALS,
    magnitudes=MAGNITUDES | ABBREVIATED | {"million": 6, "billion": 9, "trillion": 12},
    suffixes=SUFFIXES,
    number_words=NUMBER_WORDS,
    number_starts=(),
    units=UNITS,
    counted=COUNTED,
    uncounted=UNCOUNTED,
    prefixes=PREFIXES,
    before=BEFORE,
    after=AFTER,
    ranges=frozenset(["-", "~", "—", "——", "－", "至", "到", "--", "～", "至约", "到约", "~约"]),
    lists=frozenset(["、", "和", "与", "及", "或", "以及", ",", "，", "跟", "还有", "并", "/", "及约", "和约", "、约", "与约"]),
    changes=re.compile("从|由|自"),
    rates=RATES,
    recurring=RECURRING,
    income=re.compile("营收|营业收入|收入|利润|销售额|增长|增加|提高|营运"),
    restating=re.compile(r"约合|折合|合|相当于|等于|即|逾|约|超过|大约|人民币|新台币|(?:约)?(?:为)?"),
    names=frozenset(_NAMES.split()),
    date_digits=re.compile(r"[0-9](?:(?<![A-Za-z0-9_.$€£¥#/-][0-9])(?:(?<![0-9],[0-9])|(?<=[A-Za-z][0-9][0-9],[0-9])|(?<=[A-Za-z][0-9][0-9][0-9],[0-9]))(?:(?:(?<=1)9|(?<=2)0)\d\d(?!\d)|(?<=1)[01]\d(?= ?年度?(?:第|[上下]半|\d{1,2} ?月))|(?<=[在于元][1-9])\d\d(?= ?年)|\d?(?= ?[年月日号季财世q]|(?:[-~至到]|——?)1?\d ?[月季]|q|h[\d']|0? ?年代))|(?<=[a-z]{2}[12])(?:(?<=1)9|(?<=2)0)\d\d(?=年|财年|[qh][1-4](?![0-9a-z])))"),
    period_rules=PERIOD_RULES,
    period_joiner=re.compile(" ?(?:起[，,]? ?)?(?:-|—|——|~|至|到|与(?=[^，。]{3,12}间)) ?"),
    openings={"自": "", "从": "", "由": ""},
    closings={"起": "from", "以来": "from", "之后": "after", "以后": "after", "开始": "from", "至今": "from"},
    parts=re.compile("(?!)"),
    part_ends=frozenset(),
    values={**{c: n for c, n in NUMERALS.items() if len(c) == 1}, "上": 1, "下": 2, "首": 1, "末": 4, "十": 10, "十一": 11, "十二": 12},
    relatives={
        **{f"{n}年前": ("y", -years) for n, years in _AGO.items()},
        "今年": ("y", 0), "本年": ("y", 0), "当年": ("-", 0), "同年": ("-", 0), "明年": ("y", 1), "次年": ("-", 1), "翌年": ("-", 1), "来年": ("y", 1), "下年": ("y", 1), "下一年": ("y", 1),
        "去年": ("y", -1), "上年": ("y", -1), "上一年": ("y", -1), "前年": ("y", -2), "后年": ("y", 2), "今后一年": ("-", 0), "这一年": ("-", 0), "大前年": ("y", -3), "大后年": ("y", 3),
        "本季": ("q", 0), "这季": ("q", 0), "这个季": ("q", 0), "这一季": ("q", 0), "当季": ("-", 0), "上季": ("q", -1), "上个季": ("q", -1), "上一季": ("q", -1), "下季": ("q", 1), "下个季": ("q", 1), "下一季": ("q", 1),
        "本财季": ("-", 0), "上财季": ("-", 0), "下财季": ("-", 0), "上一财季": ("-", 0), "下一财季": ("-", 0),
        "本月": ("m", 0), "这个月": ("m", 0), "当月": ("-", 0), "上月": ("m", -1), "上个月": ("m", -1), "下月": ("m", 1), "下个月": ("m", 1), "上上月": ("m", -2), "上上个月": ("m", -2), "下下月": ("m", 2), "下下个月": ("m", 2),
        "今天": ("d", 0), "今日": ("d", 0), "昨天": ("d", -1), "昨日": ("d", -1), "明天": ("d", 1), "明日": ("d", 1), "前天": ("d", -2), "后天": ("d", 2),
        "本周": ("w", 0), "这周": ("w", 0), "本星期": ("w", 0), "上周": ("w", -1), "上星期": ("w", -1), "下周": ("w", 1), "下星期": ("w", 1), "上上周": ("w", -2), "上上星期": ("w", -2), "下下周": ("w", 2), "下下星期": ("w", 2), "": ("y", 0),
    },
)  # fmt: skip
