"""Markdown and plain text: what is read, what is kept, and what is refused with which words."""

from pathlib import Path

import pytest

from etl.errors import InputRejected
from etl.model import Document
from etl.readers import read, readers, sources

BODY = "OpenAI rents a cluster for $2.5 billion a year.\n\n微软购买了48.5万块芯片。"
FRONT = '---\ntitle: "Two: figures"\ndate: "2025-02-11 16:33:55"\nlang:\n  - "zh-CN"\nurl: "https://www.example.org/a"\n---\n'
DATES = [
    ('"2025-02-11 16:33:55"', "2025-02-11"),
    ("2025-02-11", "2025-02-11"),
    ("2025-02-11 16:33:55", "2025-02-11"),
    ('"2025-05"', "2025-05"),
    ("2025", "2025"),
    ('""', ""),
    ('"2025-13-40"', ""),
    ("no", ""),
]
REFUSED = [
    (b"", "empty"),
    (b" \n\t ", "empty"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64), "binary|unsure"),
    (b'---\ntitle: "a" b: c\n---\ntext', "not valid YAML"),
    (b"---\n- a\n- b\n---\ntext", "names no fields"),
    (b"---\ntitle: x\n---\n\n", "no text"),
    (("Ã¥Â¾Â®Ã¨Â½Â¯" * 40).encode(), "garbled"),
    (b"[" * 9_000_000, "MB"),
]


def article(folder: Path, data: bytes, name: str = "a.md") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def document(path: Path) -> Document:
    found = read(path)
    assert isinstance(found, Document)
    return found


def test_an_article_keeps_its_body_and_tells_its_facts(tmp_path: Path) -> None:
    found = document(article(tmp_path, (FRONT + "\n\n" + BODY + "\n\n").encode()))
    assert found.text == BODY
    assert (found.title, found.published_on, found.language) == ("Two: figures", "2025-02-11", "zh")
    assert (found.publisher, found.date_trust) == ("example.org", "front matter")


@pytest.mark.parametrize(("stated", "read_as"), DATES)
def test_a_date_is_as_precise_as_it_is_stated(tmp_path: Path, stated: str, read_as: str) -> None:
    assert document(article(tmp_path, f"---\ndate: {stated}\n---\n{BODY}".encode())).published_on == read_as


def test_a_missing_date_is_said(tmp_path: Path) -> None:
    assert document(article(tmp_path, BODY.encode())).date_trust == "none"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_is_read_in_the_encodings_people_have(tmp_path: Path, encoding: str) -> None:
    text = "微软在2024年购买了48.5万块芯片，这个数字是对手的两倍以上，分析师说他们会继续采购。"
    assert document(article(tmp_path, text.encode(encoding))).text == text


def test_big5_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    text = "微軟在2024年購買了48.5萬顆晶片，這個數字是對手的兩倍以上，分析師說他們會繼續採購。"
    assert document(article(tmp_path, text.encode("big5"))).text == text


@pytest.mark.parametrize(("data", "says"), REFUSED)
def test_what_cannot_be_used_is_refused_with_a_remedy(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(InputRejected, match=says) as refused:
        read(article(tmp_path, data))
    assert refused.value.remedy
    assert str(tmp_path) in refused.value.source


def test_plain_text_tells_its_title_and_date(tmp_path: Path) -> None:
    text = "Chips for rent\n\n2025-03-04, London\nOracle bought 40,000 GPUs."
    found = document(article(tmp_path, text.encode(), "a.txt"))
    assert (found.title, found.published_on, found.date_trust) == ("Chips for rent", "2025-03-04", "first lines")


def test_an_unknown_kind_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match=r"\.md"):
        read(article(tmp_path, b"x", "a.docx"))


def test_a_folder_is_walked_in_order_and_not_left(tmp_path: Path) -> None:
    outside = article(tmp_path, b"secret", "outside.md")
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    for name in ("b.md", "a.md", ".hidden.md", "README.md", "sub/c.md"):
        article(folder, b"x", name)
    (folder / "link.md").symlink_to(outside)
    assert [str(path.relative_to(folder)) for path in sources([folder])] == ["a.md", "b.md", "sub/c.md"]


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.__name__)
def test_every_reader_names_its_endings_and_takes_them(reader: object) -> None:
    endings = getattr(reader, "SUFFIXES", ())
    assert endings
    assert all(ending.startswith(".") for ending in endings)
    assert all(reader.reads(Path(f"some{ending}")) for ending in endings)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("block", "place"), [("title: x\na\tb: c", "line 3"), ('title: x\nurl! "https"\nlang: y', "line 4")]
)
def test_fault_in_front_matter_is_placed(tmp_path: Path, block: str, place: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\n{block}\n---\ntext", encoding="utf-8")
    with pytest.raises(InputRejected) as told:
        read(path)
    assert told.value.place == place
