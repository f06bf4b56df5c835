"""What is known of firms besides a text, and how much a text speaks of them, as signs of whose a figure is."""

from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from etl.extract import extract, owning
from etl.extract.candidates import Candidate, candidates
from etl.languages import detect
from etl.model import Document


def offered(text: str) -> list[dict[tuple[str, ...], frozenset[str]]]:
    """Return, by figure, who it could be of and the signs of each."""
    found: list[dict[tuple[str, ...], frozenset[str]]] = []

    def told(*asked: Any) -> list[Candidate]:
        every = candidates(*asked)
        found.append({one.ids: frozenset(one.signs) for one in every})
        return every

    with mock.patch.object(owning, "candidates", told):
        extract(Document("0", "t", Path("t.md"), text, language=detect(text), published_on="2025-11-20"))
    return found


@pytest.mark.parametrize(
    ("text", "firm", "sign"),
    [
        ("Yotta wants to spend ₹8,000 crore on AI data centres.", "yotta", "money of its land, spent, rest"),
        ("Yotta wants to spend $800 million on AI data centres.", "yotta", "money of another land, spent, USD"),
        ("腾讯三季度资本开支130亿元。", "tencent", "money of its land, spent, CNY"),
        ("Nscale wants to spend £800 million on AI data centres.", "nscale", "money of its land, spent, rest"),
        ("Meta's capex was $19.4 billion in the third quarter.", "meta", "giant of capex, USD of 11 digits"),
        ("Meta's capex was $19.4 billion in the third quarter.", "meta", "meta of capex"),
        ("CoreWeave signed a contract with OpenAI for $6.5 billion.", "openai", "openai beside coreweave, contract"),
        ("In 2024 Meta bought 224,000 Hopper GPUs.", "meta", "0 figures, 0 names between, before"),
        ("Meta, like Oracle, bought 224,000 Hopper GPUs in 2024.", "meta", "1 names between, before"),
        ("Some 224,000 Hopper GPUs were bought by Meta in 2024.", "meta", "0 figures between, after"),
        ("2024年Meta买了22.4万块Hopper。", "meta", "0 clauses between, before"),
    ],
)
def test_a_candidate_is_known_by_his_money_his_size_his_company_and_what_stands_between(
    text: str, firm: str, sign: str
):
    assert sign in offered(text)[0][firm,]


@pytest.mark.parametrize(
    "text",
    [
        "CoreWeave signed a contract with OpenAI for $6.5 billion. It and Meta will pay $14.2 billion more.",
        "谷歌和微软2024年分别购买了16.9万块和48.5万块芯片，Meta的TPU集群由谷歌云提供，造价30亿美元。",
    ],
)
def test_a_sign_of_a_candidate_is_told_once(text: str):
    told: list[Candidate] = []
    with mock.patch.object(owning, "candidates", lambda *asked: told.extend(found := candidates(*asked)) or found):
        extract(Document("0", "t", Path("t.md"), text, language=detect(text), published_on="2025-11-20"))
    assert told
    for one in told:
        assert len(one.signs) == len(one.mentioned) + sum(map(len, one.lasting))


def test_how_often_a_text_names_a_candidate_counts_what_belongs_to_him():
    text = "Google sells TPUs. Alphabet is pleased. Meta's capex was $19.4 billion in the third quarter."
    signs = offered(text)[0]
    assert "named 3 times, elsewhere" in signs["google",]
    assert "named 1 times, here" in signs["meta",]


def test_figures_told_so_far_are_counted_by_owner_and_metric():
    text = (
        "Meta's capex was $19.4 billion in the third quarter. "
        "Microsoft's capex was $34.9 billion in the third quarter. "
        "Meta's capex was $22 billion in the fourth quarter."
    )
    signs = offered(text)[-1]["meta",]
    assert "owner of 1 of 2 figures so far, here" in signs
    assert "owner of 2 quarters of the metric, here, capex" in signs
