"""Brotli for what is worth it: static files once, pages as they are made."""

from __future__ import annotations

from functools import lru_cache

import brotli
from flask import Flask, Response, request

SMALLEST = 1_000
STATIC = ("/_dash-component-suites/", "/assets/")
_TEXT = ("text/", "application/json", "application/javascript", "image/svg")
STATIC_QUALITY, PAGE_QUALITY = 9, 4


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
        packed = _once(body) if request.path.startswith(STATIC) else brotli.compress(body, quality=PAGE_QUALITY)
        response.set_data(packed)
        response.headers["Content-Encoding"] = "br"
        response.headers.add("Vary", "Accept-Encoding")
        return response


@lru_cache(64)
def _once(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=STATIC_QUALITY))


def _worth(response: Response) -> bool:
    if request.method != "GET" and not request.path.startswith("/_dash"):
        return False
    told = response.headers
    plain = response.status_code == 200 and "Content-Encoding" not in told and "Content-Range" not in told  # noqa: PLR2004 - OK
    return (
        plain
        and response.mimetype.startswith(_TEXT)
        and "br" in request.accept_encodings
        and "attachment" not in told.get("Content-Disposition", "")
    )
