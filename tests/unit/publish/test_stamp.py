"""A file that was left alone has the stamp it had; whoever writes to it, or sets its times back, moves it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.publish import reading, stamp
from etl.publish.cache import opened
from etl.publish.reading import Fate, read_all
from etl.publish.stamp import stamp_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there every file is read")


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stamp, "YOUNG", -1.0)
    path = tmp_path / "a.md"
    path.write_text("485,000 GPUs", encoding="utf-8")
    return path


def test_a_file_left_alone_keeps_its_stamp(old: Path) -> None:
    assert stamp_of(old)
    assert stamp_of(old) == stamp_of(old)


def test_a_file_of_the_same_size_and_day_has_another_stamp(old: Path) -> None:
    before, times = stamp_of(old), old.stat()
    old.write_text("224,000 GPUs", encoding="utf-8")
    os.utime(old, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert old.stat().st_size == times.st_size
    assert stamp_of(old) != before


def test_a_file_put_in_its_place_has_another_stamp(old: Path, tmp_path: Path) -> None:
    before, times = stamp_of(old), old.stat()
    other = tmp_path / "b.md"
    other.write_text("224,000 GPUs", encoding="utf-8")
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(old)
    assert stamp_of(old) != before


def test_what_has_just_changed_or_is_no_plain_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("485,000 GPUs", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    assert [stamp_of(tmp_path / name) for name in ("a.md", "link.md", "none.md")] == ["", "", ""]


def test_a_source_left_alone_is_not_opened_and_one_written_to_is(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[Path] = []

    def content(path: Path, limit: int, opened: Callable[[Path, int], bytes] = reading.content) -> bytes:
        looked_at.append(path)
        return opened(path, limit)

    monkeypatch.setattr(reading, "content", content)

    def fates() -> list[Fate]:
        looked_at.clear()
        with opened(tmp_path / "cache") as cache:
            return list(read_all([], [old], cache, None, lambda *_: None).fates.values())

    assert (fates(), looked_at) == ([Fate.NEW], [old])
    assert (fates(), looked_at) == ([Fate.UNCHANGED], [])
    old.write_text("224,000 GPUs", encoding="utf-8")
    assert (fates(), looked_at) == ([Fate.CHANGED], [old])
    os.utime(old)
    assert (fates(), looked_at) == ([Fate.UNCHANGED], [old])
