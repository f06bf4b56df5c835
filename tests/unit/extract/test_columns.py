"""Tables that lost their bars on the way: rows parted by blanks, commas or strokes, or a cell on each line."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract import extract
from etl.extract.blocks import blocks
from etl.extract.flattened import grids
from etl.extract.reading import read
from etl.model import Document

CAPEX = ("41.2 microsoft 2023", "75.6 microsoft 2024", "118 microsoft 2025", "28.1 meta 2023", "39.2 meta 2024")
TABLES = {
    "blanks": (
        (
            "Capital expenditure (US$ bn)\n"
            "Company 2023 2024 2025E\nMicrosoft 41.2 75.6 118\nMeta Platforms 28.1 39.2 71\n\nEnd."
        ),
        (*CAPEX, "71 meta 2025"),
    ),
    "wide blanks": (
        (
            "Capital expenditure, USD bn\n\n"
            "        2023A     2024A\nMicrosoft    41.2    75.6\nMeta     28.1   39.2\n\nEnd."
        ),
        CAPEX[:2] + CAPEX[3:],
    ),
    "thousands that blanks would join": (
        "出货量(万颗)\n 2023 2024 2025E\n英伟达 167 400 660\nAMD 3 39 58\n\n完。",
        (
            *("167 nvidia 2023", "400 nvidia 2024", "660 nvidia 2025"),
            *("3 amd 2023", "39 amd 2024", "58 amd 2025"),
        ),
    ),
    "commas": (
        "北美云厂资本开支\n单位:亿美元\n公司,4Q23,3Q23,2023全年\n微软,115,112,412\n谷歌,110.1,80.6,323\n\n完。",
        (
            *("115 microsoft 2023Q4", "112 microsoft 2023Q3", "412 microsoft 2023"),
            *("110.1 google 2023Q4", "80.6 google 2023Q3", "323 google 2023"),
        ),
    ),
    "strokes": (
        "AI芯片出货量（千颗）\n\n2024 / 2025 / 2026E\n谷歌 1,480 / 1,950 / 3,080\n英伟达 930 / 1,240 / 1,890\n\n完。",
        (
            *("1,480 google 2024", "1,950 google 2025", "3,080 google 2026"),
            *("930 nvidia 2024", "1,240 nvidia 2025", "1,890 nvidia 2026"),
        ),
    ),
    "strokes of full width, times told from the day": (
        "AI伺服器廠營收\n\n公司／去年12月營收（億元）／去年全年（億元）\n緯創／2,552／21,824\n廣達／2,724／20,861\n\n完。",
        ("2,552 wistron 2025-12", "21,824 wistron 2025", "2,724 quanta 2025-12", "20,861 quanta 2025"),
    ),
    "bars of full width": (
        "季度资本开支（亿美元）\n公司｜3Q24｜2Q25\n亚马逊｜226｜314\n微软｜200｜242\n\n完。",
        ("226 amazon 2024Q3", "314 amazon 2025Q2", "200 microsoft 2024Q3", "242 microsoft 2025Q2"),
    ),
    "months and years as heads, each row in a unit of its own": (
        (
            "沐曦股份产品销售情况\n\n项目 2025年1-3月 2024年 2023年\n"
            "曦云C500 GPU出货量(张) 4,600 13,300 9,400\n收入(亿元) 3.1 7.2 0.3\n\n完。"
        ),
        (
            *("4,600 metax 2025Q1", "13,300 metax 2024", "9,400 metax 2023"),
            *("3.1 metax 2025Q1", "7.2 metax 2024", "0.3 metax 2023"),
        ),
    ),
    "signs of money that stand apart": (
        (
            "CoreWeave, annual report\n\n(in millions, except percentages)\n\n"
            "                          2025       2024\nRevenue                $ 5,131    $ 1,915\n"
            "Capital expenditures    10,309      8,704\n\nEnd."
        ),
        (
            *("$ 5,131 coreweave 2025", "$ 1,915 coreweave 2024"),
            *("10,309 coreweave 2025", "8,704 coreweave 2024"),
        ),
    ),
    "heads of two words, parted by wide blanks": (
        (
            "Microsoft, cash flows\n\n(In millions of US dollars)\n"
            "                          Q1 2025    Q1 2024\nRevenue                 $ 70,066   $ 61,858\n"
            "Capital expenditures      16,745     10,952\n\nEnd."
        ),
        (
            *("$ 70,066 microsoft 2025Q1", "$ 61,858 microsoft 2024Q1"),
            *("16,745 microsoft 2025Q1", "10,952 microsoft 2024Q1"),
        ),
    ),
    "a cell a line, years as heads": (
        (
            "Capital expenditure by company, US$ bn, calendar years\n\n"
            "2024A\n2025E\n\nMicrosoft\n75.6\n118\n\nMeta\n39.2\n71\n\nEnd."
        ),
        ("75.6 microsoft 2024", "118 microsoft 2025", "39.2 meta 2024", "71 meta 2025"),
    ),
    "a cell a line, with growth, ranges and a gap": (
        (
            "云厂资本开支（单位：亿美元）\n公司\n25Q4资本开支\n同比\n2025全年\n2026指引\n"
            "甲骨文\n121\n+80%\n388\n480-520\nMeta\n233\n-4%\n710\n约1100\n微软\n361\n+59%\n1201\n未给出\n\n完。"
        ),
        (
            *("121 oracle 2025Q4", "388 oracle 2025", "480-520 oracle 2026"),
            *("233 meta 2025Q4", "710 meta 2025", "1100 meta 2026"),
            *("361 microsoft 2025Q4", "1201 microsoft 2025"),
        ),
    ),
    "a cell a line in Traditional signs": (
        (
            "雲端業者資本支出\n單位：億美元\n\n業者\n4Q24\n4Q25\n2025\n\n谷歌\n143\n279\n914\n\n"
            "亞馬遜\n263\n395\n1,318\n\n完。"
        ),
        (
            *("143 google 2024Q4", "279 google 2025Q4", "914 google 2025"),
            *("263 amazon 2024Q4", "395 amazon 2025Q4", "1,318 amazon 2025"),
        ),
    ),
    "a cell a line, firm and chip before the values, a sum below": (
        (
            "自研芯片出货预测(单位:万颗)\n公司\n芯片\n2024A\n2025E\n2026E\n谷歌\nTPU\n151\n242\n433\n"
            "亚马逊\nTrainium\n111\n142\n203\n合计\n262\n384\n636\n\n完。"
        ),
        (
            *("151 google 2024", "242 google 2025", "433 google 2026"),
            *("111 amazon 2024", "142 amazon 2025", "203 amazon 2026"),
            *("262 google+amazon 2024", "384 google+amazon 2025", "636 google+amazon 2026"),
        ),
    ),
    "a cell a line, heads of quarters and a guide": (
        (
            "Capex tracker. All figures in US$bn, where disclosed. Calendar quarters throughout.\n"
            "Company\nQ3 2024\nQ3 2025\n2026 guide\nAlphabet\n13.2\n24.1\n~180\nMeta\n9.3\n19.5\n115-135\n\nEnd."
        ),
        (
            *("13.2 google 2024Q3", "24.1 google 2025Q3", "180 google 2026"),
            *("9.3 meta 2024Q3", "19.5 meta 2025Q3", "115-135 meta 2026"),
        ),
    ),
}


@pytest.mark.parametrize("kind", TABLES)
def test_each_cell_is_read_under_its_head_and_beside_its_label(kind: str) -> None:
    text, wanted = TABLES[kind]
    language = "zh" if "完" in text else "en"
    document = Document("0", "t", Path("t.md"), text, language=language, published_on="2026-03-01")
    found = extract(document).mentions
    told = [f"{one.quantity.surface} {'+'.join(one.entity)} {one.period.label if one.period else '-'}" for one in found]
    assert told == list(wanted)


NO_TABLES = (
    "Government: 50,000 chips\nSamsung: 50,000 chips\nSK Group: 50,000 chips\n",
    "微软 FY26E 1,400亿美元\n谷歌 2026E 1,350亿美元\n亚马逊 2026E 1,450亿美元\n",
)


@pytest.mark.parametrize("text", NO_TABLES)
def test_a_list_of_amounts_is_not_cut_at_the_commas_of_its_thousands(text: str) -> None:
    document = Document(
        "0", "t", Path("t.md"), text, language="zh" if "微" in text else "en", published_on="2026-03-01"
    )
    extraction = extract(document)
    found = [*(one.quantity for one in extraction.mentions), *(one.quantity for one in extraction.unexplained)]
    assert {one.surface.count(",") for one in found if one.surface[0].isdigit()} == {1}


def test_points_that_are_numbered_on_lines_of_their_own_are_no_table() -> None:
    text = (
        "超节点芯片\n\n要点\n\n两股力量在推动国产芯片。\n\n驱动力\n\n1\n\n政策\n\nH20自2025年起不能再卖进中国。\n\n2\n\n需求\n\n"
        "字节跳动2025年下单20万颗;阿里2025年资本开支1200亿元。\n\n3\n\n技术\n\n算力约为H100的六成。\n"
    )
    reading = read(Document("0", "t", Path("t.md"), text, language="zh", published_on="2026-03-01"))
    assert list(grids(reading.plain, blocks(text))) == []
