"""Web pages and e-mail: the article, its title and its day, from hand-made sources."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from etl.errors import InputRejected
from etl.model import Document
from etl.readers import read

LINES = [
    "据称，微软今年租下了三座机房，里面放着十二万块加速卡，另有四万块要到明年春天才会装好。",
    "公司发言人不愿谈价格，只说合同为期五年，总额约为七十亿美元，比去年签的那一份多出一倍。",
    "当地电网表示，新机房全部开动以后要用去九百兆瓦，相当于一座中等城市在夏天傍晚的用电量。",
]
ENGLISH = (
    "Microsoft rented three halls this year, the operator said, and filled them with 120,000 accelerators.",
    "Another 40,000 will follow in spring, when the second substation is connected to the regional grid.",
    "Neither side would name the price, but two people who saw the contract put it near $7 billion.",
)
META = '<meta property="article:published_time" content="2025-03-04T10:00:00+08:00">'
LINKED = '<script type="application/ld+json">{"@graph":[{"x":1},{"datePublished":"2025-03-05"}]}</script>'


def page(head: str, body: str, charset: str = "utf-8") -> bytes:
    top = f'<meta charset="{charset}"><title>三座机房</title>{head}'
    return f"<!DOCTYPE html><html><head>{top}</head><body>{body}</body></html>".encode(charset)


def paragraphs(lines: tuple[str, ...] | list[str] = LINES) -> str:
    menu = '<nav><a href="/">首页</a> <a href="/a">要闻</a></nav>'
    return f"{menu}<article>{''.join(f'<p>{line}</p>' for line in lines)}</article><footer>某报 2025</footer>"


def document(folder: Path, data: bytes, name: str = "a.html") -> Document:
    (folder / name).write_bytes(data)
    found = read(folder / name)
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_a_chinese_page_keeps_its_paragraphs(tmp_path: Path, charset: str) -> None:
    found = document(tmp_path, page(META, paragraphs(), charset))
    assert all(line in found.text for line in LINES)
    assert "首页" not in found.text
    assert (found.title, found.language, found.published_on) == ("三座机房", "zh", "2025-03-04")
    assert found.date_trust == "page metadata"


def test_a_page_of_line_breaks_keeps_its_text(tmp_path: Path) -> None:
    body = f"<div class='content'>{'<br><br>'.join('　　' + line for line in LINES)}</div>"
    found = document(tmp_path, page("", body))
    assert all(line in found.text for line in LINES)


DAYS = [
    (META, "2025-03-04", "page metadata"),
    (LINKED, "2025-03-05", "page metadata"),
    (LINKED + META, "2025-03-05", "page metadata"),
    ('<link rel="canonical" href="https://www.reuters.com/2025/03/06/x">', "2025-03-06", "address"),
    ('<script type="application/ld+json">{"datePublished":</script>', "", "none"),
    ("", "", "none"),
]


@pytest.mark.parametrize(("head", "day", "trust"), DAYS)
def test_the_day_and_its_trust(tmp_path: Path, head: str, day: str, trust: str) -> None:
    found = document(tmp_path, page(head, paragraphs(ENGLISH)))
    assert (found.published_on, found.date_trust) == (day, trust)


def test_a_page_names_its_publisher(tmp_path: Path) -> None:
    site = '<meta property="og:site_name" content="Reuters">'
    assert document(tmp_path, page(site, paragraphs(ENGLISH))).publisher == "reuters"
    address = '<link rel="canonical" href="https://www.digitimes.com/news/a">'
    assert document(tmp_path, page(address, paragraphs(ENGLISH))).publisher == "digitimes"


HOSTILE = [
    b'<!DOCTYPE lolz [<!ENTITY lol "lol">]><html><body>&lol;</body></html>',
    b"<html></html>",
    b"<" * 20_000,
    b"<div>" * 30_000,
    b"<!-- " + b"x" * 50_000,
    b"<html><head><title>t</title></head><body><script>alert(1)</script></body></html>",
]


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_a_page_without_an_article_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputRejected) as refused:
        document(tmp_path, data)
    assert refused.value.remedy


def message(*, html: bool) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "三座机房"
    made["From"] = "Reuters <daily@example.org>"
    made["Date"] = "Tue, 04 Mar 2025 10:00:00 +0800"
    made.set_content("\n".join(LINES), charset="utf-8")
    if html:
        made.clear_content()
        made.set_content(page("", paragraphs()).decode(), subtype="html", charset="gb18030")
    return made


@pytest.mark.parametrize("html", [False, True])
def test_a_message_is_its_text_under_its_subject(tmp_path: Path, html: bool) -> None:
    found = document(tmp_path, message(html=html).as_bytes(), "a.eml")
    assert all(line in found.text for line in LINES)
    assert (found.title, found.publisher, found.published_on) == ("三座机房", "reuters", "2025-03-04")


def test_a_message_without_text_is_refused(tmp_path: Path) -> None:
    made = EmailMessage()
    made.add_attachment(b"\x00\x01", maintype="image", subtype="png")
    with pytest.raises(InputRejected, match="no text"):
        document(tmp_path, made.as_bytes(), "a.eml")
