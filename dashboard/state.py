"""What the address says about the view: every choice a reader can make, defaults left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from urllib.parse import urlencode

LANGUAGES = ("en", "zh")
THEMES = ("light", "dark")
TABS = ("chart", "table", "evidence")
WIDTHS = ("wide", "narrow")
CURRENCIES = ("USD", "CNY")
NUMBERS = ("", "kmb", "wanyi")
_EDIT = re.compile(r"[a-z]+:[a-z0-9.-]+")

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "lang": LANGUAGES,
    "theme": THEMES,
    "tab": TABS,
    "width": WIDTHS,
    "currency": CURRENCIES,
    "numbers": NUMBERS,
}


class BadState(ValueError):  # noqa: N818 - the name is what happened
    """A parameter has a value that does not exist; the message names the allowed ones."""


@dataclass(frozen=True, slots=True)
class State:
    """
    One view.

    `entities` are ids, empty for the chart's own choice; `lens` and `period` are a chart's own words, empty for its
    default; `as_of` is an ISO date, empty for the newest; `numbers` is empty to follow the language; `assume` are a
    scenario's edits, each as name:value; `on` are the chart's own switches that are on.
    """

    lang: str = "en"
    theme: str = "light"
    tab: str = "chart"
    width: str = "wide"
    currency: str = "USD"
    numbers: str = ""
    lens: str = ""
    period: str = ""
    as_of: str = ""
    entities: tuple[str, ...] = field(default=())
    assume: tuple[str, ...] = field(default=())
    on: tuple[str, ...] = field(default=())

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> State:
        """Read query parameters; unknown names are ignored, a wrong value raises BadState."""
        known = {item.name for item in fields(cls)}
        given = {name: text for name, text in query.items() if name in known and text}
        for name, allowed in _CHOICES.items():
            if given.get(name, allowed[0]) not in allowed:
                names = ", ".join(word for word in allowed if word)
                raise BadState(f"{name} is one of {names}, not {given[name]!r}")
        if "as_of" in given:
            _check_date(given["as_of"])
        lists = {name: _parts(given.pop(name, "")) for name in ("entities", "assume", "on")}
        _check_edits(lists["assume"])
        return cls(**lists, **given)  # type: ignore[arg-type]

    def query(self) -> str:
        """Return the query string that reopens this view; empty for the default view."""
        given = {}
        for item in fields(self):
            now = getattr(self, item.name)
            if now != item.default:
                given[item.name] = ",".join(now) if isinstance(now, tuple) else now
        return urlencode(given, safe=",:")

    def but(self, **changes: str | tuple[str, ...]) -> State:
        """Return this view with some choices changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def _parts(text: str) -> tuple[str, ...]:
    # The order of a choice means nothing; in one order the same choice is drawn once.
    return tuple(sorted({part for part in text.split(",") if part}))


def _check_edits(edits: tuple[str, ...]) -> None:
    wrong = next((part for part in edits if not _EDIT.fullmatch(part)), "")
    if wrong:
        raise BadState(f"assume is a list like price:40000,use:60, not {wrong!r}")


def _check_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise BadState(f"as_of is a date like 2025-02-11, not {text!r}") from None
