"""What is never read as a figure, as cue families with the reason that the reader is given."""

from __future__ import annotations

from dataclasses import dataclass

from etl.extract.unitclass import MONEY, MONEY_CLASSES

VALUE_OF_FIRM = "a value of the firm, not a figure of supply or spend"
DIFFERENCE = "a difference between two figures, not one"
PEOPLE = "people, sites or users, not chips"
PROFIT = "profit, not revenue or spending"
PAYOUT = "cash, stock or payout, not spending"
FUNDING = "funding or debt, not spending"
GROWTH = "a margin or growth rate"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A family of words after which a number of one of `classes` is none of our figures; a weak one gives way."""

    reason: str
    classes: frozenset[str]
    words: str
    weak: bool = False


REFUSALS = (
    Refusal(
        DIFFERENCE,
        frozenset({MONEY, "units"}),
        "plus or minus|give or take|正负|上下浮动|多出|多了|增加|减少|少了|增长|净增|上升|下降|increase of|rise of|"
        "(up|down|higher|lower|rose|risen|grew|fell) by|increas(e|es|ed|ing) by|ris(e|es|ing) by|grow(|s|n|ing) by|"
        "climb(|s|ed|ing) by|fall(|s|en|ing) by|declin(e|es|ed|ing) by|drop(|s|ped|ping) by",
    ),
    Refusal(
        PROFIT,
        frozenset({MONEY, "money_per_year"}),
        "净利润|净利|纯益|纯利|溢利|获利|税后|归母|扣非|净赚|赚了|亏掉|亏了|累亏|净亏|"
        "亏去|由盈转亏|营业利益|营益|本业利益|盈余|利润|净亏损|亏损|毛利|营业利润|经营利润|盈利|每股收益|每股盈余|EPS|"
        "net operating income|NOI|"
        "net income|net profit(|s)|profit(|s)|net loss(|es)|loss(|es)|earnings|earnings per share|"
        "operating income|operating profit|in the red|in the black|red ink|made a loss|bottom line|"
        "gross profit|gross margin|EBITDA|a share|per share|lost|"
        "los(e|es|ing) money|will lose|to lose|税前|净收益|每股摊薄收益|摊薄",
    ),
    Refusal(
        GROWTH,
        frozenset({"share"}),
        "毛利率|利润率|净利率|同比|环比|增长|增幅|涨幅|跌幅|上涨|下跌|增速|复合增长率|增加|增长率|增|减少|下降|"
        "提升|提高|下滑|大涨|大跌|收益率|利率|良率|折扣|溢价|涨|跌|降|年增|月增|年减|占营收|税率|比例|概率|"
        "margin(|s)|growth|grew|grow(|s|ing)|increas(e|es|ed|ing)|rose|ris(e|es|ing)|jump(|s|ed)|"
        "surg(e|es|ed|ing)|fell|fall(|s|ing)|drop(|s|ped|ping)|declin(e|es|ed|ing)|up|down|higher|lower|"
        "more than a year|year over year|year-over-year|year-on-year|yield(|s|ed)|discount|premium|interest|"
        "stake|faster|cheaper|less|more|gain(|s|ed)|los(t|es)|slump(|ed|s)|tumbl(e|ed|es)|climb(|ed|s)|off|"
        "advanc(e|ed)|shed|gave up|CAGR|compounded|cut|utilization|utilisation|efficiency|tax|chance|probability|"
        "improv(e|es|ed|ing|ement)|sav(e|es|ed|ings)",
    ),
    Refusal(
        VALUE_OF_FIRM,
        MONEY_CLASSES,
        "is worth|are worth|was worth|now worth|be worth|市值|估值|身价|valuation|market value|market cap|"
        "market capitali(z|s)ation|valued at|worth of shares|"
        "股价|收盘价|share price|stock price|closed at|target price|price target|目标价|每股|盘中|net worth|"
        "fortune|身家|财富|at a value|(company|firm|start-up|startup|lab|combined) worth",
    ),
    Refusal(
        FUNDING,
        MONEY_CLASSES,
        "筹集|筹资|融资|募资|筹资|贷款|债务|负债|发债|债券|借款|授信|股本|举债|定增|IPO|首发|种子轮|轮融资|"
        "of shares|of stock|in shares|in stock|of bonds|in bonds|of notes|注册资本|基金规模|募集规模|补贴|拨款|"
        "registered capital|subsid(y|ies)|grant(|s)|state aid|backstop(|s|ped|ping)|guarantee(|s|d)|担保|"
        "entire stake|its stake|whole stake|remaining stake|套现|减持|清仓|抛售|put options|puts on|short position|"
        "看跌期权|"
        "做空|acquisition of|takeover|merger|收购|并购|要约|buyout|种子轮|投前|投后|基金募集|funding|funding round|"
        "rounds|seed|series [a-h]|pre-seed|post-money|pre-money|"
        "venture|"
        "led (by|with|the)|co-led|领投|跟投|seed round|dry powder|"
        "venture dollars|startups announced|新承做|房贷|房貸|放贷|"
        "rais(e|es|ed|ing)|"
        "loan(|s)|debt|bond(|s)|borrow(|s|ed|ing)|credit facility|equity|"
        "in cash|financ(e|es|ed|ing)|notes offering|term loan|venture capital|offering|IPO|proceeds|sukuk|"
        "mortgage|refinanc(e|ed|ing)|revolver|revolving credit|last round|vouch(es|ed) for|lent|preferred stock|"
        "round of|a round|天使轮|国债|信贷|银团|质押|训力券|算力券|补助|拟募|要募",
    ),
    Refusal(
        PAYOUT,
        MONEY_CLASSES,
        "现金流|自由现金流|应付|预付|预付款|预收|政府补助|补助款|"
        "认列损失|撇账|撇减|呆账|票房|GMV|交易额|现金储备|现金及|手头现金|账上现金|分红|股息|回购|存货|应收|损失收入|损失营收|"
        "收入损失|营收损失|错失|痛失|流失|白白损失|减值|计提|拨备|跌价|损失|准备金|资产总额|"
        "总资产|净资产|折旧|摊销|罚款|赔偿|税款|cash flow|free cash flow|cash pile|cash and|cash on hand|"
        "dividend(|s)|buyback(|s)|repurchas(e|es|ed|ing)|inventor(y|ies)|write-down(|s)|writedown(|s)|impairment|"
        "lost (sales|revenue)|missed sales|in charges|charge of|charges of|write down|writing down|wrote down|"
        "box office|"
        "restructuring charge|one-time charge|charge (related|tied|linked|due|stemming)|"
        "charge for (unsold|excess|inventory|obsolete)|inventory charge|pretax charge|"
        "impairment charge|write-off(|s)|taxed|fined|净买入|净卖出|"
        "净流入|净流出|成交额|成交金额|融资余额|封单|北向资金|两市|"
        "severance|patent(|s)|jury|verdict|damages|royalt(y|ies)|专利费|遣散费|每平方米|平方米|每坪|住宅|楼盘|房价|"
        "per square|"
        "square met(er|re)(|s)|square f(oo|ee)t|apartment(|s)|houses|"
        "depreciation|amorti(z|s)ation|"
        "fine(|s|d)|penalty|receivables|total assets|reserve(|s)|"
        "库藏股|沽空|卖空|入袋|奖金|"
        "代理服务费|评审费|保证金|履约担保|起拍价|拍卖|pay package|auction(|ed)|seized|customers owe|"
        "provision(|s)|salary|bonus|compensation|donat(e|ed|ion)|tariff(|s)|tax(|es)|settlement|lawsuit",
    ),
    Refusal(
        "operating or total expenses, not capital spending",
        frozenset({MONEY}),
        "(运营|营运|营业|经营|研发|研究|总|管理|行政|销售|营销|薪酬|人工)(支出|开支|费用|成本)|费用总额|"
        "研发投入|研发费用率|研发合计|研发总投入|研发花费|"
        "总经营开支|operating expense(|s)|total expenses|total costs|opex|expense(|s)|"
        "cost of revenue|research and development|R&D|operating cost(|s)|payroll",
    ),
    Refusal(
        "the size of a market, not of a firm",
        frozenset({MONEY}),
        "潜在市场|这块市场|总潜在|市场价值|市场总值|这个市场|该市场|此市场|整个市场|整体市场|"
        "AI market|chip market|GPU market|accelerator market|cloud market|"
        "市场规模|市场空间|市场容量|市场体量|市场产值|产业产值|行业规模|服务器市场|加速器市场|半导体市场|半导体营收|"
        "半导体销售|租赁市场|服务市场|算力市场|复合增长|年复合|market sizing|market forecast|semiconductor revenue|"
        "semiconductor sales|chip industry|server market|semiconductor market|CAGR|"
        "全球市场|产业规模|芯片市场|市场将|市场会|GDP|market size|total addressable market|TAM|"
        "market will|market is|market to|market was|market could|addressable|industry worth|exports|imports|"
        "进口额|出口额|(芯片|算力|总|供给|市场)(需求|供给)|供需缺口|缺口|supply gap|demand for (AI )?chips|chip demand",
    ),
    Refusal(
        "a cost per gigawatt or a what-if, not a figure",
        MONEY_CLASSES | {"money_per_gpu_hour"},
        "per gigawatt|a gigawatt|each gigawatt|per GW|每吉瓦|每GW|per megawatt|for every|每增加|break-even|breakeven|"
        "break(|s|ing) even|盈亏平衡|盈亏线|回本|收回成本|recoup(|s|ed|ing)|(pay|pays|paying) for itself|"
        "rule(|s) of thumb|经验法则|保本",
    ),
    Refusal(
        "a specification, not a supply figure",
        frozenset({"units", "number", "power", "node", "share"}),
        "晶体管|参数|核心|内存|显存|带宽|吞吐|算力达|每柜|单柜|每机柜|超节点|transistor(|s)|parameter(|s)|cores|"
        "memory|bandwidth|throughput|per rack|per server|per board|per node|per pod|in a rack|pixels|resolution|"
        "battery|tokens|token|in stock|库存|in inventory",
    ),
    Refusal(
        PEOPLE,
        frozenset({"units", "number", "people"}),
        "用户|客户|员工|人口|家庭|股东|开发者|网民|粉丝|裁员|岗位|就业|users|customers|employees|households|"
        "homes|jobs|subscribers|people|visitors|developers|downloads|laid off|layoffs|followers|workers|stores|"
        "schools|门店|车辆|辆|手机|套房|smartphone(|s)|phone(|s)|vehicles|cars|laptops|PCs|robots|satellites",
    ),
    Refusal(
        "power of a plant or device, not of a compute site",
        frozenset({"power"}),
        "电站|电厂|发电|核电|核能|核[一二三四]|号机|机组|并网|停机|抽水蓄能|储能|供电缺口|光伏|风电|充电|"
        "发电机|燃气轮机|"
        "generator(|s)|nuclear|solar|wind farm|charger|"
        "charg(e|ed|ing)|turbine(|s)|TDP|功耗|thermal design|per chip|batter(y|ies)|reactor(|s)|hoover dam(|s)|"
        "power plant|grid of",
    ),
    Refusal(
        "equity, not spending",
        frozenset({"share"}),
        "股份|股权|持股|入股|stake|shares|ownership|equity|holding",
    ),
)
