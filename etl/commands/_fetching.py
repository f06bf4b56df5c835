"""What `fetch` and `refresh --fetch` share: where the sources are declared, and a run over them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from etl.fetch import record
from etl.readers import fetched

if TYPE_CHECKING:
    from etl.fetch.hand import Outcome
    from etl.publish.reading import Tell

STAGE = "fetch"
DATASETS = Path("datasets")
SOURCES, RAW = DATASETS / "sources.toml", DATASETS / "raw"


def offer(parser: argparse.ArgumentParser) -> None:
    """Declare where sources are declared and where fetched files are kept."""
    parser.add_argument("--sources", type=Path, metavar="PATH", default=SOURCES, help=f"default {SOURCES}")
    parser.add_argument("--raw", type=Path, metavar="PATH", default=RAW, help=f"default {RAW}")


def fetch(declared: Path, raw: Path, names: list[str], tell: Callable[[int, int, Outcome], None]) -> list[Outcome]:
    """
    Fetch the named sources, or all that are on; a name that is an address is an article of its own.

    Raises UsageError where a name is not declared, or the file that declares them is wrong.
    """
    # Loaded on need: a refresh without it loads nothing of the network.
    from etl.fetch import run, source  # noqa: PLC0415
    from etl.fetch.guard import Guarded  # noqa: PLC0415
    from etl.fetch.web import Web  # noqa: PLC0415

    sources = source.load(declared)
    chosen = sources.chosen(names)
    record.forget(raw, [*(one.name for one in sources.sources), source.BY_HAND])
    number = {one.name: at for at, one in enumerate(chosen, 1)}
    with closing(Web(sources.contact, guard=Guarded(source.allowed()))) as web:
        told = run.Run(raw, web, fetched.trial)
        return run.fetch(told, chosen, lambda outcome: tell(number[outcome.source], len(chosen), outcome))


def staged(declared: Path, raw: Path, tell: Tell) -> None:
    """Fetch every source that is on as a stage of a refresh; what fails is on record, and told by the refresh."""

    def say(done: int, total: int, outcome: Outcome) -> None:
        tell(STAGE, done - 1, total, f"{outcome.source}/{outcome.name} {outcome.state}")

    tell(STAGE, 0, 1, "")
    outcomes = fetch(declared, raw, [], say)
    total = len({one.source for one in outcomes})
    tell(STAGE, total, total, f"{sum(one.fault is not None for one in outcomes)} failed")


def kept(raw: Path) -> list[Path]:
    """Return what was fetched and is to be read, in order."""
    return [path for path in record.sidecars(raw) if fetched.holds_figures(path)]
