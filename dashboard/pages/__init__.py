"""The pages, one file each: a file with a PAGE is reachable and in the navigation without being named anywhere else."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, cast

from dashboard.view import View

ANY = "/*"


@dataclass(frozen=True, slots=True)
class Page:
    """
    Where a page is and how it is called.

    `path` may end in /* for one page per document. `name` is the key of its texts (`nav.<name>`, `<name>.title`,
    `<name>.question`), `section` where the navigation lists it, None for nowhere; `bare` pages need no snapshot.
    `params` are the names in the address that this page alone understands.
    """

    path: str
    name: str
    section: str | None = None
    order: int = 0
    bare: bool = False
    params: tuple[str, ...] = ()


class PageModule(Protocol):
    """What every file in dashboard/pages offers; raises LookupError where its place does not exist."""

    PAGE: Page

    @staticmethod
    def head(view: View) -> tuple[str, str]:
        """Return the title and the question under it."""

    @staticmethod
    def body(view: View) -> list[Any]:
        """Return the components under the head."""


@cache
def pages() -> Sequence[PageModule]:
    """Return every page in the order of the navigation."""
    names = [info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")]
    found = [cast("PageModule", importlib.import_module(f"{__name__}.{name}")) for name in names]
    return sorted(found, key=lambda module: module.PAGE.order)


def find(path: str) -> tuple[PageModule, str] | None:
    """Return the page at a path and what stands in the place of its *, or None."""
    for module in pages():
        own = module.PAGE.path
        if path == own:
            return module, ""
        stem = own.removesuffix("*")
        if own.endswith(ANY) and path.startswith(stem) and len(path) > len(stem):
            return module, path.removeprefix(stem)
    return None


def links(view: View) -> list[tuple[str, str, str]]:
    """Return path, name and section of what the navigation lists."""
    listed = [module.PAGE for module in pages() if module.PAGE.section is not None]
    return [(page.path, view.t(f"nav.{page.name}"), page.section or "") for page in listed]
