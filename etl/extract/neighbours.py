"""What kinds of firms are told of together: who buys from whom depends on both."""

from __future__ import annotations

from collections.abc import Iterator

from etl.extract.asked import Asked
from etl.extract.hints import Ids
from etl.extract.sides import party


def company(figure: Asked, ids: Ids) -> Iterator[str]:
    """Yield what kinds of firms the sentence names besides a candidate, and whether it names him."""
    scene, mine = figure.context.scene, party(ids)
    where = " from elsewhere" if scene.parties.isdisjoint(ids) else ""
    others = scene.firms.difference(ids)
    yield from (f"{mine}{where} beside {kind}, {figure.kind}" for kind in {party((one,)) for one in others})
