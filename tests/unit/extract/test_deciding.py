"""Whether a quantity is a figure, and of which metric, by the weight of its signs."""

from decimal import Decimal

import pytest

from etl.extract import binding, extract
from etl.extract.deciding import NONE, Decision, choices, known, weights
from etl.extract.metrics import registry
from etl.extract.telling import signs_of
from etl.model import Document, Extraction, Qualifier, Quantity, Span

TEXT = "Meta plans to buy 90,000 Nvidia accelerators by 2027."


def read(text: str = TEXT) -> Extraction:
    return extract(Document("id", "test.md", "test.md", text, language="en", published_on="2025-03-04"))


def quantity(value: str, unit: str) -> Quantity:
    size = Decimal(value)
    return Quantity(size, size, size, Qualifier.EXACT, unit, value, Span(0, len(value)))


def test_a_quantity_is_what_its_unit_and_size_allow_or_no_figure() -> None:
    assert list(choices(quantity("0.4", "share"), frozenset({"share"}))) == ["market_share", NONE]
    money = set(choices(quantity("40000000000", "USD"), frozenset({"money"})))
    assert {"capex", "revenue", "contract_value", NONE} <= money
    assert not money & {"unit_price", "rental_price_per_gpu_hour", "restatement", "units_shipped"}


def test_weights_are_of_choices_that_there_are() -> None:
    assert known() <= {*registry(), NONE}
    assert {len(weights().row(sign)) for sign in weights().told} == {len(known())}


def test_what_the_rules_say_is_one_sign_among_those_around_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def noted(context: binding.Context, draft: binding.Draft, _: object) -> Decision:
        told.extend(signs_of(context, draft))
        return Decision(draft.metric, "")

    monkeypatch.setattr(binding, "decide", noted)
    read()
    assert {"read as units_purchased", "counts units", "the text names no chips", "in a text"} <= set(told)
    assert len(told) == len(set(told))


def test_the_weights_have_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "decide", lambda *_: Decision("units_ordered", "heard so", 250))
    (figure,) = read().mentions
    assert (figure.metric, figure.entity) == ("units_ordered", ("meta",))
    assert "weighed" in figure.rule
    monkeypatch.setattr(binding, "decide", lambda *_: Decision(NONE, "heard so"))
    (left,) = read().unexplained
    assert left.reason == "more speaks against a figure than for one: heard so"


# In hundredths, the lead from which a figure that stands alone is believed.
SURE = 250
NOISE = " Its stock fell 3% to $41. Sales of phones rose 8% to 61 million. A share costs 19 times what it earns."


@pytest.mark.parametrize(
    ("margin", "noise", "told"),
    [(SURE - 1, NOISE, False), (SURE, NOISE, True), (SURE - 1, "", True)],
)
def test_a_doubtful_figure_among_much_else_is_none(
    monkeypatch: pytest.MonkeyPatch, margin: int, noise: str, told: bool
) -> None:
    def decided(_: object, draft: binding.Draft, __: object) -> Decision:
        is_count = draft.quantity.value == Decimal(90_000)
        return Decision("units_planned", "heard so", margin) if is_count else Decision(NONE, "heard so")

    monkeypatch.setattr(binding, "decide", decided)
    found = read(TEXT + noise)
    assert [figure.metric for figure in found.mentions] == ["units_planned"] * told
    reasons = {one.reason for one in found.unexplained}
    assert ("nothing in the text is surely one of our figures" in reasons) is not told


def test_a_metric_of_which_no_weight_is_known_stays_as_the_rules_say(monkeypatch: pytest.MonkeyPatch) -> None:
    told = known() - {"units_purchased"}
    monkeypatch.setattr(binding, "known", lambda: told)
    monkeypatch.setattr(binding, "decide", lambda *_: Decision(NONE, "heard so"))
    (figure,) = read().mentions
    assert figure.rule.split(".")[1] == "cue"


def test_several_that_are_half_sure_are_as_sure_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {Decimal(90_000), Decimal(40_000)}

    def decided(_: object, draft: binding.Draft, __: object) -> Decision:
        return Decision("units_planned", "heard so", 170) if draft.quantity.value in sizes else Decision(NONE, "")

    monkeypatch.setattr(binding, "decide", decided)
    assert not read(TEXT + NOISE).mentions
    more = " Oracle will add 40,000 of its own."
    assert [figure.metric for figure in read(TEXT + more + NOISE).mentions] == ["units_planned"] * 2
