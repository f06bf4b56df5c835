"""Print an article with every quantity marked, or how a published figure came to be."""

from __future__ import annotations

import argparse
import html
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.commands import _reader
from etl.commands.extract import documents, record
from etl.commands.refresh import STORE
from etl.errors import InputRejected, UsageError
from etl.extract import extract
from etl.model import Extraction, Mention, Span
from etl.publish import snapshot
from etl.reconcile.account import account

NAME, HELP = "explain", "print an article with every quantity marked, or how a published figure came to be"
PRINTED = Path("-")
STYLE = (
    "body{font:16px/1.7 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
    "pre{white-space:pre-wrap;font:inherit}mark{padding:0 .15em;border-radius:.2em}"
    ".read{background:#cdeccd}.not{background:#eee;color:#555}sup{font-size:.7em}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}.read{background:#245224;color:#fff}"
    ".not{background:#333;color:#bbb}}"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked place of the text: whether it was read, and what is to be said of it."""

    span: Span
    read: bool
    note: str


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="article or folder of articles")
    parser.add_argument("--observation", metavar="ID", help="tell how this published figure came to be instead")
    parser.add_argument("--store", type=Path, metavar="PATH", default=STORE, help=f"of the figure; default {STORE}")
    told = "write a page with highlighted passages instead; without a name print it"
    parser.add_argument("--html", nargs="?", type=Path, const=PRINTED, metavar="FILE", help=told)
    _reader.offer(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print each article with its marks, or write them as one page; or print the account of one figure."""
    if bool(arguments.paths) == bool(arguments.observation):
        raise UsageError("give articles, or --observation ID, and not both")
    if arguments.observation:
        print("\n".join(account(snapshot.read(arguments.store), arguments.observation)))
        return 0
    complete = _reader.chosen(arguments.reader)
    read = list(documents(arguments.paths))
    faults = [one for one in read if isinstance(one, InputRejected)]
    explained = [complete(extract(one)) for one in read if not isinstance(one, InputRejected)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if arguments.html in (None, PRINTED):
        print(page(explained) if arguments.html else "\n\n".join(plain(one) for one in explained))
    else:
        arguments.html.write_text(page(explained), encoding="utf-8")
        print(f"wrote {arguments.html}")
    return 1 if faults else 0


def marks(extraction: Extraction) -> list[Mark]:
    """Return the marks of a text in order; where several figures share a place their notes are joined."""
    held: dict[Span, list[str]] = {}
    for mention in extraction.mentions:
        held.setdefault(mention.quantity.span, []).append(_note(mention))
        for span in mention.repeats:
            held.setdefault(span, []).append(f"repeats {mention.metric} at {mention.quantity.span.start}")
    found = [Mark(span, True, "; ".join(notes)) for span, notes in held.items()]
    found += [
        Mark(one.quantity.span, False, one.reason) for one in extraction.unexplained if one.quantity.span not in held
    ]
    return sorted(found, key=lambda mark: (mark.span.start, -mark.span.end))


def plain(extraction: Extraction) -> str:
    """Return the text with numbered brackets around each quantity, and the notes below."""
    document = extraction.document
    body, notes = [], []
    for number, (before, mark) in enumerate(_pieces(extraction), 1):
        body.append(before)
        if mark:
            body.append(
                f"[{mark.span.of(document.text)}]{number}" if mark.read else f"({mark.span.of(document.text)}){number}"
            )
            notes.append(f"{number:>4}  {'' if mark.read else 'not read: '}{mark.note}")
    counted = f"{len(extraction.mentions)} read, {len(extraction.unexplained)} not read"
    return "\n".join([f"{document.title or document.name} ({counted})", "", "".join(body), "", *notes])


def page(extractions: list[Extraction]) -> str:
    """Return one HTML page with the texts; everything from an article is escaped."""
    articles = "\n".join(_article(one) for one in extractions)
    sized = "<meta name=viewport content='width=device-width'>"
    head = f"<!doctype html><meta charset=utf-8>{sized}<title>Figures and why</title><style>{STYLE}</style>"
    return f"{head}\n<body>\n{articles}\n</body>\n"


def _article(extraction: Extraction) -> str:
    document, body, notes = extraction.document, [], []
    for number, (before, mark) in enumerate(_pieces(extraction), 1):
        body.append(html.escape(before))
        if mark:
            said, note = html.escape(mark.span.of(document.text)), html.escape(mark.note)
            body.append(f'<mark class={"read" if mark.read else "not"} title="{note}">{said}<sup>{number}</sup></mark>')
            notes.append(f"<li value={number}>{'' if mark.read else 'not read: '}{note}")
    title = html.escape(document.title or document.name)
    return f"<h1>{title}</h1>\n<pre>{''.join(body)}</pre>\n<ol>{''.join(notes)}</ol>"


def _pieces(extraction: Extraction) -> Iterator[tuple[str, Mark | None]]:
    """Yield each marked place with the text before it, and at last the rest of the text."""
    text, at = extraction.document.text, 0
    for mark in marks(extraction):
        if mark.span.start >= at:
            yield text[at : mark.span.start], mark
            at = mark.span.end
    yield text[at:], None


def _note(mention: Mention) -> str:
    row = record(mention)
    told = [
        f"{name}={row[name]}"
        for name in ("entity", "counterparty", "product", "value", "unit", "period", "status")
        if row[name] not in {None, ""}
    ]
    extra = [f"flags={','.join(mention.flags)}"] if mention.flags else []
    doubts = [f"({'; '.join(mention.reasons)})"] if mention.reasons else []
    return " ".join(
        [mention.metric + (f".{mention.key}" if mention.key else ""), *told, *extra, f"by {mention.rule}", *doubts]
    )
