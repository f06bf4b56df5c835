"""The fitter of choices whose signs weigh for each of their options."""

from tools.fitting import Choice, fitted_by_row
from tools.weigh_metrics import learned

OPTIONS = ("capex", "revenue")


def _evenly(_: str) -> float:
    return 1.0


def choices(count: int) -> list[Choice]:
    """Return choices of as many articles: what is spent is capex, what is sold is revenue, what is told is either."""
    spent = (Choice(f"a{number}", "own", ("spent", "told"), OPTIONS, "capex") for number in range(count))
    sold = (Choice(f"a{number}", "own", ("sold", "told"), OPTIONS, "revenue") for number in range(count))
    return [*spent, *sold]


def test_a_sign_weighs_for_what_it_goes_with_and_against_the_other() -> None:
    options, weights = fitted_by_row(choices(5), _evenly, 5)
    assert options == ["capex", "revenue"]
    assert weights["spent"][0] > 0.5 > -0.5 > weights["spent"][1]
    assert weights["sold"][1] > 0.5
    assert abs(weights["told"][0]) < 0.01


def test_a_sign_of_few_articles_is_left_out() -> None:
    assert fitted_by_row(choices(4), _evenly, 5)[1] == {}


def test_a_sign_is_drawn_to_what_is_known_of_it_and_moves_where_articles_say_otherwise() -> None:
    known = {"unmet": {"capex": 1.5}, "spent": {"revenue": 1.0}}
    _, weights = fitted_by_row(choices(9), _evenly, 5, known)
    assert weights["unmet"] == [1.5, 0.0]
    assert weights["spent"][0] > weights["spent"][1]
    assert weights["spent"][1] > fitted_by_row(choices(9), _evenly, 5)[1]["spent"][1]


def test_what_is_no_option_is_not_weighed_against() -> None:
    lone = [Choice(f"a{number}", "own", ("spent",), ("capex",), "capex") for number in range(9)]
    _, weights = fitted_by_row([*lone, *choices(5)], _evenly, 5)
    assert fitted_by_row(choices(5), _evenly, 5)[1]["sold"] == weights["sold"]


def test_weights_are_written_as_a_row_for_each_sign() -> None:
    text = learned(choices(9))
    assert 'choices = ["capex", "revenue"]' in text
    assert '"spent" = "' in text
    assert '"told"' not in text
