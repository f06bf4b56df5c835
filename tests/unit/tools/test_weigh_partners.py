"""The tool that weighs the signs of other sides: which figures of an article it learns from."""

from pathlib import Path

from etl.model import Document
from tools.weigh_owners import Article
from tools.weigh_partners import cases, learned

TEXT = "Microsoft has agreed to pay Nebius $17.4 billion for GPU capacity through 2031."
LABEL = {
    "metric": "contract_value",
    "entity": "Microsoft",
    "counterparty": "Nebius",
    "value": 17.4e9,
    "char_start": TEXT.index("$17.4"),
    "char_end": TEXT.index(" for GPU"),
}


def article(**changed: str) -> Article:
    document = Document("a", "a", Path("a.md"), TEXT, language="en", published_on="2025-11-20")
    return Article("a", "train", document, [{**LABEL, **changed}])


def test_the_labelled_other_side_is_the_right_one_of_all_it_could_be() -> None:
    (found,) = cases(article())
    assert found.metric == "contract_value"
    assert found.case.right.count(True) == 1
    assert "seller, contract_value" in found.case.signs[found.case.right.index(True)]


def test_a_figure_of_another_owner_or_metric_teaches_nothing() -> None:
    assert not [*cases(article(entity="Meta")), *cases(article(metric="capex"))]


def test_what_is_learned_speaks_for_the_right_one() -> None:
    weights = learned(list(cases(article())) * 6)
    assert weights["seller, contract_value"] > 0 > weights["nobody, contract_value"]
