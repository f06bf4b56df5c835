"""Readings weighed against each other: all of it stays within one entity and one unit, so that it can be done apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from etl.reconcile.conflict import conflicts
from etl.reconcile.currency import converted
from etl.reconcile.earlier import standings
from etl.reconcile.history import with_known_to
from etl.reconcile.identity import keyed, with_ids
from etl.reconcile.origin import EVIDENCE, SPOKEN, collapse, spoken
from etl.reconcile.precedence import ranked
from etl.reconcile.telling import COLUMNS
from etl.vocabulary import Vocabulary

APART = ("entity", "unit")
"""Rows that differ in one of these have nothing to do with each other."""

COMPARED = ("reading", "key_counterparty", "key_contract_type", "key_denominator")
"""What readings are compared by and nothing asks of them afterwards."""


WORDS = tuple(name for names in SPOKEN.values() for name in names if name in COLUMNS)
"""What observations have from tellings word for word."""

ALONG = ("source_title", "rule", "reasons", "as_written", "key")
"""What tellings carry along, and no weighing asks of them."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What stands: observations with their money converted, evidence and conflicts, and their earlier ranks."""

    observations: pd.DataFrame
    evidence: pd.DataFrame
    conflicts: pd.DataFrame
    standings: pd.DataFrame

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return its parts by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


class Weights(Weighed):
    """The same before its tellings speak: observations and evidence name them by their places."""

    __slots__ = ()

    def said_by(self, tellings: pd.DataFrame) -> Weighed:
        """Return what stands with what the tellings say."""
        made, ids = self.observations, self.observations["observation_id"].array
        row = np.empty(len(tellings), dtype=np.int64)
        row[made["led_by"]] = np.arange(len(made))
        told = {name: tellings[name].array.take(self.evidence["place"].to_numpy()) for name in EVIDENCE}
        evidence = {"observation_id": ids.take(row[self.evidence["led_by"]]), **told}
        return Weighed(
            made.drop(columns=list(SPOKEN)).assign(**spoken(tellings, made)),
            pd.DataFrame({**evidence, "evidence_no": self.evidence["evidence_no"].array}),
            self.conflicts,
            self.standings,
        )


Weigh = Callable[[pd.DataFrame, pd.DataFrame, Vocabulary], Weighed]
"""Weighs tellings, with the rates of money, in whatever parts and processes."""


def weighed(figures: pd.DataFrame, rates: pd.DataFrame, vocabulary: Vocabulary) -> Weighed:
    """Return what stands of tellings whose names and days are resolved."""
    return weights(figures, rates, vocabulary).said_by(figures)


def weights(figures: pd.DataFrame, rates: pd.DataFrame, vocabulary: Vocabulary) -> Weights:
    """Return what stands of tellings, which need not have what is only carried along."""
    observations, evidence = observed(figures, vocabulary)
    observations = converted(observations, rates)
    asked = [name for name in (*COMPARED, *WORDS) if name in observations]
    made = observations.drop(columns=asked)
    return Weights(made, evidence, conflicts(observations), standings(observations, vocabulary))


def observed(figures: pd.DataFrame, vocabulary: Vocabulary) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return observations, indexed by the telling that words each, and evidence of tellings resolved and dated."""
    found, evidence = collapse(keyed(figures, vocabulary))
    return ranked(with_known_to(with_ids(found)), vocabulary).assign(derived_from=""), evidence
