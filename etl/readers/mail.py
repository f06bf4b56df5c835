"""Newsletters and alerts as saved e-mail: the subject, the day and the text."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from etl.errors import InputRejected
from etl.model import Document
from etl.readers import dating, encoding, webpage
from etl.readers.article import About, document
from etl.readers.intake import content

SUFFIXES = (".eml",)
MAX_PARTS = 200


def reads(path: Path) -> bool:
    """Return whether this reader takes the file."""
    return path.suffix.lower() in SUFFIXES


def read(path: Path) -> Document:
    """Read one message: its plain text, else its page; attachments are not read. Raises InputRejected."""
    data = content(path)
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        return _document(path, data, message)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as fault:
        raise InputRejected(str(path), "it is no sound message", remedy="Save it as text") from fault


def _document(path: Path, data: bytes, message: EmailMessage) -> Document:
    if sum(1 for _ in message.walk()) > MAX_PARTS:
        raise InputRejected(str(path), f"it has more than {MAX_PARTS} parts", remedy="Save it as text")
    body = message.get_body(("plain", "html"))
    payload = body.get_payload(decode=True) if body is not None else None
    if body is None or not isinstance(payload, bytes):
        raise InputRejected(str(path), "it holds no text", remedy="Save the text of the message")
    text = encoding.decoded(path, payload, body.get_content_charset() or "")
    if body.get_content_subtype() == "html":
        text = webpage.page(path, data, text).text
    return document(path, data, text.strip("\n"), _about(message))


def _about(message: EmailMessage) -> About:
    name, address = parseaddr(str(message.get("From", "")))
    return About(
        title=str(message.get("Subject", "")).strip(),
        dated=dating.first_found((_day(str(message.get("Date", ""))), dating.METADATA)),
        publisher=name or address.rpartition("@")[2],
    )


def _day(stated: str) -> str:
    try:
        return parsedate_to_datetime(stated).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
