"""What a drawing sets side by side and counts in different ways: each way is named, with whose figures it is."""

from __future__ import annotations

import pandas as pd

from dashboard.chart import Chart
from dashboard.state import State
from dashboard.text import t, word

WAYS = ("definition", "unit_basis", "contract_type", "denominator")
"""What must not differ between two amounts for one to be more than the other."""

_NAMES = ("entity_name", "owner_name")


def notes(chart: Chart, rows: pd.DataFrame, state: State) -> tuple[str, ...]:
    """Return a note for each way of counting that differs among the rows and that the drawing does not tell itself."""
    if chart.kind != "figure":
        return ()
    differ = [way for way in WAYS if way in rows and way not in chart.tells and len(set(rows[way].fillna(""))) > 1]
    return tuple(t(state.lang, f"counted.{way}", told=_told(rows, way, state)) for way in differ)


def _told(rows: pd.DataFrame, way: str, state: State) -> str:
    """Return each way with the names of those whose figures are counted so, and that of others it is not said."""
    said = rows[way].fillna("").astype(str)
    parts = []
    for value in sorted(set(said) - {""}):
        held = [name for name in _NAMES if name in rows]
        names = list(dict.fromkeys(str(name) for name in rows.loc[said == value, held[0]] if name)) if held else []
        whose = t(state.lang, "counted.whose", names=t(state.lang, "shell.list_joiner").join(names)) if names else ""
        parts.append(f"{word(state.lang, way, value)}{whose}")
    parts += [t(state.lang, "counted.unsaid")] if (said == "").any() else []
    return t(state.lang, "counted.joiner").join(parts)
