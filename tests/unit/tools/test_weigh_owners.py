"""The tool that weighs the signs of owners: what it learns, what it holds to, what it writes."""

import tomllib

from tools.fitting import Case, fitted
from tools.weigh_owners import FIT, sentence, written

CASES = [
    Case(f"a{number}", "own", (frozenset({"acts", "near"}), frozenset({"only named"}), frozenset({"near"})), right)
    for number, right in enumerate([(True, False, False)] * 4 + [(False, False, False)])
]


def test_a_sign_of_right_owners_weighs_more_than_one_of_wrong_ones() -> None:
    weights = fitted(CASES, FIT)
    assert weights["acts"] > 0 > weights["only named"]


def test_what_is_known_stays_where_no_article_says_otherwise() -> None:
    weights = fitted(CASES, FIT)
    assert {sign: round(weights[sign], 6) for sign in FIT.known} == FIT.known


def test_weights_are_written_heaviest_first_and_without_the_lightest() -> None:
    text = written({"light": 0.001, "for": 1.234, "against": -2.0})
    assert list(tomllib.loads(text)["sign"].items()) == [("for", 1.23), ("against", -2.0)]


def test_a_tested_sentence_is_an_article_with_labels() -> None:
    read = sentence("s", "Meta and xAI each ordered 5 GPUs. ||| units_ordered meta 5; units_ordered xai 5")
    assert [label["entity"] for label in read.labels] == ["Meta", "xAI"]
    assert read.document.language == "en"
