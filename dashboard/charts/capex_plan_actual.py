"""Ahead or behind: what each company spent in a closed year beside its first and its last guidance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import dates, marks, numbers
from dashboard.chart import EVERYBODY, Chart, Figure, Tables, Words
from dashboard.charts import _capex as capex
from dashboard.charts import _select as select
from dashboard.charts import _words as wording
from dashboard.charts._axes import layout, row_axis, value_axis
from dashboard.charts._bars import trace
from dashboard.charts._rows import Rows
from dashboard.names import colour_key
from dashboard.row import Row, each
from dashboard.state import State

CHART = Chart(
    id="capex-plan-actual",
    number="4.1",
    page="capex",
    tables=("capex", "entities"),
    columns=(*select.OBSERVATION, "role", "given", "verdict", "gap"),
    lenses=("closed", "progress"),
    switches=(EVERYBODY,),
    together=("entity",),
)
Company = Mapping[str, Row]
"""The rows of one company by their role."""
BOX_PX, INNER_PX = 12, 6


def rows(tables: Tables, state: State) -> pd.DataFrame:
    """Return per company the actual (or the quarters so far), the latest and the first guidance of its newest year."""
    made = (capex.guidance(tables, state), capex.actuals(tables, state), capex.so_far(tables, state))
    told, spent, quarters = (found[found["unit"] == state.currency] for found in made)
    told = select.chosen(told, state)
    found: list[Row] = []
    for entity, years in told.groupby("entity"):
        own, parts = (frame[frame["entity"] == entity] for frame in (spent, quarters))
        found += _company(years, own, parts, closed=state.lens != "progress")
    frame = pd.DataFrame(found, columns=[*told.columns, "role", "verdict", "gap", "_rank"]).sort_values(
        ["_rank", "entity"], ascending=[False, True], kind="stable"
    )
    return select.named(select.first(frame, state), tables, state, CHART.columns)


def figure(rows: pd.DataFrame, state: State) -> Figure:
    """Draw the spending as a bar inside the dashed box of the last guidance; the first guidance is a tick below."""
    groups = [{str(row["role"]): row for row in each(group)} for _, group in rows.groupby("entity", sort=False)]
    texts = [_label(group, state) for group in groups]
    page = Rows(
        state,
        [str(group["latest"]["entity_name"]) for group in groups],
        [text for text, _ in texts],
        [plain for _, plain in texts],
        [dates.period(str(group["latest"]["period"]), state) for group in groups],
        deep=True,
    )
    ends = [max(capex.high(row) for row in group.values()) for group in groups]
    traces: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    for index, group in enumerate(groups):
        more, drawn = _company_marks(group, page.y(index), page)
        traces, shapes = traces + more, shapes + drawn
    parts = {
        "xaxis": value_axis(page.theme, max(ends, default=0.0), state.currency, state, side="top"),
        "yaxis": row_axis(page.theme, len(groups)),
        "shapes": shapes,
        "annotations": page.texts(ends),
        "barmode": "overlay",
    }
    return {"data": traces, "layout": layout(page.theme, page.height, page.margin, **parts)}


def words(rows: pd.DataFrame, state: State) -> Words:
    """Say who spent more than guided and who less, only where both count the same thing."""
    lens = state.lens or CHART.lenses[0]
    title = _title(rows, state) or wording.say(CHART, f"question_{lens}", state)
    doubtful = bool(len(rows)) and (rows["verdict"] == "not_comparable").any()
    due = {"note_definitions": doubtful, "note_gap": lens == "closed", "note_dollars": state.currency != capex.DOLLARS}
    told = [name for name in due if due[name]]
    notes = tuple(wording.say(CHART, name, state) for name in told)
    forms = {"latest": "box", "first": "tick"}
    key = marks.key([forms.get(role, "solid") for role in rows["role"]], state)
    subtitle = wording.say(CHART, f"subtitle_{lens}", state)
    return wording.words(rows, state, title=title, subtitle=subtitle, notes=notes, key=key)


def _company(years: pd.DataFrame, spent: pd.DataFrame, quarters: pd.DataFrame, *, closed: bool) -> list[Row]:
    """Return the rows of one company for its newest year that is closed, or that has guidance and no actual yet."""
    done = set(spent["period"])
    wanted = [label for label in sorted(set(years["period"]), key=_year) if (label in done) is closed]
    newest = max((_year(label) for label in done), default=0)
    wanted = [label for label in wanted if closed or _year(label) > newest]
    if not wanted:
        return []
    told = years[years["period"] == wanted[-1]].sort_values("given", kind="stable")
    first, latest = told.iloc[0], told.iloc[-1]
    actual = capex.matching(spent[spent["period"] == wanted[-1]], str(latest["definition"]))
    verdict, gap = _verdict(actual, latest)
    size = capex.high(latest) if actual is None else float(actual["value"])
    found: list[Row] = [] if actual is None else [_with(actual, "actual", verdict, gap, size)]
    parts = [] if closed else capex.begun(quarters, wanted[-1], str(latest["definition"]))
    found += [_with(row, name.lower(), verdict, gap, size) for row, name in zip(parts, capex.QUARTERS, strict=False)]
    found.append(_with(latest, "latest", verdict, gap, size))
    if len(told) > 1:
        found.append(_with(first, "first", verdict, gap, size))
    return found


def _with(row: pd.Series, role: str, verdict: str, gap: float | None, size: float) -> Row:
    return {**row.to_dict(), "role": role, "verdict": verdict, "gap": gap, "_rank": size}


def _verdict(actual: pd.Series | None, latest: pd.Series) -> tuple[str, float | None]:
    if actual is None:
        return "open", None
    if not capex.comparable(str(actual["definition"]), str(latest["definition"])):
        return "not_comparable", None
    spent, told = capex.dollars(actual), capex.dollars(latest)
    if capex.high(spent) > capex.high(told):
        return "over", capex.high(spent) - capex.high(told)
    if capex.high(spent) < capex.low(told):
        return "under", capex.low(told) - capex.high(spent)
    return "within", 0.0


def _year(label: str) -> int:
    return int(label.removeprefix("FY"))


def _label(group: Company, state: State) -> tuple[str, str]:
    page = Rows(state, ())
    lead = group["actual"] if "actual" in group else group["latest"]
    value, verdict = marks.value(lead, state), str(lead["verdict"])
    gap = numbers.compact(float(lead["gap"]), capex.DOLLARS, state) if verdict in {"over", "under"} else ""
    parts = _parts(group)
    said = _reported(parts, state) if parts else wording.say(CHART, verdict, state, gap=gap)
    shown = marks.doubt(said, page.theme) if verdict == "not_comparable" else marks.quiet(said, page.theme)
    return f"{marks.bold(value)}<br>{shown}", f"{said}  "


def _parts(group: Company) -> list[Row]:
    """Return the quarters of a company that are reported so far."""
    return [group[name] for name in map(str.lower, capex.QUARTERS) if name in group]


def _reported(parts: list[Row], state: State) -> str:
    """Return the quarters with their values, unadded: Q1 $35.7B, Q2 $44.9B."""
    told = [f"{row['role'].upper()} {marks.value(row, state)}" for row in parts]
    return wording.common("list_joiner", state).join(told)


def _company_marks(group: Company, y: float, page: Rows) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    look, traces, shapes = page.theme, [], []
    box, inner = BOX_PX / page.pitch, INNER_PX / page.pitch
    colour = look.company(colour_key(str(group["latest"]["entity"])))
    latest = group["latest"]
    low, high = capex.low(latest), capex.high(latest)
    if low != high:
        shapes.append(
            marks.rectangle((low, y - box, high, y + box), colour, fill=look.wash(colour)) | {"layer": "below"}
        )
    shapes.append(marks.rectangle((0, y - box, high, y + box), colour))
    traces.append(trace(latest, page.state, high, y, marks.bar("guidance", colour, look), box))
    if "actual" in group:
        actual = group["actual"]
        traces.append(trace(actual, page.state, float(actual["value"]), y, marks.bar("actual", colour, look), inner))
    reached = 0.0
    for part in _parts(group):
        bar = trace(part, page.state, float(part["value"]), y, marks.bar("actual", colour, look), inner)
        traces.append(bar | {"base": [reached]})
        reached += float(part["value"])
    if "first" in group:
        shapes += _tick(group["first"], y + box + 0.1, page)
    return traces, shapes


def _tick(first: Row, y: float, page: Rows) -> list[dict[str, Any]]:
    """Return the first guidance as a tick, or as a capped bar where it is a range."""
    ends, cap, ink = (capex.low(first), capex.high(first)), 0.06, page.theme.ink_2
    caps = [marks.stroke((end, y - cap, end, y + cap), ink, width=marks.OUTLINE) for end in sorted(set(ends))]
    return caps + ([marks.stroke((ends[0], y, ends[1], y), ink, width=marks.OUTLINE)] if ends[0] != ends[1] else [])


def _title(rows: pd.DataFrame, state: State) -> str:
    actual = rows[(rows["role"] == "actual") & ~select.flagged(rows, "not_headline")]
    over = list(actual.loc[actual["verdict"] == "over", "entity_name"])
    within = list(actual.loc[actual["verdict"] == "within", "entity_name"])
    if not over:
        return ""
    name = "title_over_within" if within else "title_over"
    return wording.say(CHART, name, state, over=wording.joined(over, state), within=wording.joined(within, state))
