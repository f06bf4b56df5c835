"""Every reader keeps the contract: its two functions, endings of its own, and a typed refusal of any bytes."""

import inspect
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from etl.errors import InputRejected
from etl.model import Document, Table
from etl.readers import read, readers

HOSTILE = {
    "nothing": b"",
    "blanks": b" \n\t\r\n",
    "zeros": bytes(4_096),
    "every-byte": bytes(range(256)) * 16,
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64),
    "program": b"\x7fELF\x02\x01\x01" + bytes(128),
    "archive": b"PK\x03\x04" + bytes(60),
    "half-a-pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "brackets": b"---\ntitle: " + b"[" * 15_000 + b"\n---\ntext",
    "nested-list": b"---\n" + b"- " * 9_000 + b"\n---\ntext",
    "alias-bomb": b"---\na: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (n, n, b",".join([b"*%c" % (n - 1)] * 9)) for n in range(98, 106))
    + b"title: *i\n---\ntext of the article",
    "a-python-object": b"---\ntitle: !!python/object/apply:os.system [echo]\n---\ntext",
    "open-front-matter": b"---\ntitle: x\n" + b"y" * 30_000,
    "entities": b'<!DOCTYPE x [<!ENTITY a "aa">]><p>&a;</p>',
    "deep-page": b"<div><table><tr><td>" * 8_000,
    "one-long-line": b"<p>" + b"1" * 400_000,
    "half-surrogates": b"\xed\xa0\x80\xed\xb0\x80 text",
    "controls": b"\x1b[31mred\x07" * 20,
}


def ids(reader: ModuleType) -> str:
    return reader.__name__.rpartition(".")[2]


@pytest.mark.parametrize("reader", readers(), ids=ids)
def test_a_reader_has_the_two_functions_and_a_docstring(reader: ModuleType) -> None:
    assert reader.__doc__
    assert list(inspect.signature(reader.reads).parameters) == ["path"]
    assert list(inspect.signature(reader.read).parameters) == ["path"]
    assert inspect.signature(reader.read).return_annotation in {"Document", "Table", "Document | Table"}


def test_no_two_readers_take_one_ending() -> None:
    endings = Counter(ending for reader in readers() for ending in reader.SUFFIXES)
    assert {ending for ending, times in endings.items() if times > 1} == set()
    assert {".md", ".txt", ".html", ".pdf", ".eml", ".zip", ".csv", ".xlsx"} <= endings.keys()


@pytest.mark.parametrize("reader", readers(), ids=ids)
@pytest.mark.parametrize("name", HOSTILE)
def test_any_bytes_are_read_or_refused_with_a_remedy(reader: ModuleType, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"article{reader.SUFFIXES[0]}"
    path.write_bytes(HOSTILE[name])
    found = outcome(path)
    if isinstance(found, InputRejected):
        assert found.remedy
        assert path.name in found.source
    else:
        assert found.id
        assert len(str(found)) < 2_000_000


def outcome(path: Path) -> Document | Table | InputRejected:
    try:
        return read(path)
    except InputRejected as refused:
        return refused


@pytest.mark.parametrize("reader", readers(), ids=ids)
def test_a_file_too_large_is_refused_before_it_is_read(reader: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / f"article{reader.SUFFIXES[0]}"
    with path.open("wb") as file:
        file.truncate(40 * 2**20)
    with pytest.raises(InputRejected):
        read(path)


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match="regular"):
        read(tmp_path)
    with pytest.raises(InputRejected, match="regular"):
        read(tmp_path / "gone.md")
