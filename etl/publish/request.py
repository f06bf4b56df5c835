"""What is asked of a refresh; to ask loads nothing that a refresh needs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from etl.errors import InputRejected
from etl.model import Extraction
from etl.publish.disk import Disk

KEEP = 50


@dataclass(frozen=True, slots=True)
class Request:
    """
    What to read, where to publish, with how many processes.

    `complete` adds to what the rules read, if given; `keep` is how many snapshots stay, all of them for 0.
    `faults` are those of the last fetch, told again in the receipt. A preview makes all and publishes nothing.
    `scribe` is a process beside it that has begun already, and has loaded what reads.
    """

    tables: tuple[Path, ...]
    articles: tuple[Path, ...]
    store: Path
    jobs: int = 1
    corrections: Path | None = None
    complete: Callable[[Extraction], Extraction] | None = None
    keep: int = KEEP
    disk: Disk = field(default_factory=Disk)
    faults: tuple[InputRejected, ...] = ()
    is_preview: bool = False
    scribe: Executor | None = None
