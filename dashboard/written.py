"""The dashboard as files that need no server: every page in both languages with its drawings, sources and downloads."""

from __future__ import annotations

import re
from collections import deque
from html import escape, unescape
from pathlib import Path, PurePosixPath
from posixpath import relpath
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from flask.testing import FlaskClient

from dashboard.prerender import for_both_widths
from dashboard.state import LANGUAGES
from dashboard.text import t

STARTS = ("/", *(f"/?lang={lang}" for lang in LANGUAGES[1:]))
LINK = re.compile(r'(?<= )(href|src)="(/[^"#]*)(#[^"]*)?"')
KEPT = ("lang", "excel", "page")
"""The choices that a file has: its language, the form for Excel, the part of a long table."""

DRAWING = re.compile(r'<div class="drawing".*?</svg></div></div>', re.DOTALL)
KEPT_OUT = re.compile(r'<script.*?</script>|<div id="react-entry-point"></div>|<noscript>.*?</noscript>', re.DOTALL)
OK = 200
PAGE = "text/html"
HOST = {"Host": "localhost"}


def write(flask: Flask, folder: Path) -> int:
    """Write every page and file that can be reached from the first page; return how many."""
    client, waiting, done = flask.test_client(), deque(STARTS), set[str]()
    while waiting:
        address = waiting.popleft()
        if (place := placed(address)) in done:
            continue
        done.add(place)
        waiting += _one(client, address, folder / place)
    return len(done)


def _one(client: FlaskClient, address: str, path: Path) -> list[str]:
    """Write what stands at an address; return the addresses that it links to."""
    answer = client.get(address, headers=HOST, buffered=True)
    if answer.status_code != OK:
        raise RuntimeError(f"{address} answers with status {answer.status_code}")
    path.parent.mkdir(parents=True, exist_ok=True)
    if answer.mimetype != PAGE:
        path.write_bytes(answer.data)
        return []
    text = _for_both_widths(answer.get_data(as_text=True), client, address)
    text = KEPT_OUT.sub("", text).replace("<html ", '<html data-still="yes" ', 1)
    text = text.replace("</header>", f"{_turned(address)}</header>", 1)
    path.write_text(LINK.sub(lambda found: _relative(found, address), text), encoding="utf-8")
    return [plain(unescape(found[2])) for found in LINK.finditer(text)]


def _for_both_widths(text: str, client: FlaskClient, address: str) -> str:
    """Return a page with each drawing twice: for wide windows and, as no server is asked later, for narrow ones."""
    if not DRAWING.search(text):
        return text
    other = f"{address}{'&' if '?' in address else '?'}width=narrow"
    narrow = iter(DRAWING.findall(client.get(other, headers=HOST, buffered=True).get_data(as_text=True)))
    return DRAWING.sub(lambda wide: for_both_widths(wide[0], next(narrow)), text)


def plain(address: str) -> str:
    """Return an address without the choices that a file has not."""
    parts = urlsplit(address)
    asked = {name: told[-1] for name, told in parse_qs(parts.query).items()}
    kept = [f"{name}={asked[name]}" for name in KEPT if asked.get(name)]
    return parts.path + (f"?{'&'.join(kept)}" if kept and not parts.path.startswith("/assets/") else "")


def placed(address: str) -> str:
    """
    Return the file of an address: a page is a folder's index, the second language a folder of its own.

    >>> placed("/?lang=zh"), placed("/capex?as_of=2025-02-11"), placed("/charts/gpu-buyers.csv?excel=1")
    ('zh/index.html', 'capex/index.html', 'charts/gpu-buyers-excel.csv')
    >>> placed("/data?lang=zh&page=2")
    'zh/data/page-2/index.html'
    """
    parts, asked = urlsplit(address), parse_qs(urlsplit(address).query)
    path = PurePosixPath(parts.path.strip("/"))
    in_language = LANGUAGES[1:] if asked.get("lang", [""])[-1] in LANGUAGES[1:] else ()
    if not path.suffix or parts.path.startswith("/sources/"):
        part = (f"page-{asked['page'][-1]}",) if asked.get("page", ["1"])[-1] != "1" else ()
        path = PurePosixPath(path, *part, "index.html")
    elif "excel" in asked:
        path = path.with_stem(f"{path.stem}-excel")
    shared = parts.path.startswith(("/assets/", "/data/"))
    return str(path if shared and path.name != "index.html" else PurePosixPath(*in_language, path))


def _relative(found: re.Match[str], address: str) -> str:
    here = placed(address).rpartition("/")[0] or "."
    return f'{found[1]}="{escape(relpath(placed(plain(unescape(found[2]))), here))}{found[3] or ""}"'


def _turned(address: str) -> str:
    """Return the link to the same page in the other language."""
    first, second = LANGUAGES
    other = first if f"lang={second}" in address else second
    path = urlsplit(address).path
    to = f"{path}?lang={other}" if other != first else path
    return f'<a class="ctl" lang="{other}" href="{to}">{t(other, "shell.this_language")}</a>'
