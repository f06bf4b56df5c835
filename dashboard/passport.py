"""One value to carry away: a sentence with its unit, status, origin, date and id, and how to cite a chart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import numbers
from dashboard.drawing import Drawn
from dashboard.snapshot import Snapshot
from dashboard.state import State
from dashboard.text import t, word

PUBLISHER = "Silicon Ledger"
LICENCE = "MIT for the compilation; each fact belongs to the source named in its row"


def passport(row: Mapping[Any, Any], state: State, link: str) -> str:
    """Return one observation as a sentence in the state's language; every digit of the value is in it."""
    names = [str(row.get(name) or "") for name in ("entity_name", "product_name")]
    metric = word(state.lang, "metric", str(row["metric"]))
    what = [*names, metric, str(row.get("period") or ""), str(row.get("denominator") or "")]
    written = str(row.get("as_written") or "")
    said = t(state.lang, "passport.written", wording=written) if written else ""
    by = [str(row.get(name) or "") for name in ("publisher", "published_on")]
    return t(
        state.lang,
        "passport.sentence",
        what=t(state.lang, "passport.joiner").join(part for part in what if part),
        value=_digits(row, state) + said,
        status=word(state.lang, "status", str(row["status"])),
        origin=str(row.get("origin_name") or row["origin"]),
        by=t(state.lang, "passport.joiner").join(part for part in by if part),
        id=str(row["observation_id"]),
        link=link,
    )


def _digits(row: Mapping[Any, Any], state: State) -> str:
    ends = [row[name] for name in ("value_low", "value_high")] if pd.isna(row["value"]) else [row["value"]]
    told = [numbers.full(float(end), str(row["unit"]), state) for end in ends if pd.notna(end)]
    if len(told) == 1 and pd.isna(row["value"]):
        return ("≥ " if pd.notna(row["value_low"]) else "≤ ") + told[0]
    return " – ".join(told)


def cited(snapshot: Snapshot, link: str) -> tuple[str, str]:
    """Return how to cite the whole ledger, in a text and in BibTeX."""
    day, title = snapshot.written.date(), str(snapshot.descriptor["title"])
    told = f"{PUBLISHER} ({day.year}). {title}. Snapshot {snapshot.id}, {day.isoformat()}. {link}"
    return told, _bibtex(f"ledger-{snapshot.id[:8]}", title, snapshot, link)


def known_on(snapshot: Snapshot, state: State) -> str:
    """Say on which day a view was known: the one asked for, or that of the snapshot."""
    return t(state.lang, "passport.as_known", day=state.as_of or snapshot.written.date().isoformat())


def citation(drawn: Drawn, snapshot: Snapshot, link: str) -> str:
    """Return how to cite a chart in a text."""
    day = snapshot.written.date()
    title = drawn.words.title if drawn.words.title.endswith(("?", "？")) else f"{drawn.words.title}."
    return f"{PUBLISHER} ({day.year}). {title} Snapshot {snapshot.id}, {day.isoformat()}. {link}"


def bibtex(drawn: Drawn, snapshot: Snapshot, link: str) -> str:
    """Return how to cite a chart in BibTeX."""
    return _bibtex(f"{drawn.chart.id}-{snapshot.id[:8]}", drawn.words.title, snapshot, link)


def _bibtex(key: str, title: str, snapshot: Snapshot, link: str) -> str:
    day = snapshot.written.date()
    fields = {
        "author": f"{{{PUBLISHER}}}",
        "title": title,
        "year": str(day.year),
        "note": f"snapshot {snapshot.id} of {day.isoformat()}",
        "url": link,
    }
    told = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items())
    return f"@misc{{{key},\n{told}\n}}"
