"""Whom a text, its title or a heading is about."""

from __future__ import annotations

from collections import Counter

from etl.extract.names import OWNERS
from etl.extract.scene import Scene


def about(scene: Scene) -> tuple[str, ...]:
    """Return the firms that a title or heading has for its subject."""
    acting = (tuple(name.term.id for name in members) for members in scene.lists if members[0].role in OWNERS)
    sites = ((name.term.owner,) for name in scene.names if name.term.kind == "project" and name.term.owner)
    return next(acting, ()) or next(sites, ())


# Firms that a text can be about.
CENTRAL = 3


def central(read_scenes: list[Scene], titled: Scene | None) -> tuple[tuple[str, ...], ...]:
    """Return the firms that act most often in a text, the title counting twice."""
    acting = Counter(
        members[0].term.id
        for scene in (*read_scenes, *([titled, titled] if titled else []))
        for members in scene.lists
        if members[0].role in OWNERS and members[0].term.kind == "company"
    )
    return tuple((one,) for one, _ in acting.most_common(CENTRAL))


def is_alone(scene: Scene) -> bool:
    """Say whether a title names one firm only."""
    return len({name.term.owner for name in scene.names if name.term.kind == "company"}) == 1
