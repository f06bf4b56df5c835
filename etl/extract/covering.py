"""Which research house the figures of a text are by, where a sentence names one for all of a family."""

from __future__ import annotations

from collections import Counter

from etl.extract import whole
from etl.extract.claims import sources
from etl.extract.drafts import Draft
from etl.extract.scene import Scene
from etl.extract.unitclass import unit_class
from etl.extract.voices import LEAD


def covering(read_scenes: list[Scene], drafts: list[Draft], titled: Scene | None) -> dict[str, str]:
    """Return, by family of figures, the research house named for all: first of all, for two, in a sentence apart."""
    opening = [scene for scene in (titled, *read_scenes[:LEAD]) if scene is not None]
    leading = [name.term.id for scene in opening for name in sources(scene) if whole.is_research(name.term.id)]
    named = dict.fromkeys(whole.COUNTED_TOGETHER, leading[0]) if leading else {}
    counted = Counter(
        (whole.group(draft.metric), draft.attributed_to) for draft in drafts if whole.is_research(draft.attributed_to)
    )
    for (group, source), count in counted.items():
        if count > 1:
            named.setdefault(group, source)
    for scene in read_scenes:
        makers = [name.term.id for name in sources(scene) if whole.is_research(name.term.id)]
        words = (sense for cue in scene.cues for sense in cue.senses if sense.kind == "metric" and sense.form == "noun")
        for sense in words if makers and all(unit_class(q.unit) == "multiple" for q in scene.quantities) else ():
            if "units" in sense.classes:
                named.setdefault(whole.group(sense.name), makers[0])
    return named
