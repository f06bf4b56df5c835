"""From everything that was read to the tables that are published: a pure function of its input, in any order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from etl.model import Extraction, Table
from etl.reconcile import listing, programme
from etl.reconcile.assumption import assumptions
from etl.reconcile.check import checks
from etl.reconcile.codes import ranks_of
from etl.reconcile.conflict import with_declared
from etl.reconcile.coverage import coverage
from etl.reconcile.currency import converted, rates
from etl.reconcile.derived import derive, given
from etl.reconcile.derived.published import US, published
from etl.reconcile.dispute import disputes
from etl.reconcile.echo import grouped
from etl.reconcile.edit import edited, edits
from etl.reconcile.freshness import freshness
from etl.reconcile.horizon import outweighed, with_horizon_status
from etl.reconcile.identity import keyed, numbers_of
from etl.reconcile.ladder import plan_steps
from etl.reconcile.name import Names
from etl.reconcile.purchase import purchases
from etl.reconcile.restated import restated
from etl.reconcile.slip import milestone_tellings, with_programmes
from etl.reconcile.standing import with_standing
from etl.reconcile.told import Told, in_order, marked, told_by
from etl.reconcile.weighing import Weigh, observed, weighed
from etl.vocabulary import Vocabulary

FIGURE_ORDER = ("metric", "entity", "period_start", "product", "observation_id")
UNREAD_ORDER = ("document_id", "char_start", "char_end")
EVIDENCE_ORDER = ("observation_id", "evidence_no")


def reconcile(
    tables: Sequence[Table], extractions: Sequence[Extraction], vocabulary: Vocabulary
) -> dict[str, pd.DataFrame]:
    """Return the published tables by name."""
    return settled(told_by(tables, extractions, vocabulary), tables, vocabulary)


def settled(
    told: Told, tables: Sequence[Table], vocabulary: Vocabulary, weigh: Weigh = weighed
) -> dict[str, pd.DataFrame]:
    """Return the published tables of what was told; of the tables what they hold besides figures is taken."""
    tables = sorted(tables, key=lambda table: table.name)
    names = Names(vocabulary)
    names.meet(told.names)
    read, asides = in_order(told.figures), in_order(told.asides)
    wanted = edits(tables)
    if wanted:
        read = marked(edited(read, wanted, names, lambda frame: _identified(frame, vocabulary)))
    held = rates(tables)
    stands = weigh(read, held, vocabulary)
    observations = _ordered(stands.observations, FIGURE_ORDER)
    evidence = _ordered(stands.evidence, EVIDENCE_ORDER)
    chips = programme.custom_chips(tables, asides, names)
    events = with_programmes(programme.milestones(tables, asides, names))
    assumed, inputs = assumptions(tables, observations, evidence, names)
    made = published(derive(given(observations, chips, inputs, vocabulary)), evidence, vocabulary)
    if len(made.observations):
        names.id(US)
        derived = converted(made.observations, held)
        observations = _with(observations, derived[derived.columns.intersection(observations.columns)])
    observations = _ordered(observations, FIGURE_ORDER)
    stated, evidence = evidence, _ordered(_with(evidence, made.evidence), EVIDENCE_ORDER)
    listed = listing.entities(names)
    unread = told.unread.sort_values(list(UNREAD_ORDER))
    told_apart = with_declared(stands.conflicts, disputes(tables, observations, stated, (chips, events)))
    observations = with_horizon_status(observations, told_apart)
    return {
        "observations": observations,
        "evidence": evidence,
        "conflicts": with_standing(told_apart, _standing(observations, chips, events), vocabulary),
        "plan_steps": plan_steps(observations, outweighed(observations, told_apart)),
        "milestone_tellings": milestone_tellings(events),
        "custom_chips": chips.sort_values("chip_id"),
        "chip_milestones": events.sort_values("milestone_id"),
        "unexplained": unread,
        "documents": listing.documents(told.documents, stated, unread),
        "entities": listed,
        "metrics": listing.metrics(observations),
        "rates": held,
        "assumptions": assumed,
        "derivations": made.derivations,
        "refusals": made.refusals,
        "checks": checks(
            observations,
            vocabulary,
            (*restated(told.restatements, observations, stated, held), *purchases(observations, vocabulary)),
        ),
        "coverage": coverage(observations, tables, listed, names),
        "freshness": freshness(tables, (observations, chips, events)),
    }


def _standing(observations: pd.DataFrame, chips: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return what stands in conflicts by its id: observations, chips and events of chips, which have no rank."""
    named = [
        frame.assign(observation_id=frame[key], entity=frame["owner"], counterparty="", rank="", rank_reason="")
        for frame, key in ((chips, "chip_id"), (events, "milestone_id"))
    ]
    columns = ["observation_id", "entity", "counterparty", "origin", "source_tier", "status", "rank", "rank_reason"]
    return pd.concat([frame[columns] for frame in (observations, *named)], ignore_index=True)


def _identified(figures: pd.DataFrame, vocabulary: Vocabulary) -> pd.Series[str]:
    """Return the id of the observation that each telling belongs to."""
    found, _ = observed(figures, vocabulary)
    return grouped(keyed(figures, vocabulary)).map(found["observation_id"])


def _with(frame: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with the rows of another; none leave it as it is, its types too."""
    return pd.concat([frame, more], ignore_index=True) if len(more) else frame


def _ordered(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    by = [numbers_of(frame[name]) if name == "observation_id" else ranks_of(frame[name]) for name in columns]
    return frame.iloc[np.lexsort(by[::-1])].reset_index(drop=True)
