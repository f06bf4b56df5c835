"""What a kind of source works with: it asks the web, tries what came, and puts it on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from etl.errors import InputRejected
from etl.fetch.shelf import Shelf, Wanted
from etl.fetch.source import Source
from etl.fetch.web import Answer, Web
from etl.sidecar import Sidecar

Trial = Callable[[Path, Sidecar], object]
"""Reads the bytes that a sidecar tells of; raises InputRejected where the reader cannot use them."""


class State(StrEnum):
    """What became of a file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file of a source, and why where it failed."""

    source: str
    name: str
    state: State
    fault: InputRejected | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """One source's hold on the web and on its shelf; `trial` reads what came before it is vouched for."""

    source: Source
    web: Web
    shelf: Shelf
    now: datetime
    trial: Trial

    @property
    def month(self) -> str:
        """Return the month of this run, as YYYY-MM."""
        return self.now.strftime("%Y-%m")

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return an answer, at the pace and within the size of the source; raises InputRejected."""
        source = self.source
        return self.web.get(url, headers, per_second=source.per_second, most_bytes=source.most_mb * 2**20)

    def newer(self, name: str, url: str, headers: Mapping[str, str] | None = None) -> Answer | None:
        """Return an answer, None where the server says that what is kept is current; raises InputRejected."""
        kept = self.shelf.kept(name)
        asked = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified} if kept else {}
        same = kept is not None and kept.url == url
        conditions = {header: text for header, text in asked.items() if text and same}
        answer = self.get(url, {**(headers or {}), **conditions})
        if answer.unchanged and not conditions:
            raise InputRejected(url, "it answered 304 to a question without conditions", remedy="Report it to the host")
        return None if answer.unchanged else answer

    def fetch(self, wanted: Wanted) -> Outcome:
        """Fetch one file, if it has changed, and keep it if it can be read."""
        try:
            answer = self.newer(wanted.name, wanted.url, wanted.headers)
        except InputRejected as fault:
            return self.failed(wanted.name, fault)
        if answer is None:
            return self.outcome(wanted.name, State.UNCHANGED)
        return self.keep(wanted, answer.body, answer.headers)

    def keep(self, wanted: Wanted, data: bytes, headers: Mapping[str, str] | None = None, mark: str = "") -> Outcome:
        """Keep bytes that came, unless they are those that are kept, or cannot be read."""
        if not data.strip():
            return self.failed(wanted.name, InputRejected(wanted.url, "its answer is empty", remedy="Try again later"))
        kept = self.shelf.kept(wanted.name)
        told = self.shelf.new(wanted, data, self.now.isoformat("T", "seconds"), headers or {}, mark)
        if kept and (kept.sha256, kept.url, kept.about) == (told.sha256, told.url, told.about):
            if kept.mark != mark:
                self.shelf.vouch(replace(kept, mark=mark))
            return self.outcome(wanted.name, State.UNCHANGED)
        try:
            self.shelf.place(told, data)
            self.trial(self.shelf.path(told.name), told)
        except InputRejected as fault:
            self.shelf.drop(told)
            return self.failed(wanted.name, fault)
        self.shelf.vouch(told)
        return self.outcome(wanted.name, State.CHANGED if kept else State.NEW)

    def outcome(self, name: str, state: State) -> Outcome:
        """Return what became of a file."""
        return Outcome(self.source.name, name, state)

    def failed(self, name: str, fault: InputRejected) -> Outcome:
        """Return that a file failed: named by its source, with what still stands."""
        kept = self.shelf.kept(name)
        stands = f"what came on {kept.day} stands" if kept else "nothing of it was fetched before"
        told = InputRejected(
            f"source {self.source.name}",
            f"{fault.reason} ({fault.source}); {stands}",
            remedy=fault.remedy,
            place=name,
        )
        return Outcome(self.source.name, name, State.FAILED, told)
