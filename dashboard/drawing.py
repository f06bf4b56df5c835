"""A chart for a view: its rows, its words and its drawing, made once per snapshot and view."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pandas as pd

from dashboard import counted, currency
from dashboard.chart import CONFLICTS, EVERYBODY, TENS, Assumed, Chart, ChartModule, Figure, Words
from dashboard.charts import charts
from dashboard.companies import named_by_company, owners
from dashboard.disputes import Dispute, disputes, marked, shown
from dashboard.footing import resting
from dashboard.memo import at_most
from dashboard.repairs import mended, repaired
from dashboard.snapshot import Snapshot
from dashboard.state import BadState, State
from dashboard.svg.still import still
from dashboard.tens import by_tens, helps, key_by_tens
from dashboard.text import t

OWN = ("lens", "period", "tab", "assume", "on")
"""What each card chooses for itself; on a page of several, `<chart>.lens` is the lens of one."""

MOST_HELD = 512


class NotDrawn(Exception):  # noqa: N818 - the name is what happened
    """A chart's own code failed over its rows or words; the message names the chart."""


@dataclass(frozen=True, slots=True, eq=False)
class Picked:
    """
    The rows of a chart for a view, which of them are in dispute and how, and the sources that they rest on.

    `n_contested` is how many rows "conflicts only" leaves.
    """

    rows: pd.DataFrame
    disputes: Mapping[str, Dispute]
    sources: frozenset[str]
    n_contested: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What is shown, listed and downloaded: one frame, and the words about it."""

    chart: Chart
    state: State
    picked: Picked
    words: Words
    others: tuple[str, ...] = ()
    """The names of those whom the chart holds and does not draw."""

    _figure: list[Figure] = field(default_factory=list)
    _still: list[str] = field(default_factory=list)

    @property
    def rows(self) -> pd.DataFrame:
        """The rows, in the order in which they are drawn."""
        return self.picked.rows

    def figure(self) -> Figure:
        """Draw the rows, once; nobody changes a figure that was drawn."""
        if not self._figure:
            figure = charts()[self.chart.id].figure(self.rows, self.state)
            named = named_by_company(figure, self.rows)
            signed = mended(marked(named, self.rows, self.picked.disputes, self.state), self.rows, self.state)
            self._figure.append(by_tens(signed, self.rows, self.state) if TENS in self.state.on else signed)
        return self._figure[0]

    @property
    def switches(self) -> tuple[str, ...]:
        """The switches that would change something here, or that are on."""
        signed = any(one.is_signed for one in self.picked.disputes.values())
        useful = {CONFLICTS: signed and self.picked.n_contested < len(self.rows), EVERYBODY: bool(self.others)}
        useful[TENS] = False
        if TENS not in self.state.on and self.chart.kind == "figure":
            useful[TENS] = helps(self.figure())
        return tuple(name for name in self.chart.known_switches if useful.get(name, True) or name in self.state.on)

    def still(self) -> str:
        """Return the drawing as SVG for a page, made once."""
        if not self._still:
            self._still.append(still(self.figure(), self.chart.id))
        return self._still[0]


def drawn(snapshot: Snapshot, identifier: str, state: State) -> Drawn:
    """
    Return a chart's rows and words for a view of a snapshot; what was made for an older snapshot goes with it.

    Raises NotDrawn where the chart's own code fails.
    """
    with _named(identifier):
        made = _drawn(snapshot, identifier, state.but(tab="chart"))
    return made if made.state == state else replace(made, state=state)


def picked(snapshot: Snapshot, identifier: str, state: State) -> Picked:
    """Return a chart's rows: they do not ask for the look of the page."""
    with _named(identifier):
        return _picked(snapshot, identifier, state.but(tab="chart", theme="light", width="wide"))


@contextmanager
def _named(identifier: str) -> Iterator[None]:
    """Name the chart whose code fails; what the reader chose wrongly is told as it is."""
    try:
        yield
    except (BadState, NotDrawn):
        raise
    except Exception as fault:
        raise NotDrawn(f"chart {identifier} could not be drawn; the server's log says why") from fault


@at_most(MOST_HELD)
def _drawn(snapshot: Snapshot, identifier: str, state: State) -> Drawn:
    # Neither do the words, and a theme or a width turned to costs no more than the drawing.
    words = _words(snapshot, identifier, state.but(theme="light", width="wide"))
    left = others(snapshot, identifier, state)
    return Drawn(charts()[identifier].CHART, state, picked(snapshot, identifier, state), words, left)


@at_most(MOST_HELD)
def _words(snapshot: Snapshot, identifier: str, state: State) -> Words:
    found = picked(snapshot, identifier, state)
    words = charts()[identifier].words(found.rows, state)
    if CONFLICTS in state.on and len(found.rows):
        words = _of_conflicts(words, found, state)
    if TENS in state.on:
        words = replace(words, key=key_by_tens(words.key, state))
    left = others(snapshot, identifier, state)
    joiner = t(state.lang, "charts.common.list_joiner")
    notes = [t(state.lang, "charts.common.others", names=joiner.join(left), n=len(left))] if left else []
    present = {"doubt": shown(found.disputes, found.rows), "wrench": bool(repaired(found.rows))}
    signs = [(form, t(state.lang, f"charts.key.{form}")) for form, is_so in present.items() if is_so and words.key]
    notes += [*counted.notes(charts()[identifier].CHART, found.rows, state), *currency.notes(found.rows, state)]
    return replace(words, notes=(*words.notes, *notes), key=(*words.key, *signs)) if notes or signs else words


def _of_conflicts(words: Words, found: Picked, state: State) -> Words:
    """Return the words without the finding: what leads among the contradicted may not lead among all."""
    n = sum(one.is_signed for one in found.disputes.values())
    title = t(state.lang, f"charts.common.title_{'conflict' if n == 1 else 'conflicts'}", n=n)
    return replace(words, title=title, alt=words.alt.replace(words.title, title))


def others(snapshot: Snapshot, identifier: str, state: State) -> tuple[str, ...]:
    """Return the names of those whom a chart holds and does not draw, in the order in which it would."""
    chart = charts()[identifier].CHART
    if EVERYBODY not in chart.switches or EVERYBODY in state.on or state.entities:
        return ()
    here = owners(picked(snapshot, identifier, state).rows)
    whole = owners(picked(snapshot, identifier, state.but(on=tuple(sorted((*state.on, EVERYBODY))))).rows)
    return tuple(name for identifier, name in whole.items() if identifier not in here)


@at_most(MOST_HELD)
def _picked(snapshot: Snapshot, identifier: str, state: State) -> Picked:
    rows = charts()[identifier].rows(currency.tables(snapshot, state), state)
    known = disputes(snapshot, state.as_of)
    found = {name: known[name] for name in rows.get("observation_id", ()) if name in known}
    contested = _contested(rows, found, charts()[identifier].CHART) if found else rows.iloc[:0]
    shown = contested.reset_index(drop=True) if CONFLICTS in state.on else rows
    return Picked(shown, found, resting(shown, snapshot), len(contested))


def _contested(rows: pd.DataFrame, found: Mapping[str, Dispute], chart: Chart) -> pd.DataFrame:
    """Return the rows in conflict, and those that a chart keeps together with them."""
    keys = list(zip(*(rows[name] for name in chart.together), strict=True))
    signed = {
        key for key, name in zip(keys, rows["observation_id"], strict=True) if name in found and found[name].is_signed
    }
    return rows[[key in signed for key in keys]]


def card_state(query: Mapping[str, str], chart: Chart) -> State:
    """
    Return the view of one card out of a page's query: `<chart>.lens` before `lens`.

    A plain lens, period or assumption that the chart does not know is meant for another card and is left out here.
    """
    own = {name: query.get(f"{chart.id}.{name}", "") for name in OWN}
    known = {"lens": chart.lenses, "period": chart.periods}
    for name, allowed in known.items():
        if not own[name] and query.get(name, "") in allowed:
            own[name] = query[name]
    if chart.assumed and not own["assume"]:
        own["assume"] = query.get("assume", "")
    if not own["on"]:
        own["on"] = ",".join(name for name in query.get("on", "").split(",") if name in chart.known_switches)
    state = State.parse({**query, **own, "tab": own["tab"] or query.get("tab", "")})
    return checked(state, chart)


def checked(state: State, chart: Chart) -> State:
    """Return the state with its defaults left out; raises BadState where the chart has no such lens or period."""
    for name, allowed in (("lens", chart.lenses), ("period", chart.periods)):
        given = getattr(state, name)
        if given and given not in allowed:
            raise BadState(f"{name} of {chart.id} is one of {', '.join(allowed) or 'none'}, not {given!r}")
    lens = "" if state.lens in chart.lenses[:1] else state.lens
    period = "" if state.period in chart.periods[:1] else state.period
    unknown = next((name for name in state.on if name not in chart.known_switches), "")
    if unknown:
        raise BadState(f"on of {chart.id} switches {', '.join(chart.known_switches) or 'nothing'}, not {unknown!r}")
    return state.but(lens=lens, period=period, assume=_edits(state, chart))


def _edits(state: State, chart: Chart) -> tuple[str, ...]:
    """Return the edits with their numbers in one form; raises BadState where one is not of the chart or no number."""
    known = {one.name: one for one in chart.assumed}
    told = dict(part.split(":", 1) for part in state.assume)
    if len(told) < len(state.assume):
        raise BadState("assume names each assumption once")
    unknown = next((name for name in told if name not in known), "")
    if unknown:
        raise BadState(f"assume of {chart.id} changes {', '.join(known) or 'nothing'}, not {unknown!r}")
    return tuple(f"{name}:{_told(text, known[name])}" for name, text in told.items())


def _told(text: str, bounds: Assumed) -> str:
    if bounds.is_word:
        return text
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not bounds.least <= number <= bounds.most:
        raise BadState(f"{bounds.name} is a number from {bounds.least:.12g} to {bounds.most:.12g}, not {text!r}")
    return f"{number:.12g}"


def known_entities(snapshot: Snapshot, state: State) -> State:
    """Return the state; raises BadState where an entity is not in the snapshot's table of entities."""
    known = set(snapshot.table("entities").get("id", ()))
    unknown = [name for name in state.entities if name not in known]
    if unknown:
        some = ", ".join(sorted(known)[:8])
        raise BadState(f"entities are ids of the table entities ({some} …), not {unknown[0]!r}")
    return state


def of_page(page: str) -> list[ChartModule]:
    """Return the charts that stand on a page, in the order of their numbers."""
    return [module for module in charts().values() if module.CHART.page == page]
