"""Facts of a chip programme that are no numbers: foundry, partner, node, memory, lead, workload."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from etl.extract.claims import doubts
from etl.extract.names import Name, Role
from etl.extract.programmes import Programme, is_own_chip, programmes
from etl.extract.reading import Reading
from etl.extract.scene import Scene
from etl.model import Mention, Qualifier, Quantity, Span, Status

# What is told in words: key, pattern, and the value in one way of writing it.
WORDED = (
    ("architecture", re.compile(r"(?:收缩|脉动)阵列(?:架构)?|systolic[\s-]array"), "systolic array"),
    ("architecture", re.compile(r"risc-?v"), "RISC-V"),
    (
        "memory",
        re.compile(r"高带宽(?:存储器|内存)(?:\(hbm\))?|\bhbm\d?e?\b|high[\s-]bandwidth memory(?: \(hbm\))?"),
        "HBM",
    ),
    (
        "workload",
        re.compile(
            r"(?:针对|用于|面向|专为|主攻)(?:ai|模型|大模型)?训练|(?:for|aimed at|focused on) (?:ai |model )?training"
        ),
        "training",
    ),
    (
        "workload",
        re.compile(
            r"(?:针对|用于|面向|专为|主攻)(?:ai|模型|大模型)?推理|(?:for|aimed at|focused on) (?:ai |"
            r"model )?inference"
        ),
        "inference",
    ),
    (
        "initial_deployment",
        re.compile(r"有限(?:的)?规模|小规模|小批量部署|limited (?:scale|basis|role|deployment)|deployed on a limited"),
        "limited",
    ),
    (
        "tape_out",
        re.compile(r"(?:近|未来)?几个月内?|in the next few months|within (?:the next few )?months"),
        "final design within months",
    ),
)
_FINAL = re.compile(r"最终设计|设计定稿|流片|finali[sz]|final design|tape")
_FOUNDRY = re.compile(r"制造|代工|流片|生产|量产|工艺|fabricat|manufactur|produc|tape|foundry|made|build")
_PARTNER = re.compile(
    r"合作|设计|开发|联手|共同|partner|design|co-develop|work(?:ing|ed|s)? with|jointly|together with"
)
_LEAD = re.compile(
    r"(?:由|是)(?:[^，。,]{0,10}?(?:员工|高管|工程师|负责人))?\s?([A-Z][a-z]+(?:\s[A-Z][a-z]*)+|"
    r"[\u4e00-\u9fff·]{2,12}?)\s?(?:领导|带领|负责|牵头|掌管)|(?:led|headed|"
    r"run) by (?:former [\w\s]{2,24} )?([A-Z][a-z]+(?:\s[A-Z][a-z]*)+)"
)
_TRIES = re.compile(
    r"尝试|引入|采用|改用|备用|替代|第二供应|测试|also uses|turn(?:ed|ing)? to|started using|"
    r"second source|alternative|tr(?:ied|ying)"
)
_OWN = re.compile(r"推出|自研|系列|自家|发布|launch|unveil|built|develop|own|in-house")


def attributes(reading: Reading, scenes: Sequence[Scene]) -> list[Mention]:
    """Return the attributes of every chip programme, each fact once, at its first place."""
    held: dict[tuple[tuple[str, ...], str, str], Mention] = {}
    for mention in (*_of_programmes(reading, scenes), *_chips(reading, scenes)):
        held.setdefault((mention.entity, mention.key, mention.quantity.label), mention)
    return [mention for mention in held.values() if not _is_said_better(mention, held.values())]


def _is_said_better(one: Mention, every: Iterable[Mention]) -> bool:
    """Say whether another chip of the firm is named more exactly: Maia beside Maia 100."""
    label = f"{one.quantity.label} "
    return one.key == "in_house_chip" and any(
        other.key == one.key and other.entity == one.entity and other.quantity.label.startswith(label)
        for other in every
    )


def _of_programmes(reading: Reading, scenes: Sequence[Scene]) -> Iterator[Mention]:
    for programme in programmes(reading, scenes):
        yield from _worded(reading, programme)
        yield from _named(reading, programme)
        yield from _numbered(reading, programme)
        yield from _lead(reading, programme)


def _worded(reading: Reading, programme: Programme) -> Iterator[Mention]:
    start, end = programme.scene.start, programme.scene.end
    for key, pattern, value in WORDED:
        for found in pattern.finditer(reading.plain, start, end):
            if key == "tape_out" and not _FINAL.search(reading.plain, start, end):
                continue
            if key == "workload" and _of_a_named_chip(programme.scene, found.start()):
                continue
            yield _fact(reading, programme, key, value, Span(*found.span()))
            break


def _of_a_named_chip(scene: Scene, place: int) -> bool:
    """Say whether a clause tells what a chip that it names does, and not the programme: MI300X for training."""
    here = scene.clause(place)
    return any(name.role is Role.PRODUCT and scene.clause(name.start) == here for name in scene.names)


def _named(reading: Reading, programme: Programme) -> Iterator[Mention]:
    for name in programme.scene.names:
        if name.term.cls == "foundry" and _near(reading, programme.scene, name, _FOUNDRY):
            yield _fact(reading, programme, "foundry", name.term.name_en, Span(name.start, name.end))
        elif _designs(name, programme) and _near(reading, programme.scene, name, _PARTNER):
            yield _fact(reading, programme, "design_partner", name.term.name_en, Span(name.start, name.end))
        elif _bought_in(name, programme) and _TRIES.search(reading.plain, programme.scene.start, name.start):
            value = f"{name.term.owner.upper()} {name.term.name_en}"
            yield _fact(reading, programme, "second_source", value, Span(name.start, name.end))


def _near(reading: Reading, scene: Scene, name: Name, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(reading.plain, max(name.start - 24, scene.start), min(name.end + 24, scene.end)))


DESIGNERS = frozenset({"broadcom", "marvell", "mediatek", "alchip", "guc", "arm"})


def _designs(name: Name, programme: Programme) -> bool:
    return name.term.id in DESIGNERS and name.term.id != programme.owner


def _bought_in(name: Name, programme: Programme) -> bool:
    return (
        name.role is Role.PRODUCT and name.term.owner not in {"", programme.owner, "nvidia"} and not is_own_chip(name)
    )


def _numbered(reading: Reading, programme: Programme) -> Iterator[Mention]:
    for quantity in programme.scene.quantities:
        if quantity.unit == "nm" and quantity.value is not None:
            yield _fact(reading, programme, "node", f"{quantity.value.normalize():f}nm", quantity.span)
    for mention in programme.scene.periods:
        around = reading.plain[mention.span.end : mention.span.end + 24]
        if mention.period.label and re.search(r"量产|大规模(?:生产|量产)|mass production|volume production", around):
            yield _fact(reading, programme, "mass_production", mention.period.label, mention.span)


def _lead(reading: Reading, programme: Programme) -> Iterator[Mention]:
    text = reading.document.text
    for found in _LEAD.finditer(text, programme.scene.start, programme.scene.end):
        number = 1 if found.group(1) else 2
        yield _fact(reading, programme, "lead", found.group(number), Span(*found.span(number)))


def _chips(reading: Reading, scenes: Sequence[Scene]) -> Iterator[Mention]:
    """Yield the chips that a firm is said to have made for itself."""
    for scene in scenes:
        for name in scene.names:
            own = is_own_chip(name)
            if own and _OWN.search(reading.plain, scene.start, scene.end):
                programme = Programme(scene, name.term.owner, name.term.id)
                told = ", ".join([name.term.name_en, *_work(reading, scene, name)])
                yield _fact(reading, programme, "in_house_chip", told, Span(name.start, name.end))


def _work(reading: Reading, scene: Scene, name: Name) -> list[str]:
    """Return what a named chip is said to do right after its name."""
    end = min(name.end + REACH, scene.end)
    patterns = ((pattern, value) for key, pattern, value in WORDED if key == "workload")
    return [value for pattern, value in patterns if pattern.search(reading.plain, name.end, end)]


# How far after a chip's name its work is told.
REACH = 16


def _fact(reading: Reading, programme: Programme, key: str, value: str, span: Span) -> Mention:
    quantity = Quantity(
        None, None, None, Qualifier.EXACT, "", span.of(reading.document.text), span, label=value, rule="words"
    )
    features = programme.scene.clause_features(span.start)
    status = (
        Status.PLAN
        if "forward" in features
        else Status.RUMOUR
        if doubts(reading.plain, programme.scene)
        else Status.ACTUAL
    )
    return Mention(
        quantity,
        "attribute",
        (programme.owner,),
        product=programme.chip,
        status=status,
        key=key,
        rule=f"attribute.{key}",
    )
