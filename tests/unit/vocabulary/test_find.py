"""Names in running text: what is found, and what only looks like a name."""

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.vocabulary import vocabulary
from tests.growth import grows_within

FOUND = [
    ("Meta and META buy H100s; the meta tags stay", "Meta:meta META:meta H100:h100"),
    ("an apple pie, an Apple pie, and what Apple ordered", "Apple:apple"),
    ("arm in arm with Arm Holdings", "Arm Holdings:arm"),
    ("英伟达的算力抵得上TOP500总算力的15%", "英伟达:nvidia"),
    ("微软、Meta与谷歌采购英伟达Hopper", "微软:microsoft Meta:meta 谷歌:google 英伟达:nvidia Hopper:hopper"),
    ("微軟與輝達、台積電", "微軟:microsoft 輝達:nvidia 台積電:tsmc"),
    ("字节采购了23万块，每块64个字节，字节码", "字节:bytedance"),
    ("从阿里山到阿里云，再到阿里", "阿里云:alibaba-cloud 阿里:alibaba"),
    ("中华为先，华为昇腾910C在后", "华为:huawei 昇腾910C:ascend-910c"),
    ("亚马逊河边的亚马逊仓库", "亚马逊:amazon"),
    ("H200, H20 and H2000", "H200:h200 H20:h20"),
    ("20万块GB200 NVL72或GB200", "GB200 NVL72:gb200-nvl72 GB200:gb200"),
    ("TPU v5p beside TPUs", "TPU v5p:tpu-v5p TPU:tpu"),
    ("Colossus 2 grows beside Colossus", "Colossus 2:colossus-2 Colossus:colossus"),
    ("Google Cloud is Google's", "Google Cloud:google-cloud Google:google"),
    ("according to The Information, the information is thin", "The Information:the-information"),
    ("OpenAI's Titan, not the Titan X", "OpenAI:openai Titan:jalapeno"),
    ("the lambda function of Lambda", "Lambda:lambda"),
    ("ＮＶＩＤＩＡ　与Tom’s Hardware", "ＮＶＩＤＩＡ:nvidia Tom’s Hardware:toms-hardware"),
    ("NVDA rose; nvda did not", "NVDA:nvidia"),
    ("据路透社和彭博社", "路透社:reuters 彭博社:bloomberg"),
    ("大摩与国君预计", "大摩:morgan-stanley 国君:guotai-junan"),
    ("metadata, Metaphor, Oracleview, xAIs, AWSome", ""),
    ("AI浪潮之下，用户界面甚至强调计算能力，最高通过率也在加快科技进步", ""),
    ("东京东部的声明报告说，关联电厂推广达到几百度的快乐天地", ""),
    ("京东与高通、联电、广达，据明报", "京东:jd 高通:qualcomm 联电:umc 广达:quanta 明报:ming-pao"),
    ("微软48.5万块，Meta22.4万块，xAI10万卡", "微软:microsoft Meta:meta xAI:xai"),
    ("AMD2025年收入，Oracle2027财年与Meta2025Q1", "AMD:amd Oracle:oracle Meta:meta"),
    ("TPU2026年出货，但H1002025年和AI200机柜不算", "TPU:tpu"),
    ("Meta3 and AMD64 are neither firm", ""),
    ("İstanbul buys Nvidia", "Nvidia:nvidia"),
    (
        "SharonAI, VoltaGrid, Georgia Power and Jules Verne",
        "SharonAI:sharon-ai VoltaGrid:voltagrid Georgia Power:southern-company",
    ),
    ("軟銀租給優必達，貿聯與東元供電", "軟銀:softbank 優必達:ubilink 貿聯:bizlink 東元:teco"),
    (
        "零跑汽车与奇瑞、南亞電路板和旺矽，据灼识咨询",
        "零跑汽车:leapmotor 奇瑞:chery 南亞電路板:nan-ya-pcb 旺矽:mpi-corporation 灼识咨询:china-insights-consultancy",
    ),
    ("MIT licence, MIT in Boston, and a state street near State Street", "MIT:mit State Street:state-street"),
    ("黄浦项目与浦项，爱普生与愛普", "浦项:posco 愛普:ap-memory"),
    ("Insight into plexus and a rumble; In Win wins in win-win deals", "In Win:in-win"),
    (
        "Carbon3.ai, K2 Strategic, TerraPower and XTX Markets",
        "Carbon3.ai:carbon3-ai K2 Strategic:k2-strategic TerraPower:terrapower XTX Markets:xtx-markets",
    ),
    ("Falcon Shores, MI430X and the Qualcomm AI200", "Falcon Shores:falcon-shores MI430X:mi430x Qualcomm AI200:ai200"),
    (
        "思元290、深算三号、曦云C600与武当C1296",
        "思元290:siyuan-290 深算三号:shensuan-3 曦云C600:c600 武当C1296:wudang-c1200",
    ),
    ("foreign suppliers and Taiwanese ODMs", "foreign suppliers:foreign-suppliers Taiwanese ODMs:odms"),
    ("城地香江、真视通与航锦科技租卡", "城地香江:chengdi 真视通:zhenshitong 航锦科技:hangjin"),
]


def told(text: str) -> str:
    return " ".join(f"{hit.span.of(text)}:{hit.term.id}" for hit in vocabulary().find(text))


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_names_in_text(text: str, expected: str) -> None:
    assert told(text) == expected


@given(
    st.lists(
        st.sampled_from(["微软", "Meta", " ", "H100", "s", "s ", "İ", "ﬀ", "　", "’", "阿里", "云", "Google Cloud"])
    )
)
def test_hits_are_in_order_and_apart(parts: list[str]) -> None:
    text = "".join(parts)
    hits = vocabulary().find(text)
    assert all(0 <= hit.span.start < hit.span.end <= len(text) for hit in hits)
    assert all(one.span.end <= two.span.start for one, two in pairwise(hits))


def test_a_long_line_costs_no_more_than_its_length() -> None:
    short, long = (partial(vocabulary().find, "Meta" * 20_000 * times) for times in (1, 4))
    assert grows_within(6.0, short, long)
