"""Ids told to people: names in both languages, and quotes around what the vocabulary lacks."""

from __future__ import annotations

import pytest

from etl.reconcile.name import spoken
from etl.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("ids", "english", "chinese"),
    [
        (["microsoft"], "Microsoft", "微软"),
        (["amazon", "google"], "Amazon, Google", "亚马逊、谷歌"),
        (["h200"], "H200", "H200"),
        (["zebra-clouds", "meta"], '"zebra clouds", Meta', "“zebra clouds”、Meta"),
    ],
)
def test_ids_are_told_as_names(ids: list[str], english: str, chinese: str) -> None:
    assert spoken(ids, vocabulary()) == (english, chinese)
