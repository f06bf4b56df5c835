"""Texts of documents put aside: each is found again by its place, in whatever parts and order, and nothing else is."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from etl.publish.files import pieces_of
from etl.publish.packing import of_frames, table_of, to_frames
from etl.publish.texts import AT, TEXT, Texts
from etl.reconcile.audit import Shelved
from etl.reconcile.audit.rules import quotes_are_exact
from tests.ledger import tables

SAID = [
    "",
    "微软购买了48.5万块Hopper芯片。",
    "Meta bought 224,000.",
    "a line\nand another",
    "NVIDIA 拟出货 500 万",
    "x" * 5_000,
]


def documents(texts: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {"document_id": [hashlib.sha256(one.encode()).hexdigest() for one in texts], TEXT: pd.array(texts, dtype="str")}
    )


def shelved(path: Path, parts: list[list[str]]) -> tuple[Texts, pd.DataFrame]:
    texts = Texts(path)
    with texts.shelving() as aside:
        found = to_frames((of_frames({"documents": documents(one), "unread": documents(one)}) for one in parts), aside)
    assert [*found["unread"][TEXT]] == [text for one in parts for text in one]
    return texts, found["documents"]


@pytest.mark.parametrize("parts", [[SAID], [[one] for one in SAID], [[], SAID[:2], [], SAID[2:]], [[]]])
def test_each_document_finds_its_text(tmp_path: Path, parts: list[list[str]]) -> None:
    texts, held = shelved(tmp_path / "texts", parts)
    said = [text for one in parts for text in one]
    assert TEXT not in held
    assert [*texts.filled(held)[TEXT]] == said
    for seed in range(20):
        order = np.random.default_rng(seed).permutation(len(said))[: seed + 1]
        assert [*texts.filled(held.iloc[order])[TEXT]] == [said[one] for one in order]


def test_rows_with_their_texts_stay_as_they_are(tmp_path: Path) -> None:
    frame = documents(SAID)
    assert Texts(tmp_path / "nowhere").filled(frame) is frame


def test_what_is_left_of_a_table_does_not_hold_its_texts(tmp_path: Path) -> None:
    with Texts(tmp_path / "texts").shelving() as aside:
        before = pa.total_allocated_bytes()
        left = aside("documents", table_of(documents(["y" * 1_000_000])))
        assert pa.total_allocated_bytes() - before < 10_000
    assert left.column_names == ["document_id", AT]


def test_a_wrong_quote_is_found_on_the_shelf(tmp_path: Path) -> None:
    texts, held = shelved(tmp_path / "texts", [SAID[:3], SAID[3:]])
    audited = Shelved(texts.filled)
    audited["documents"] = held.sort_values("document_id", ascending=False)
    at = held["document_id"][2]
    told = {"document_id": at, "char_start": 12, "char_end": 19}
    right, wrong = ({**told, "observation_id": one, "as_written": one} for one in ("224,000", "225,000"))
    audited["evidence"] = pd.DataFrame([right, wrong])
    assert [one.row for one in quotes_are_exact(audited)] == ["225,000"]


def test_a_table_of_places_is_written_as_one_of_texts(tmp_path: Path) -> None:
    whole = tables()["documents"]
    texts = Texts(tmp_path / "texts")
    with texts.shelving() as aside:
        held = to_frames([of_frames({"documents": whole})], aside)["documents"]
    assert len(whole)
    assert [*pieces_of("documents", held, texts)] == [*pieces_of("documents", whole)]
