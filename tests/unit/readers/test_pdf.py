"""PDFs built by hand: joined lines, titles, and files that are none."""

import subprocess
import sys
from pathlib import Path

import pytest

from etl.errors import InputRejected
from etl.model import Document
from etl.readers import pdf, read

WRAPPED = [
    ("微软购买了48.5\n万块芯片。", "微软购买了48.5万块芯片。"),
    ("Microsoft bought 485,000\nHopper chips.", "Microsoft bought 485,000 Hopper chips."),
    ("hyper-\nscalers spend", "hyperscalers spend"),
    ("One.\n\nTwo.", "One.\nTwo."),
    (
        "A line as wide as any other line here\nShort end.\nNext begins",
        "A line as wide as any other line here Short end.\nNext begins",
    ),
    ("", ""),
]


@pytest.mark.parametrize(("page", "text"), WRAPPED)
def test_wrapped_lines_are_joined(page: str, text: str) -> None:
    assert pdf.joined(page) == text


def made(lines: list[str], title: str = "Three halls") -> bytes:
    """Return a PDF of one page that shows the lines in Helvetica."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td 14 TL {shown} ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) /CreationDate (D:20250304100000Z) >>".encode(),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 7\n0000000000 65535 f \n" + table + trailer


def document(folder: Path, data: bytes) -> Document:
    (folder / "a.pdf").write_bytes(data)
    found = read(folder / "a.pdf")
    assert isinstance(found, Document)
    return found


def test_a_pdf_is_read_with_its_title_and_day(tmp_path: Path) -> None:
    found = document(tmp_path, made(["Microsoft rented 485,000", "accelerators in 2024."]))
    assert found.text == "Microsoft rented 485,000 accelerators in 2024."
    assert (found.title, found.published_on, found.date_trust) == ("Three halls", "2025-03-04", "file metadata")


BROKEN = [
    b"%PDF-1.4 nothing more",
    b"no pdf at all",
    made(["x"])[:300],
    made(["x"]).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
    made(["x"]).replace(b"/Contents 4 0 R", b"/Contents 9 0 R"),
    made([]),
]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_or_empty_pdf_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputRejected) as refused:
        document(tmp_path, data)
    assert refused.value.remedy


def test_only_our_own_words_are_told_of_a_broken_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(BROKEN[1])
    command = [sys.executable, "-m", "etl", "extract", str(tmp_path)]
    said = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False)
    assert [line.partition("a.pdf: ")[2][:20] for line in said.stderr.splitlines()] == ["it is no sound PDF. "]
