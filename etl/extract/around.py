"""The words around a figure as signs: those of its clause, of the rest of its sentence, and those right beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from etl.extract.scene import Scene
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
    before, behind, here = words[max(at - HEARD, 0) : at], words[after : after + HEARD], scene.clause(span.start)
    found = dict.fromkeys(
        f"{'clause' if scene.clause(word.start) == here else 'sentence'}: {word.text}”" for word in (*before, *behind)
    )
    found.update(
        (f"head: {word.text}”", None) for head in scene.heads for word in words_of(plain, head.start, head.end)
    )
    found.update(dict.fromkeys((*_beside("before", before[::-1]), *_beside("after", behind))))
    return tuple(found)


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
