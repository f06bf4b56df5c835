"""Brotli for what is worth it: static files once, pages as made; the largest comes packed (assets/vendor/*.br)."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

import brotli
from flask import Flask, Response, request

SMALLEST = 1_000
VENDOR = Path(__file__).parent / "assets" / "vendor"
STATIC = ("/_dash-component-suites/", "/assets/")
_DISPOSITION = "Content-Disposition"
_TEXT = ("text/", "application/json", "application/javascript", "image/svg")
STATIC_QUALITY, PAGE_QUALITY = 9, 6


def compress(server: Flask) -> None:
    """Compress every textual answer that the client can take so."""

    @server.after_request
    def squeeze(response: Response) -> Response:
        if not _worth(response):
            return response
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) < SMALLEST:
            return response
        if request.path.startswith(STATIC):
            packed = _shipped(request.path) or _once(body)
        else:
            packed = brotli.compress(body, quality=PAGE_QUALITY)
        response.set_data(packed)
        response.headers["Content-Encoding"] = "br"
        response.headers.add("Vary", "Accept-Encoding")
        return response


@lru_cache(64)
def _shipped(path: str) -> bytes:
    """Return the packed twin of a vendored file, empty where there is none."""
    twin = VENDOR / f"{path.rpartition('/')[2]}.br"
    return twin.read_bytes() if path.startswith("/assets/vendor/") and twin.is_file() else b""


@lru_cache(64)
def _once(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=STATIC_QUALITY))


def _worth(response: Response) -> bool:
    if request.method != "GET" and not request.path.startswith("/_dash"):
        return False
    told = response.headers
    if (
        response.status_code != HTTPStatus.OK
        or "Content-Encoding" in told
        or "attachment" in told.get(_DISPOSITION, "")
    ):
        return False
    return (response.mimetype or "").startswith(_TEXT) and request.accept_encodings.find("br") >= 0
