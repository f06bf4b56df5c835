"""What is led and financed and is no money raised: a table of buyers, a budget paid from cash."""

from __future__ import annotations

import pytest

from etl.extract.cues import cues
from etl.extract.refusals import FUNDING

ELSEWHERE = (
    "buyers spent $90 billion on servers, led by microsoft's $31 billion",
    "capex of $16 billion financed largely from cash",
)
MONEY = (
    "xai raises $6 billion",
    "lambda has raised $1.5 billion in a round led by twg",
    "the $2 billion was financed by banks",
)


def _told(text: str) -> bool:
    return any(FUNDING in cue.names for cue in cues(text))


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_somebody_leads_is_no_round(text: str) -> None:
    assert not _told(text)


@pytest.mark.parametrize("text", MONEY)
def test_money_that_is_raised_is_told(text: str) -> None:
    assert _told(text)
