"""What a language model linked is held, but neither drawn nor able to push aside what was read by rule."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from tests.unit.reconcile.conftest import OMDIA, article

FIRST, OTHER = "微软购买了48.5万块。", "微软购买了70万块。"


def observations(ledger: Callable[..., dict[str, pd.DataFrame]], *told: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ledger(*told)["observations"].to_dict("records")
    return rows


def test_a_link_of_a_model_alone_is_deprecated(ledger: Callable[..., dict[str, pd.DataFrame]]) -> None:
    (row,) = observations(ledger, article(FIRST, "48.5万块", "485000", flags=("model_proposed",)))
    assert (row["rank"], row["rank_reason"]) == ("deprecated", "linked by a model, not confirmed")


def test_a_link_of_a_model_does_not_spoil_the_same_figure_read_by_rule(
    ledger: Callable[..., dict[str, pd.DataFrame]],
) -> None:
    poor = {**OMDIA, "source_tier": "4", "published_on": "2025-03-01"}
    proposed = article(FIRST, "48.5万块", "485000", flags=("model_proposed",), counterparty=("nvidia",))
    (row,) = observations(ledger, poor, proposed)
    assert row["n_evidence"] == 2
    assert row["rank"] != "deprecated"
    assert "model_proposed" not in row["flags"]


def test_another_number_linked_by_a_model_is_no_rival(ledger: Callable[..., dict[str, pd.DataFrame]]) -> None:
    proposed = article(OTHER, "70万块", "700000", flags=("model_proposed",), counterparty=("nvidia",))
    ranks = {row["value"]: row["rank"] for row in observations(ledger, OMDIA, proposed)}
    alone = {row["value"]: row["rank"] for row in observations(ledger, OMDIA)}
    assert ranks == {**alone, 700_000: "deprecated"}
    assert len(ledger(OMDIA, proposed)["conflicts"]) == len(ledger(OMDIA)["conflicts"]) == 0
