"""A fetch: every source in turn, each on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from etl.errors import InputRejected
from etl.fetch import kinds, record
from etl.fetch.hand import Hand, Outcome, State, Trial
from etl.fetch.shelf import Shelf
from etl.fetch.source import Source
from etl.fetch.web import Web

DISK = "Make room, or mend the rights of the folder"
Tell = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Run:
    """Where fetched files go, by whom the web is asked, who tries them, and what time it is."""

    raw: Path
    web: Web
    trial: Trial
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))


def fetch(run: Run, sources: Iterable[Source], tell: Tell) -> list[Outcome]:
    """Fetch the sources; one that fails leaves the others and its last good files untouched."""
    found: list[Outcome] = []
    for source in sources:
        mine: list[Outcome] = []
        for outcome in _source(run, source):
            mine.append(outcome)
            tell(outcome)
        _recorded(run, source.name, mine)
        found += mine
    return found


def _source(run: Run, source: Source) -> Iterator[Outcome]:
    hand = Hand(source, run.web, Shelf(run.raw / source.name), run.now(), run.trial)
    try:
        yield from kinds.kinds()[source.kind].bring(hand)
    except InputRejected as fault:
        yield hand.failed("", fault)
    except OSError as fault:
        yield hand.failed("", InputRejected(str(run.raw), f"it takes no file ({fault.strerror})", remedy=DISK))


def _recorded(run: Run, name: str, outcomes: list[Outcome]) -> None:
    counts = {state.value: sum(one.state is state for one in outcomes) for state in State}
    record.write(run.raw, name, run.now(), counts, [one.fault for one in outcomes if one.fault])
