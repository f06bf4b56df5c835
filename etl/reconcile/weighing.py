"""Readings weighed against each other: all of it stays within one entity and one unit, so that it can be done apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import pandas as pd

from etl.reconcile.conflict import conflicts
from etl.reconcile.currency import converted
from etl.reconcile.history import with_known_to
from etl.reconcile.identity import keyed, with_ids
from etl.reconcile.origin import collapse
from etl.reconcile.precedence import ranked
from etl.vocabulary import Vocabulary

APART = ("entity", "unit")
"""Rows that differ in one of these have nothing to do with each other."""

COMPARED = ("reading", "key_counterparty", "key_contract_type", "key_denominator")
"""What readings are compared by and nothing asks of them afterwards."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """
    What stands: observations with their money converted, their evidence, their conflicts.

    Observations are indexed by the telling that words them, evidence by the telling that it is.
    """

    observations: pd.DataFrame
    evidence: pd.DataFrame
    conflicts: pd.DataFrame

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return its parts by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


Weigh = Callable[[pd.DataFrame, pd.DataFrame, Vocabulary], Weighed]
"""Weighs tellings, with the rates of money, in whatever parts and processes."""


def weighed(figures: pd.DataFrame, rates: pd.DataFrame, vocabulary: Vocabulary) -> Weighed:
    """Return what stands of tellings whose names and days are resolved."""
    observations, evidence = observed(figures, vocabulary)
    observations = converted(observations, rates)
    return Weighed(observations.drop(columns=list(COMPARED)), evidence, conflicts(observations))


def observed(figures: pd.DataFrame, vocabulary: Vocabulary) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return observations and evidence of tellings whose names and days are resolved."""
    found, evidence = collapse(keyed(figures, vocabulary))
    found = ranked(with_known_to(with_ids(found)), vocabulary).assign(derived_from="")
    evidence = evidence.assign(observation_id=evidence["observation"].map(found["observation_id"]))
    return found, evidence.drop(columns="observation")
