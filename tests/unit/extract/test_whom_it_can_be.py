"""Whom a figure can be of besides who is named beside it: the state of a text, several firms, firms without a name."""

from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from etl.extract import extract, firms_en, firms_zh, owning, several
from etl.extract.candidates import Candidate, candidates
from etl.extract.countries import spoken
from etl.extract.reading import known, read, scenes
from etl.languages import detect
from etl.model import Document
from etl.vocabulary import vocabulary


def document(text: str, title: str = "") -> Document:
    return Document("0", "t", Path("t.md"), text, title=title, language=detect(text), published_on="2025-11-20")


def offered(text: str, title: str = "") -> list[dict[tuple[str, ...], frozenset[str]]]:
    """Return, by figure, who it could be of and the signs of each."""
    found: list[dict[tuple[str, ...], frozenset[str]]] = []

    def told(*asked: Any) -> list[Candidate]:
        every = candidates(*asked)
        found.append({one.ids: one.signs for one in every})
        return every

    with mock.patch.object(owning, "candidates", told):
        extract(document(text, title))
    return found


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Ottawa has a plan. The public programme buys 2,000 H100 GPUs in 2025.", "canada"),
        ("Korean officials met Nvidia. The ministry plans to buy 13,000 GPUs this year.", "south-korea"),
        ("印度公布算力计划。政府补贴的平台已部署3.8万块GPU。", "india"),
        ("首爾公布計畫。國家計畫今年採購1.3萬塊輝達GPU。", "south-korea"),
    ],
)
def test_a_figure_can_be_of_the_state_that_the_text_speaks_of(text: str, state: str):
    signs = offered(text)[-1][(state,)]
    assert any(sign.startswith("the state of the text, words of governing") for sign in signs)
    assert any(sign.startswith("the state last spoken of") for sign in signs)


def test_no_state_is_offered_where_none_is_spoken_of():
    terms = vocabulary().terms
    for ids in offered("Meta bought 224,000 Hopper GPUs in 2024.")[0]:
        assert not any(one in terms and terms[one].cls == "government" for one in ids)


def test_a_word_by_which_a_state_is_called_is_of_one_state_alone():
    called = [(word, term) for term in vocabulary().terms.values() for word in term.called]
    assert {term.kind for _, term in called} == {"state"}
    assert len({word for word, _ in called}) == len(called)


def test_states_are_found_where_they_stand_in_either_script():
    text = "British money, 首尔的计划, and Saudi Arabia's order; a polished Indiana site"
    assert [(text[place:].split(maxsplit=1)[0], state) for place, state in spoken(text, known(text))] == [
        ("British", "united-kingdom"),
        ("首尔的计划,", "south-korea"),
        ("Saudi", "saudi-arabia"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Amazon, Google and Microsoft report this week. Those three spent $190 billion on capex in 2024.",
        "亚马逊、谷歌和微软本周公布财报。这三家2024年资本开支为1900亿美元。",
    ],
)
def test_as_many_as_are_counted_are_those_listed_before(text: str):
    signs = offered(text)[-1][("amazon", "google", "microsoft")]
    assert any(sign.startswith("as many as counted") for sign in signs)


@pytest.mark.parametrize(
    "text",
    [
        "Amazon's 2024 capex was $83 billion. Google's was $53 billion. Together that is $136 billion of capex.",
        "亚马逊2024年资本开支为830亿美元。谷歌为530亿美元。合计1360亿美元。",
    ],
)
def test_a_sum_is_of_those_whose_figures_were_just_told(text: str):
    signs = offered(text)[-1][("amazon", "google")]
    assert any(sign.startswith("those just told of, of the same kind, summed") for sign in signs)


def test_lists_are_held_by_their_length_and_sources_are_none():
    text = "According to Omdia and IDC, Meta, Google and xAI bought GPUs. Amazon and Oracle bought none."
    listed = several.listed(scenes(read(document(text))))
    assert listed[3] == ("meta", "google", "xai")
    assert listed[2] == ("amazon", "oracle")


def test_who_buys_from_whom_the_text_is_about_is_told():
    found = offered("Fluidstack takes 160 MW more at Lake Mariner.", title="TeraWulf finds a tenant")[-1]
    assert any(sign.startswith("the text is about it") for sign in found[("terawulf",)])


def test_who_heads_a_line_is_told_for_all_of_it():
    found = offered("Notes of the day\n\n- Meta: more again. Capex was $72 billion in 2025, said Susan Li.")[-1]
    assert "heads its line" in found[("meta",)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("公司与A公司签约，客户B付款，某互联网大厂下单。", ["A公司", "客户B", "某互联网大厂"]),
        ("供應商C交付，北京某云租用。", ["供應商C", "北京某云"]),
    ],
)
def test_firms_whose_names_are_kept_back_are_firms(text: str, names: list[str]):
    assert set(names) <= set(firms_zh.names(text))


def test_a_customer_with_a_letter_for_a_name_is_a_firm():
    assert list(firms_en.names("We signed with Customer A; Customer service and Company A's news are none.")) == [
        "Customer A"
    ]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (
            "TeraWulf and Aker signed.\nA landlord let 40 MW to Crusoe; the latter pays $60 million a year in rent.",
            "crusoe",
        ),
        (
            "Indosat与Lintasarta合建AI机房。\n本地一家地产商把8兆瓦数据中心租给智谱，后者年付租金1.5亿港元。",
            "zhipu",
        ),
    ],
)
def test_the_latter_is_whom_the_sentence_names_where_the_former_has_no_name(text: str, owner: str):
    signs = offered(text)[-1]
    assert [ids for ids, told in signs.items() if "the former or the latter" in told] == [(owner,)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Stargate in numbers\n\n$500 billion is to be invested in AI data centers over four years.", "heading"),
        ("星际之门进度\n\n四年内对AI数据中心投资5000亿美元。", "heading"),
        ("Work on Stargate goes on. $500 billion will be invested in AI data centers.", "sentence before"),
    ],
)
def test_the_founders_of_what_was_told_above_can_own_a_figure(text: str, place: str):
    founders = offered(text)[-1]["openai", "softbank", "oracle"]
    assert f"founders of what its {place} tells, spent" in founders


@pytest.mark.parametrize(
    "text",
    [
        "广达11月出货GB200机柜800柜，纬创出货900柜，鸿海出货1400柜。三家合计出货3100柜。",
        "Quanta shipped 800 GB200 racks, Wistron 900 and Foxconn 1,400. The three firms together shipped 3,100 racks.",
    ],
)
def test_as_many_as_counted_are_those_whose_figures_were_just_told(text: str):
    signs = offered(text)[-1]["quanta", "wistron", "foxconn"]
    assert "as many as counted, just told of, shipped" in signs


@pytest.mark.parametrize(
    "text",
    [
        "Microsoft's neocloud contracts\n\nNscale signed a $21 billion contract for AI compute with Aker.",
        "微软的算力租约\n\n合同加起来：Nscale与Iren签下90亿美元算力合同。",
    ],
)
def test_who_is_no_side_of_the_deal_of_a_sentence_can_own_its_sum_and_is_marked(text: str):
    marked = {ids for ids, signs in offered(text)[-1].items() if "outside the deal of its sentence" in signs}
    assert ("microsoft",) in marked
    assert ("nscale",) not in marked


def test_partners_who_set_nothing_up_together_are_offered_by_a_weaker_sign():
    beside = offered("Oracle signed a $10 billion contract for AI compute with Crusoe.")[0]["oracle", "crusoe"]
    assert any(sign.startswith("beside its partners") for sign in beside)
    assert not any(sign.startswith("together with its partners") for sign in beside)


def test_signs_tell_whose_the_figures_before_were_and_in_which_part_a_firm_stood_before():
    first, second = offered("Meta spent $70 billion on AI capex in 2025. Its capex will be $90 billion in 2026.")
    assert "owner of 0 of 0 figures told" in first["meta",]
    assert {"owner of 1 of 1 figures told", "owner of 1 of 1 of the metric"} <= second["meta",]
    assert {"subject in the sentence before", "alone in the sentence before"} <= second["meta",]
    assert "nobody of capex_guidance" in second[()] or "nobody of capex" in second[()]


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("Amazon deployed 400,000 Trainium2 chips in 2025.", "goods of its own named, giant, units_deployed"),
        ("Amazon bought 400,000 H100 GPUs in 2025.", "goods of others named, giant, units_purchased"),
        ("Amazon's capex was $100 billion in 2025.", "no goods named, giant, capex"),
    ],
)
def test_whose_goods_a_sentence_names_is_told_of_each(text: str, goods: str):
    assert goods in offered(text)[0]["amazon",]
