"""Derived figures as the published tables hold them: observations, their evidence, their inputs, and the refusals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

from etl.model import Qualifier, Status
from etl.reconcile.codes import among, kept, plain
from etl.reconcile.derived.amount import Amount
from etl.reconcile.derived.derivation import (
    ABOUT,
    OBSERVATION,
    PAGE,
    PERIOD,
    Derivation,
    Found,
    Input,
    Refusal,
    Refusals,
    Result,
    latest,
    weakest,
)
from etl.reconcile.framing import framed
from etl.reconcile.identity import ID_LENGTH, ids_of, keyed, numbers_of, with_ids
from etl.reconcile.order import places_by
from etl.reconcile.precedence import PREFERRED
from etl.reconcile.telling import TYPES
from etl.vocabulary import Vocabulary

US = "silicon-ledger"
"""The origin of what was made of several origins' numbers."""

DERIVED = "derived"
DIMENSIONS = (
    *("entity", "counterparty", "product", *PERIOD, "definition", "unit_basis", "contract_type", "denominator"),
)
INPUTS = (
    *("observation_id", "input_no", "kind", "input_id", "role", "value", "value_low", "value_high", "unit", "status"),
    "known_from",
)
NUMBER = dict.fromkeys(("value", "value_low", "value_high"), "float64")
INPUT = {**dict.fromkeys((*INPUTS, "whose"), "str"), **NUMBER, "input_no": "int64"}
FIGURE = {
    **TYPES,
    **dict.fromkeys(("rank", "rank_reason", "derived_from", "known_from", "shown_from", "known_to"), "str"),
    "n_evidence": "int64",
}
"""Columns of a derived figure before it has an id, with their types."""

REFUSED = ("metric", *ABOUT, "reason", "reason_zh", "inputs", "known_from")
REFUSAL_KEY = ("metric", *ABOUT, "reason", "inputs")
"""What makes two refusals one."""

ORDER = ["observation_id", "input_no"]
WHOSE, WHOSE_OF = ["observation_id", "whose"], ["observation_id", "derived_from"]
DIGITS = 10
"""Significant digits that a derived figure keeps: more would be noise of the machine."""


@dataclass(frozen=True, slots=True)
class Published:
    """The tables that derived figures go to."""

    observations: pd.DataFrame
    evidence: pd.DataFrame
    derivations: pd.DataFrame
    refusals: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Made:
    """
    Derived figures, a row each, their inputs and the refusals, before anybody looks from one to another.

    `whose` is in both what the figure is derived from; two of one id may be derived from different figures.
    """

    observations: pd.DataFrame
    inputs: pd.DataFrame
    refusals: pd.DataFrame

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return its parts by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def made(found: Iterable[tuple[Derivation, Found]], vocabulary: Vocabulary) -> Made:
    """Return derived figures as rows, in their order."""
    told = list(found)
    results = [(derivation, one) for derivation, one in told if isinstance(one, Result)]
    frame = _identified([_row(derivation, one) for derivation, one in results], vocabulary)
    ids = zip(frame["observation_id"], frame["derived_from"], results, strict=True)
    inputs = (
        {**_input(id_, number, one), "whose": whose}
        for id_, whose, (_, result) in ids
        for number, one in enumerate(result.inputs, 1)
    )
    return Made(frame, framed((one.values() for one in inputs), INPUT), _refusals(told))


def published(parts: Sequence[Made], ids: pd.Series[str], evidence: pd.DataFrame) -> Published:
    """
    Return the tables of derived figures; the evidence of each is the best evidence of its inputs.

    Of two of one id that one stands whose input comes last among the `ids` of the observations, in whatever parts.
    """
    frame, inputs, refusals = (pd.concat([told[at] for told in map(_frames, parts)]) for at in range(3))
    once = np.unique(numbers_of(refusals["refusal_id"]), return_index=True)[1]
    refusals = refusals.iloc[once].reset_index(drop=True)
    if frame.empty:
        none = frame.assign(n_publishers=np.empty(0, dtype="int64"))
        return Published(none, evidence.iloc[:0], inputs[list(INPUTS)], refusals)
    places = pd.Index(numbers_of(ids)).get_indexer(pd.Index(numbers_of(frame["derived_from"].str[:ID_LENGTH])))
    frame = frame.iloc[places_by(places)].drop_duplicates("observation_id", keep="last")
    inputs = inputs.merge(frame[["observation_id", "derived_from"]], left_on=WHOSE, right_on=WHOSE_OF)
    inputs = inputs.drop_duplicates(ORDER).sort_values(ORDER, ignore_index=True)[list(INPUTS)]
    own = _evidence(inputs, evidence)
    publishers = own.groupby("observation_id")["publisher"].nunique()
    counts = frame["observation_id"].map(publishers).fillna(0).astype("int64")
    return Published(frame.assign(n_publishers=counts).reset_index(drop=True), own, inputs, refusals)


def _frames(one: Made) -> tuple[pd.DataFrame, ...]:
    return one.observations, one.inputs, one.refusals


def _row(derivation: Derivation, one: Result) -> dict[str, Any]:
    observed = [told for told in one.inputs if told.kind == OBSERVATION]
    first = observed[0].row
    parts = ", ".join(f"{told.role} {_amount(told)}" for told in one.inputs)
    status = weakest([Status.DERIVED, *(told.status for told in one.inputs)])
    derived_from = ";".join(sorted({told.id for told in observed}))
    return {
        **dict.fromkeys(DIMENSIONS, ""),
        **one.about,
        "metric": derivation.metric,
        "unit": one.unit or derivation.unit,
        **_numbers(one),
        "status": status,
        "origin": _origin(observed),
        **{name: first[name] for name in PAGE},
        "source_tier": max(int(told.row["source_tier"]) for told in observed),
        "flags": ";".join(
            sorted({*one.flags, *(flag for told in observed for flag in told.row["flags"].split(";"))} - {""})
        ),
        "rule": f"derived: {derivation.formula}",
        "reasons": f"weakest input: {weakest(told.status for told in one.inputs)};inputs: {parts}",
        "as_written": parts,
        "derived_from": derived_from,
        "locator": derived_from,
        "rank": PREFERRED,
        "rank_reason": "computed here",
        "source_kind": DERIVED,
        "source": DERIVED,
        "known_from": max(told.known_from for told in one.inputs),
        "shown_from": latest(told.shown_from for told in one.inputs),
        "known_to": min((told.row["known_to"] for told in observed if told.row["known_to"]), default=""),
        "n_evidence": len({told.id for told in observed}),
    }


def _numbers(one: Result) -> dict[str, Any]:
    amount = Amount(*map(_rounded, (one.amount.value, one.amount.low, one.amount.high)))
    exact = all(told.row.get("qualifier", "exact") == "exact" for told in one.inputs)
    if amount.is_exact:
        return {"value": amount.value, "qualifier": (Qualifier.EXACT if exact else Qualifier.APPROX).value}
    how = Qualifier.MIN if amount.high is None else Qualifier.MAX if amount.low is None else Qualifier.RANGE
    return {"value": amount.value, "value_low": amount.low, "value_high": amount.high, "qualifier": how.value}


def _rounded(number: float | None) -> float | None:
    """
    Return a number of DIGITS significant digits.

    >>> _rounded(2 / 3)
    0.6666666667
    """
    return None if number is None else float(f"{number:.{DIGITS}g}")


def _origin(observed: list[Input]) -> str:
    origins = {told.row["origin"] for told in observed}
    return origins.pop() if len(origins) == 1 else US


def _amount(one: Input) -> str:
    low, high = one.amount.low, one.amount.high
    if one.amount.value is not None:
        return f"{one.amount.value:.12g}"
    return f"{'' if low is None else f'{low:.12g}'}–{'' if high is None else f'{high:.12g}'}"


def _identified(rows: list[dict[str, Any]], vocabulary: Vocabulary) -> pd.DataFrame:
    frame = framed(([row.get(name) for name in FIGURE] for row in rows), FIGURE)
    return with_ids(keyed(frame, vocabulary))


def _input(id_: str, number: int, one: Input) -> dict[str, Any]:
    amount = one.amount
    return {
        "observation_id": id_,
        "input_no": number,
        "kind": one.kind,
        "input_id": one.id,
        "role": one.role,
        "value": amount.value,
        "value_low": amount.low,
        "value_high": amount.high,
        "unit": one.unit,
        "status": one.status,
        "known_from": one.known_from,
    }


def _evidence(inputs: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    observed = inputs.loc[inputs["kind"] == OBSERVATION, ["observation_id", "input_id"]].drop_duplicates()
    best = kept(evidence, (evidence["evidence_no"] == 1) & among(evidence["observation_id"], observed["input_id"]))
    best = plain(best).rename(columns={"observation_id": "input_id"})
    own = observed.merge(best, on="input_id", how="inner").drop(columns="input_id")
    return own.assign(evidence_no=own.groupby("observation_id").cumcount() + 1)


def _refusals(told: Iterable[tuple[Derivation, Found]]) -> pd.DataFrame:
    """Return the refusals as rows, in their order."""
    single = [_refusal(derivation, one) for derivation, one in told if isinstance(one, Refusal)]
    frames = [framed(single, dict.fromkeys(REFUSED, "str"))]
    many = [(derivation.metric, plain(one.rows)) for derivation, one in told if isinstance(one, Refusals)]
    frames += [rows.assign(metric=metric) for metric, rows in many]
    whole = pd.concat([one[list(REFUSED)] for one in frames], ignore_index=True).astype("str")
    whole.insert(0, "refusal_id", ids_of(whole, REFUSAL_KEY))
    return whole


def _refusal(derivation: Derivation, one: Refusal) -> tuple[str, ...]:
    dims = (one.about.get(name, "") for name in ABOUT)
    known = max((told.known_from for told in one.inputs), default="")
    return derivation.metric, *dims, one.reason, one.reason_zh, ";".join(told.id for told in one.inputs), known
