from collections.abc import Callable, Iterator
from typing import Any

import pytest

from etl.reconcile.derived.derivation import STRENGTH, weakest

from .conftest import OMDIA

DEPLOYED = {**OMDIA, "metric": "units_deployed", "counterparty": "", "unit_basis": "chips"}
FIRMS = [
    ("Microsoft", "Maia", 200_000, 485_000, 96_000, 0.256),
    ("Meta", "MTIA", 1_500_000, 224_000, 173_000, 0.791),
    ("Amazon", "Trainium and Inferentia", 1_300_000, 196_000, 0, 0.869),
    ("Google", "TPU", 1_500_000, 169_000, 0, 0.899),
]


def rows(firm: str, chip: str, own: int, hopper: int, mi300: int) -> Iterator[dict[str, str]]:
    yield {**DEPLOYED, "entity": firm, "product": chip, "value": str(own)}
    yield {**OMDIA, "entity": firm, "value": str(hopper)}
    if mi300:
        yield {**OMDIA, "entity": firm, "counterparty": "AMD", "product": "Instinct MI300", "value": str(mi300)}


@pytest.mark.parametrize(("firm", "chip", "own", "hopper", "mi300", "expected"), FIRMS)
def test_the_share_of_own_chips_by_units(
    ledger: Callable[..., Any], firm: str, chip: str, own: int, hopper: int, mi300: int, expected: float
) -> None:
    frame = ledger(*rows(firm, chip, own, hopper, mi300))["observations"]
    row = frame[frame["metric"] == "custom_silicon_share"].iloc[0]
    assert round(row["value"], 3) == expected
    assert row["status"] == "derived"
    assert "weakest input: estimate" in row["reasons"]
    assert set(row["derived_from"].split(";")) < set(frame["observation_id"])
    assert row["n_evidence"] == 2 + bool(mi300)


def test_nothing_is_derived_across_origins(ledger: Callable[..., Any]) -> None:
    own, bought = list(rows("Meta", "MTIA", 1_500_000, 224_000, 0))
    frame = ledger(own, {**bought, "origin": "Epoch AI"})["observations"]
    assert "custom_silicon_share" not in set(frame["metric"])


def test_nothing_is_derived_from_part_of_the_inputs(ledger: Callable[..., Any]) -> None:
    assert len(ledger(next(rows("Meta", "MTIA", 1_500_000, 224_000, 0)))["observations"]) == 1


def test_a_derived_figure_is_known_when_its_last_input_is(ledger: Callable[..., Any]) -> None:
    own, bought = list(rows("Meta", "MTIA", 1_500_000, 224_000, 0))
    frame = ledger({**own, "published_on": "2025-03-01"}, bought)["observations"]
    assert frame.set_index("metric").loc["custom_silicon_share", "known_from"] == "2025-03-01"


def test_the_weakest_of_some_statuses() -> None:
    assert weakest(["actual", "estimate"]) == "estimate"
    assert weakest(["rumour", "guidance"]) == "rumour"
    assert STRENGTH.index("derived") > STRENGTH.index("rumour")
