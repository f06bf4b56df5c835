"""Words that do not say what a figure is, but how it is meant: promised, guessed, doubted, replaced, shared out."""

from __future__ import annotations

FEATURES = {
    # what is said of the future
    "forward": (
        "将|将会|拟|打算|计划|预计|预期|预算|目标|有望|准备|即将|会在|要在|未来|明年|后年|料将|料达|料为|料会|预料|"
        "会用|会以|会采用|承诺|最终|要把|"
        "上看|冲刺|要让|要使|推迟|后移|延后|延期|delay(|s|ed)|pushed back|will|would|"
        "plan(|s|ned|ning)|intend(|s|ed|ing)|expect(|s|ed|ing)|aim(|s|ed|ing)|going to|to be|set to|"
        "want(|s|ed) to|target(|s|ed|ing)|forecast(|s|ing)|look(|s|ing) for|sees|we see|seeing|"
        "anticipat(e|es|ed|ing)|"
        "is building|are building|building out|building a|正在建|在建|兴建|正在建设|筹建|"
        "next year|next quarter|coming|future|eventually|slated|scheduled|on track|due to|by the end of|"
        "promis(e|es|ed)|commit(|s|ted)|pledg(e|es|ed)|agreed|agrees|ambition|下季|下一季度|下季度|展望|预测|"
        "初步定为|定在|定为|should|seen at|is seen|are seen|proposed|明后年"
    ),
    # sums that change hands in court or on the exchange, not for compute
    "other_deal": (
        "jury|verdict|patent(|s)|lawsuit|court|侵权|专利|法院|判决|赔偿|puts on|put options|short position|做空|期权|"
        "看跌|stake sale|share sale|block trade|bond sale|bond offering|oversubscribed|债券发行|认购额|"
        "超额认购|大宗交易|memory fab|solar"
    ),
    # what a deal holds, whoever tells of it
    "contracted": "covering|covers|deal|contract|order|协议|合同|订单|签约",
    # what a sum without a year is put into
    "project": (
        "建设|扩建|新建|兴建|打造|园区|基地|数据中心|build(|s|ing)|built|campus(|es)|data cent(er|re)(|s)|hub|region|"
        "supercluster|facility|facilities"
    ),
    # a bound, so that "more" and "up" in it are not read as growth
    "bound": "more than|less than|no more than|up to|as much as|at least|as many as|no less than",
    "analysts": "分析师|券商|投行|法人|外资|analyst(|s)|strategist(|s)",
    # those outside a firm who count or guess what it does
    "outsiders": (
        "供应链|设备商|业内|研调|法人|分析师|券商|投行|卖方|机构认为|机构预计|机构估计|analyst(|s)|supply chain|"
        "strategist(|s)|channel checks"
    ),
    # what capital spending can include; no loan is meant
    "finance_lease": "finance lease(|s)|capital lease(|s)|融资租赁|融资租赁款|financing lease(|s)",
    # the writers of a report, who speak of others
    "author": (
        "我们预计|我们预测|我们估计|我们认为|我们预期|我们测算|we expect|we estimate|we forecast|we model|we now|"
        "our note|"
        "our forecast|our estimate(|s)|our model|we think|we believe"
    ),
    # a plan that the rest of a sentence carries out
    "plan": "计划|拟|打算|plan(|s|ned) to|intend(|s) to|aim(|s) to",
    # a company's own word on its future
    "guidance": (
        "指引|财测|展望|上调|下调|调高|调低|上修|下修|调升|提高到|上调至|区间|预期区间|guidance|guid(ed|es|ing)|"
        "outlook|full-year guide|guide|raised to|lifted to|raises its|full-year range|range|"
        "rais(e|es|ed|ing) its|lift(|s|ed|ing) its|lower(|s|ed) its|cut(|s|ting) its|slash(es|ed) its|"
        "projection|narrow(|s|ed) its|updated its|"
        "reiterat(e|es|ed|ing)|budget(|ed|s)|moved the|bumped|rais(ed|ing) the|公司预估|公司预计|公司估计|"
        "公司预期|公司当时预计|set aside|put aside|earmark(|s|ed)|预留|拨出"
    ),
    "consensus": (
        "市场预期|市场预计|外界预计|外界预期|市场预估|市场预测|市场估计|市场普遍预期|市场普遍估计|普遍估计|分析师预期|分析师平均预期|"
        "分析师预估|分析师此前|平均估计|平均预期|华尔街预期|华尔街此前|华尔街|一致预期|此前预期|预期值|机构预期|"
        "普遍预期|市场共识|卖方平均|平均预测|分析师所估|分析师所预|分析师估|卖方预期|高于预期的|低于预期的|预期的|"
        "市场此前|路孚特|LSEG|"
        "FactSet|Visible Alpha|StreetAccount|"
        "analysts had|analysts expected|analysts were|analysts looked|analysts projected|analysts forecast|"
        "analyst(|s)' (estimates|expectations|forecasts|consensus)|analyst estimate(|s)|analyst expectations|"
        "Wall Street|the Street|Street|consensus|pencil(l|)ed in|average estimate|estimates of|expectations of|"
        "market expected|market expects|market looks for|market expectations|was expected|were expected|"
        "analysts' average|expectations for|expected by analysts|than the|analysts polled|on their sheets"
    ),
    "estimate": (
        "估计|估算|预估|测算|预计|推算|预测|估为|估约|估达|估在|今年估|明年估|量估|将估|年估|底估|料将|料达|料为|"
        "预料|推测|分析师|研报|机构|estimat(e|es|ed|ing)|reckon(|s|ed)|"
        "calculat(e|es|ed)|comput(es|ed)|analyst(|s)|projected|projecting|forecast(|s)|according to data|"
        "count(|s) of|we now|we expect|we see|our note|供应链|设备商|法人|外资|研调|业内|puts|believ(e|es)|"
        "predict(|s|ed)|"
        "model(|s|led)|tall(y|ies)|survey"
    ),
    "rumour": (
        "据报|传闻|传出|据传|据称|据了解|有人士|外传|盛传|业内传|消息人士|知情人士|消息来源|匿名|未经证实|疑似|据悉|"
        "爆料|网传|坊间|市场传|有消息称|"
        "消息称|知情者|内部人士|供应链消息|reportedly|rumou(r|rs|red)|people familiar|people who know|"
        "former employees|people close to|person close to|"
        "people with knowledge|people briefed|briefed on|two people|three people|four people|several people|"
        "suppliers told|told us|FT heard|has heard|have heard|person familiar|person with knowledge|sources|"
        "unnamed|anonymous|said to be|"
        "is said to|are said to|said to|unconfirmed|allegedly|leak(|s|ed)|familiar with the matter|"
        "speculat(e|ed|ion)|sources said|a source|insider(|s)"
    ),
    "superseded": (
        "此前|先前|原先|原定|原计划|原本|之前|早先|年初|旧|上次|取代|改为前|由原来|此前的|曾预计|曾估计|had been|"
        "previous|previously|prior|earlier|originally|once forecast|once|old|replac(e|es|ed|ing)|instead of|"
        "up from|down from|rather than|no longer|initially|before that|it had said|the former|used to|"
        "was the plan|compared with an earlier|from an earlier|first guided"
    ),
    "cancelled": (
        "终止|取消|告吹|解约|作废|解除|流产|撤回|搁置|叫停|泡汤|cancel(|s|led|ed|ling|ing|lation)|"
        "scrap(|s|ped|ping)|terminat(e|es|ed|ion)|called off|walked away|withdr(ew|awn)|abandon(|s|ed)|"
        "fell through|shelv(e|ed)|pulled out|axed|dropped its"
    ),
    "joint": (
        "合计|共计|总计|总共|加起来|合起来|加总|一共|共|联手|一道|合共|合力|四家|三家|五家|两家|共同|四大|五大|"
        "combined|together|in total|altogether|between them|jointly|collectively|in aggregate|a total of|sum|"
        "aggregate|the four|the five|the three|the two"
    ),
    "each": "各|每家|各自|均|都是|都在|都为|同为|同是|并列|皆|each|apiece|both|per company|every one|either",
    "respectively": "分别|依序|依次|分別|各为|顺次|respectively|in that order|in turn",
    # who hands over to whom
    "supply": (
        "提供|供应|出售|供货|交付|卖给|售予|出租|租给|供给|打造|获得|拿到订单|中标|接到|接获|收到|获|出货|发货|销往|"
        "售出|卖出|承接|斩获|拿下|"
        "suppl(y|ies|ied|ying)|provid(e|es|ed|ing)|sell(|s|ing)|sold|deliver(|s|ed|ing)|ship(|s|ped|ping)|"
        "win(|s|ning)|won|land(ed|s)|received|rents out|leases out|lend(|s)|rent(|ed|ing) out|leas(ed|ing) out|"
        "hand(ed|s) over"
    ),
    "passive": "被|由|遭|was|were|been|is being|are being",
    "rent": "租赁|租用|租下|租借|租|出租|租金|rent(|s|ed|ing|al|als)|leas(e|es|ed|ing)",
    "sign": "签署|签订|签下|签约|签了|中标|公告|sign(|s|ed|ing)|awarded|won|ink(ed|s)|finali(s|z)ed",
    "equity": "入股|股权|股份|持股|stake|equity|shares",
    "running": (
        "新增了|过去12个月|在转|在用|active|brought online|added|已投运|投运|在运行|运行中|已建成|已上线|目前|"
        "现有|已有|已部署|already|currently|now|today|operational|live|online|existing|running"
    ),
    "past": (
        "已|已经|了|完成|曾|去年|累计|过去|实际|spent|bought|was|were|did|reported|has|had|came|already|so far|"
        "last year|totalled|totaled|ended|purchased|ordered|shipped|delivered|deployed|reached|hit|公布|实现|达到"
    ),
    "conditional": (
        "如果|假如|若|一旦|倘若|once all|once built|once complete|"
        "有机会|有望|可望|或将|可能|或|能够|或许|could|might|may|if|would|should|potentially|possibly"
    ),
    "negation": "没有|未能|并未|尚未|未|不会|not|never|no longer|n't|without|neither|deni(es|ed)|否认",
    "compare": (
        "同期|上年同期|去年同期|一年前|year ago|year earlier|a year before|same period|compared with|compared to|"
        "versus|against"
    ),
    "multi_year": (
        "未来五年|未来几年|未来四年|未来三年|多年|年内总计|over the next|over several|multi-year|multiyear|"
        "through|years|数年"
    ),
    "server": "服务器|伺服器|机柜|server(|s)|rack(|s)",
    "guided_low": "低端|下限|low end|bottom|floor|minimum",
}

SCOPE_WORDS = (
    "芯片|晶片|算力|人工智能|智算|超算|显卡|加速卡|加速器|大模型|数据中心|资料中心|云计算|云服务|云端|资本支出|"
    "资本开支|晶圆|半导体|服务器|流片|制程|GPU(|s)|TPU(|s)|NPU|ASIC(|s)|AI|HBM|CoWoS|LPU|accelerator(|s)|"
    "data cent(er|re)(|s)|compute|hyperscaler(|s)|artificial intelligence|chip(|s)|chipmaker(|s)|"
    "semiconductor(|s)|cloud|capex|capital expenditure(|s)|capital spending|supercomputer|inference|training|"
    "tape-out|foundry|superchip(|s)|neocloud(|s)"
)
CHIP_WORDS = (
    "芯片|晶片|显卡|加速卡|加速器|算力卡|算力|GPU(|s)|TPU(|s)|NPU(|s)|ASIC(|s)|chip(|s)|accelerator(|s)|"
    "superchip(|s)|服务器|伺服器|server(|s)|processor(|s)|处理器|compute|card(|s)|处理单元|卡|rack(|s)"
)
