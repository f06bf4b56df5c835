import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state import LANGUAGES, NUMBERS, TABS, THEMES, BadState, State

WORD = st.text("abcdefghijklmnopqrstuvwxyz-0123456789", max_size=12)
STATES = st.builds(
    State,
    lang=st.sampled_from(LANGUAGES),
    theme=st.sampled_from(THEMES),
    tab=st.sampled_from(TABS),
    numbers=st.sampled_from(NUMBERS),
    lens=WORD,
    period=WORD,
    as_of=st.dates().map(str),
    entities=st.lists(WORD.filter(bool), max_size=4).map(lambda found: tuple(sorted(set(found)))),
)


@given(STATES)
def test_the_query_reopens_the_view(state: State) -> None:
    pairs = [pair.split("=") for pair in state.query().split("&") if pair]
    assert State.parse(dict(pairs)) == state


def test_the_order_of_the_companies_means_nothing() -> None:
    assert State.parse({"entities": "meta,amazon,meta"}) == State.parse({"entities": "amazon,meta"})


def test_the_default_view_has_no_query() -> None:
    assert State().query() == ""


def test_an_unknown_name_is_ignored() -> None:
    assert State.parse({"utm_source": "x"}) == State()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [("lang", "fr", "en, zh"), ("theme", "sepia", "light, dark"), ("as_of", "yesterday", "2025-02-11")],
)
def test_a_wrong_value_names_the_allowed_ones(name: str, text: str, says: str) -> None:
    with pytest.raises(BadState, match=says):
        State.parse({name: text})
