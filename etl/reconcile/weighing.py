"""Readings weighed against each other: within one entity, unit and matter, so that it can be done apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from etl.reconcile.codes import appended, kept, plain
from etl.reconcile.conflict import COUNTS
from etl.reconcile.currency import converted
from etl.reconcile.earlier import READ, TIMES, TOLD, standings
from etl.reconcile.echo import grouped
from etl.reconcile.history import with_known_to
from etl.reconcile.identity import keyed, numbers_of, order_of, with_ids
from etl.reconcile.order import places_by
from etl.reconcile.origin import EVIDENCE, SPOKEN, collapse, spoken
from etl.reconcile.past import READ as OPPOSED
from etl.reconcile.past import conflicts_over_time
from etl.reconcile.precedence import ranked
from etl.reconcile.telling import COLUMNS
from etl.reconcile.told import in_order
from etl.reconcile.versions import FIGURE_ORDER
from etl.reconcile.wording import Worded, worded
from etl.vocabulary import Vocabulary

APART = ("entity", "unit", "metric")
"""Rows that differ in one of these have nothing to do with each other, but for counts."""

COMPARED = ("reading", "key_counterparty", "key_contract_type", "key_denominator")
"""What readings are compared by and nothing asks of them afterwards."""


READINGS = tuple(dict.fromkeys((*READ, *OPPOSED)))
"""What is asked of readings to tell how they stood, alone and to each other."""

WORDS = tuple(name for names in SPOKEN.values() for name in names if name in COLUMNS)
"""What observations have from tellings word for word."""

ALONG = ("source_title", "rule", "reasons", "as_written", "key")
"""What tellings carry along, and no weighing asks of them."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """
    What stands: observations with their money converted, evidence and conflicts, and what they were earlier.

    Observations and evidence come in the order in which they are published.
    """

    observations: pd.DataFrame
    evidence: pd.DataFrame
    conflicts: pd.DataFrame
    standings: pd.DataFrame
    wordings: pd.DataFrame
    """Figures as they were, in other words or by other pages than now; their money converted too."""

    past_conflicts: pd.DataFrame

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return its parts by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


class Weights(Weighed):
    """The same before its tellings speak: observations and evidence name them by their places."""

    __slots__ = ()

    def said_by(self, tellings: pd.DataFrame) -> Weighed:
        """Return what stands with what the tellings say."""
        return Weighed(
            self._observations(tellings),
            self._evidence(tellings),
            self.conflicts,
            self.standings,
            self.wordings.drop(columns=list(SPOKEN)).assign(**spoken(tellings, self.wordings)),
            self.past_conflicts,
        )

    def _observations(self, tellings: pd.DataFrame) -> pd.DataFrame:
        # In order before they speak: what tellings say is taken once then.
        made, said = self.observations, tellings[[name for name in FIGURE_ORDER if name in tellings]]
        named = {**spoken(said, made), "observation_id": made["observation_id"]}
        made = made.iloc[order_of({name: pd.Series(one) for name, one in named.items()}, FIGURE_ORDER)]
        return made.drop(columns=list(SPOKEN)).reset_index(drop=True).assign(**spoken(tellings, made))

    def _evidence(self, tellings: pd.DataFrame) -> pd.DataFrame:
        ids, place, leader = self.observations["observation_id"], self.evidence["place"], self.evidence["led_by"]
        row = np.empty(len(tellings), dtype=np.int64)
        row[self.observations["led_by"]] = np.arange(len(ids))
        of, number = row[leader], self.evidence["evidence_no"].to_numpy(np.int64)
        order = places_by(numbers_of(ids)[of], number)
        told = {name: tellings[name].array.take(place.to_numpy()[order]) for name in EVIDENCE}
        return pd.DataFrame({"observation_id": ids.array.take(of[order]), **told, "evidence_no": number[order]})


Weigh = Callable[[pd.DataFrame, pd.DataFrame, Vocabulary], Weighed]
"""Weighs tellings, in whatever order they come, with the rates of money, in whatever parts and processes."""


def weighed(figures: pd.DataFrame, rates: pd.DataFrame, vocabulary: Vocabulary) -> Weighed:
    """Return what stands of tellings whose names and days are resolved."""
    figures = in_order(figures)
    return weights(figures.drop(columns=list(ALONG)), rates, vocabulary).said_by(figures)


def weights(figures: pd.DataFrame, rates: pd.DataFrame, vocabulary: Vocabulary) -> Weights:
    """Return what stands of tellings, which need not have what is only carried along."""
    observations, evidence, then = _over_time(figures, vocabulary)
    observations = converted(observations, rates)
    asked = [name for name in (*COMPARED, *WORDS) if name in observations]
    made = observations.drop(columns=[*asked, *TIMES])
    wordings = converted(kept(then.figures, then.differs).reset_index(drop=True), rates)
    readings = appended(observations[list(READINGS)], then.figures[list(READINGS)])
    earlier = standings(readings, vocabulary)
    opposed = conflicts_over_time(readings, len(observations), earlier, vocabulary)
    return Weights(made, evidence, opposed.now, earlier, wordings.drop(columns=asked), opposed.past)


def matter_of(metric: str) -> str:
    """Return what a metric is weighed with: chips bought, deployed and shipped with each other, all else by itself."""
    return COUNTS[0] if metric in COUNTS else metric


def observed(figures: pd.DataFrame, vocabulary: Vocabulary) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return observations, indexed by the telling that words each, and evidence of tellings resolved and dated."""
    found, evidence, _ = _over_time(figures, vocabulary)
    return found, evidence


def _over_time(figures: pd.DataFrame, vocabulary: Vocabulary) -> tuple[pd.DataFrame, pd.DataFrame, Worded]:
    """Return observations and evidence of now, and the observations of earlier times, ranked as they are now."""
    told = keyed(figures, vocabulary)
    told = told.assign(observation=grouped(told))
    found, evidence = collapse(told)
    found = with_ids(found)
    then = worded(told, found)
    found = found.assign(stood_from=then.as_now, stood_to="", shown_from=then.shown, derived_from="")
    found = ranked(with_known_to(found), vocabulary)
    return found, evidence, replace(then, figures=_ranked_as(then.figures, found))


def _ranked_as(then: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Return observations of earlier times with the rank and the end that those of the same id have now."""
    held = plain(now[["observation_id", *TOLD]]).set_index("observation_id")
    told = held.reindex(then["observation_id"]).fillna("").reset_index(drop=True)
    return then.assign(**{name: told[name] for name in TOLD}, derived_from="")
