"""The words around a figure as signs: those of its clause, of the rest of its sentence, and those right beside it."""

from __future__ import annotations

from bisect import bisect_left

from etl.extract.scene import Scene, remembered
from etl.extract.wording import placed, worded, words_of
from etl.model import Span

# How many words on either side of a figure are heard.
HEARD = 60
# How the words stand that are near a figure on either side, and how many before a period are told with it.
NEAR, LEADING = ("right", "near", "near"), 2
# How long a stretch may be for its words to bind what stands at its ends, in characters.
STRETCH = 80


def around(plain: str, scene: Scene, span: Span) -> tuple[str, ...]:
    """Return what words stand in the clause of a figure, in the rest of its sentence, and right beside it."""
    words, at, after = placed(plain, scene, span.start, span.end)
    first, here, signs = max(at - HEARD, 0), scene.clause(span.start), _told(plain, scene)
    told = signs[first:at] + signs[after : after + HEARD]
    found = [inside if clause == here else outside for clause, inside, outside in told]
    for head in scene.heads:
        found += [f"head: {text}”" for _, _, text in words_of(plain, head.start, head.end)]
    before, behind = words[max(at - len(NEAR), 0) : at][::-1], words[after : after + len(NEAR)]
    found += [f"{how} before: {text}”" for how, (_, _, text) in zip(NEAR, before, strict=False)]
    found += [f"{how} after: {text}”" for how, (_, _, text) in zip(NEAR, behind, strict=False)]
    return tuple(dict.fromkeys(found))


@remembered
def _told(plain: str, scene: Scene) -> list[tuple[int, str, str]]:
    """Return of each word of a sentence the number of its clause and what it says to a figure in it, and outside it."""
    words = worded(plain, scene)[0]
    return [(scene.clause(start), f"clause: {text}”", f"sentence: {text}”") for start, _, text in words]


def dated(plain: str, scene: Scene, figure: Span, period: Span) -> list[str]:
    """Return the words between a figure and a period, those that lead to the period and the one behind it."""
    words, starts = worded(plain, scene)
    is_before = period.end <= figure.start
    first, last = (period.end, figure.start) if is_before else (figure.end, period.start)
    side, found = "before" if is_before else "after", list[str]()
    if last - first <= STRETCH:
        inside = words[bisect_left(starts, first) : bisect_left(starts, last)]
        found = [f"between, {side}: {text}”" for _, end, text in inside if end <= last]
    return found + scene.held(("led", period.start, period.end), _led, plain, scene, period)


def _led(plain: str, scene: Scene, period: Span) -> list[str]:
    """Return the words that lead to a period, and the one behind it."""
    words, starts = worded(plain, scene)
    at, behind = bisect_left(starts, period.start), bisect_left(starts, period.end)
    leading = [text for _, end, text in words[max(at - LEADING - 1, 0) : at] if end <= period.start][-LEADING:]
    found = [f"led by: {' '.join(leading[place:])}”" for place in range(len(leading))]
    return found + [f"followed by: {text}”" for _, _, text in words[behind : behind + 1]]
