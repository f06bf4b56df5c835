"""The charts, one file each; a file with a CHART is on its page without being named anywhere else."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import cast

from dashboard.chart import ChartModule


@cache
def charts() -> Mapping[str, ChartModule]:
    """Return every chart by id, in the order of their numbers."""
    names = [info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")]
    found = [cast(ChartModule, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return {module.CHART.id: module for module in sorted(found, key=_place)}


def chart(identifier: str) -> ChartModule:
    """Return one chart; an unknown id raises KeyError."""
    return charts()[identifier]


def _place(module: ChartModule) -> tuple[int, int, str]:
    page, _, rest = module.CHART.number.partition(".")
    digits = rest.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(page), int(digits), rest
