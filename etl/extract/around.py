"""The words around a figure as signs: those of its clause, of the rest of its sentence, and those right beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from etl.extract.scene import Scene, remembered
from etl.extract.wording import Word, placed, worded, words_of
from etl.model import Span

# How many words on either side of a figure are heard.
HEARD = 60
# How many words stand near a figure on either side; how many before a period are told with it.
NEAR, LEADING = 3, 2
# How long a stretch may be for its words to bind what stands at its ends, in characters.
STRETCH = 80


def around(plain: str, scene: Scene, span: Span) -> tuple[str, ...]:
    """Return what words stand in the clause of a figure, in the rest of its sentence, and right beside it."""
    words, at, after = placed(plain, scene, span.start, span.end)
    first, last, here, signs = max(at - HEARD, 0), after + HEARD, scene.clause(span.start), _told(plain, scene)
    before, behind = words[first:at], words[after:last]
    found = dict.fromkeys(
        inside if clause == here else outside for clause, inside, outside in (*signs[first:at], *signs[after:last])
    )
    for head in scene.heads:
        found.update((f"head: {word.text}”", None) for word in words_of(plain, head.start, head.end))
    found.update(dict.fromkeys((*_beside("before", before[::-1]), *_beside("after", behind))))
    return tuple(found)


@remembered
def _told(plain: str, scene: Scene) -> list[tuple[int, str, str]]:
    """Return of each word of a sentence the number of its clause and what it says to a figure in it, and outside it."""
    words = worded(plain, scene)[0]
    return [(scene.clause(word.start), f"clause: {word.text}”", f"sentence: {word.text}”") for word in words]


def _beside(side: str, words: Sequence[Word]) -> Iterator[str]:
    return (f"{'near' if place else 'right'} {side}: {word.text}”" for place, word in enumerate(words[:NEAR]))


def dated(plain: str, scene: Scene, figure: Span, period: Span) -> Iterator[str]:
    """Yield the words between a figure and a period, those that lead to the period and the one behind it."""
    words, starts = worded(plain, scene)
    is_before = period.end <= figure.start
    first, last = (period.end, figure.start) if is_before else (figure.end, period.start)
    side = "before" if is_before else "after"
    if last - first <= STRETCH:
        inside = words[bisect_left(starts, first) : bisect_left(starts, last)]
        yield from (f"between, {side}: {word.text}”" for word in inside if word.end <= last)
    at, behind = bisect_left(starts, period.start), bisect_left(starts, period.end)
    leading = [word.text for word in words[max(at - LEADING - 1, 0) : at] if word.end <= period.start][-LEADING:]
    yield from (f"led by: {' '.join(leading[place:])}”" for place in range(len(leading)))
    yield from (f"followed by: {word.text}”" for word in words[behind : behind + 1])
