"""Several firms as one owner: as many as are counted, or those whose figures were just told, where they are summed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from etl.extract.asked import Asked
from etl.extract.hints import Ids
from etl.extract.names import Role
from etl.extract.scene import Scene
from etl.extract.triggers import needs

_NUMBERS = "two|three|four|five|six|eight"
_COUNTED = re.compile(
    rf"\b(?:the |all |big |top |other |these |those |which )(?:\w+[ -]){{0,2}}?(?P<led>{_NUMBERS})\b"
    rf"|\b(?P<named>{_NUMBERS}) (?:\w+[ -]){{0,3}}?(?:companies|firms|giants|groups|hyperscalers|clouds|buyers|csps|"
    r"spenders|operators|carriers)\b"
    r"|(?P<han>[两二三四五六八])(?:大|家|巨头|强|者|雄|个)"
)
_COUNTED_TOLD = needs(f"{_NUMBERS}|大|家|巨头|强|者|雄|个")
SIZES = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8}
SIZES |= {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "八": 8}
_SUMS = re.compile(
    r"\b(?:together|combined|sum|totals?|in all|altogether|between them|add(?:s|ed)? up|aggregate|collectively)\b"
    r"|合计|共计|加起来|加总|总计|总和|合共|小计|凑起来|加在一起|相加"
)
_SUMS_TOLD = needs("together|combined|sum|total|in all|between them|add|aggregate|collectively|合|共计|加|总|小计|凑")
# Whom everybody means by so many.
USUAL = {4: ("amazon", "google", "meta", "microsoft"), 5: ("amazon", "google", "meta", "microsoft", "oracle")}
FEWEST, MOST = 2, 8
GIANT = "hyperscaler"


def listed(read_scenes: Iterable[Scene]) -> Mapping[int, Ids]:
    """Return, by how many they are, the first list of so many firms in a text, else all the giants it names."""
    found: dict[int, Ids] = {}
    giants: dict[str, None] = {}
    for members in (members for scene in read_scenes for members in scene.lists):
        firms = tuple(name.term.id for name in members if name.term.kind == "company")
        giants |= dict.fromkeys(name.term.id for name in members if name.term.cls == GIANT)
        if FEWEST <= len(firms) <= MOST and len(firms) == len(members) and members[0].role is not Role.SOURCE:
            found.setdefault(len(firms), firms)
    if FEWEST < len(giants) <= MOST:
        found.setdefault(len(giants), tuple(giants))
    return found


def several(figure: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield as many firms as words before a figure count, and those whose figures it could be the sum of."""
    text, scene, memory = figure.context.reading.plain, figure.context.scene, figure.context.memory
    counted = [*_COUNTED.finditer(text, scene.start, figure.start)] if _COUNTED_TOLD(text, scene) else []
    for last in counted[-1:]:
        number = SIZES[last["led"] or last["named"] or last["han"]]
        near = "clause" if scene.clause(last.start()) == figure.here else "sentence"
        told = memory.run[1][-number:]
        for ids, what in (
            (memory.listed.get(number), "as many as counted"),
            (USUAL.get(number), "the usual ones"),
            (told if len(told) == number else (), "as many as counted, just told of"),
        ):
            if ids:
                yield ids, [f"{what}, {near}{figure.alone}", f"{what}, {figure.kind}"]
    family, run = memory.run
    if len(run) > 1:
        same = "of the same kind" if family == figure.metric.family else "of another kind"
        summed = _SUMS_TOLD(text, scene) and _SUMS.search(text, scene.start, figure.start)
        yield run, [f"those just told of, {same}, {'summed' if summed else 'not summed'}{figure.alone}"]
