"""How wide the first drawing is."""

from flask import request

HEADER = "X-Ledger-Width"
"""Sent by the page itself, which knows: a cookie that it has just set may not be sent along yet."""


def narrow() -> bool:
    """Guess it: what the address says, what the page says, what the browser was last, what it says it is."""
    told = request.args.get("width") or request.headers.get(HEADER) or request.cookies.get("ledger_width", "")
    return told == "narrow" if told else "Mobi" in request.headers.get("User-Agent", "")
