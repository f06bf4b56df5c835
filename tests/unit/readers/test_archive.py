"""Archives: what they hold is read as if it lay in a folder, within bounds."""

import zipfile
from pathlib import Path

import pytest

from etl.errors import InputRejected
from etl.model import Document
from etl.readers import intake, read, sources

TEXT = "Oracle bought 40,000 GPUs in 2025.\n"


def packed(folder: Path, held: dict[str, str | bytes]) -> Path:
    path = folder / "in.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in held.items():
            opened.writestr(name, data)
    return path


def test_members_are_sources_in_order(tmp_path: Path) -> None:
    path = packed(tmp_path, {"b.md": TEXT, "a/c.txt": TEXT + "2", "__MACOSX/b.md": "x", ".hidden.md": "x"})
    found = list(sources([tmp_path]))
    assert [one.relative_to(path).as_posix() for one in found] == ["a/c.txt", "b.md"]
    document = read(found[1])
    assert isinstance(document, Document)
    assert (document.text, document.name, document.path) == (TEXT.strip(), "b", str(path / "b.md"))


BAD = [
    ({"../a.md": TEXT}, "leads out"),
    ({"/etc/a.md": TEXT}, "leads out"),
    ({"a\\..\\b.md": TEXT}, "leads out"),
    ({}, "no file"),
    ({f"{number}.md": "x" for number in range(intake.MAX_MEMBERS + 1)}, "more than 500"),
]


@pytest.mark.parametrize(("held", "reason"), BAD, ids=["up", "absolute", "backslash", "empty", "many"])
def test_an_archive_that_cannot_be_trusted_is_one_source_and_refused(
    tmp_path: Path, held: dict[str, str | bytes], reason: str
) -> None:
    path = packed(tmp_path, held)
    assert list(sources([tmp_path])) == [path]
    with pytest.raises(InputRejected, match=reason):
        read(path)


def test_a_bomb_is_stopped_while_inflating(tmp_path: Path) -> None:
    path = packed(tmp_path, {"a.md": b" x" * (intake.MAX_BYTES // 2 + 1)})
    assert path.stat().st_size < 100_000
    with pytest.raises(InputRejected, match="more than 8 MB"):
        read(path / "a.md")


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, {"a.md": TEXT * 100})
    whole = path.read_bytes()
    path.write_bytes(whole[:40])
    with pytest.raises(InputRejected, match="sound"):
        read(path)
    path.write_bytes(whole[:60] + b"\x00\x00\x00\x00" + whole[64:])
    with pytest.raises(InputRejected, match="unpacked"):
        read(path / "a.md")


def test_an_inner_archive_and_a_missing_member_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, {"b.zip": b"PK", "a.md": TEXT})
    with pytest.raises(InputRejected, match="inside an archive"):
        read(path / "b.zip")
    with pytest.raises(InputRejected, match="no such file"):
        read(path / "c.md")
