"""What a request must be and what a response says: Host, same origin, security headers, sizes."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

LOOPBACK = ("localhost", "127.0.0.1", "::1")
LARGEST_BODY = 1_000_000
VENDORED = "/assets/vendor/"
EMBEDDED = "/embed/"
"""Where the pages stand that other sites may frame: they run no script and hold no button."""

FOR_EVER = "public, max-age=31536000, immutable"
"""For files whose address changes with their content."""
CALLBACKS = "/_dash-update-component"
_SAFE = ("GET", "HEAD", "OPTIONS")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def guard(server: Flask, *, hosts: Sequence[str], script_hashes: Sequence[str]) -> None:
    """Put the rules before and after every request; empty `hosts` takes any Host, for a public address."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    policy, of_embedded = _policy(["'self'", *script_hashes], "'none'"), _policy(["'none'"], "*")

    @server.before_request
    def check() -> None:
        if hosts and host_name(request.host) not in hosts:
            abort(
                Response(
                    "this name is not one the dashboard answers to; see --allow-host\n", 403, mimetype="text/plain"
                )
            )
        if request.method not in _SAFE:
            _check_origin()
        if request.path == CALLBACKS:
            abort(Response("refused: no page of ours calls back\n", 400, mimetype="text/plain"))

    @server.after_request
    def say(response: Response) -> Response:
        embedded = request.path.startswith(EMBEDDED)
        for name, text in _HEADERS.items():
            if not (embedded and name == "X-Frame-Options"):
                response.headers.setdefault(name, text)
        response.headers.setdefault("Content-Security-Policy", of_embedded if embedded else policy)
        if request.path.startswith(VENDORED) or ("m" in request.args and request.path.startswith("/assets/")):
            response.headers["Cache-Control"] = FOR_EVER
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response


def host_name(host: str) -> str:
    """
    Return the name in a Host header without its port.

    >>> host_name("127.0.0.1:8050"), host_name("[::1]:8050")
    ('127.0.0.1', '::1')
    """
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _check_origin() -> None:
    """Refuse what another page sends: browsers say so in Sec-Fetch-Site, older ones in Origin."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    foreign = site not in {None, "same-origin", "none"}
    if foreign or (origin is not None and urlsplit(origin).netloc != request.host):
        abort(Response("refused: the request comes from another site\n", 403, mimetype="text/plain"))


def _policy(scripts: Sequence[str], framers: str) -> str:
    parts = {
        "default-src": "'self'",
        "script-src": " ".join(scripts),
        "style-src": "'self' 'unsafe-inline'",  # plotly writes style elements
        "img-src": "'self' data: blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": framers,
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())
