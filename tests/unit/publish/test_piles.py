"""What a refresh does anew where one of many has changed: counted, since seconds differ between machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.publish import gathering, piles, reading, share
from etl.publish.cache import Cache, opened
from etl.publish.packing import in_parts, of_frames
from etl.publish.texts import Texts
from etl.reconcile.codes import plain

PARTS = 3 * piles.SIZE
NOBODY: Executor | None = None


def piled(cache: Cache, keys: dict[int, str]) -> tuple[list[int], list[int]]:
    """Return which parts were made, and the numbers that came of all."""
    lacking: list[int] = []

    def make(asked: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        lacking.extend(asked)
        return ((at, of_frames({"one": pd.DataFrame({"key": [keys[at]]})})) for at in asked)

    return lacking, list(piles.piled(cache, keys, make)["one"]["key"])


def test_of_one_changed_part_one_pile_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    known = piles.in_one
    monkeypatch.setattr(piles, "in_one", lambda parts: sizes.append(len(parts)) or known(parts))
    keys = {at: f"part {at}" for at in reversed(range(PARTS))}
    with opened(tmp_path) as cache:
        assert piled(cache, keys) == (list(range(PARTS)), [f"part {at}" for at in range(PARTS)])
        assert sizes == [piles.SIZE] * 3
        sizes.clear()
        assert piled(cache, keys)[0] == sizes == []
        keys[piles.SIZE] = "another"
        made, told = piled(cache, keys)
        assert made == [piles.SIZE]
        assert sizes == [piles.SIZE]
        assert told[piles.SIZE] == "another"
        cache.tidy()  # a part that stands in a pile stays, for the next change in its pile
        del keys[piles.SIZE]
        assert piled(cache, keys)[0] == []


def test_a_pile_that_is_damaged_is_put_together_again_and_so_is_its_damaged_part(tmp_path: Path) -> None:
    keys = {at: f"part {at}" for at in range(PARTS)}
    with opened(tmp_path) as cache:
        whole = piled(cache, keys)[1]
        cache._held.execute("UPDATE made SET body = x'00' WHERE rowid % 5 != 0")
        lacking, told = piled(cache, keys)
        assert told == whole
        assert 0 < len(lacking) < PARTS
        assert piled(cache, keys) == ([], whole)


STATES = st.lists(st.dictionaries(st.integers(0, PARTS), st.sampled_from("abc"), min_size=1), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(STATES, st.booleans())
def test_mended_piles_hold_what_piles_made_anew_would(states: list[dict[int, str]], whole: bool) -> None:
    lacking: list[int] = []

    def frame(parts: Sequence[int]) -> pd.DataFrame:
        rows = [(part, f"{keys[part]} {word}") for part in sorted(parts) for word in ("one", "two")]
        return pd.DataFrame(rows, columns=["part", "word"])

    def make(asked: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        lacking.extend(asked)
        for some in [asked] if whole else [[part] for part in asked]:
            told = frame(some)
            yield from in_parts({"one": told}, {"one": told["part"].to_numpy()}, piles.SIZE, {"one": ()}).items()

    with TemporaryDirectory() as folder:
        before: dict[int, str] = {}
        for keys in states:
            lacking.clear()
            with opened(Path(folder)) as cache:
                found = piles.mended_piles(cache, "some", keys, make, "part")["one"]
                cache.tidy()
            pd.testing.assert_frame_equal(plain(found), frame(list(keys)))
            assert set(found["word"].cat.categories) == set(found["word"])
            assert lacking == [part for part in sorted(keys) if before.get(part) != keys[part]]
            before = keys


def test_of_one_changed_article_its_shares_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[str, int]] = []

    def count(module: Any, name: str, part: str) -> None:
        known = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda one, *by: done.append((name, len(getattr(one, part)))) or known(one, *by)
        )

    count(reading, "read_share", "paths")
    count(gathering, "tell_share", "readings")
    monkeypatch.setattr(share, "SIZE", 1)
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(6):
        (articles / f"{number}.md").write_text(f"Meta bought {number + 10},000 H100 GPUs in 2024.", encoding="utf-8")
    with opened(tmp_path) as cache:
        for count_then, changed in ((6, ""), (0, ""), (1, "Oracle bought 7,000 H100 GPUs in 2023.")):
            if changed:
                (articles / "3.md").write_text(changed, encoding="utf-8")
            done.clear()
            read = reading.read_all((), (articles,), cache, NOBODY, lambda *_: None)
            told, _ = gathering.gathered(read, cache, (NOBODY, None), (), Texts(tmp_path / "texts"))
            assert len(told.figures) == 6
            assert sum(size for name, size in done if name == "read_share") == count_then
            assert len([name for name, _ in done if name == "tell_share"]) <= 2  # the one it left, the one it came to
