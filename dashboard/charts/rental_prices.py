"""What an hour costs over time: one line per cloud and series, lease types and regions never blended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _events as events
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import axis, day_axis, layout, months
from dashboard.charts._events import Event
from dashboard.charts._places import Plane, Taken
from dashboard.charts._prices import LENSES, MEDIAN, ONE_REGION, lens, prices, unit
from dashboard.names import colour_key
from dashboard.row import Row, each
from dashboard.state import State
from dashboard.theme import Theme, theme

CHART = Chart(
    id="rental-prices",
    number="5.2",
    page="rental",
    tables=("rental_costs", "entities"),
    columns=(*select.OBSERVATION, "series"),
    lenses=LENSES,
    switches=(EVERYBODY,),
    together=("entity",),
    tells=("definition",),
)
SERIES = ["entity", "product", "definition", "publisher"]
LEAST = 2
ROOM = 1.08
MARGIN_WIDE, LEFT_PX, BESIDE_PX = 210, 48, 8
HEIGHT_WIDE, HEIGHT_NARROW = 380, 340
WIDE_PLOT, NARROW_PX = 620, 342
DOT_PX, NEAR_DAYS = 3, 100
TOLD = 0.15
"""A lasting change of price that is said on the chart."""


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return the monthly list prices of the clouds with the longest series, by series and month."""
    _, lease = lens(state)
    found = prices(tables, state, lease=lease)
    found = found[found["definition"].isin((MEDIAN, ONE_REGION))]
    found = select.one_each(select.chosen(found, state), [*SERIES, "period"])
    parts = found[SERIES].astype("str")
    series = parts[SERIES[0]].str.cat(parts[SERIES[1:]], sep="|")
    found = found.assign(series=series)
    length = found.groupby("series")["period"].transform("nunique")
    found = found.assign(_length=length)[length >= LEAST]
    order = found.sort_values(["_length", "series"], ascending=[False, True], kind="stable")
    found = select.first(order, state, column="series").sort_values(
        ["_length", "series", "period"], ascending=[False, True, True]
    )
    return select.named(found, tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw a line per series; a month without a price breaks it."""
    look = theme(state.theme)
    groups = [group for _, group in rows.groupby("series", sort=False)]
    traces = [trace for group in groups for trace in _line(group, state, look)]
    top = float(rows["value"].max()) * ROOM if len(rows) else 1.0
    narrow = state.width == "narrow"
    steps = numbers.ticks(top, 4)
    texts = [numbers.bare(step, unit(state), state) for step in steps]
    first, last = _span(rows)
    step = 12 if narrow or (last - first).days > 365 * 3 else 6
    ticks = [(day.isoformat(), dates.day(day.isoformat()[:7], state)) for day in months(first, last, step)]
    parts: dict[str, Any] = {
        "xaxis": day_axis(
            look, ticks, first.isoformat(), last.isoformat(), showgrid=False, showline=True, linecolor=look.rule_strong
        ),
        "yaxis": axis(look, range=[0, top], showgrid=True, tickvals=steps, ticktext=texts),
    }
    names = _names(groups, last, top, state, look)
    right = _room(groups, state) if narrow else MARGIN_WIDE
    width = NARROW_PX - LEFT_PX - right if narrow else WIDE_PLOT
    parts["annotations"] = names + _jumps(groups, (first, last), top, (width, state), look)
    margin = (LEFT_PX, right, 16, 32)
    return {"data": traces, "layout": layout(look, HEIGHT_NARROW if narrow else HEIGHT_WIDE, margin, **parts)}


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say what the dearest and the cheapest cloud of the newest common month ask."""
    accelerator, lease = lens(state)
    values = {"accelerator": accelerator.upper(), "lease": wording.common(f"lease_{lease}", state)}
    title = _title(rows, values, state) or wording.say(CHART, "question", state, **values)
    notes = tuple(wording.say(CHART, name, state) for name in ("note_series", "note_region"))
    key = marks.key(["disc", "line"] if len(rows) else [], state)
    subtitle = wording.say(CHART, "subtitle", state, **values)
    return wording.words(rows, state, title=title, subtitle=subtitle, notes=notes, key=key)


def _span(rows: pd.DataFrame) -> tuple[date, date]:
    labels = sorted(set(rows["period"])) or ["2025-01", "2025-12"]
    return date.fromisoformat(f"{labels[0]}-01"), date.fromisoformat(f"{labels[-1]}-28")


def _line(group: pd.DataFrame, state: State, look: Theme) -> list[dict[str, Any]]:
    """Return a series with a gap wherever a month is missing."""
    held = {str(row["period"]): row for row in each(group)}
    labels = sorted(held)
    every = [
        day.isoformat()[:7]
        for day in months(date.fromisoformat(f"{labels[0]}-01"), date.fromisoformat(f"{labels[-1]}-01"), 1)
    ]
    cells = [(label, held.get(label)) for label in every]
    colour = look.company(colour_key(str(group["entity"].iloc[0])))
    dash = marks.DOT if group["definition"].iloc[0] == ONE_REGION else "solid"
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [f"{label}-15" for label, _ in cells],
            "y": [None if cell is None else float(cell["value"]) for _, cell in cells],
            "connectgaps": False,
            "line": {"color": colour, "width": marks.OUTLINE, "dash": dash},
            "marker": {"size": 4, "color": colour},
            "customdata": [None if cell is None else cell["observation_id"] for _, cell in cells],
            "hovertext": ["" if cell is None else marks.hover(cell, state) for _, cell in cells],
            "hoverinfo": "text",
        }
    ]


def _jumps(
    groups: list[pd.DataFrame], span: tuple[date, date], top: float, on: tuple[int, State], look: Theme
) -> list[dict[str, Any]]:
    """Say the largest lasting changes of price at their points, farthest first, on a plot so many px wide."""
    width, state = on
    height = (HEIGHT_NARROW if state.width == "narrow" else HEIGHT_WIDE) - 48
    plane = Plane((width, height), (span[0].toordinal(), span[1].toordinal()), (0, top))
    dots = [plane.pixel(_day(row).toordinal(), float(row["value"])) for group in groups for row in each(group)]
    taken = Taken([(x - DOT_PX, y - DOT_PX, x + DOT_PX, y + DOT_PX) for x, y in dots])
    found = []
    for group in groups:
        for before, row in _lasting(each(group)):
            change = float(row["value"]) / float(before["value"]) - 1
            if abs(change) >= TOLD and (_day(row) - _day(before)).days < NEAR_DAYS:
                values = {
                    "name": row["entity_name"],
                    "before": marks.value(before, state),
                    "now": marks.value(row, state),
                }
                text = wording.say(CHART, "event", state, **values)
                found.append(Event(_day(row).isoformat(), float(row["value"]), text, abs(change)))
    return events.notes(found, plane, taken, state, look)


def _lasting(held: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield neighbouring prices of which each stood for two months: what goes back at once is no change of price."""
    for first, before, row, last in zip(held, held[1:], held[2:], held[3:], strict=False):
        if all(
            abs(float(two["value"]) / float(one["value"]) - 1) < TOLD for one, two in ((first, before), (row, last))
        ):
            yield before, row


def _day(row: Row) -> date:
    return date.fromisoformat(f"{row['period']}-15")


def _names(groups: list[pd.DataFrame], last: date, top: float, state: State, look: Theme) -> list[dict[str, Any]]:
    """Name each line at the right with its newest price, highest first, moved apart where they would collide."""
    ends = sorted(
        ((float(group["value"].iloc[-1]), index, group.iloc[-1]) for index, group in enumerate(groups[: select.MOST])),
        key=lambda end: (-end[0], end[1]),
    )
    found, limit = [], float("inf")
    for price, _, row in ends:
        limit = min(price, limit - top * 0.062)
        name, said = _end(row, state)
        text = f"{marks.escape(name)} {marks.quiet(said, look, size=marks.TICK)}"
        place = {"x": last.isoformat(), "y": max(limit, -top), "xshift": BESIDE_PX}
        found.append(marks.note(text, look, size=marks.META, **place))
    return found


def _end(row: Row, state: State) -> tuple[str, str]:
    """Return what names a line: its cloud, and its newest price with, where there is room, what it is the price of."""
    region = wording.say(CHART, "one_region", state) if row["definition"] == ONE_REGION else ""
    more = "" if state.width == "narrow" else f" {row['product_name']} {region}"
    return str(row["entity_name"]), f"{numbers.bare(float(row['value']), unit(state), state)}{more}".strip()


def _room(groups: list[pd.DataFrame], state: State) -> int:
    """Return how many px the longest name of a line needs at its end."""
    ends = [_end(group.iloc[-1], state) for group in groups[: select.MOST]]
    widths = (marks.text_width(f"{name} ", marks.META) + marks.text_width(said, marks.TICK) for name, said in ends)
    return max(widths, default=0) + BESIDE_PX + BESIDE_PX


def _title(rows: pd.DataFrame, values: dict[str, str], state: State) -> str:
    fit = rows[~select.flagged(rows, "not_headline")] if len(rows) else rows
    whole = fit[fit["definition"] == MEDIAN] if len(fit) else fit
    counts = whole.groupby("period")["entity"].nunique() if len(whole) else pd.Series(dtype=int)
    shared = [label for label in sorted(counts.index) if counts[label] >= LEAST]
    if not shared:
        return ""
    there = whole[whole["period"] == shared[-1]].sort_values(["value", "observation_id"])
    low, high = there.iloc[0], there.iloc[-1]
    ends = {"low": marks.value(low, state), "high": marks.value(high, state)}
    names = {"cheap": low["entity_name"], "dear": high["entity_name"]}
    return wording.say(CHART, "title", state, month=dates.day(shared[-1], state), **values, **ends, **names)
