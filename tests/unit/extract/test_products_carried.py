"""Which product a figure takes over from what was told before, and which it cannot be of."""

from pathlib import Path

import pytest

from etl.extract import extract
from etl.model import Document
from tests.texts import document_of

TPUS = "Anthropic plans to use up to one million TPUs from Google. "
HOPPERS = "据Omdia估算，微软2024年购入48.5万块英伟达Hopper芯片。\n\n"
CARDS = "2024年华为昇腾出货64万张，据IDC统计，英伟达约占七成，昆仑芯和寒武纪分别出货6.9万张和2.6万张。"
TRAINIUM = "Amazon deployed close to 500,000 Trainium2 chips in Project Rainier. "
MI450 = "OpenAI将部署AMD的MI450芯片。"
INSTINCT = "AMD will supply OpenAI with six gigawatts of Instinct GPUs. "
COMMITTED = "OpenAI committed $250 billion to Microsoft Azure, $300 billion to Oracle and $22.4 billion to CoreWeave."
SITES = "Hyperion, Meta's Louisiana site, will cost $27 billion; Prometheus, in Ohio, is to reach 1 GW in 2026."
OWN = "Meta and Google each deployed 1.5mn of their in-house chips, Amazon some 1.3mn Trainium and Inferentia chips."
BEGUN = "Nebius gets $19.4 billion from Microsoft over five years, and Nscale plans to deploy 12,600 GB300 GPUs."
SAID = (
    (TRAINIUM + "Meanwhile CoreWeave's power under contract reached 2.9 GW at the end of September.", "2.9 GW", ""),
    (TRAINIUM + "Separately, Lambda signed a contract with Microsoft worth $3 billion.", "$3 billion", ""),
    (TRAINIUM + "Anthropic signed a contract with Amazon worth $8 billion for them.", "$8 billion", "trainium-2"),
    (TRAINIUM + "They draw 1.2 GW.", "1.2 GW", "trainium-2"),
    (MI450 + "首个1吉瓦定于2026年下半年上线。", "1吉瓦", "mi450"),
    (MI450 + "与此同时，CoreWeave签约电力达到2.9吉瓦。", "2.9吉瓦", ""),
    (MI450 + "另外，微软与Lambda签订30亿美元的云服务合同。", "30亿", ""),
    (TPUS + "Elon Musk's xAI runs 200,000 GPUs in Memphis.", "200,000", ""),
    (TPUS + "Elon Musk's xAI has 200,000 GPUs in Memphis and wants to reach 300,000.", "300,000", ""),
    (TPUS + "Meta has already bought 40,000 of them.", "40,000", "tpu"),
    ("Microsoft uses H100s for most of its work. It bought 150,000 GPUs in 2023.", "150,000", "h100"),
    (HOPPERS + "OpenAI与博通合作的首款芯片预计2026年量产，采用台积电3纳米工艺。", "2026年", ""),
    (HOPPERS + "英伟达的Rubin预计2026年量产。", "2026年", "rubin"),
    (CARDS, "64万张", "ascend"),
    (INSTINCT + "Nvidia agreed to put $100 billion into OpenAI for at least 10 GW of its systems.", "10 GW", ""),
    (INSTINCT + "Nvidia said that OpenAI would buy 4 million GPUs from it as well.", "4 million GPUs", ""),
    ("H200s rent for about $2.50 an hour and B200s for $3.79 to $5.50.", "$2.50 an hour", "h200"),
    ("H200s rent for about $2.50 an hour and B200s for $3.79 to $5.50.", "$3.79 to $5.50", "b200"),
    ("xAI runs 230,000 GPUs, among them 30,000 GB200s, at its Memphis site.", "230,000 GPUs", ""),
    (COMMITTED, "$250 billion", "azure"),
    (COMMITTED, "$22.4 billion", ""),
    (SITES, "$27 billion", "hyperion"),
    (SITES, "1 GW", "prometheus"),
    ("中国移动公布中标候选人：采购类CUDA服务器7058台，标包2采购昇腾服务器936台。", "7058台", "server"),
    ("Microsoft bought 20,000 and 50,000 H200s in 2023 and 2024.", "20,000", "h200"),
    ("2025年华为昇腾出货81.2万张，百度昆仑芯与寒武纪均为11.6万张。", "11.6万张", ""),
    (OWN, "1.5mn", ""),
    (OWN, "1.3mn", "trainium-inferentia"),
    (BEGUN, "$19.4 billion", ""),
    (BEGUN, "12,600", "gb300"),
    (CARDS, "七成", ""),
    (CARDS, "6.9万张", ""),
    (CARDS, "2.6万张", ""),
    ("MediaTek shipped 400,000 TPUs for Google in 2025.", "400,000", "tpu"),
)


def test_what_is_rented_is_not_the_chip_that_the_title_is_about() -> None:
    text = "到2025年中期，甲骨文和微软会为OpenAI备好一个英伟达集群，每年租金约为25亿美元。"
    document = Document("0", "t", Path("t.md"), text, title="OpenAI首款自研芯片即将流片", language="zh")
    (found,) = extract(document).mentions
    assert (found.metric, found.entity) == ("rental_cost_per_year", ("openai",))
    assert found.product != "first-custom-chip"


@pytest.mark.parametrize(("text", "surface", "product"), SAID)
def test_a_figure_is_of_a_product_that_it_can_be_of(text: str, surface: str, product: str) -> None:
    language = "zh" if "。" in text else "en"
    document = Document("0", "t", Path("t.md"), text, language=language, published_on="2025-08-12")
    found = {one.quantity.surface: one.product for one in extract(document).mentions if one.metric != "attribute"}
    told = {product for written, product in found.items() if written.startswith(surface)}
    assert told == {product}, found


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("华为计划在2026年第一季度推出昇腾950PR，2027年第四季度推出昇腾960。", ["ascend-950pr", "ascend-960"]),
        ("昇腾950PR于2026年第一季度推出，昇腾960于2027年第四季度推出。", ["ascend-950pr", "ascend-960"]),
        ("In the first quarter of 2026 comes the Ascend 950PR, and in late 2027 the Ascend 960.", ["ascend-950pr"]),
    ],
)
def test_a_date_is_of_the_chip_of_its_own_clause(text: str, chips: list[str]) -> None:
    dated = [one.product for one in extract(document_of(text)).mentions if one.metric == "production_date"]
    assert dated[: len(chips)] == chips
