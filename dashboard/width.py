"""How wide the first drawing is."""

from flask import request


def narrow() -> bool:
    """Guess it: what the address says, what the browser was last, what it says it is."""
    told = request.args.get("width") or request.cookies.get("ledger_width", "")
    return told == "narrow" if told else "Mobi" in request.headers.get("User-Agent", "")
