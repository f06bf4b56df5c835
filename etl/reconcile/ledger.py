"""From everything that was read to the tables that are published: a pure function of its input, in any order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence

import pandas as pd

from etl.model import Extraction, Table
from etl.reconcile import listing, programme
from etl.reconcile.assumption import assumptions
from etl.reconcile.checking import Figures, checks_over_time
from etl.reconcile.codes import appended, held, plain
from etl.reconcile.conversion import ASKED as CONVERTED
from etl.reconcile.conversion import conversions
from etl.reconcile.coverage import coverage
from etl.reconcile.currency import converted, rates
from etl.reconcile.derived import Derive, given, made_at_once
from etl.reconcile.derived.derivation import Given
from etl.reconcile.derived.published import US, Made, published
from etl.reconcile.derived.stood import Moving, Stood
from etl.reconcile.derived.timeline import OverTime as DerivedOverTime
from etl.reconcile.derived.timeline import over_time
from etl.reconcile.derived.world import World
from etl.reconcile.dispute import Held, cited, with_disputes
from etl.reconcile.echo import grouped
from etl.reconcile.edit import edited, edits
from etl.reconcile.freshness import freshness
from etl.reconcile.horizon import outweighed, with_horizon_status
from etl.reconcile.identity import ids_of, keyed, sorted_by
from etl.reconcile.keeping import Keep, anew
from etl.reconcile.ladder import plans_of, steps_of
from etl.reconcile.meanwhile import Give, here
from etl.reconcile.name import Names
from etl.reconcile.origin import CARRIER_ORDER
from etl.reconcile.past import OverTime
from etl.reconcile.quoted import quoted
from etl.reconcile.restated import ToldAgain, places_of, told_again
from etl.reconcile.slip import programmes
from etl.reconcile.telling import OWN
from etl.reconcile.told import Told, in_order, marked, told_by
from etl.reconcile.versions import FIGURE_ORDER
from etl.reconcile.weighing import Weigh, observed, weighed
from etl.vocabulary import Vocabulary

UNREAD_ORDER = ("document_id", "char_start", "char_end")
SELF = (*OWN, "observation_id", "fact")
"""Texts of which nearly every observation has its own."""

STANDING_ORDER = ("observation_id", "stood_from")


def reconcile(
    tables: Sequence[Table], extractions: Sequence[Extraction], vocabulary: Vocabulary
) -> dict[str, pd.DataFrame]:
    """Return the published tables by name."""
    told = settled(told_by(tables, extractions, vocabulary), tables, vocabulary)
    return {name: plain(frame) for name, frame in told}


def settled(
    told: Told,
    tables: Sequence[Table],
    vocabulary: Vocabulary,
    weigh: Weigh = weighed,
    derive: Derive = made_at_once,
    keep: Keep = anew,
    give: Give = here,
) -> Iterator[tuple[str, pd.DataFrame]]:
    """
    Yield the published tables of what was told, each as soon as it stands; of the tables what is no figure.

    In long ones texts may be categories.
    """
    tables = sorted(tables, key=lambda table: table.name)
    names = Names(vocabulary)
    names.meet(told.names)
    unread, asides, texts, twice = told.unread, in_order(told.asides), told.documents, told.restatements
    read = _read(told, tables, names)
    del told  # so that the figures as they came are not held beside the figures as they stand
    unread = sorted_by(unread, UNREAD_ORDER)
    yield "unexplained", unread
    unread = unread[["document_id"]]  # here and below what is written is let go of, but for what is asked of it
    money = rates(tables)
    yield "rates", money
    stands = weigh(read, money, vocabulary)
    del read
    observations = held(stands.observations, SELF)
    stated, rivals = stands.evidence, OverTime(stands.conflicts, stands.past_conflicts)
    were = stands.standings, stands.wordings
    del stands
    disputed, repeated = cited(tables, stated), places_of(twice, stated)
    yield "documents", _with_carriers(listing.documents(texts, stated, unread), names)
    del texts, unread
    chips, events = yield from _programmes(tables, asides, names, keep)
    del asides
    assumed, inputs = assumptions(tables, observations, stated, names)
    yield "assumptions", assumed
    asked = given(observations, chips, inputs, vocabulary)
    due = derive(asked, give)
    earlier, worded = _sorted(*were)
    del were
    stood = Stood(observations, worded, earlier, money)
    made = _derived(due, asked, (stood, tables, stated), keep)
    del asked, due, stood
    yield from made.inputs()
    whole = sorted_by(appended(stated, made.now.evidence), CARRIER_ORDER)
    del stated
    yield "evidence", whole
    del whole
    worded = sorted_by(appended(worded, _named(converted(made.past, money))[list(worded)]), STANDING_ORDER)
    observations = sorted_by(_with_derived(observations, made.now.observations, money, names), FIGURE_ORDER)
    del made
    told_apart = with_disputes(
        rivals, tables, disputed, Held(observations, worded, earlier, (chips, events)), vocabulary
    )
    observations = with_horizon_status(observations, told_apart.now)
    steps = _steps(observations, told_apart.now, give)
    yield "observations", observations
    again = told_again(twice, repeated, observations, worded, money)
    yield from _of_days(Figures(observations, worded, earlier), again, money, vocabulary, keep)
    del worded
    yield from told_apart.tables("conflicts")
    yield from _listed(observations, tables, names, steps)
    yield "freshness", freshness(tables, (observations, chips, events), money)


def _read(told: Told, tables: Sequence[Table], names: Names) -> pd.DataFrame:
    """Return the figures as edits of the tables have them."""
    if not (wanted := edits(tables)):
        return held(told.figures, OWN)
    read = plain(in_order(told.figures))
    return marked(edited(read, wanted, names, lambda frame: _identified(frame, names.vocabulary)))


def _programmes(
    tables: Sequence[Table], asides: pd.DataFrame, names: Names, keep: Keep
) -> Generator[tuple[str, pd.DataFrame], None, tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield what is published of chip programmes; return the programmes and their events as they came."""
    own = [table for table in tables if table.contract in (programme.CHIPS, programme.MILESTONES)]
    found = keep("programmes", (asides, *own), lambda: programmes(own, asides, names.vocabulary))
    names.meet(found["names"])
    chips, events = found["custom_chips"], found["chip_milestones"]
    yield "custom_chips", chips.sort_values("chip_id")
    yield "chip_milestones", events.sort_values("milestone_id")
    yield "milestone_tellings", found["milestone_tellings"]
    yield "promises", found["promises"]
    return chips, events


def _derived(
    due: Callable[[], list[Made]], given: Given, of: tuple[Stood, Sequence[Table], pd.DataFrame], keep: Keep
) -> DerivedOverTime:
    """Return what is derived of the figures that are given, and what was of those of earlier times."""
    stood, tables, stated = of
    moving = Moving.of(stood, given)
    world = World.of(given, quoted(tables, stood, moving, stated))
    parts = due()
    made = published(parts, stood.observations["observation_id"], stated)
    return over_time(parts, made, (stood, moving, world), keep)


def _of_days(
    figures: Figures, again: ToldAgain, money: pd.DataFrame, vocabulary: Vocabulary, keep: Keep
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield what figures were on earlier days, and the checks of them of then and now."""
    yield "standings", figures.standings
    asked = appended(figures.observations[list(CONVERTED)], _as_figures(figures.wordings))
    yield "conversions", (converted_then := conversions(asked, money))
    yield "wordings", figures.wordings
    yield from checks_over_time(figures, converted_then, again, vocabulary, keep).tables("checks")


def _sorted(standings: pd.DataFrame, wordings: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how figures stood at times and what they were at others, in order."""
    return plain(sorted_by(standings, STANDING_ORDER)), plain(sorted_by(_named(wordings), STANDING_ORDER))


def _steps(observations: pd.DataFrame, conflicts: pd.DataFrame, give: Give) -> Callable[[], pd.DataFrame]:
    """Return what gives the steps of plans."""
    plans, outcomes = plans_of(observations, outweighed(observations, conflicts))
    return give(len(observations), steps_of, plans, outcomes)


def _listed(
    observations: pd.DataFrame, tables: Sequence[Table], names: Names, steps: Callable[[], pd.DataFrame]
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the steps of plans, the names of what is told of, and what is told of whom; the steps may take longest."""
    listed = listing.entities(names)
    covered = coverage(observations, tables, listed, names)
    yield "plan_steps", steps()
    yield "entities", listed
    yield "metrics", listing.metrics(observations)
    yield "coverage", covered


def _with_derived(observations: pd.DataFrame, made: pd.DataFrame, held: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Return observations with what is derived of them, its money converted too."""
    if made.empty:
        return observations
    names.id(US)
    derived = converted(made, held)
    return appended(observations, derived[derived.columns.intersection(observations.columns)])


def _with_carriers(documents: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Return the documents; those who carried them are named as those who are told of are."""
    names.used |= set(documents["publisher"]) & set(names.vocabulary.terms)
    return documents


def _named(wordings: pd.DataFrame) -> pd.DataFrame:
    """Return figures of earlier times with ids of their own, by which their money is looked up."""
    return wordings.assign(wording_id=ids_of(wordings, STANDING_ORDER), horizon_status="")


def _as_figures(wordings: pd.DataFrame) -> pd.DataFrame:
    """Return what is asked of figures of earlier times to convert their money, by their own ids."""
    return wordings.assign(observation_id=wordings["wording_id"])[list(CONVERTED)]


def _identified(figures: pd.DataFrame, vocabulary: Vocabulary) -> pd.Series[str]:
    """Return the id of the observation that each telling belongs to."""
    found, _ = observed(figures, vocabulary)
    return grouped(keyed(figures, vocabulary)).map(found["observation_id"])
