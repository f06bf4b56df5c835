"""What the same teller had forecast earlier is of the same period as the newer figure, and replaced by it."""

import pytest

from etl.extract import extract
from etl.model import Mention
from tests.texts import document_of

GUIDED = "capex_guidance"


def figures(text: str, published_on: str) -> list[Mention]:
    return [*extract(document_of(text, published_on=published_on)).mentions]


@pytest.mark.parametrize(
    "text",
    [
        "Meta预计2025年资本支出为700亿至720亿美元，上季度预期为660亿至720亿美元。",
        "Meta预计2025年资本支出为700亿至720亿美元，高于7月时预测的660亿至720亿美元。",
        "亚马逊预计2025年资本支出约1250亿美元，高于三个月前预测的1180亿美元。",
        "谷歌预计2025年资本支出为910亿至930亿美元，而7月份的预测为850亿美元。",
        "谷歌預計2025年資本支出910億至930億美元，高於上季預估的850億美元。",
        "微软预计2025年资本开支将超过1000亿美元，年初给出的指引为800亿美元。",
        "Amazon expects capex of about $125 billion in 2025, above the $118 billion it forecast a quarter earlier.",
        "Amazon expects capex of about $125 billion in 2025, up from the $118 billion it had forecast in July.",
        "Amazon now sees 2025 capex of $125 billion, compared with the $118 billion it projected three months ago.",
        "Amazon now sees 2025 capex of about $125 billion. Its July forecast was $118 billion.",
        "Alphabet now expects 2025 capital spending of $91 billion to $93 billion, compared with $85 billion in July.",
        "Oracle's capex for fiscal 2026 is now seen at $35 billion, up from $25 billion guided three months earlier.",
        "Meta guided to 2025 capex of $72 billion, from last quarter's forecast of $66 billion.",
    ],
)
def test_an_earlier_forecast_is_of_the_time_of_the_newer_one(text: str) -> None:
    newer, older = figures(text, published_on="2025-10-31")
    assert older.metric == newer.metric == GUIDED
    assert (older.period, older.status, older.attributed_to) == (newer.period, newer.status, newer.attributed_to)
    assert "superseded" in older.flags
    assert "superseded" not in newer.flags


def test_what_came_in_otherwise_than_forecast_replaces_nothing() -> None:
    text = "Meta's capex for 2025 came to $72 billion, above the $66 billion it forecast a quarter earlier."
    spent, forecast = figures(text, published_on="2026-01-31")
    assert (spent.metric, forecast.metric, forecast.status) == ("capex", GUIDED, "guidance")
    assert forecast.period == spent.period
    assert "superseded" not in forecast.flags


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Meta's capex was $17 billion in the third quarter of 2025, up from $16 billion a quarter earlier.", "23"),
        ("Meta第三季度资本开支170亿美元，上季度为160亿美元。", "23"),
    ],
)
def test_what_was_spent_earlier_is_of_its_own_time(text: str, periods: str) -> None:
    newer, older = figures(text, published_on="2025-10-31")
    assert [older.period.label[-1], newer.period.label[-1]] == [*periods]


def test_what_is_more_than_a_year_earlier_replaces_nothing() -> None:
    told = "Broadcom's AI revenue rose 63% from a year earlier to $5.2 billion in its fiscal third quarter."
    (figure,) = figures(told, published_on="2025-09-04")
    assert "superseded" not in figure.flags


@pytest.mark.parametrize(
    "text",
    ["彭博社此前报道，华为明年计划生产约60万颗昇腾910C。", "Oracle ordered 30,000 GPUs from AMD, it previously said."],
)
def test_what_was_reported_earlier_is_replaced_by_nothing(text: str) -> None:
    (figure,) = figures(text, published_on="2025-09-18")
    assert "superseded" not in figure.flags
