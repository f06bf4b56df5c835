"""Rent or buy: what a used hour costs, owned and rented, by how much of the year it is used; the reader's scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import Chart, Figure, Tables, Words
from dashboard.charts import _assumptions as assumptions
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._assumptions import Assumption, Case
from dashboard.charts._axes import axis, layout
from dashboard.names import colour_key
from dashboard.row import Row, each
from dashboard.scenario import break_even_hours, owned_hour, rounded
from dashboard.state import State
from dashboard.text import t
from dashboard.theme import Theme, theme

CHART = Chart(
    id="rent-or-buy",
    number="5.3",
    page="rental",
    tables=("observations", "derivations", "assumptions", "entities"),
    columns=(
        *("point_id", "side", "use", "hours_per_year", "value", "value_low", "value_high", "unit", "status", "edited"),
        *("entity", "entity_name", "product", "product_name", "contract_type", "period", "inputs", "inputs_name"),
        *("hours", "derived_from", "origin", "origin_name", "publisher", "source_title", "source_url", "source_tier"),
        *("published_on", "known_from", "flags", "side_name"),
    ),
    assumed=assumptions.ASSUMED,
)
OWN, RENT, CROSSING = "own", "rent", "crossing"
UNIT, HOURS = "USD_per_gpu_hour", "hours_per_year"
STEPS = tuple(range(5, 101, 5))
DEAR, LEAST = 3, 4
"""Drawn are the shares of use at which owning costs at most so many times the rent, and at least the last few."""

ROOM = 1.12
TICKS = (0, 20, 40, 60, 80, 100)
_PAGE = ("publisher", "source_title", "source_url", "source_tier", "published_on")


def inputs(tables: Tables, state: State) -> tuple[Assumption, ...]:
    """Return what is assumed, with its default and who says so; nothing where no break-even is published."""
    found = assumptions.case(tables, state)
    return tuple(found.assumptions) if found else ()


def clouds(tables: Tables, state: State) -> list[tuple[str, str]]:
    """Return the clouds and lease types that rents are published of: their names in an address and for a reader."""
    found = select.named(assumptions.break_evens(tables, state), tables, state, select.OBSERVATION)
    told = [(assumptions.name_of(row), _cloud(row, state)) for row in found.to_dict("records")]
    return sorted(told, key=lambda pair: pair[1].casefold())


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return the points of both lines by share of use, and the point at which they cross where a year has it."""
    found = assumptions.case(tables, state)
    if found is None:
        return select.named(pd.DataFrame(columns=list(CHART.columns)), tables, state, CHART.columns)
    frame = pd.DataFrame([{**_common(found, state), **point} for point in _points(found)])
    frame = frame.assign(side_name=[wording.say(CHART, f"side_{side}", state) for side in frame["side"]])
    return select.named(frame, tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw both lines over the share of use, the band of the owned one, and where they cross."""
    look = theme(state.theme)
    top = _top(rows)
    steps = numbers.ticks(top, 4)
    prices = [numbers.bare(step, UNIT, state) for step in steps]
    traces = [trace for side in (OWN, RENT, CROSSING) for trace in _traces(rows[rows["side"] == side], state, look)]
    parts = {
        "xaxis": axis(
            look,
            range=[_first(rows), 102],
            tickvals=list(TICKS),
            ticktext=[f"{step}%" for step in TICKS],
            showline=True,
            linecolor=look.rule_strong,
        ),
        "yaxis": axis(look, range=[0, top], showgrid=True, tickvals=steps, ticktext=prices),
        "annotations": _texts(rows, state, look),
        "shapes": _guides(rows, look),
    }
    right = 104 if state.width == "narrow" else 168
    return {
        "data": traces,
        "layout": layout(look, 340 if state.width == "narrow" else 430, (52, right, 18, 32), **parts),
    }


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say from which share of use on owning wins, and against whose price."""
    title = _title(rows, state) if len(rows) else wording.say(CHART, "question", state)
    subtitle = wording.say(CHART, "subtitle", state, hours=f"{float(rows['hours'].iloc[0]):,.0f}" if len(rows) else "")
    notes = [wording.say(CHART, name, state) for name in ("formula", "note_scenario", "note_money")]
    if len(rows):
        notes.insert(1, wording.say(CHART, "inputs", state, inputs=rows["inputs_name"].iloc[0]))
        if edited := str(rows["edited"].iloc[0]):
            notes.insert(0, wording.say(CHART, "edited", state, names=_edited(edited, state)))
    forms = {OWN: "dotted", CROSSING: "hollow"}
    key = marks.key([*(forms[side] for side in rows["side"] if side in forms), *(["band"] if len(rows) else [])], state)
    parts = {"facts": _facts(rows, state), "alt": _alt(rows, title, state)} if len(rows) else {}
    parts["rule"] = wording.say(CHART, "rule", state)
    return wording.words(rows, state, title=title, subtitle=subtitle, notes=tuple(notes), key=key, **parts)


def _common(found: Case, state: State) -> dict[str, Any]:
    """Return what all points of a case share: whose rent, which inputs, from which pages."""
    row, rent = found.row, found.of("rent")
    edited = "; ".join(f"{one.name} {one.text}" for one in found.assumptions if one.edited)
    return {
        **{name: row[name] for name in ("entity", "product", "contract_type", "period", "flags", "known_from")},
        **{name: rent.cited.get(name, "") for name in _PAGE},
        "unit": UNIT,
        "edited": edited,
        "hours": found.of("hours").value,
        "inputs": "; ".join(f"{one.name} {one.text}" for one in found.assumptions),
        "inputs_name": assumptions.told(found, state, [one.name for one in found.assumptions]),
        "derived_from": row["observation_id"],
        "origin": row["origin"],
    }


def _points(found: Case) -> Iterator[dict[str, Any]]:
    rent, hours = found.of("rent"), found.of("hours").value
    crossing = {end: break_even_hours(found.costs(end)) for end in ("value", "low", "high")}
    for use in _uses(found):
        ends = {end: owned_hour(found.costs(end), hours * use / 100) for end in ("value", "low", "high")}
        yield _point(OWN, use, hours, ends, "scenario")
    for use in _uses(found):
        yield _point(RENT, use, hours, {"value": rent.value, "low": rent.low, "high": rent.high}, rent.status)
    even = crossing["value"]
    if even is not None and even <= hours:
        point = _point(CROSSING, rounded(even / hours * 100), hours, {"value": rent.value}, "scenario")
        yield point | {"hours_per_year": even}


def _point(side: str, use: float, hours: float, ends: Mapping[str, float], status: str) -> dict[str, Any]:
    value, low, high = (ends.get(end) for end in ("value", "low", "high"))
    bounds = {} if low == high else {"value_low": low, "value_high": high}
    place = {"point_id": f"{side}-{use:g}", "side": side, "use": use, "hours_per_year": rounded(hours * use / 100)}
    return {**place, "value": value, "value_low": None, "value_high": None, **bounds, "status": status}


def _uses(found: Case) -> list[float]:
    """Return the shares of use that are drawn, the reader's own among them, least first."""
    hours, rent = found.of("hours").value, found.of("rent").value
    near = [use for use in STEPS if owned_hour(found.costs(), hours * use / 100) <= DEAR * rent]
    shown = near if len(near) >= LEAST else STEPS[-LEAST:]
    return sorted({*map(float, shown), found.of("use").value})


def _top(rows: pd.DataFrame) -> float:
    ends = [*rows["value"], *rows["value_high"].dropna()] if len(rows) else []
    return float(max(ends, default=1.0)) * ROOM


def _first(rows: pd.DataFrame) -> float:
    return max(float(rows["use"].min()) - 5, 0) if len(rows) else 0.0


def _traces(found: pd.DataFrame, state: State, look: Theme) -> Iterator[dict[str, Any]]:
    """Yield the line of one side, after the edges of its band where it has one."""
    if found.empty:
        return
    side = str(found["side"].iloc[0])
    colour = look.ink if side != RENT else look.company(colour_key(str(found["entity"].iloc[0])))
    line = {"width": 2, "color": colour, "dash": "solid" if found["status"].iloc[0] == "actual" else marks.DOT}
    ranged = bool(found["value_low"].notna().all())
    for place, column in enumerate(("value_low", "value_high") if ranged else ()):
        edge = _trace(found, column, state) | {"mode": "lines", "line": {"width": 0, "color": colour}}
        yield edge | ({"fill": "tonexty", "fillcolor": look.wash(colour)} if place else {})
    marker = marks.dot("scenario", colour, look) | {"size": 12} if side == CROSSING else {"size": 3, "color": colour}
    mode = "markers" if side == CROSSING else "lines+markers"
    yield _trace(found, "value", state) | {"mode": mode, "line": line, "marker": marker}


def _trace(found: pd.DataFrame, column: str, state: State) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [float(use) for use in found["use"]],
        "y": [float(price) for price in found[column]],
        "customdata": list(found["point_id"]),
        "hovertext": [_hover(row, state) for row in each(found)],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _hover(row: Row, state: State) -> str:
    price = numbers.measure(row["value"], None, None, UNIT, state)
    if pd.notna(row["value_low"]):
        price += f" ({numbers.span(float(row['value_low']), float(row['value_high']), UNIT, state)})"
    hours = numbers.compact(float(row["hours_per_year"]), HOURS, state)
    status = t(state.lang, f"charts.status.{row['status']}")
    lines = [marks.bold(wording.say(CHART, f"side_{row['side']}", state)), marks.escape(price)]
    return "<br>".join([*lines, marks.escape(f"{float(row['use']):.3g}% · {hours}"), status])


def _texts(rows: pd.DataFrame, state: State, look: Theme) -> list[dict[str, Any]]:
    """Name both lines at their ends, apart where they meet, and the crossing over its mark."""
    found: list[dict[str, Any]] = []
    if rows.empty:
        return found
    lines = {side: rows[rows["side"] == side].iloc[-1] for side in (OWN, RENT)}
    higher = max(lines, key=lambda side: float(lines[side]["value"]))
    for side, row in lines.items():
        name = wording.say(CHART, f"side_{side}", state) if side == OWN else str(row["entity_name"])
        price = marks.quiet(numbers.compact(float(row["value"]), UNIT, state), look)
        place = {"x": float(row["use"]), "y": float(row["value"]), "xshift": 8, "yshift": 9 if side == higher else -9}
        found.append(marks.note(f"{marks.bold(name)}<br>{price}", look, **place))
    for met in each(rows[rows["side"] == CROSSING]):
        hours = "" if state.width == "narrow" else f" · {numbers.compact(float(met['hours_per_year']), HOURS, state)}"
        said = f"{float(met['use']):.0f}%{hours}"
        place = {"x": float(met["use"]), "y": float(met["value"]), "xshift": 10, "yshift": 20}
        found.append(marks.note(marks.bold(said), look, **place))
    return found


def _guides(rows: pd.DataFrame, look: Theme) -> list[dict[str, Any]]:
    """Return the line from the crossing down to its share of use."""
    crossing = rows[rows["side"] == CROSSING]
    pairs = zip(crossing["use"], crossing["value"], strict=True)
    return [
        marks.stroke((float(use), 0, float(use), float(price)), look.ink_3, dash=marks.DASH) for use, price in pairs
    ]


def _cloud(row: Mapping[Any, Any], state: State) -> str:
    lease = wording.common(f"lease_{row['contract_type']}", state)
    return wording.say(
        CHART, "cloud", state, name=row["entity_name"], lease=lease, period=dates.period(str(row["period"]), state)
    )


def _title(rows: pd.DataFrame, state: State) -> str:
    chosen = {side: rows[(rows["side"] == side)].iloc[-1] for side in (OWN, RENT)}
    crossing = rows[rows["side"] == CROSSING]
    rent = chosen[RENT]
    values = {"product": rent["product_name"], "cloud": rent["entity_name"], "rent": marks.value(rent, state)}
    if crossing.empty:
        return wording.say(CHART, "title_never", state, **values, own=marks.value(chosen[OWN], state))
    hours = numbers.compact(float(crossing["hours_per_year"].iloc[0]), HOURS, state)
    return wording.say(CHART, "title", state, **values, use=f"{float(crossing['use'].iloc[0]):.0f}%", hours=hours)


def _facts(rows: pd.DataFrame, state: State) -> str:
    """Say what both cost at the reader's own share of use."""
    use = float(str(rows["inputs"].iloc[0]).partition("use ")[2].partition(";")[0])
    there = rows[(rows["use"] == use) & (rows["side"] != CROSSING)].set_index("side")["value"]
    prices = {side: numbers.compact(float(there[side]), UNIT, state) for side in (OWN, RENT)}
    return wording.say(CHART, "facts", state, use=f"{use:g}%", **prices)


def _edited(names: str, state: State) -> str:
    pairs = [part.split(" ") for part in names.split("; ")]
    told = [t(state.lang, f"calculator.told_{name}", value=f"{float(number):,.12g}") for name, number in pairs]
    return wording.common("list_joiner", state).join(told)


def _alt(rows: pd.DataFrame, title: str, state: State) -> str:
    return wording.common("alt", state, title=title, values=rows["inputs_name"].iloc[0], facts=_facts(rows, state))
