"""How sure a figure is told, by the weight of all signs: its words, its source, its time, what rules make of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path

from etl.extract import verdicts
from etl.extract.drafts import Draft
from etl.extract.judging import JUDGES
from etl.extract.metrics import registry
from etl.extract.names import OWNERS, Role
from etl.extract.overheard import Overheard
from etl.extract.spans import kind, since
from etl.extract.tones import Tone, by_analysts, is_group
from etl.extract.weights import Rows, numbers, parsed
from etl.model import Status

WORD = "”"
"""Ends a sign that is a word of the text: it says what it says whatever the figure is."""
WEIGHTS = Path(__file__).with_name("certainty_weights.toml")
# What words of a clause say of how a figure is meant, and what those of a title do.
TONAL = frozenset(
    {
        *("forward", "analysts", "outsiders", "author", "plan", "guidance", "consensus", "estimate", "rumour"),
        *("superseded", "cancelled", "running", "past", "conditional", "negation", "multi_year", "contracted"),
        *("project", "sign", "supply", "rent", "equity"),
    }
)
HEADED = frozenset({"rumour", "forward", "plan", "estimate", "guidance", "analysts", "past"})
TONES = ("future", "past", "consensus", "superseded", "doubted", "outside", "own_voice", "judged", "third_party")
# Figures that are told alike are weighed together: what a word says of them may be said of no other.
ALIKE = {
    "capex_guidance": "capex",
    "rental_cost_per_year": "contract_value",
    "units_purchased": "units_deployed",
    "rental_price_per_gpu_hour": "unit_price",
    "tape_out_date": "production_date",
}
NEAR = ("right", "near", "head", "clause")
# Figures whose status is that of another.
FOLLOWING = frozenset({"restatement"})
# What is called an estimate right before its number is one, however sure the rest is.
GUESSED = f"right before: estimated{WORD}"
BUILT, BUDGETED = frozenset({"units_deployed", "units_purchased"}), frozenset({"capex", "capex_guidance"})


def signs(draft: Draft, tone: Tone) -> frozenset[str]:
    """Return what its own sentence says of how sure a figure is."""
    label = draft.period.label if draft.period else ""
    when = f"{since(label, tone.published)} ({kind(label)})"
    told = *_toned(_TOLD_AS(tone)), *_said(draft, tone), *_who(draft, tone)
    return frozenset(
        (
            f"in {draft.scene.block.kind}",
            f"{draft.quantity.qualifier}",
            *told,
            *_timed(when, draft.period_here, draft.metric),
        )
    )


_TOLD_AS = attrgetter(*TONES)


@lru_cache(maxsize=4_096)
def _toned(told: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(f"told as {name}" for name, is_told in zip(TONES, told, strict=True) if is_told)


def _said(draft: Draft, tone: Tone) -> Iterator[str]:
    """Yield what the words of a figure's own clause say, of the rest of its sentence and of the headings."""
    features = draft.scene.features
    yield from (f"its clause says {name}" for name in tone.features & TONAL)
    if not features.issubset(tone.features):
        yield from (f"its sentence says {name}" for name in features & TONAL - tone.features)
    yield from (f"its heading says {name}" for head in draft.scene.heading for name in head.features & HEADED)


@lru_cache(maxsize=4_096)
def _timed(when: str, here: bool, metric: str) -> tuple[str, ...]:
    """Return when a period is, whether its sentence states it, and the same once more by what the figure is."""
    stated = f"dated {'here' if here else 'elsewhere'}"
    signs = when, f"{when}, {stated}", stated
    return metric, *signs, *(f"{metric}, {sign}" for sign in signs)


def _who(draft: Draft, tone: Tone) -> Iterator[str]:
    """Yield whose figure it is and who tells of it."""
    if by_analysts(draft, tone):
        yield "by analysts"
    if is_group(draft):
        yield "of a group"
    if not draft.entity:
        yield "of nobody"
    for name in draft.scene.names:
        owns = name.term.id in draft.entity
        if name.role in OWNERS and owns:
            yield "its owner acts"
        elif name.role is Role.SPEAKER:
            yield "its owner speaks" if owns else "another speaks"
        elif name.role is Role.SOURCE:
            yield f"by a source: {name.term.cls or name.term.kind}"
        if name.term.cls in JUDGES and not owns:
            yield "a house that judges is named"


def settle(drafts: Sequence[Draft], overheard: Overheard) -> None:
    """Give each figure the status that weighs most by its sentence, its neighbours and its article."""
    told = [draft for draft in drafts if not draft.refused and draft.metric not in FOLLOWING]
    for draft, found in zip(told, _heard(told, overheard), strict=True):  # all are heard before any is changed
        status = chosen(draft.metric, found)
        if status is Status.ACTUAL and GUESSED in draft.words:
            status = Status.ESTIMATE
        status = verdicts.settled(draft.signs, status)
        if status is not draft.status:
            draft.status, draft.rule = status, [*draft.rule, why(_by_kind(draft, found), status)]
        draft.metric = meant(draft.metric, status)


def why(found: Collection[str], status: Status) -> str:
    """Return the signs that spoke most for a status, in words."""
    return f"{status} as {weights().strongest(found, status)}"


def meant(metric: str, status: Status) -> str:
    """Return the metric that goes with a status: what is guided to is a budget, what is only planned is not there."""
    if metric in BUDGETED and status is not Status.RUMOUR:
        return "capex_guidance" if status in {Status.GUIDANCE, Status.PLAN} else "capex"
    return "units_planned" if metric in BUILT and status is Status.PLAN else metric


def seen(told: Sequence[Draft], overheard: Overheard) -> list[frozenset[str]]:
    """Return all signs of each figure of an article, alone and by what it is."""
    return [_by_kind(draft, found) for draft, found in zip(told, _heard(told, overheard), strict=True)]


def _heard(told: Sequence[Draft], overheard: Overheard) -> list[frozenset[str]]:
    """Return the signs of each figure of an article: those of its sentence, of its neighbours and of the whole."""
    every = Counter(draft.status for draft in told)
    alike = Counter((draft.metric, draft.status) for draft in told)
    common = {kind: frozenset(_common(*kind, every, alike)) for kind in alike}
    return [
        draft.signs.union(
            draft.words,
            _ruled(draft),
            _beside(told, place),
            common[draft.metric, draft.status],
            overheard.around(draft.scene.start),
        )
        for place, draft in enumerate(told)
    ]


def _by_kind(draft: Draft, found: frozenset[str]) -> frozenset[str]:
    """Return some signs with each of them once more by what the figure is, but for words that stand far from it."""
    kind = ALIKE.get(draft.metric, draft.metric)
    return found.union([f"{kind}, {one}" for one in found if _is_of_kind(one)])


def _is_of_kind(sign: str) -> bool:
    return sign.startswith(NEAR) if sign[-1] == WORD else ", " not in sign


def _ruled(draft: Draft) -> Iterator[str]:
    """Yield what the rules make of a figure, and whether they heard it from another sentence."""
    yield f"{draft.status} by rule"
    yield f"{draft.metric}, {draft.status} by rule"
    yield from (f"{rule} by rule" for rule in draft.rule[1:] if rule in {"heard", "covered", "ellipsis", "each"})


def _beside(told: Sequence[Draft], place: int) -> Iterator[str]:
    """Yield what the figures just before and after are by rule."""
    draft = told[place]
    for name, at in (("before", place - 1), ("after", place + 1)):
        other = told[at] if 0 <= at < len(told) else None
        if other is None or other.scene.block.paragraph != draft.scene.block.paragraph:
            continue
        near = "sentence" if other.scene.start == draft.scene.start else "paragraph"
        yield f"{other.status} {name} it in its {near}"
        if other.metric == draft.metric:
            yield f"{other.status} {name} it in its {near}, of the same kind"


def _common(metric: str, status: Status, every: Counter[Status], alike: Counter[tuple[str, Status]]) -> Iterator[str]:
    """Yield what most figures of the article beside one of such metric and status are by rule, and most of its kind."""
    rest = every - Counter([status])
    if rest:
        yield f"most are {max(rest, key=lambda status: (rest[status], status))}"
    yield from (f"others are {one}" for one in rest if rest[one] > 1 or one is Status.RUMOUR)
    kin = {one: alike[metric, one] - (one is status) for one in Status}
    if any(kin.values()):
        yield f"most of its kind are {max(kin, key=lambda one: (kin[one], one))}"


@cache
def weights() -> Rows[str]:
    """Return what each sign weighs for each status, or against it, in hundredths."""
    return parsed(WEIGHTS.read_text(encoding="utf-8"))


@cache
def _parted() -> tuple[Rows[str], Mapping[str, Rows[str]]]:
    """Return the rows of signs: alone, and by what a figure is those that are told once more by it."""
    alone: dict[str, str] = {}
    by_kind: dict[str, dict[str, str]] = {}
    held = weights()
    for told, row in held.told.items():
        kind, parts, sign = told.partition(", ")
        if parts and kind in registry() and kind not in ALIKE and _is_of_kind(sign):
            by_kind.setdefault(kind, {})[sign] = row
        else:
            alone[told] = row
    kinds = {kind: Rows(held.choices, rows, numbers) for kind, rows in by_kind.items()}
    return Rows(held.choices, alone, numbers), kinds


def chosen(metric: str, found: Collection[str]) -> Status:
    """Return the status that the signs of a figure weigh most for, alone and by what it is, which none need spell."""
    alone, by_kind = _parted()
    told = by_kind.get(ALIKE.get(metric, metric))
    return _most(alone.unpacked(alone.added(found) + (told.added(found) if told else 0)))


def best(found: Collection[str]) -> Status:
    """Return the status that signs weigh most for, of which those by what a figure is are spelled."""
    return _most(weights().sums(found))


def _most(sums: Mapping[str, int]) -> Status:
    """Return the status of most weight, the first of those that weigh the same."""
    return Status(max(sums, key=lambda status: sums[status])) if sums else Status.ACTUAL
