"""What a quantity is read against."""

from __future__ import annotations

from dataclasses import dataclass

from etl.extract.drafts import Memory
from etl.extract.reading import Reading
from etl.extract.scene import Scene
from etl.extract.series import Series


@dataclass(frozen=True, slots=True)
class Context:
    """What a quantity is read against: document, sentence, matched lists, and where the last figure ended."""

    reading: Reading
    scene: Scene
    series: Series
    memory: Memory
    fiscal: str
    floor: int
