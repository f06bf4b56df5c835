"""Who keeps raising: each company's guidance for one year by the day it was given, and what was spent in the end."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _capex as capex
from dashboard.charts import _events as events
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import axis, day_axis, layout, months
from dashboard.charts._events import Event
from dashboard.charts._places import Box, Plane, Taken
from dashboard.iso import iso
from dashboard.names import colour_key
from dashboard.row import Row, each
from dashboard.state import State
from dashboard.text import t
from dashboard.theme import Theme, theme

CHART = Chart(
    id="capex-ladder",
    number="4.2",
    page="capex",
    tables=("capex", "entities"),
    columns=(*select.OBSERVATION, "given"),
    periods=("2025", "2026", "FY2026", "FY2025", "2024", "2023", "2022"),
    switches=(EVERYBODY,),
    together=("entity",),
)
DEFAULT = ("amazon", "google", "meta", "microsoft", "oracle")
PADDING = timedelta(days=25)
SHARE = 0.08
WIDE_PLOT = 660
"""Width of the plot in the narrowest window that stands it beside the navigation; in a wider one labels stand freer."""

NAME_PX = 36
LINE_PX = 1
SHORT = 240


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return the guidance steps and the actual of each company for one year, by company and day."""
    label = state.period or CHART.periods[0]
    told = capex.guidance(tables, state)
    told = told[(told["period"] == label) & (told["unit"] == state.currency)]
    told = select.chosen(told, state, default=DEFAULT)
    spent = capex.actuals(tables, state)
    last = told.groupby(["entity", "period"]).tail(1)
    found = [capex.matching(_of(spent, row), str(row["definition"])) for row in each(last)]
    done = pd.DataFrame([row for row in found if row is not None], columns=spent.columns)
    done = done.assign(given=iso(done["known_from"])) if len(done) else done
    frame = pd.concat([part for part in (told, done) if len(part)]) if len(told) else told
    top = frame.assign(_high=_ends(frame)).groupby("entity")["_high"].transform("max") if len(frame) else None
    frame = frame.assign(_top=top).sort_values(
        ["_top", "entity", "given", "metric"], ascending=[False, True, True, False]
    )
    return select.named(frame, tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw a dashed step per company, a band where a range was given, and a dot for the spending."""
    look = theme(state.theme)
    groups = [group for _, group in rows.groupby("entity", sort=False)]
    first, last = _span(rows)
    traces, notes = [], []
    for group in groups:
        end = _end(group, last)
        traces += _steps(group[group["metric"] == "capex_guidance"], end, state, look)
        traces += [_spent(row, state, look) for row in each(group[group["metric"] == "capex"])]
    narrow = state.width == "narrow"
    size = (342 - 56 - 116, 282) if narrow else (WIDE_PLOT, 332)
    money = _money(rows, state, look)
    axes = Plane(size, (first.toordinal(), last.toordinal()), tuple(money["range"]))
    taken = Taken(_lines(groups, axes))
    notes += _step_texts(groups, axes, taken, state, look)
    notes += events.notes(_turns(groups, state), axes, taken, state, look)
    notes += _end_texts(groups, last, axes, state, look)
    parts = {"xaxis": _days(first, last, state, look), "yaxis": money, "annotations": notes}
    right = 116 if narrow else 200
    return {
        "data": traces,
        "layout": layout(look, 330 if narrow else 380, (56, right, 16, 32), **parts),
    }


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say who raised the plan from the first to the last word, and by how much, at the midpoint of ranges."""
    year = dates.period(state.period or CHART.periods[0], state)
    title = _title(rows, year, state) or wording.say(CHART, "question", state, period=year)
    forms = {"capex_guidance": "dashed", "capex": "disc"}
    ranged = ["band"] if len(rows) and rows["value"].isna().any() else []
    key = marks.key([*(forms[metric] for metric in rows["metric"]), *ranged], state)
    subtitle = wording.say(CHART, "subtitle", state, period=year)
    notes = (wording.say(CHART, "note", state),)
    return wording.words(rows, state, title=title, subtitle=subtitle, key=key, notes=notes)


def _end(group: pd.DataFrame, last: date) -> str:
    """Return the day to which the last guidance is drawn: the results day, else nearly the edge."""
    spent = group[group["metric"] == "capex"]
    return str(spent["given"].iloc[0]) if len(spent) else (last - PADDING / 3).isoformat()


def _of(spent: pd.DataFrame, row: Row) -> pd.DataFrame:
    return spent[
        (spent["entity"] == row["entity"]) & (spent["period"] == row["period"]) & (spent["unit"] == row["unit"])
    ]


def _ends(frame: pd.DataFrame) -> pd.Series:
    return frame["value"].fillna(frame["value_high"]).fillna(frame["value_low"])


def _span(rows: pd.DataFrame) -> tuple[date, date]:
    given = [date.fromisoformat(day) for day in rows["given"]]
    return min(given, default=date(2025, 1, 1)) - PADDING, max(given, default=date(2025, 12, 31)) + PADDING


def _days(first: date, last: date, state: State, look: Theme) -> dict[str, Any]:
    step = 6 if state.width == "narrow" else 3
    if (last - first).days < SHORT:
        step = 2 if state.width == "narrow" else 1
    found = months(first, last, step)
    ticks = [(day.isoformat(), dates.month(day, state, year=day.month == 1 or day == found[0])) for day in found]
    return day_axis(
        look, ticks, first.isoformat(), last.isoformat(), showline=True, linecolor=look.rule_strong, showgrid=False
    )


def _money(rows: pd.DataFrame, state: State, look: Theme) -> dict[str, Any]:
    if rows.empty:
        return axis(look, range=[0, 1])
    bottom, top = min(capex.low(row) for row in each(rows)), max(capex.high(row) for row in each(rows))
    room = (top - bottom or top) * SHARE
    steps = numbers.ticks(top + room, 5, bottom=bottom - room)
    texts = [numbers.bare(step, state.currency, state) for step in steps]
    return axis(look, range=[bottom - room * 1.4, top + room], showgrid=True, tickvals=steps, ticktext=texts)


def _steps(told: pd.DataFrame, end: str, state: State, look: Theme) -> list[dict[str, Any]]:
    """Return the lower and the upper edge of the steps; the band between them is filled where they differ."""
    if told.empty:
        return []
    colour = look.company(colour_key(str(told["entity"].iloc[0])))
    edges = []
    for place, edge in enumerate((capex.low, capex.high)):
        heights = [edge(row) for row in each(told)]
        ids, texts = list(told["observation_id"]), [marks.hover(row, state) for row in each(told)]
        line = {
            "type": "scatter",
            "mode": "lines",
            "x": [*told["given"], end],
            "y": [*heights, heights[-1]],
            "line": {"shape": "hv", "dash": marks.RANGE_DASH, "width": marks.OUTLINE, "color": colour},
            "customdata": [*ids, ids[-1]],
            "hovertext": [*texts, texts[-1]],
            "hoverinfo": "text",
        }
        edges.append(line | ({"fill": "tonexty", "fillcolor": look.wash(colour)} if place else {}))
    return edges


def _spent(row: Row, state: State, look: Theme) -> dict[str, Any]:
    colour = look.company(colour_key(str(row["entity"])))
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row["given"]],
        "y": [float(row["value"])],
        "marker": marks.dot("actual", colour, look) | {"size": 11},
        "customdata": [row["observation_id"]],
        "hovertext": [marks.hover(row, state)],
        "hoverinfo": "text",
    }


def _turns(groups: list[pd.DataFrame], state: State) -> list[Event]:
    """Return each new guidance that moved its middle or its width, the farthest against its middle first."""
    found = []
    for group in groups:
        told = each(group[group["metric"] == "capex_guidance"])
        for before, row in pairwise(told):
            by, wider = _middle(row) - _middle(before), _width(row) > _width(before) > 0
            name = "event_wider" if wider else "event_raise" if by > 0 else "event_cut"
            if (by or wider) and capex.comparable(str(before["definition"]), str(row["definition"])):
                change = numbers.compact(abs(by), state.currency, state)
                text = wording.say(
                    CHART, name, state, name=row["entity_name"], change=change, value=marks.value(row, state)
                )
                height = capex.low(row) if wider else capex.high(row)
                found.append(Event(str(row["given"]), height, text, abs(by) / _middle(before) + wider))
    return found


def _width(row: Row) -> float:
    return capex.high(row) - capex.low(row)


def _step_texts(
    groups: list[pd.DataFrame], axes: Plane, taken: Taken, state: State, look: Theme
) -> list[dict[str, Any]]:
    """Say each step's height over its start, or under it where another label stands; else the hover says it."""
    found = []
    for group in groups:
        said = ""
        for row in each(group[group["metric"] == "capex_guidance"]):
            text = _short(marks.value(row, state), state)
            width = marks.text_width(text, marks.META)
            for end, shift in ((capex.high(row), 9), (capex.low(row), -9)):
                x, y = axes.pixel(date.fromisoformat(row["given"]).toordinal(), end)
                # A label that would run over the edge ends at its step instead.
                late = x + width > axes.size[0]
                if text != said and taken.take(x - width if late else x + 3, y - shift, width, marks.META):
                    place = {"x": row["given"], "y": end, "xshift": 3, "yshift": shift}
                    place |= {"xanchor": "right", "xshift": -3} if late else {}
                    found.append(marks.note(marks.escape(text), look, size=marks.META, colour=look.ink_2, **place))
                    break
            said = text
    return found


def _short(text: str, state: State) -> str:
    """Return a value as a step says it: on a phone without the currency, which the axis and the subtitle tell."""
    return text.removesuffix(t(state.lang, f"money.{state.currency}")) if state.width == "narrow" else text


def _lines(groups: list[pd.DataFrame], axes: Plane) -> list[Box]:
    """Return the boxes of the drawn steps, so that no label stands on another company's line."""
    found = []
    for group in groups:
        told = group[group["metric"] == "capex_guidance"]
        starts = [date.fromisoformat(day).toordinal() for day in told["given"]]
        for row, start, end in zip(each(told), starts, [*starts[1:], axes.across[1]], strict=True):
            for edge in {capex.low(row), capex.high(row)}:
                (left, y), (right, _) = axes.pixel(start, edge), axes.pixel(end, edge)
                found.append((left, y - LINE_PX, right, y + LINE_PX))
        for before, row in pairwise(each(told)):
            x, low = axes.pixel(date.fromisoformat(row["given"]).toordinal(), min(capex.low(before), capex.low(row)))
            _, high = axes.pixel(0, max(capex.high(before), capex.high(row)))
            found.append((x - LINE_PX, high, x + LINE_PX, low))
    return found


def _end_texts(groups: list[pd.DataFrame], last: date, axes: Plane, state: State, look: Theme) -> list[dict[str, Any]]:
    """Name each line at its end; names that would collide are moved apart, highest first."""
    ends = []
    for group in groups:
        final = group.iloc[-1]
        spent = final["metric"] == "capex"
        said = wording.say(CHART, "spent" if spent else "guided", state, value=marks.value(final, state))
        text = f"{marks.bold(str(final['entity_name']))}<br>{marks.quiet(said, look)}"
        ends.append((capex.high(final), text))
    if not ends:
        return []
    gap, shown, limit = axes.up_px(NAME_PX), [], float("inf")
    for height, text in sorted(ends, reverse=True):
        limit = min(height, limit - gap)
        shown.append(marks.note(text, look, x=last.isoformat(), y=limit, xshift=2))
    return shown


def _title(rows: pd.DataFrame, year: str, state: State) -> str:
    raised = []
    for _, group in rows.groupby("entity", sort=False):
        told = group[group["metric"] == "capex_guidance"]
        if told.empty:
            continue
        change = _middle(told.iloc[-1]) - _middle(told.iloc[0])
        if change > 0 and capex.comparable(str(told["definition"].iloc[0]), str(told["definition"].iloc[-1])):
            raised.append((change, str(told["entity_name"].iloc[0])))
    if not raised:
        return ""
    listed = [
        wording.say(CHART, "raise", state, name=name, change=numbers.compact(by, state.currency, state))
        for by, name in sorted(raised, reverse=True)
    ]
    return wording.say(CHART, "title", state, raises=wording.joined(listed, state), period=year)


def _middle(row: Row) -> float:
    return (capex.low(row) + capex.high(row)) / 2
