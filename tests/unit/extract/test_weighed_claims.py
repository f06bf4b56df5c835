"""Choices of status and period by weight: what they hold to, and what they tell of themselves."""

from unittest import mock

import pytest

from etl.extract import certainty, extract, spans, times
from etl.extract.blocks import Block, Kind
from etl.extract.drafts import Draft
from etl.extract.metrics import registry
from etl.extract.scene import Scene
from etl.languages import detect
from etl.model import Document, Qualifier, Quantity, Span, Status

NUMBER = Quantity(None, None, None, Qualifier.EXACT, "USD", "", Span(0, 0))
CALM = Scene(0, 0, Block(Kind.TEXT, 0, 0, 0), (0,), (0,), frozenset(), (), (), (), ())


def read(text: str, published: str = "2025-11-20"):
    return extract(Document("0", "own", "own.md", text, language=detect(text), published_on=published)).mentions


def test_a_figure_keeps_its_metric_and_status_in_step():
    assert certainty.meant("capex", Status.GUIDANCE) == "capex_guidance"
    assert certainty.meant("capex_guidance", Status.ESTIMATE) == "capex"
    assert certainty.meant("units_deployed", Status.PLAN) == "units_planned"
    assert certainty.meant("revenue", Status.PLAN) == "revenue"


def test_every_weighed_status_is_one_of_the_five():
    assert set(certainty.weights().choices) == set(Status) - {Status.SCENARIO, Status.DERIVED}


def test_the_status_of_most_weight_is_chosen():
    held = certainty.weights()
    signs = list(held.told)[::40]
    sums = {one: sum(held.row(sign)[at] for sign in signs) for at, one in enumerate(held.choices)}
    assert sums[certainty.best(signs)] == max(sums.values())
    assert certainty.best(["a sign never met"]) is Status.ACTUAL


@pytest.mark.parametrize("metric", ["revenue", "units_purchased", "capex_guidance"])
def test_the_period_of_most_weight_is_chosen_as_it_is_weighed_for_fitting(metric: str) -> None:
    by_words = {*registry(), *times.STATUSES}
    told = [one for one in times.weights() if " if " not in one and one.rpartition(", ")[2] not in by_words]
    lying = ("none", "undated", "over", "running", "ahead")  # what a label says by itself is said of it once
    signs = sorted(one for one in told if not one.endswith(lying) and one not in {"year", "from"})
    words = sorted({one.partition(" if ")[2] for one in times.weights()} - {""})
    for nth in range(60):
        held = {label: frozenset(signs[nth + at * 7 :: 97 + at]) for at, label in enumerate(("2025", "2027/", ""))}
        draft = Draft(NUMBER, CALM, 0, metric, times=held, words=tuple(words[nth::301]))
        weighed = times.weighed(draft, "2025-11-20")
        sums = {label: sum(times.weights().get(sign, 0) for sign in known) for label, known in weighed}
        assert sums[times.best(draft, "2025-11-20")] == max(sums.values())


def test_signs_are_words_and_weigh_something():
    held = certainty.weights()
    assert held.told
    assert all(any(held.row(sign)) for sign in held.told)
    assert times.weights()
    assert all(times.weights().values())


def test_a_period_told_in_the_sentence_is_the_period():
    found = read("Meta bought 5,000 H100 GPUs in 2023.")
    assert [mention.period.label for mention in found if mention.period] == ["2023"]


def test_the_same_text_is_read_the_same_twice():
    text = "Nvidia reported results. Revenue was $57 billion. It has sold 6 million Blackwell GPUs, analysts said."
    assert read(text) == read(text)


def test_kinds_of_periods_and_where_they_lie():
    day = spans.since("2027", None), spans.kind(""), spans.kind("FY2026/FY2028"), spans.kind("/2027")
    assert day == ("undated", "none", "fiscal range", "until")


def test_signs_weigh_the_same_whether_those_by_what_a_figure_is_are_spelled_or_not():
    """No weight is added twice: "revenue, over (year)" is what "over (year)" says of revenue."""
    text = (
        "Microsoft's revenue was $35 billion in 2024; analysts expect $40 billion in 2025.\n\n"
        "Meta expects capital expenditures of $60-65 billion this year. It bought 224,000 H100 GPUs, people said, "
        "and plans 350,000 more in 2026.\n\n谷歌预计2025年资本开支约750亿美元，去年采购了16.9万块芯片。\n"
    )
    with mock.patch.object(certainty, "settle") as settle:
        read(text)
    drafts, overheard = settle.call_args.args
    told = [draft for draft in drafts if not draft.refused]
    assert {"capex_guidance", "revenue"} < {draft.metric for draft in told}
    alone, by_kind = certainty._parted()
    for draft, heard in zip(told, certainty._heard(told, overheard), strict=True):
        (spelled,) = (one for other, one in zip(told, certainty.seen(told, overheard), strict=True) if other is draft)
        of_kind = by_kind[certainty.ALIKE.get(draft.metric, draft.metric)]
        both = alone.added(heard) + of_kind.added(heard)
        assert len(spelled) > len(heard)
        assert certainty.weights().unpacked(both) == certainty.weights().sums(spelled)
        assert certainty.chosen(draft.metric, heard) is certainty.best(spelled)
