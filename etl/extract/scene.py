"""A sentence with all that was found in it, cut into clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, TypeVar, TypeVarTuple

from etl.extract.blocks import Block
from etl.extract.cues import Cue, Sense
from etl.extract.names import Name, Role, groups
from etl.extract.periods import PeriodMention
from etl.extract.spotting import Words
from etl.extract.starts import starting
from etl.model import Quantity, Span

# A comma or colon between digits belongs to the number; a spaced dash parts clauses, a bare one does not.
_CUT = starting(
    r"，；;：。！？()（）|,:\s—wbatc",
    r"[，；;：。！？()（）|]|[,:](?!\d)|(?<!\d)[,:]|\s[-–—]\s|——"
    r"|\b(?:while|whereas|but|although|though|(?<!at )which|who|whose|ahead of|compared)\b",
)
_CUT_TOLD = Words("while|whereas|but|though|which|who|ahead of|compared")
# The marks alone, for the many sentences without such a word: the sign is taken first and then looked back at, since
# a pattern that begins with a set of signs leaps from one of them to the next.
_MARK = re.compile(
    r"[，；;：。！？()（）|,:\s—](?:(?<=[，；;：。！？()（）|])|(?<=[,:])(?:(?!\d)|(?<!\d.))|(?<=\s)[-–—]\s|(?<=—)—)"
)
# A second sentence within one: "…, and Anthropic will use".
_AND = re.compile(r"(?:\b(?:and|while|as)\s|[而但])$")
_OPEN, _CLOSE = "(（", ")）"
MAX_DEPTH = 8
T = TypeVar("T")
Told = TypeVarTuple("Told")
Asked = TypeVar("Asked", str, int)
RELATIVE = frozenset({"which", "who", "whose"})


class once(Generic[T]):  # noqa: N801 - used like property
    """A property worked out on its first use; `functools.cached_property` locks, which takes longer than the work."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self.work, self.name, self.__doc__ = work, work.__name__, work.__doc__

    def __get__(self, held: Any, _: type | None = None) -> T:
        value = held.__dict__[self.name] = self.work(held)
        return value


class _Clauses(dict[int, int]):
    """The number of the clause of each place of a sentence, looked up when first asked for: each is asked for often."""

    __slots__ = ("cuts", "numbers")

    def __init__(self, cuts: tuple[int, ...], numbers: tuple[int, ...]) -> None:
        self.cuts, self.numbers = cuts, numbers

    def __missing__(self, place: int) -> int:
        number = self[place] = self.numbers[bisect_right(self.cuts, place, 1) - 1]
        return number


@dataclass(frozen=True)
class Scene:
    """
    One sentence, or one line of a list or table, and what stands in it.

    `cuts` are the places where clauses begin, `numbers` the clause number of each piece: text after a bracket goes on
    with the clause before it. `asides` are the numbers of clauses that only tell more of a name: relative clauses and
    what stands in brackets. `heads` are the heads of its row and column where it is the cell of a table.
    """

    start: int
    end: int
    block: Block
    cuts: tuple[int, ...]
    numbers: tuple[int, ...]
    asides: frozenset[int]
    cues: tuple[Cue, ...]
    names: tuple[Name, ...]
    periods: tuple[PeriodMention, ...]
    quantities: tuple[Quantity, ...]
    heading: tuple[Scene, ...] = ()
    question: Scene | None = None
    heads: tuple[Span, ...] = ()

    @once
    def clause(self) -> Callable[[int], int]:
        """Return what tells the number of the clause a place stands in."""
        return _Clauses(self.cuts, self.numbers).__getitem__

    @once
    def lists(self) -> list[tuple[Name, ...]]:
        """Return the lists of names, in order; a name that stands alone is a list of one."""
        return groups(self.names)

    @once
    def ids(self) -> frozenset[str]:
        """Return the ids of all that is named in the sentence."""
        return frozenset(name.term.id for name in self.names)

    @once
    def firms(self) -> frozenset[str]:
        """Return the ids of the firms that lead a list of names, or stand alone."""
        return frozenset(members[0].term.id for members in self.lists if members[0].term.kind == "company")

    @once
    def starts(self) -> list[int]:
        """Return where its figures begin."""
        return [quantity.span.start for quantity in self.quantities]

    @once
    def parties(self) -> frozenset[str]:
        """Return the ids of all that is named in the sentence, and of who owns it."""
        return self.ids.union(one for name in self.names for one in (name.term.owner, name.term.parent))

    @once
    def features(self) -> frozenset[str]:
        """Return every feature named anywhere in the sentence."""
        held: set[str] = set()
        for cue in self.cues:
            if cue.features:
                held.update(cue.features)
        return frozenset(held)

    @once
    def by_clause(self) -> dict[int, frozenset[str]]:
        """Return the features of each clause."""
        held: dict[int, set[str]] = {}
        for cue in self.cues:
            if cue.features:
                held.setdefault(self.clause(cue.start), set()).update(cue.features)
        return {number: frozenset(names) for number, names in held.items()}

    def clause_features(self, place: int) -> frozenset[str]:
        """Return the features of the clause a place stands in."""
        return self.by_clause.get(self.clause(place), frozenset())

    def piece(self, place: int) -> tuple[int, int]:
        """Return where the piece of text between two clause marks that holds a place begins and ends."""
        at = max(bisect_right(self.cuts, place) - 1, 0)
        return self.cuts[at], self.cuts[at + 1] if at + 1 < len(self.cuts) else self.end

    def feature_cues(self, name: str) -> Iterator[Cue]:
        """Yield the cues of one feature."""
        return iter(self._named_cues.get(name, ()))

    @once
    def _named_cues(self) -> dict[str, list[Cue]]:
        """Return the cues by the names of what they say."""
        held: dict[str, list[Cue]] = {}
        for cue in self.cues:
            for name in cue.names:
                held.setdefault(name, []).append(cue)
        return held

    def under(self, heading: tuple[Scene, ...], question: Scene | None = None) -> Scene:
        """Return the sentence under its headings, or as the answer to a question, with all that was asked of it."""
        headed = object.__new__(Scene)
        headed.__dict__.update(self.__dict__, heading=heading, question=question)
        return headed

    @once
    def memory(self) -> dict[object, Any]:
        """Return what `held` and `remembered` hold of the sentence."""
        return {}

    def held(self, key: object, work: Callable[[*Told], T], *told: *Told) -> T:
        """Return what is known of the sentence under a key, worked out when it is first asked for."""
        memory: dict[object, T] = self.memory
        try:
            return memory[key]
        except KeyError:
            found = memory[key] = work(*told)
            return found

    @once
    def kinds(self) -> frozenset[str]:
        """Return the kinds of all that its cues can say."""
        return frozenset(sense.kind for cue in self.cues for sense in cue.senses)

    def has(self, kind: str) -> bool:
        """Say whether any cue is of this kind (scope, chip, metric)."""
        return kind in self.kinds


def remembered(asked: Callable[[Asked, Scene], T]) -> Callable[[Asked, Scene], T]:
    """Let a question about a sentence, of its text or a place in it, be answered once, however often it is put."""

    @wraps(asked)
    def answer(about: Asked, scene: Scene) -> T:
        key, memory = (asked, about), scene.memory
        try:
            held: T = memory[key]
        except KeyError:
            held = memory[key] = asked(about, scene)
        return held

    return answer


def senses(cue: Cue, kind: str) -> Iterator[Sense]:
    """Yield the senses of one kind that a cue can have."""
    return (sense for sense in cue.senses if sense.kind == kind)


def parted(
    text: str, cuts: tuple[int, ...], numbers: tuple[int, ...], names: tuple[Name, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Cut once more where a new subject follows "and"; what goes on with the clause goes on with its second half."""
    for name in names:
        if (
            name.role not in ACTING
            or name.group != name.start
            or not _AND.search(text, max(name.start - 6, 0), name.start)
        ):
            continue
        at = bisect_right(cuts, name.start) - 1
        old, new = numbers[at], max(numbers) + 1
        tail = tuple(new if number == old else number for number in numbers[at + 1 :])
        cuts = (*cuts[: at + 1], name.start, *cuts[at + 1 :])
        numbers = (*numbers[: at + 1], new, *tail)
    return cuts, numbers


ACTING = frozenset({Role.SUBJECT, Role.SPEAKER})


def clauses(text: str, start: int, end: int) -> tuple[tuple[int, ...], tuple[int, ...], frozenset[int]]:
    """Cut a range into clauses; return where pieces begin, the clause number of each, and which are asides."""
    cuts, numbers, stack, last = [start], [0], [0], 0
    asides: set[int] = set()
    parting = _CUT if _CUT_TOLD.within(text, start, end) else _MARK
    for found in parting.finditer(text, start, end):
        mark = found.group()
        if mark in _CLOSE and len(stack) > 1:
            stack.pop()
        else:
            last += 1
            if mark in RELATIVE or mark in _OPEN:
                asides.add(last)
            if mark in _OPEN and len(stack) < MAX_DEPTH:
                stack.append(last)
            else:
                stack[-1] = last
        cuts.append(found.end())
        numbers.append(stack[-1])
    if len(cuts) > AROUND and _INCLUDES_TOLD.within(text, start, end):
        _go_on_behind(text, cuts, numbers, asides)
    return tuple(cuts), tuple(numbers), frozenset(asides)


def _go_on_behind(text: str, cuts: list[int], numbers: list[int], asides: set[int]) -> None:
    """Let a clause go on behind an aside of what it counts in: capital spending, including leases, was $19 billion."""
    for at in range(1, len(cuts) - 1):
        if _INCLUDES.match(text, cuts[at], cuts[at + 1]) and _GOES_ON.match(text, cuts[at + 1]):
            asides.add(numbers[at])
            was, numbers[at + 1] = numbers[at + 1], numbers[at - 1]
            numbers[at + 2 :] = [numbers[at - 1] if one == was else one for one in numbers[at + 2 :]]


# Pieces before, of and behind an aside.
AROUND = 2
_INCLUDES = re.compile(
    r"\s?(?:(?:not )?(?:including|counting)|includ(?:es|ed)|excluding|(?:in|ex)clusive of|net of|which includes?)\b|"
    r"(?:其中)?(?:不?包括|不?包含|不?含|剔除|扣除|撇除)"
)
_INCLUDES_TOLD = Words(
    "including|counting|excluding|inclusive of|exclusive of|net of|includes|包括|包含|含|剔除|扣除|撇除"
)
_GOES_ON = re.compile(
    r"\s?(?:to (?:be|reach|total|come|rise|grow|fall)|will|would|should|could|was|were|is|are|ha(?:s|ve|d)|rose|fell|"
    r"grew|reached|totall?ed|came|hit|climbed|jumped|increased|decreased|declined|amounted|stood)\b|"
    r"\s?(?:为|達|达|将|將|约|約|预计|預計|合计|合計|共|增至|升至|降至|增加|减少|同比)"
)
