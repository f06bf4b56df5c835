"""How far a refresh is, told to a terminal, a log or a program."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from etl.publish.reading import Tell

EVERY_SECONDS = 0.1


@contextmanager
def telling(*, as_json: bool) -> Iterator[Tell]:
    """Yield what a refresh is to be told by: JSON lines, bars in a terminal, plain lines elsewhere."""
    if as_json:
        yield Lines()
    elif sys.stdout.isatty():
        # Loaded on need: a refresh that nobody looks at draws nothing.
        from etl.commands._bars import Bars, bar  # noqa: PLC0415

        with bar() as shown:
            yield Bars(shown)
    else:
        yield _plain_line


@dataclass(slots=True)
class Lines:
    """
    One JSON object a line: the ends of each stage, and between them one every tenth of a second.

    `seconds` counts from the beginning of the stage, so that a reader can tell its pace.
    """

    stage: str = ""
    begin: float = 0.0
    last: float = field(default=0.0)

    def __call__(self, stage: str, done: int, total: int, message: str) -> None:
        """Print one line, unless another has just been printed."""
        now = time.monotonic()
        if stage != self.stage:
            self.stage, self.begin = stage, now
        elif done < total and now - self.last < EVERY_SECONDS:
            return
        self.last = now
        line = {"stage": stage, "done": done, "total": total, "message": message, "seconds": round(now - self.begin, 2)}
        print(json.dumps(line, ensure_ascii=False), flush=True)


def _plain_line(stage: str, done: int, total: int, message: str) -> None:
    # A log wants the ends of a stage, not each file.
    if done in (0, total):
        print(f"{stage}: {done}/{total} {message}".rstrip(), flush=True)
