"""From everything that was read to the tables that are published: a pure function of its input, in any order."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from etl.model import Extraction, Table
from etl.reconcile import listing, programme
from etl.reconcile.conflict import conflicts
from etl.reconcile.currency import converted, rates
from etl.reconcile.derived import derived
from etl.reconcile.history import with_known_to
from etl.reconcile.horizon import outweighed, with_horizon_status
from etl.reconcile.identity import keyed, with_ids
from etl.reconcile.ladder import plan_steps
from etl.reconcile.maker import own_chips
from etl.reconcile.name import Names, resolve
from etl.reconcile.origin import collapse, graded
from etl.reconcile.precedence import PREFERRED, ranked
from etl.reconcile.slip import milestone_tellings
from etl.reconcile.telling import COLUMNS, tellings
from etl.reconcile.when import dated, with_flag
from etl.vocabulary import Vocabulary

NO_DENOMINATOR = "no_denominator"


def reconcile(
    tables: Sequence[Table], extractions: Sequence[Extraction], vocabulary: Vocabulary
) -> dict[str, pd.DataFrame]:
    """Return the published tables by name."""
    tables = sorted(tables, key=lambda table: table.name)
    extractions = sorted(extractions, key=lambda one: (one.document.name, one.document.id))
    names = Names(vocabulary)
    told = graded(resolve(tellings(tables, extractions), names), names)
    told = own_chips(dated(told, vocabulary), vocabulary)
    figures = told[~told["metric"].isin(listing.NOT_FIGURES)]
    mute = listing.is_mute(figures)
    observations, evidence = observed(_warned(figures[~mute]).reset_index(drop=True), vocabulary)
    held = rates(tables)
    observations = converted(observations, held)
    unread = listing.unexplained(extractions, figures[mute])
    chips = programme.custom_chips(tables, told, names)
    events = programme.milestones(tables, told, names)
    disputes = conflicts(observations)
    observations = with_horizon_status(observations, disputes)
    return {
        "observations": observations,
        "evidence": evidence,
        "conflicts": disputes,
        "plan_steps": plan_steps(observations, outweighed(observations, disputes)),
        "milestone_tellings": milestone_tellings(events),
        "custom_chips": chips.sort_values("chip_id"),
        "chip_milestones": events.sort_values("milestone_id"),
        "unexplained": unread.sort_values(["document_id", "char_start", "char_end"]),
        "documents": listing.documents(extractions, evidence, unread),
        "entities": listing.entities(names),
        "metrics": listing.metrics(observations),
        "rates": held,
    }


def _warned(figures: pd.DataFrame) -> pd.DataFrame:
    """Flag the shares that say neither of what nor in what."""
    bare = (figures["unit"] == "share") & (figures["denominator"] == "") & (figures["product"] == "")
    return figures.assign(flags=with_flag(figures["flags"], bare, NO_DENOMINATOR))


def observed(figures: pd.DataFrame, vocabulary: Vocabulary) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return observations and evidence of tellings whose names and days are resolved."""
    found, evidence = collapse(keyed(figures, vocabulary))
    found = ranked(with_known_to(with_ids(found)), vocabulary).assign(derived_from="")
    evidence = evidence.assign(observation_id=evidence["observation"].map(found["observation_id"]))
    found, evidence = _with_derived(found, evidence.drop(columns="observation"), vocabulary)
    order = ["metric", "entity", "period_start", "product", "observation_id"]
    return (
        found.sort_values(order, kind="stable").reset_index(drop=True),
        evidence.sort_values(["observation_id", "evidence_no"], kind="stable").reset_index(drop=True),
    )


def _with_derived(
    found: pd.DataFrame, evidence: pd.DataFrame, vocabulary: Vocabulary
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add the derived observations; the evidence of each is the best evidence of its inputs."""
    computed = derived(found, vocabulary)
    if computed.empty:
        return found, evidence
    inputs = [ids.split(";") for ids in computed["derived_from"]]
    blank = {name: "" for name in COLUMNS if name not in computed and found[name].dtype == "str"}
    computed = computed.assign(**dict.fromkeys(blank, ""), rank=PREFERRED, rank_reason="computed here")
    computed = with_ids(keyed(computed.assign(value_low=float("nan"), value_high=float("nan")), vocabulary))
    computed = computed.assign(
        source_kind="derived",
        source="derived",
        locator=computed["derived_from"],
        as_written=computed["reasons"].str.partition("inputs: ")[2],
        n_evidence=[len(ids) for ids in inputs],
    )
    best = evidence[evidence["evidence_no"] == 1].set_index("observation_id", drop=False)
    own = [
        best.loc[ids].assign(observation_id=id_, evidence_no=range(1, len(ids) + 1))
        for id_, ids in zip(computed["observation_id"], inputs, strict=True)
    ]
    publishers = [rows["publisher"].nunique() for rows in own]
    return (
        pd.concat([found, computed.assign(n_publishers=publishers)], ignore_index=True),
        pd.concat([evidence, *own], ignore_index=True),
    )
