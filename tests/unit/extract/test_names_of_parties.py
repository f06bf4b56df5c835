"""Who can be a party of a figure: states only where they act, short forms only of firms named in full."""

from pathlib import Path

import pytest

from etl.extract.leaders import speaking
from etl.extract.names import Role, groups, roles
from etl.extract.organisations import organisations, short_forms
from etl.extract.reading import known, read
from etl.extract.states import parties
from etl.languages.script import fold, lower
from etl.model import Document
from etl.vocabulary import vocabulary

STATES = [
    ("韩国目前拥有的高端GPU约6.5万块", ["south-korea"]),
    ("届时韩国使用的AI芯片将达30万颗", ["south-korea"]),
    ("英伟达将向沙特供应50万颗芯片", ["nvidia", "saudi-arabia"]),
    ("India has ordered 14,000 GPUs", ["india"]),
    ("Nvidia will ship 18,000 chips to Saudi Arabia", ["nvidia", "saudi-arabia"]),
    ("在韩国，英伟达的市场份额为90%", ["nvidia"]),
    ("AWS invests $5 billion in South Korea", ["amazon"]),
    ("The Indian government pays for it", ["india-government"]),
    ("France hopes; the government bought 1,000 GPUs", ["france-government"]),
    ("在印度，政府今年买下1.3万块", ["india-government"]),
    ("字节跳动在马来西亚租下120兆瓦数据中心", ["bytedance"]),
    ("the government bought 1,000 GPUs", []),
    ("印度的市政府", []),
]
SHORT = [
    ("Meridian Compute Holdings ordered GPUs. Meridian pays later.", "Meridian", 2),
    ("中国移动的开支1512亿元，移动说还会加", "china-mobile", 2),
    ("奥飞数据签约，奥飞称年内交付", "aofei-data", 2),
    ("Core Scientific signed. Core of the deal is a lease.", "core-scientific", 1),
]
WORDS_TOO = [
    ("三大运营商：移动今年投1366亿元，电信730亿元", ["china-carriers", "china-mobile", "china-telecom"]),
    ("移动：去年1509亿元\n明年，移动的开支再减", ["china-mobile", "china-mobile"]),
    ("创意(3443)营收38亿元，创意今年再增", ["guc", "guc"]),
    ("移动互联网：增长\n电信业投资300亿元，创意很多", []),
    ("三大运营商的移动网与移动支付", ["china-carriers"]),
    ("Galaxy Digital builds; Galaxy Watch sells, Galaxy earns", ["galaxy", "galaxy"]),
    ("A Galaxy phone costs $900", []),
    ("CleanSpark and MARA mine; Galaxy rents", ["cleanspark", "mara", "galaxy"]),
    ("世芯與聯發科接單，創意手上也有", ["alchip", "mediatek", "guc"]),
    ("世芯接單，創意手上也有", ["alchip"]),
    ("蔚来、小鹏造芯，理想去年才加速", ["nio", "xpeng", "li-auto"]),
    ("Schwarz, the grocer, builds; Riot, which mines, does not", ["schwarz", "riot"]),
    ("a riot, which followed", []),
]
LISTED = [
    ("亞馬遜(Amazon)、谷歌(Alphabet)、微軟(Microsoft)及Meta四家", ["amazon", "google", "microsoft", "meta"]),
    ("微软(MSFT)、谷歌(GOOGL)与亚马逊(AMZN)三家", ["microsoft", "google", "amazon"]),
    ("Microsoft (MSFT), Alphabet (GOOGL) and Meta (META) spend", ["microsoft", "google", "meta"]),
    ("Tesla and Elon Musk's xAI bought chips", ["tesla", "xai"]),
    ("把甲骨文(Oracle)、微软推上风口", ["oracle", "microsoft"]),
]
OF_LANDS = [
    ("微软、日本软银、韩国三星宣布", ["microsoft", "softbank", "samsung"]),
    ("OpenAI與甲骨文(Oracle)、日本軟銀聯合宣布", ["openai", "oracle", "softbank"]),
    ("英伟达和台湾的鸿海宣布", ["nvidia", "foxconn"]),
]
SIGNED = [
    ("微软与英伟达签订10万块芯片的采购合同", [("microsoft", Role.SUBJECT), ("nvidia", Role.SELLER)]),
    ("優刻得與騰訊簽署算力設備銷售合約", [("ucloud", Role.SUBJECT), ("tencent", Role.BENEFICIARY)]),
    ("OpenAI和甲骨文已达成协议", [("openai", Role.SUBJECT), ("oracle", Role.PARTNER)]),
    ("Meta與谷歌正洽談購買TPU", [("meta", Role.SUBJECT), ("google", Role.PARTNER)]),
    ("微软和Meta今年签订的合同", [("microsoft", Role.SUBJECT), ("meta", Role.SUBJECT)]),
]
LEADERS = [
    ("黃仁勳說，Hopper出貨400萬顆", ["nvidia"]),
    ("Jassy said the sum was firm", ["amazon"]),
    ("Pichai expects more, Nadella reads", ["google"]),
    ("附近的店卖起黄仁勋套餐", []),
    ("**Lisa Su, CEO:** Sure, one gigawatt", []),
    ("an altman said it", []),
]
PERSONS = [
    "Prices fell, says June Paik, who runs a chip team of 200 people",
    '"We ordered 4,000 GPUs," said Gupta, who pays for them',
]


@pytest.mark.parametrize(("text", "expected"), STATES)
def test_a_state_is_a_party_where_it_acts(text: str, expected: list[str]) -> None:
    assert [hit.term.id for hit in parties(text, vocabulary().find(text))] == expected


@pytest.mark.parametrize(("text", "name", "times"), SHORT)
def test_a_firm_named_in_full_is_known_by_its_short_form(text: str, name: str, times: int) -> None:
    found = [hit.term.id for hit in organisations(text, vocabulary().find(text))]
    assert sum(one.startswith(name) for one in found) == times


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_names_given_twice_stand_in_one_list(text: str, expected: list[str]) -> None:
    plain = lower(fold(text))
    assert [name.term.id for name in groups(roles(plain, known(text)))[-1]] == expected


@pytest.mark.parametrize(("text", "expected"), OF_LANDS)
def test_the_land_of_a_firm_parts_no_list(text: str, expected: list[str]) -> None:
    plain = lower(fold(text))
    assert [name.term.id for name in groups(roles(plain, parties(text, known(text))))[-1]] == expected


@pytest.mark.parametrize(("text", "expected"), SIGNED)
def test_two_firms_that_sign_stand_on_two_sides(text: str, expected: list[tuple[str, Role]]) -> None:
    plain = lower(fold(text))
    assert [(name.term.id, name.role) for name in roles(plain, known(text)) if name.term.kind == "company"] == expected


@pytest.mark.parametrize(("text", "expected"), LEADERS)
def test_who_leads_a_firm_stands_for_it_where_he_or_she_speaks(text: str, expected: list[str]) -> None:
    found = speaking(lower(fold(text)), known(text))
    assert [hit.term.id for hit in found if hit.term.kind == "company"] == expected


def test_who_leads_a_firm_is_no_name_of_it_in_a_cell() -> None:
    assert vocabulary().resolve("Jensen Huang") is None


@pytest.mark.parametrize(("text", "expected"), WORDS_TOO)
def test_a_name_that_is_a_word_too_needs_the_text_to_single_out_its_firm(text: str, expected: list[str]) -> None:
    assert [hit.term.id for hit in known(text)] == expected


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("昇腾960和970将推出", ["ascend-960", "ascend-970"]),
        ("昇騰950PR、950DT與960", ["ascend-950pr", "ascend-950dt", "ascend-960"]),
        ("Ascend 950 and 960 follow", ["ascend-950", "ascend-960"]),
        ("百度昆仑芯M100、M300", ["baidu", "kunlun-m100", "kunlun-m300"]),
        ("思元590和690万颗", ["siyuan-590"]),
        ("昇腾960和555", ["ascend-960"]),
    ],
)
def test_a_chip_is_known_by_its_number_behind_one_of_its_family(text: str, chips: list[str]) -> None:
    assert [hit.term.id for hit in known(text)] == chips


@pytest.mark.parametrize("name", ["昇騰310", "昇騰920", "昇騰950PR", "昇騰950DT", "昇騰960", "昇騰970"])
def test_a_chip_is_known_by_all_of_its_name_in_traditional_signs(name: str) -> None:
    assert [hit.span.of(name) for hit in known(name)] == [name]


@pytest.mark.parametrize("text", PERSONS)
def test_who_speaks_is_no_firm(text: str) -> None:
    assert organisations(text, vocabulary().find(text)) == []


def test_short_forms_end_at_two_signs() -> None:
    assert [*short_forms("腾讯云")] == ["腾讯"]
    assert [*short_forms("云科技")] == []


@pytest.mark.parametrize(
    ("text", "named"),
    [("輝達、超微搶單", ["nvidia", "amd"]), ("英伟达、超微抢单", ["nvidia"]), ("美超微擴產", ["supermicro"])],
)
def test_some_names_count_in_traditional_signs_only(text: str, named: list[str]) -> None:
    assert [hit.term.id for hit in known(text)] == named


@pytest.mark.parametrize(
    "text",
    [
        "1.2 GW AI data centre in Abilene",
        "Dell took $12 billion of new AI-server orders",
        "The Client Solutions Group reported sales of $12 billion",
    ],
)
def test_a_unit_a_composed_word_and_a_segment_are_no_firms(text: str) -> None:
    assert [hit.term.id for hit in organisations(text, known(text)) if hit.term.cls == "unlisted"] == []


def test_a_text_that_names_a_states_machine_names_no_chips_by_that() -> None:
    text = "The Aurora supercomputer cost $500 million. Colossus did not."
    told = [read(Document("0", "own", Path("own.md"), one, language="en")).leaning for one in (text, text[:43])]
    assert "the text names few chips" in told[0]
    assert "the text names no chips" in told[1]
