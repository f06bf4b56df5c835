"""The tool that weighs how sure and of when a figure is: what it makes of tested sentences."""

from etl.extract import certainty
from tools import weigh_claims


def test_a_tested_sentence_counts_as_its_test_expects():
    told = list(weigh_claims._tested("s", "2025-11-20", "Meta bought 5,000 GPUs in 2024.", "rumour", is_sure=True))
    assert [one.status for one in told] == ["rumour"] * weigh_claims.REPEATED
    case = weigh_claims.sure(told[0])
    assert case.right == tuple(status == "rumour" for status in certainty.CHOICES)


def test_a_period_is_chosen_among_those_in_reach():
    told = next(weigh_claims._tested("s", "2025-11-20", "Meta bought 5,000 GPUs.", "2025", is_sure=False))
    case = weigh_claims.when(told, certainty.CHOICES[0])
    assert sum(case.right) == 1
