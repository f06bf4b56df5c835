"""Whom a figure can be of that its sentence does not name: those told of before, unnamed crowds, nobody."""

from __future__ import annotations

from collections.abc import Iterator

from etl.extract import hints
from etl.extract.asked import Asked
from etl.extract.drafts import Memory
from etl.extract.hints import Ids
from etl.extract.names import OWNERS, Role
from etl.extract.scene import Scene
from etl.vocabulary import vocabulary

NOBODY: Ids = ()
GOODS = frozenset({Role.PRODUCT, Role.SEGMENT})
CENTRAL = ("whom the text is most about", "whom the text is next most about", "whom the text is also about")


def recalled(figure: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield whom the text before the figure is about."""
    context, memory, scene = figure.context, figure.context.memory, figure.context.scene
    alone, kind = figure.alone, figure.kind
    for ids, sign in hints.meant(context, figure.quantity):
        yield ids, [sign]
    last = memory.figure
    if last and last.entity:
        same, alike = last.scene.start == scene.start, last.family == figure.metric.family
        near = "sentence" if same else "paragraph" if memory.paragraph == scene.block.paragraph else "text"
        again = ", one more of the kind" if alike else ""
        yield last.entity, [f"the last owner of its {near}{alone}", f"the last owner, {kind}{again}"]
    topic = "paragraph" if memory.topic_in == scene.block.paragraph else "paragraph before"
    told = (
        (memory.topic, f"subject of the {topic}"),
        (memory.headed, "subject of the heading"),
        (memory.titled, "alone in the title"),
        (memory.first_topic, "the first subject of the text"),
        (memory.single, "the last single subject"),
        *zip(memory.central, CENTRAL, strict=False),
    )
    yield from ((ids, [sign + alone]) for ids, sign in told if ids)
    if memory.several:
        yield memory.several, ["the last list of several"]
    yield from _dealt(memory, kind, has_its_own=has_its_own_deal(scene))
    yield from _met(figure)


def _met(figure: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield every firm that a heading names, whatever part it plays there, and those named last."""
    for place, scene in _above(figure):
        founders = (name.term.members for name in scene.names if name.role in GOODS and name.term.members)
        yield from ((ids, [f"founders of what its {place} tells, {figure.kind}"]) for ids in founders)
    for head in figure.context.scene.heading:
        named = dict.fromkeys(one.term.id for one in head.names if one.term.kind == "company")
        yield from (((one,), ["alone in a heading, in any part"] if len(named) == 1 else []) for one in named)
    lately = figure.context.memory.named
    yield from (((one,), ["named lately"]) for one in lately[:-1])
    if lately:
        yield (lately[-1],), [f"named last{figure.alone}"]


def _above(figure: Asked) -> Iterator[tuple[str, Scene]]:
    """Yield the headings over a figure and the sentence before its own."""
    yield from (("heading", head) for head in figure.context.scene.heading)
    if figure.context.memory.spoken:
        yield "sentence before", figure.context.memory.spoken


def has_its_own_deal(scene: Scene) -> bool:
    """Say whether a firm acts in a sentence that names another beside it: the deal told before is not meant."""
    firms = [members[0] for members in scene.lists if members[0].term.kind == "company"]
    acting = [name for name in firms if name.role in OWNERS]
    return bool(acting) and any(name.role in OTHER_SIDES for name in firms)


OTHER_SIDES = frozenset({Role.PARTNER, Role.SELLER, Role.BENEFICIARY, Role.AGENT})


def _dealt(memory: Memory, kind: str, *, has_its_own: bool) -> Iterator[tuple[Ids, list[str]]]:
    """Yield the sides of the deal told last, and who makes the chips told of."""
    for side, ids in zip(("buyer", "seller"), memory.deal, strict=True):
        if ids and not has_its_own:
            yield ids, [f"{side} of the deal told, {kind}"]
    if memory.programme:
        yield (memory.programme,), [f"owner of the chip programme told, {kind}"]
    maker = vocabulary().terms.get(memory.product)
    if maker and maker.owner and kind not in {"spent", "earned"}:
        yield (maker.owner,), [f"maker of the product told, {kind}"]


def unnamed(figure: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield unnamed groups that words tell of, and nobody."""
    for ids, near in hints.crowds(figure.context, figure.quantity):
        yield ids, [f"words for everybody, {near}{figure.alone}"]
    signs = [f"nobody, {figure.kind}", f"nobody{figure.alone}"]
    if figure.metric.family == "programme" and hints.generic(figure.context, figure.quantity):
        signs.append("a cost in general")
    yield ("global",) if figure.kind == "shipped" else NOBODY, signs
