"""Who is on time: what was promised and what happened in each chip programme, by date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

import pandas as pd

from dashboard import dates, marks
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import day_axis, layout, months, row_axis
from dashboard.charts._places import Plane, Taken
from dashboard.charts._rows import Rows
from dashboard.iso import iso
from dashboard.names import colour_key
from dashboard.row import Row, each
from dashboard.state import State
from dashboard.text import t

CHART = Chart(
    id="chip-timeline",
    number="3.1",
    page="timelines",
    tables=("chip_milestones", "observations", "entities"),
    columns=(
        *("milestone_id", "owner", "owner_name", "programme", "programme_name", "chip", "chip_name", "event_type"),
        *("date", "date_start", "date_end"),
        *(
            "date_precision",
            "date_wording",
            "status",
            "description",
            "description_zh",
            "flags",
            "origin",
            "origin_name",
        ),
        *("publisher", "source_title", "source_url", "source_tier", "published_on", "known_from", "as_of"),
        "source_kind",
    ),
    switches=(EVERYBODY,),
)
Told = Mapping[Any, Any]
"""A row by the names of its columns."""

DEFAULT = ("openai", "google", "amazon", "meta", "microsoft")
DRAWN = ("design", "tape_out", "test", "announcement", "production", "deployment", "revision", "cancellation")
PRECISE = ("day", "month")
START, END = date(2023, 7, 1), date(2027, 12, 31)
EACH = 3
BOX_PX = 5
TURNS = ("cancellation", "revision")
LIFT_PX, EDGE_PX = 13, 4
_CLAUSE = re.compile(r"[;,，；。]|\s(?:because|after|to 20\d\d|over)\b")
ARROW_PX, ARROW_GAP = 4, timedelta(days=9)
WIDE_PLOT, NARROW_PLOT = 680, 330


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return the dated events of each owner's newest programmes, by owner, programme and date."""
    found = select.before(select.table(tables, "chip_milestones", CHART.columns), state)
    found = select.chosen(found, state, column="owner", default=DEFAULT)
    found = found[~select.flagged(found, *select.GONE) & found["event_type"].isin(DRAWN)] if len(found) else found
    found = found[(found["programme"].astype(str) != "") & ~select.of_another(found, tables, column="chip")]
    known = max(iso(select.table(tables, "observations", ("known_from",))["known_from"]), default="")
    found = found.assign(_first=iso(found["date_start"]), _last=iso(found["date_end"]))
    found = found[
        (found["_last"] >= START.isoformat()) & (found["_first"] <= END.isoformat()) & (found["_first"] != "")
    ]
    newest = found.groupby(["owner", "programme"])["_last"].transform("max")
    order = {owner: place for place, owner in enumerate(state.entities or DEFAULT)}
    found = found.assign(_newest=newest, _place=found["owner"].map(order), as_of=state.as_of or known)
    found = found.drop_duplicates(["owner", "programme", "event_type", "date", "status"])
    found = found.sort_values(
        ["_place", "_newest", "programme", "_first", "milestone_id"], ascending=[True, False, True, True, True]
    )
    rank = found.groupby("owner")["programme"].transform(lambda names: pd.factorize(names)[0])
    return select.named(found[rank < EACH], tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw a dot per event, a dashed bar where the date is vague, and a line at the day as known."""
    groups = [group for _, group in rows.groupby(["owner", "programme"], sort=False)]
    page = Rows(
        state,
        [str(group["owner_name"].iloc[0]) for group in groups],
        (),
        (),
        [str(group["programme_name"].iloc[0]) for group in groups],
    )
    plane = Plane(
        (NARROW_PLOT if page.narrow else WIDE_PLOT, page.pitch * max(len(groups), 1)),
        (START.toordinal(), END.toordinal()),
        (max(len(groups), 1) - 0.5, -0.5),
    )
    traces, shapes, notes, taken = [], _now(rows, page), page.texts(()), Taken()
    for index, group in enumerate(groups):
        for row in each(group):
            traces.append(_trace(row, page.y(index), page))
            shapes += _bar(row, page.y(index), page)
        shapes += _slips(group, page.y(index), page)
        notes += _labels(group, index, page, plane, taken)
    found = months(START, END, 12)
    ticks = [(day.isoformat(), str(day.year)) for day in found]
    parts = {
        "xaxis": day_axis(page.theme, ticks, START.isoformat(), END.isoformat(), side="top"),
        "yaxis": row_axis(page.theme, len(groups), showgrid=True, tickvals=[page.y(row) for row in range(len(groups))]),
        "shapes": shapes,
        "annotations": notes + _flag(rows, page),
    }
    left, _, _, bottom = page.margin
    return {"data": traces, "layout": layout(page.theme, page.height + 24, (left, 8, 48, bottom), **parts)}


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say what falls due next."""
    title = _title(rows, state) or wording.say(CHART, "question", state)
    forms = {_form(row) for row in each(rows)} | ({"arrow"} if _moves(rows) else set())
    parts: dict[str, Any] = {"key": marks.key(forms, state), "notes": (wording.say(CHART, "note", state),)}
    parts |= {"facts": _facts(rows, state), "alt": wording.alt_short(title, _facts(rows, state), state)}
    subtitle, rule = (wording.say(CHART, name, state) for name in ("subtitle", "rule"))
    return wording.words(rows, state, title=title, subtitle=subtitle, rule=rule, **parts)


def _form(row: Row) -> str:
    if row["event_type"] == "cancellation":
        return "cross"
    if row["date_precision"] not in PRECISE:
        return "vague"
    return marks.dot_form(str(row["status"]))


def _middle(row: Row | Told) -> date:
    """Return the day at which an event stands: the middle of what its date can mean."""
    first, last = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
    return first + timedelta(days=(last - first).days // 2)


def _trace(row: Row, y: float, page: Rows) -> dict[str, Any]:
    colour = page.theme.company(colour_key(str(row["owner"])))
    form = _form(row)
    marker = marks.dot(str(row["status"]), colour, page.theme)
    if form == "cross":
        marker = {"symbol": "x-thin", "size": 9, "color": colour, "line": {"width": 2, "color": colour}}
    elif form == "vague":
        marker = {"symbol": "square", "size": 10, "color": marks.CLEAR, "line": {"width": 0, "color": marks.CLEAR}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_middle(row).isoformat()],
        "y": [y],
        "marker": marker,
        "customdata": [row["milestone_id"]],
        "hovertext": [_hover(row, page.state)],
        "hoverinfo": "text",
    }


def _hover(row: Row, state: State) -> str:
    ours = str(row["description_zh"] if state.lang == "zh" else "")
    told = ours or (marks.quote(row["description"]) if row["source_kind"] == "article" else str(row["description"]))
    status = t(state.lang, f"charts.status.{row['status']}")
    when = marks.quote(row["date_wording"]) if row["date_wording"] else dates.day(str(row["date"]), state)
    lines = [
        marks.bold(f"{row['owner_name']} {row['programme_name']}") + f" · {marks.escape(when)}",
        marks.escape(told),
    ]
    lines.append(t(state.lang, "charts.hover.origin", origin=marks.escape(row["origin_name"]), status=status))
    if known := dates.told_on(row, state):
        lines.append(t(state.lang, "charts.hover.known", days=known))
    return "<br>".join(lines)


def _bar(row: Row, y: float, page: Rows) -> list[dict[str, Any]]:
    """Return the dashed bar of a vague date, as wide as what was said."""
    if _form(row) != "vague":
        return []
    colour, half = page.theme.company(colour_key(str(row["owner"]))), BOX_PX / page.pitch
    box = marks.rectangle((0, y - half, 1, y + half), colour, fill=page.theme.wash(colour))
    return [box | {"x0": row["date_start"], "x1": row["date_end"], "layer": "below"}]


def _moves(rows: pd.DataFrame) -> list[tuple[Told, Told]]:
    """Return the last promise of an event beside the day it happened, where that was later."""
    events: dict[tuple[str, ...], tuple[list[Told], list[Told]]] = {}
    for row in rows.to_dict("records"):
        sides = events.setdefault((row["owner"], row["programme"], row["event_type"]), ([], []))
        sides[row["status"] != "planned"].append(row)
    pairs = [(planned[-1], happened[0]) for planned, happened in events.values() if planned and happened]
    return [pair for pair in pairs if str(pair[0]["date_end"]) < str(pair[1]["date_start"])]


def _slips(group: pd.DataFrame, y: float, page: Rows) -> list[dict[str, Any]]:
    """Return a dashed arrow from each promise to the later day on which it came true."""
    shapes = []
    for promise, event in _moves(group):
        colour, half = page.theme.company(colour_key(str(event["owner"]))), ARROW_PX / page.pitch
        start, end = _middle(promise), _middle(event) - ARROW_GAP
        line = marks.stroke((0, y, 0, y), colour, width=marks.OUTLINE, dash=marks.DASH)
        shapes.append(line | {"x0": start.isoformat(), "x1": end.isoformat()})
        head = {"x0": (end - ARROW_GAP).isoformat(), "x1": end.isoformat()}
        shapes += [marks.stroke((0, y + side, 0, y), colour, width=marks.OUTLINE) | head for side in (half, -half)]
    return shapes


def _now(rows: pd.DataFrame, page: Rows) -> list[dict[str, Any]]:
    day = str(rows["as_of"].iloc[0]) if len(rows) else ""
    line = marks.stroke((0, 0, 0, 1), page.theme.ink_2)
    return [line | {"x0": day, "x1": day, "yref": "paper"}] if day else []


def _flag(rows: pd.DataFrame, page: Rows) -> list[dict[str, Any]]:
    if rows.empty or not rows["as_of"].iloc[0]:
        return []
    day = str(rows["as_of"].iloc[0])
    place = {"x": day, "y": 1, "yref": "paper", "yshift": 32, "xanchor": "center"}
    return [marks.note(marks.bold(dates.day(day, page.state)), page.theme, size=marks.TICK, **place)]


def _labels(group: pd.DataFrame, index: int, page: Rows, plane: Plane, taken: Taken) -> list[dict[str, Any]]:
    """Name the events over their marks, or under them where the room is taken; the hover says the rest."""
    found = []
    if page.narrow:
        name = f"{page.names[index]} {page.suffixes[index]}"
        taken.take(0, plane.pixel(0, page.y(index))[1] - page.above, marks.text_width(name), marks.LABEL)
    for row in each(group):
        x, y = plane.pixel(_middle(row).toordinal(), page.y(index))
        # What happened, at its point, where its words find room; else only its kind.
        texts = [*_words_of(row, page.state), *_with_date(row, page.state), _kind(row, page.state)]
        for text, lift in product(texts, (LIFT_PX, -LIFT_PX)):
            width = marks.text_width(text, marks.META)
            least, most = EDGE_PX, plane.size[0] - width - EDGE_PX
            aside = min(max(x - width / 2, least), most) - (x - width / 2)
            # Only the shortest words are moved from over their mark, at the edge, where they would be cut.
            inside = not aside or text == texts[-1]
            if inside and taken.take(x - width / 2 + aside - 3, y - lift, width + 6, marks.META):
                place = {"x": _middle(row).isoformat(), "y": page.y(index), "xanchor": "center", "yshift": lift}
                place |= {"xshift": aside} if aside else {}
                found.append(
                    marks.note(marks.escape(text), page.theme, size=marks.META, colour=page.theme.ink_2, **place)
                )
                break
    return found


def _kind(row: Row, state: State) -> str:
    return wording.say(CHART, f"event_{row['event_type']}", state)


def _with_date(row: Row, state: State) -> list[str]:
    """Return what is promised with the date as vague as it was given; a precise one is read off the axis."""
    return [f"{_kind(row, state)} {dates.period(str(row['date']), state)}"] if _form(row) == "vague" else []


def _words_of(row: Row, state: State) -> list[str]:
    """Return what a cancellation or a new plan was, in the first words of the table that tells it."""
    if row["event_type"] not in TURNS or row["source_kind"] != "table":
        return []
    told = str(row["description_zh"] if state.lang == "zh" else row["description"])
    first, *rest = [part.strip() for part in _CLAUSE.split(told) if part.strip()] or [""]
    # In Chinese the cause comes first, and may be all that the first words say.
    return [text for text in ("，".join([first, *rest[:1]]) if first.startswith("因") else first,) if text]


def _facts(rows: pd.DataFrame, state: State) -> str:
    return wording.common(
        "facts_as_known" if len(rows) and rows["as_of"].iloc[0] else "facts_undated",
        state,
        facts=wording.counted("event", len(rows), state),
        origins=wording.origins(rows["origin"], state),
        day=dates.day(str(rows["as_of"].iloc[0]), state) if len(rows) else "",
    )


def _title(rows: pd.DataFrame, state: State) -> str:
    """Return what a company itself planned and falls due first after the day as known; rumours are no headline."""
    promised = (rows["status"] == "planned") & (rows["origin"] != select.UNATTRIBUTED)
    due = rows[promised & (rows["date_end"] >= rows["as_of"])]
    if due.empty:
        return ""
    first = due.sort_values(["date_end", "date_start", "milestone_id"]).iloc[0]
    event = wording.say(CHART, f"due_{first['event_type']}", state)
    end = dates.day(str(first["date_end"])[:7], state)
    return wording.say(
        CHART, "title", state, owner=first["owner_name"], chip=first["programme_name"], event=event, day=end
    )
