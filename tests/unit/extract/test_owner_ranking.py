"""Whose a figure is: the ranking of candidates on texts of many kinds, and the weights it goes by."""

import tomllib

import pytest

from etl.extract import extract, ranking
from etl.extract.candidates import Candidate
from tests.texts import document_of

OWNED = [
    # the chip's designer, not the foundry that makes it
    ("Meta's MTIA, built at TSMC on 5nm, has a chip team of 300 people.", "team_size meta"),
    # the user, not the landlord or the cloud
    ("Nscale will supply 23,040 GB300 GPUs to Microsoft.", "units_planned microsoft"),
    ("由CoreWeave为OpenAI部署的集群已有1.6万块H100。", "units_deployed openai"),
    # the buyer, not the seller
    ("Dell won a $5.8 billion order for GB300 servers from IREN.", "contract_value iren"),
    ("英伟达将向沙特供应超过26万块Blackwell图形处理器。", "units_planned saudi-arabia"),
    # an investor named beside a firm is no owner
    ("d-Matrix, Microsoft-backed, says that revenue from its AI chips will pass $100m this year.", "revenue d-matrix"),
    # the former and the latter
    ("Anthropic与谷歌扩大合作：前者将使用多达100万颗TPU。", "units_planned anthropic"),
    # a backlog is the seller's, whoever ordered
    ("Oracle's RPO reached $523bn, helped by commitments from Meta and Nvidia.", "contract_value oracle"),
    # who only describes what a firm is
    (
        "Microsoft bought 485,000 Hopper GPUs in 2024, more than twice the 224,000 that Meta purchased.",
        "units_purchased meta",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), OWNED)
def test_a_figure_goes_to_its_owner(text: str, wanted: str) -> None:
    assert wanted in [f"{mention.metric} {'+'.join(mention.entity)}" for mention in extract(document_of(text)).mentions]


def test_the_heaviest_candidate_is_best_and_the_first_of_equals() -> None:
    signs = sorted(ranking.weights(), key=lambda sign: ranking.weights()[sign])
    light, heavy = Candidate(("a",), frozenset(signs[:1])), Candidate(("b",), frozenset(signs[-1:]))
    assert ranking.best([light, heavy], ranking.weights()) is heavy
    alike = [Candidate(("c",), frozenset()), Candidate(("d",), frozenset({"no such sign"}))]
    assert ranking.best(alike, ranking.weights()).ids == ("c",)
    assert ranking.best([], ranking.weights()).ids == ()
    assert ranking.reasons(heavy) == signs[-1]


def test_the_weights_are_told_by_their_size() -> None:
    weights = list(tomllib.loads(ranking.WEIGHTS.read_text(encoding="utf-8"))["sign"].values())
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 0 > weights[-1]
