"""What the text around its sentence says of how sure a figure is told: its title, its lead, the sentences beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from etl.extract.scene import Scene
from etl.extract.voices import LEAD, SILENT, Voice
from etl.extract.wording import words_of
from etl.languages.script import fold, lower

TONAL = frozenset(
    (
        "forward",
        "analysts",
        "outsiders",
        "author",
        "plan",
        "guidance",
        "consensus",
        "estimate",
        "rumour",
        "past",
        "sign",
    )
)
VOICES = ("doubted", "counted", "own", "lead")
# Shares of the sentences of a text that doubt, by which it is told how much it doubts.
SHARES = ((0.0, "no"), (0.15, "few"), (0.5, "many"), (1.0, "most"))


class Overheard:
    """What is said around each sentence of a text, by where the sentence begins."""

    def __init__(self, title: str, scenes: Sequence[Scene], heard: Mapping[int, Voice]) -> None:
        self.scenes, self.heard = scenes, heard
        self.starts = [scene.start for scene in scenes]
        self.told: dict[int, frozenset[str]] = {}
        self.common = frozenset(self._common(lower(fold(title))))

    def around(self, start: int) -> frozenset[str]:
        """Return what is said around a place of the text."""
        at = bisect_right(self.starts, start) - 1
        if at not in self.told:
            self.told[at] = self.common.union(self._beside(at)) if at >= 0 else self.common
        return self.told[at]

    def _common(self, title: str) -> Iterator[str]:
        """Yield the words of the title, and how many sentences doubt, of all and of the first."""
        yield from (f"title: {text}”" for _, _, text in words_of(title, 0, len(title)))
        doubting = [self._voice(place).doubted for place in range(len(self.scenes))]
        share = sum(doubting) / max(len(doubting), 1)
        yield f"{next(name for most, name in SHARES if share <= most)} sentences doubt"
        if any(doubting[:LEAD]):
            yield "its lead doubts"

    def _voice(self, place: int) -> Voice:
        return self.heard.get(self.starts[place], SILENT)

    def _beside(self, at: int) -> Iterator[str]:
        """Yield in whose voice a sentence speaks, and how those before and after it are told."""
        voice = self._voice(at)
        yield from (f"heard as {name}" for name in VOICES if getattr(voice, name))
        for side, other in (("before", at - 1), ("after", at + 1)):
            if not 0 <= other < len(self.scenes):
                continue
            near = self.scenes[other].block.paragraph == self.scenes[at].block.paragraph
            where = f"the sentence {side}" if near else f"the paragraph {side}"
            yield from (f"{where} says {name}" for name in self.scenes[other].features & TONAL)
            yield from (f"{where} is heard as {name}" for name in VOICES if getattr(self._voice(other), name))
