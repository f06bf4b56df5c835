"""A house whose estimate a figure is only set against tells nothing of that figure."""

from __future__ import annotations

from etl.extract import extract
from tests.texts import document_of


def _tellers(text: str) -> list[str]:
    return [mention.attributed_to for mention in extract(document_of(text)).mentions]


def test_a_house_that_is_compared_with_tells_nothing() -> None:
    text = "Dell projects AI server revenue of $25 billion for fiscal 2026, above the LSEG estimate of $20 billion."
    assert "lseg" not in _tellers(text)


def test_a_house_that_estimates_tells_it() -> None:
    text = "Bernstein estimates that Dell will have revenue of $25 billion from AI servers in 2026."
    assert _tellers(text) == ["bernstein"]


def test_according_to_estimates_names_who_tells() -> None:
    assert _tellers("According to Omdia's estimates, Microsoft bought 485,000 Nvidia chips in 2024.") == ["omdia"]
