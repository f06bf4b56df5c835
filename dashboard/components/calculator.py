"""The fields of a scenario: each assumption with its unit, who says so, and the way back to what is cited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import html, marks
from dashboard.charts import rent_or_buy
from dashboard.charts._assumptions import CLOUD, Assumption
from dashboard.components.evidence import place
from dashboard.components.native import Field
from dashboard.components.parts import badge, foreign, quoted
from dashboard.components.places import by_observation, place_href
from dashboard.currency import tables
from dashboard.drawing import Drawn
from dashboard.text import word
from dashboard.view import View


def calculator(shown: Drawn, view: View) -> Any:
    """Return the fields beside the drawing; a changed one is marked, and one button puts all back."""
    held = tables(view.snapshot, shown.state)
    assumed = rent_or_buy.inputs(held, shown.state)
    bounds = {one.name: one for one in shown.chart.assumed}
    cloud = _cloud(shown, rent_or_buy.clouds(held, shown.state), view)
    fields = [_number(one, shown, view, bounds[one.name].least, bounds[one.name].most) for one in assumed]
    foot = html.P([html.Small(view.t("calculator.empty_resets")), " ", _reset(shown, view)], className="wide")
    return html.Div(
        [cloud, *fields, foot], className="assumed", role="group", **{"aria-label": view.t("calculator.label")}
    )


def inputs_evidence(shown: Drawn, view: View) -> Any:
    """Return where each input was told, in place of where each point was: the points are worked out from these."""
    assumed = rent_or_buy.inputs(tables(view.snapshot, shown.state), shown.state)
    told = by_observation(view, [str(one.cited["id"]) for one in assumed])
    return html.Ol([_entry(one, told.get(str(one.cited["id"]), []), view) for one in assumed], className="evidence")


def _entry(one: Assumption, told: list[Mapping[Any, Any]], view: View) -> Any:
    head = [
        html.B(view.t(f"calculator.{one.name}")),
        html.Span(one.said, className="num"),
        badge(word(view.lang, "status", one.status), form=marks.dot_form(one.status)),
    ]
    return html.Li([html.Div(head, className="evhead"), *([place(told[0], view)] if told else [_own(one, view)])])


def _own(one: Assumption, view: View) -> Any:
    """Return what the table of assumptions says of an input that no observation stands behind."""
    ours = one.cited.get("note_zh") if view.lang == "zh" else ""
    note = str(ours or one.cited.get("note") or "")
    if not one.cited.get("publisher"):
        return html.P([_source(one, view), *([" · ", quoted(note, view)] if note else [])], className="by")
    return place({**one.cited, "sentence": note}, view)


def _cloud(shown: Drawn, options: list[tuple[str, str]], view: View) -> Any:
    row = shown.rows.iloc[0]
    now = f"{row['entity']}.{str(row['contract_type']).replace('_', '-')}"
    chosen = any(edit.startswith(f"{CLOUD}:") for edit in shown.state.assume)
    label = view.t("calculator.cloud")
    field = Field(
        label=label,
        value=now,
        sets="assume",
        card=shown.chart.id,
        part=CLOUD,
        default="" if chosen else now,
        options=[list(one) for one in options],
    )
    return html.Div([html.Span(label, **{"aria-hidden": "true"}), field], className="wide")


def _number(one: Assumption, shown: Drawn, view: View, least: float, most: float) -> Any:
    label = view.t(f"calculator.{one.name}")
    field = Field(
        kind="number",
        label=label,
        value=one.text,
        sets="assume",
        card=shown.chart.id,
        part=one.name,
        default=f"{one.default:.12g}",
        min=least,
        max=most,
        step="any",
    )
    return html.Div(
        [html.Span(label, **{"aria-hidden": "true"}), field, html.Small(_said(one, view))],
        className="edited" if one.edited else "",
    )


def _said(one: Assumption, view: View) -> list[Any]:
    """Return who says the number, with the way there; of a changed one, what it was."""
    source = _source(one, view)
    if one.edited:
        key = "calculator.cited" if one.cited.get("publisher") else "calculator.default"
        return [
            badge(view.t("calculator.scenario"), form="ring"),
            f" {view.t(key, value=f'{one.default:,.12g}')} · ",
            source,
        ]
    spread = f"{one.low:,.12g}–{one.high:,.12g} · " if one.low != one.high else ""
    return [spread, source]


def _source(one: Assumption, view: View) -> Any:
    if one.name == "hours":
        return html.Span(view.t("calculator.definition"))
    publisher = str(one.cited.get("publisher") or "")
    if not publisher:
        return html.A(view.t("calculator.ours"), href=_page(one, view))
    return html.A(publisher, href=_page(one, view), **foreign(publisher, view))


def _page(one: Assumption, view: View) -> str:
    """Return where the number stands: its own figure, else its row of the table of assumptions."""
    evidence = view.snapshot.table("evidence")
    held = evidence[evidence["observation_id"] == one.cited["id"]] if len(evidence) else evidence
    if len(held):
        return place_href(held.sort_values("evidence_no").iloc[0].to_dict(), view)
    return view.href("/data", table="assumptions", q=str(one.cited["id"]))


def _reset(shown: Drawn, view: View) -> Any:
    changed = bool(shown.state.assume)
    return html.Button(
        view.t("calculator.reset"),
        type="button",
        className="lk",
        hidden=not changed,
        **{"data-set": "assume=", "data-card": shown.chart.id},
    )
