"""Bars in a terminal that tell how far a refresh is."""

from __future__ import annotations

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


class _Pace(ProgressColumn):
    """Sources a second, where a stage has several."""

    def render(self, task: Task) -> Text:
        several = task.total is not None and task.total > 1
        return Text(f"{task.finished_speed or task.speed or 0:,.0f}/s" if several else "")


def bar() -> Progress:
    """Return an empty display of bars."""
    columns = (
        TextColumn("{task.description:<14}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Pace(),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[message]}"),
    )
    return Progress(*columns, console=Console())


class Bars:
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
