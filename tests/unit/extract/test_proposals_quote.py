"""A quote is found where it stands, character for character but for width and blanks, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.proposals.quote import fold, places
from etl.model import Span

# Marks that combine, compatibility forms that grow, wide digits, blanks of all kinds.
LETTERS = st.text(alphabet="ab1２３㎡½ﬁ…，, \u00a0\u3000\n\te\u0301\u0308块万é", max_size=40)


def found(text: str, quote: str) -> list[str]:
    return [place.of(text) for place in places(text, Span(0, len(text)), quote)]


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        ("买了４８．５万块", "48.5万块", ["４８．５万块"]),
        ("买了48.5万块", "４８．５万块", ["48.5万块"]),
        ("up\n  to\u00a05", "up to 5", ["up\n  to\u00a05"]),
        ("café 5", "cafe\u0301 5", ["café 5"]),
        ("5 and 5", "5", ["5", "5"]),
        ("aaa", "aa", ["aa", "aa"]),
        (" 5 ", "  5  ", ["5"]),
        ("10 ㎡", "10 m", []),
        ("½", "1", []),
        ("485,000", "485000", []),
        ("48.5萬", "48.5万", []),
        ("Meta", "meta", []),
        ("anything", "", []),
        ("anything", " \n", []),
    ],
)
def test_where_a_quote_stands(text: str, quote: str, stands: list[str]) -> None:
    assert found(text, quote) == stands


def test_only_the_given_range_is_searched() -> None:
    assert places("5 5 5", Span(1, 4), "5") == [Span(2, 3)]


@given(LETTERS, LETTERS, LETTERS)
def test_what_was_put_in_is_found(before: str, quote: str, after: str) -> None:
    text = f"{before}x{quote}x|{after}"
    assert any(piece.startswith("x") and piece.endswith("x") for piece in found(text, f"x{quote}x"))


@given(LETTERS, LETTERS)
def test_every_place_reads_as_the_quote(text: str, quote: str) -> None:
    wanted = fold(quote).text.strip()
    assert all(fold(piece).text.strip() == wanted for piece in found(text, quote))


@given(LETTERS)
def test_every_folded_character_knows_its_origin(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.origins)
    assert all(0 <= origin.start < origin.end <= len(text) for origin in folded.origins)
    assert list(folded.origins) == sorted(folded.origins)
