"""`python -m etl fetch`: bring what the declared sources have that is new; nothing else touches the network."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from etl.commands import _fetching
from etl.fetch import source
from etl.fetch.hand import Outcome, State

NAME = "fetch"
HELP = "bring what is new in the sources of datasets/sources.toml into datasets/raw"
LEFT_OUT = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "names",
        nargs="*",
        metavar="SOURCE",
        help="a declared source, or the address of an article; default: every source that is on",
    )
    parser.add_argument("--list", action="store_true", help="list the declared sources and fetch nothing")
    _fetching.offer(parser)


def run(arguments: argparse.Namespace) -> int:
    """Fetch; 0 when all is current, 1 when something failed and was named."""
    if arguments.list:
        print("\n".join(listed(arguments.sources)))
        return 0
    outcomes = _fetching.fetch(arguments.sources, arguments.raw, arguments.names, lambda *told: _tell(told[2]))
    print("\n".join(told(outcomes)))
    return LEFT_OUT if any(one.fault for one in outcomes) else 0


def listed(declared: Path) -> Iterator[str]:
    """Yield the declared sources, one a line."""
    for one in source.load(declared).sources:
        yield f"{one.name}: {one.kind}{'' if one.on else ' (off)'}"


def told(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield what became of each source as lines for people, the failures last."""
    for name in dict.fromkeys(one.source for one in outcomes):
        counts = Counter(one.state for one in outcomes if one.source == name)
        yield f"{name}: " + ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    yield from (f"failed: {one.fault}" for one in outcomes if one.fault)
    if not outcomes:
        yield "no source is on; datasets/sources.toml declares them"


def _tell(outcome: Outcome) -> None:
    if outcome.state is not State.UNCHANGED:
        print(f"{outcome.state} {outcome.source}/{outcome.name}", flush=True)
