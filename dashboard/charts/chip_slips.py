"""Is the promise moving: each date promised for a milestone by the day on which it was told."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import pandas as pd

from dashboard import dates, marks
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _events as events
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import axis, day_axis, layout, months
from dashboard.charts._events import STANDOFF, Event
from dashboard.charts._places import Box, Plane, Taken
from dashboard.iso import iso
from dashboard.names import colour_key
from dashboard.row import Row, each
from dashboard.state import State
from dashboard.text import t, word
from dashboard.theme import Theme, theme

CHART = Chart(
    id="chip-slips",
    number="3.2",
    page="timelines",
    tables=("milestone_tellings", "entities"),
    columns=(
        *("telling_id", "owner", "owner_name", "programme", "programme_name", "milestone", "telling", "n_tellings"),
        *("told_on", "promised", "promised_start", "promised_end", "promised_precision", "promised_wording"),
        *("moved", "moved_days_low", "moved_days_high", "happened", "outcome", "slip_days_low", "slip_days_high"),
        *("status", "flags", "origin", "origin_name", "publisher", "source_title", "source_url", "source_tier"),
        *("published_on", "known_from"),
    ),
)
FIRST = "2023-07-01"
DATES = ("told_on", "promised_start", "promised_end", "happened")
WIDE_PLOT, NARROW_PLOT = (670, 420), (250, 340)
PADDING = timedelta(days=45)
CAP_DAYS = 3
BAR_PX, BESIDE_PX, LEFT_PX = 4, 9, 56
NEAR_PX = 16
"""A name farther than this over or under its promise is led to it."""

LINE_PX = marks.META + 4
"""How high a name stands, with the air it needs over and under it."""

SHIFTS_PX = (0, *(step * side for step in range(8, 73, 8) for side in (1, -1)))
FORMS = ("ring", "tick", "dots")


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return the promises with a day of telling and a date, by owner, programme and milestone."""
    found = select.table(tables, "milestone_tellings", CHART.columns)
    found = found.assign(**{name: iso(found[name]) for name in DATES if name in found})
    found = found.assign(known_from=found["told_on"], status="planned")
    found = select.before(select.chosen(found, state, column="owner"), state)
    found = found[(found["told_on"] >= FIRST) & (found["promised_start"] != "") & (found["promised_end"] != "")]
    found = found[~select.flagged(found, *select.GONE)] if len(found) else found
    found = found.sort_values(["owner", "programme", "milestone", "told_on", "telling_id"])
    return select.named(found, tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw each promise as wide as it was worded; on the dotted line it falls due on the day it is told."""
    look, told, promised = theme(state.theme), _span(rows, "told_on"), _span(rows, "promised_start", "promised_end")
    size = NARROW_PLOT if state.width == "narrow" else WIDE_PLOT
    traces: list[dict[str, Any]] = []
    notes, shapes = [], [_due(max(told[0], promised[0]), min(told[1], promised[1]), look)]
    plane = Plane(size, _ordinals(told), _ordinals(promised))
    taken = Taken([*_bars(rows, plane), *_levels(rows, plane), *_years(promised, plane)])
    for _, group in rows.groupby(["owner", "programme", "milestone"], sort=False):
        colour = look.company(colour_key(str(group["owner"].iloc[0])))
        traces += [_promises(group, colour, state, look), *_happened(group, colour, state, look)]
        shapes += [shape for row in each(group) for shape in _width(row, colour)]
        notes += _name(group, plane, taken, state, look)
    notes += events.notes(_fulfilled(rows, state), plane, taken, state, look)
    parts = {"xaxis": _days(*told, state, look), "yaxis": _promised(*promised, state, look)}
    margin = (LEFT_PX, _room(state), 16, 32)
    height = size[1] + margin[2] + margin[3]
    return {"data": traces, "layout": layout(look, height, margin, **parts, shapes=shapes, annotations=notes)}


def words(rows: pd.DataFrame, state: State) -> Words:
    """Name the promise that moved the farthest."""
    title = _title(rows, state) or wording.say(CHART, "question", state)
    forms = [*FORMS, *(["disc"] if (rows["happened"] != "").any() else [])]
    key = tuple((form, wording.say(CHART, f"key_{form}", state)) for form in forms)
    parts: dict[str, Any] = {"key": key, "notes": (wording.say(CHART, "note", state),)}
    parts |= {"facts": wording.facts(rows, state), "alt": wording.alt_short(title, wording.facts(rows, state), state)}
    subtitle, rule = (wording.say(CHART, name, state) for name in ("subtitle", "rule"))
    return wording.words(rows, state, title=title, subtitle=subtitle, rule=rule, **parts)


def _span(rows: pd.DataFrame, *names: str) -> tuple[date, date]:
    """Return the first and the last day of some columns, with room around them."""
    days = [date.fromisoformat(day) for name in names for day in rows[name]]
    return min(days, default=date(2025, 1, 1)) - PADDING, max(days, default=date(2027, 12, 31)) + PADDING


def _ordinals(ends: tuple[date, date]) -> tuple[float, float]:
    return float(ends[0].toordinal()), float(ends[1].toordinal())


def _middle(row: Row) -> date:
    first, last = (date.fromisoformat(str(row[name])) for name in ("promised_start", "promised_end"))
    return first + (last - first) / 2


def _promises(group: pd.DataFrame, colour: str, state: State, look: Theme) -> dict[str, Any]:
    """Return the promises of one milestone, joined in the order in which they were told."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(group["told_on"]),
        "y": [_middle(row).isoformat() for row in each(group)],
        "line": {"shape": "hv", "dash": marks.RANGE_DASH, "width": marks.OUTLINE, "color": colour},
        "marker": marks.dot("planned", colour, look),
        "customdata": list(group["telling_id"]),
        "hovertext": [_hover(row, state) for row in each(group)],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _fulfilled(rows: pd.DataFrame, state: State) -> list[Event]:
    """Return what came true of the promises, latest first."""
    done = rows[rows["happened"] != ""].drop_duplicates(["owner", "programme", "milestone"], keep="last")
    return [
        Event(
            str(row["happened"]),
            date.fromisoformat(str(row["happened"])).toordinal(),
            wording.say(
                CHART,
                "event",
                state,
                chip=row["programme_name"],
                event=word(state.lang, "event_type", str(row["milestone"])),
                day=dates.day(str(row["happened"]), state),
            ),
            date.fromisoformat(str(row["happened"])).toordinal(),
            dated=True,
        )
        for row in each(done)
    ]


def _happened(group: pd.DataFrame, colour: str, state: State, look: Theme) -> list[dict[str, Any]]:
    """Return what became of the promises of a milestone: a filled dot on the dotted line, on the day it happened."""
    row = group.iloc[-1]
    if not row["happened"]:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [str(row["happened"])],
            "y": [str(row["happened"])],
            "marker": marks.dot("actual", colour, look),
            "customdata": [row["telling_id"]],
            "hovertext": [_hover(row, state)],
            "hoverinfo": "text",
            "cliponaxis": False,
        }
    ]


def _width(row: Row, colour: str) -> list[dict[str, Any]]:
    """Return the upright bar over all days that a promise can mean, with its caps."""
    told = date.fromisoformat(str(row["told_on"]))
    start, end = str(row["promised_start"]), str(row["promised_end"])
    if start == end:
        return []
    ends = {"x0": told.isoformat(), "x1": told.isoformat(), "y0": start, "y1": end}
    caps = [
        {
            "x0": (told - timedelta(CAP_DAYS)).isoformat(),
            "x1": (told + timedelta(CAP_DAYS)).isoformat(),
            "y0": at,
            "y1": at,
        }
        for at in (start, end)
    ]
    return [marks.stroke((0, 0, 0, 0), colour, width=marks.OUTLINE) | one | {"layer": "below"} for one in (ends, *caps)]


def _bars(rows: pd.DataFrame, plane: Plane) -> list[Box]:
    """Return the boxes of the upright bars, so that no name stands on one."""
    found = []
    for row in each(rows):
        told, start, end = (date.fromisoformat(str(row[name])).toordinal() for name in DATES[:3])
        (x, bottom), (_, top) = plane.pixel(told, start), plane.pixel(told, end)
        found.append((x - BAR_PX, top - BAR_PX, x + BAR_PX, bottom + BAR_PX))
    return found


def _levels(rows: pd.DataFrame, plane: Plane) -> list[Box]:
    """Return the boxes of the lines that join the promises of a milestone: level to the next day, then up or down."""
    found = []
    for _, group in rows.groupby(["owner", "programme", "milestone"], sort=False):
        for row, after in pairwise(each(group)):
            left, y = plane.pixel(date.fromisoformat(str(row["told_on"])).toordinal(), _middle(row).toordinal())
            right, end = plane.pixel(date.fromisoformat(str(after["told_on"])).toordinal(), _middle(after).toordinal())
            found += [(left, y - 1, right, y + 1), (right - 1, min(y, end), right + 1, max(y, end))]
    return found


def _years(ends: tuple[date, date], plane: Plane) -> list[Box]:
    """Return the boxes of the years beside the plot."""
    heights = [plane.pixel(0, day.toordinal())[1] for day in months(*ends, 12)]
    return [(-float(LEFT_PX), y - marks.TICK / 2, 0.0, y + marks.TICK / 2) for y in heights]


def _due(first: date, last: date, look: Theme) -> dict[str, Any]:
    """Return the line on which a promise falls due on the day it is told."""
    ends = {"x0": first.isoformat(), "x1": last.isoformat(), "y0": first.isoformat(), "y1": last.isoformat()}
    return marks.stroke((0, 0, 0, 0), look.rule_strong, dash=marks.DOT) | ends | {"layer": "below"}


def _days(first: date, last: date, state: State, look: Theme) -> dict[str, Any]:
    found = months(first, last, 6 if state.width == "narrow" else 3)
    ticks = [(day.isoformat(), dates.month(day, state)) for day in found]
    parts = {"showline": True, "linecolor": look.rule_strong, "showgrid": False}
    return day_axis(look, ticks, first.isoformat(), last.isoformat(), **parts)


def _promised(first: date, last: date, state: State, look: Theme) -> dict[str, Any]:
    years = months(first, last, 12)
    texts = [dates.day(str(day.year), state) for day in years]
    ends = {"range": [first.isoformat(), last.isoformat()], "type": "date"}
    return axis(look, **ends, showgrid=True, tickvals=[day.isoformat() for day in years], ticktext=texts)


def _room(state: State) -> int:
    """Return how many px lie right of the plot."""
    return 16 if state.width == "narrow" else 190


def _name(group: pd.DataFrame, plane: Plane, taken: Taken, state: State, look: Theme) -> list[dict[str, Any]]:
    """Name a milestone beside a promise, the newest with room; where none has any, the hover names it."""
    for at in reversed(range(len(group))):
        if found := _named(group.iloc[at], plane, taken, state, look):
            return found
    return []


def _named(row: Row, plane: Plane, taken: Taken, state: State, look: Theme) -> list[dict[str, Any]]:
    """Name a promise on the side where its name finds room, the right one first; none where neither has any."""
    event = word(state.lang, "event_type", str(row["milestone"]))
    text = f"{row['programme_name']} {event}"
    x, y = plane.pixel(date.fromisoformat(str(row["told_on"])).toordinal(), _middle(row).toordinal())
    width = marks.text_width(text, marks.META)
    right: dict[str, Any] = {"xshift": BESIDE_PX}
    sides = [(x + BESIDE_PX, right), (x - BESIDE_PX - width, {"xshift": -BESIDE_PX, "xanchor": "right"})]
    for shift, (left, side) in product(SHIFTS_PX, sides):
        inside = left >= -LEFT_PX and left + width <= plane.size[0] + _room(state)
        if inside and taken.take(left, y - shift, width, LINE_PX):
            place = {"x": str(row["told_on"]), "y": _middle(row).isoformat(), **_reached(shift, side, look)}
            said = f"{marks.escape(row['programme_name'])} {marks.quiet(event, look)}"
            return [marks.note(said, look, size=marks.META, **place)]
    return []


def _reached(shift: int, side: dict[str, Any], look: Theme) -> dict[str, Any]:
    """Return how a name stands to its promise: beside it, or led to it where it had to go farther."""
    if abs(shift) <= NEAR_PX:
        return {"yshift": shift, **side}
    leader = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "standoff": STANDOFF, "arrowcolor": look.ink_3}
    return {**leader, "ax": side["xshift"], "ay": -shift, "xanchor": side.get("xanchor", "left")}


def _hover(row: Row, state: State) -> str:
    event = word(state.lang, "event_type", str(row["milestone"]))
    when = marks.quote(row["promised_wording"]) if row["promised_wording"] else dates.day(str(row["promised"]), state)
    lines = [marks.bold(f"{row['owner_name']} {row['programme_name']}") + f" · {marks.escape(event)}"]
    lines.append(wording.say(CHART, "hover", state, promised=marks.escape(when), told=dates.day(row["told_on"], state)))
    if pd.notna(row["moved_days_low"]):
        ends = {"low": f"{row['moved_days_low']:+.0f}", "high": f"{row['moved_days_high']:+.0f}"}
        lines.append(wording.say(CHART, "hover_moved", state, **ends))
    if row["happened"]:
        lines.append(wording.say(CHART, "hover_happened", state, day=dates.day(str(row["happened"]), state)))
    status = t(state.lang, "charts.status.planned")
    lines.append(t(state.lang, "charts.hover.origin", origin=marks.escape(row["origin_name"]), status=status))
    return "<br>".join(lines)


def _title(rows: pd.DataFrame, state: State) -> str:
    later = rows[rows["moved"] == "later"]
    if later.empty:
        return ""
    row = later.sort_values(["moved_days_low", "telling_id"], ascending=[False, True]).iloc[0]
    event = word(state.lang, "event_type", str(row["milestone"]))
    values = {"owner": row["owner_name"], "chip": row["programme_name"], "event": event}
    return wording.say(
        CHART, "title", state, **values, low=int(row["moved_days_low"]), high=int(row["moved_days_high"])
    )
