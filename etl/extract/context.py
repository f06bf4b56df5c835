"""What a quantity is read against."""

from __future__ import annotations

from typing import NamedTuple

from etl.extract.drafts import Memory
from etl.extract.reading import Reading
from etl.extract.scene import Scene
from etl.extract.series import Series


class Context(NamedTuple):
    """What a quantity is read against: document, sentence, matched lists, and where the last figure ended."""

    reading: Reading
    scene: Scene
    series: Series
    memory: Memory
    fiscal: str
    floor: int
