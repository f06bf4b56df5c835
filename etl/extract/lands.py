"""The state as owner of what its ministries plan and pay, where no sentence says that it acts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from etl.extract.asked import Asked
from etl.extract.countries import Spoken
from etl.extract.hints import Ids
from etl.extract.triggers import needs

# Kinds of figures that states have too.
PUBLIC = frozenset({"spent", "bought", "power", "contract"})
_GOVERNS = re.compile(
    r"\b(?:governments?|ministr(?:y|ies|ers?)|state|public|nation(?:al)?|federal|taxpayers?|country|kingdom|treasury|"
    r"budget|sovereign|administration|president|parliament|programme|strategy|department)\b"
    r"|政府|部委|国家|全国|该国|财政|预算|官方|主权|国科会|部长|总统|首相|主席|国会|议会"
)
_GOVERNS_TOLD = needs(
    "government|ministr|state|public|nation|federal|taxpayer|country|kingdom|treasury|budget|sovereign|administration|"
    "president|parliament|programme|strategy|department|政府|部委|国|财政|预算|官方|主权|部长|总统|首相|主席|议会"
)


def lands(figure: Asked) -> Iterator[tuple[Ids, list[str]]]:
    """Yield the state that a text last spoke of before a figure, and the one it speaks of most."""
    held = figure.context.reading.countries
    if not held or figure.kind not in PUBLIC:
        return
    told = _governed(figure)
    at = bisect_left(held, (figure.start, ""))
    if at:
        yield (held[at - 1][1],), _signs(figure, f"the state last spoken of, {_where(figure, held[at - 1][0])}", told)
    yield (_most(held),), _signs(figure, "the state of the text", told)


def _signs(figure: Asked, what: str, told: str) -> list[str]:
    return [what + figure.alone, f"{what}, {told}", f"{what}, {figure.kind}"]


def _where(figure: Asked, place: int) -> str:
    scene = figure.context.scene
    return "sentence" if place >= scene.start else "line" if place >= scene.block.start else "text"


def _governed(figure: Asked) -> str:
    """Return whether words of governing stand before a figure: in its clause, in its sentence, or nowhere."""
    text, scene = figure.context.reading.plain, figure.context.scene
    found = [*_GOVERNS.finditer(text, scene.start, figure.start)] if _GOVERNS_TOLD(text, scene) else []
    if not found:
        return "no word of governing"
    near = "clause" if scene.clause(found[-1].start()) == figure.here else "sentence"
    return f"words of governing, {near}"


@lru_cache(maxsize=8)
def _most(held: Spoken) -> str:
    """Return the state that is spoken of most."""
    return Counter(state for _, state in held).most_common(1)[0][0]
