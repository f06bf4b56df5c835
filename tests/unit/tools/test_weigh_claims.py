"""The tool that weighs how sure and of when a figure is: what it makes of tested sentences."""

from dataclasses import replace

from etl.extract import times
from etl.model import Status
from tools import weigh_claims


def test_a_tested_sentence_counts_as_its_test_expects():
    told = list(weigh_claims._tested("s", "2025-11-20", "Meta bought 5,000 GPUs in 2024.", "rumour", is_sure=True))
    assert [one.status for one in told] == ["rumour"] * weigh_claims.REPEATED
    assert weigh_claims.sure(told[0]).right == "rumour"


def test_a_period_is_chosen_among_those_in_reach():
    told = next(weigh_claims._tested("s", "2025-11-20", "Meta bought 5,000 GPUs.", "2025", is_sure=False))
    case = weigh_claims.when(told, Status.ACTUAL)
    assert sum(case.right) == 1


def test_a_period_is_chosen_by_the_same_sums_that_weights_are_fitted_to():
    text = (
        "Meta bought 5,000 H100 GPUs in 2023 and will spend $70 billion over the next three years, it said in October."
    )
    told = list(weigh_claims._tested("s", "2025-11-20", text, "-, -", is_sure=False))
    held = times.weights()
    for one in told:
        sums = {
            label: sum(held.get(sign, 0) for sign in signs) for label, signs in times.weighed(one.draft, "2025-11-20")
        }
        assert sums[times.best(one.draft, "2025-11-20")] == max(sums.values())
    assert len(told) == 2 * weigh_claims.REPEATED


def test_a_choice_counts_as_often_as_its_part_of_the_labelled_articles():
    (told, *_) = weigh_claims._tested("s", "2025-11-20", "Meta bought 5,000 GPUs in 2024.", "rumour", is_sure=True)
    here = [replace(weigh_claims.sure(told), part=part) for part in ("dev", "train")]
    counted = weigh_claims.repeated(here, {"dev": 3})
    assert [one.part for one in counted] == ["dev", "dev", "dev", "train"]
