"""How far a refresh is, told to a terminal, a log or a program."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from etl.publish.reading import Tell

EVERY_SECONDS = 0.1


@contextmanager
def telling(*, as_json: bool) -> Iterator[Tell]:
    """Yield what a refresh is to be told by: JSON lines, bars in a terminal, plain lines elsewhere."""
    if as_json:
        yield Lines()
    elif sys.stdout.isatty():
        with _bar() as bar:
            yield _Bars(bar)
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


class _Pace(ProgressColumn):
    """Sources a second, where a stage has several."""

    def render(self, task: Task) -> Text:
        several = task.total is not None and task.total > 1
        return Text(f"{task.finished_speed or task.speed or 0:,.0f}/s" if several else "")


def _bar() -> Progress:
    columns = (
        TextColumn("{task.description:<14}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Pace(),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[message]}"),
    )
    return Progress(*columns, console=Console())


class _Bars:
    """One bar a stage."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int, message: str) -> None:
        if stage not in self._tasks:
            # What was done before the stage began says nothing of its pace.
            self._tasks[stage] = self._progress.add_task(stage, total=total, completed=done, message="")
        task = self._tasks[stage]
        # Escaped, since a file's name is data: rich would read its brackets as colours.
        self._progress.update(task, completed=done, total=total, message=message.replace("[", r"\["))
