from collections.abc import Callable
from typing import Any

import pytest

from etl.publish import receipt
from etl.publish.files import files_of, shapes
from etl.publish.receipt import SHOWN, difference, touched


def test_the_same_tables_give_an_empty_receipt(tables: Callable[..., Any]) -> None:
    told = difference(tables(485000.0, 224000.0), tables(485000.0, 224000.0))
    assert told["counts"] == {"added": 0, "changed": 0, "retracted": 0}
    assert told["biggest_mover"] is None


def test_a_first_snapshot_is_all_added(tables: Callable[..., Any]) -> None:
    told = difference({}, tables(485000.0, 224000.0))
    assert told["counts"] == {"added": 2, "changed": 0, "retracted": 0}
    assert [one["value"] for one in told["added"]] == [485000.0, 224000.0]


def test_another_value_of_one_fact_is_a_change_not_a_loss_and_a_find(tables: Callable[..., Any]) -> None:
    told = difference(tables(485000.0, 200000.0), tables(485000.0, 224000.0))
    assert told["counts"] == {"added": 0, "changed": 1, "retracted": 0}
    assert (told["changed"][0]["old"], told["changed"][0]["new"]) == (200000.0, 224000.0)
    assert told["biggest_mover"]["by"] == pytest.approx(0.12)


def test_another_rank_of_the_same_figure_is_a_change(tables: Callable[..., Any]) -> None:
    told = difference(tables(485000.0, rank="preferred"), tables(485000.0, rank="normal"))
    assert told["changed"][0]["old"] == {"rank": "preferred"}
    assert told["changed"][0]["new"] == {"rank": "normal"}


def test_what_is_gone_is_retracted(tables: Callable[..., Any]) -> None:
    told = difference(tables(485000.0, 224000.0), tables(485000.0))
    assert told["counts"]["retracted"] == 1
    assert told["retracted"][0]["entity"] == "buyer-1"


def test_a_range_is_told_by_its_bounds(tables: Callable[..., Any]) -> None:
    told = difference({}, tables(1.0, value=float("nan"), value_low=60e9, value_high=65e9))
    assert told["added"][0]["value"] == [60e9, 65e9]


def test_counts_are_of_all_and_the_list_is_cut(tables: Callable[..., Any]) -> None:
    told = difference({}, tables(*range(SHOWN + 50)))
    assert told["counts"]["added"] == SHOWN + 50
    assert len(told["added"]) == SHOWN


def test_a_snapshot_of_before_a_column_was_added_is_compared(tables: Callable[..., Any]) -> None:
    old = tables(485000.0)
    old["observations"] = old["observations"].drop(columns=["value_usd", "rate_month", "given_on", "n_evidence"])
    old["observations"]["n_evidence"] = 1
    told = difference(old, tables(485000.0))
    assert told["counts"]["added"] == 0


def test_the_tables_touched_are_those_whose_files_differ(tables: Callable[..., Any]) -> None:
    old, new = tables(485000.0), tables(485000.0, 224000.0)
    was, now = (shapes(files_of(side)) for side in (old, new))
    assert touched(was, was) == []
    told = [{"table": name, "rows": 2, "was": 1} for name in ("observations", "gpu_purchases")]
    assert touched(was, now) == told
    assert {one["table"] for one in touched({}, now)} == set(now)


def test_changes_looked_at_some_at_a_time_are_all_counted(
    tables: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = tables(485000.0, 224000.0, 150000.0), tables(485000.0, 200000.0, 150000.0, 7.0, 8.0)
    whole = [difference(*sides), difference({}, sides[1]), difference(*sides[::-1])]
    monkeypatch.setattr(receipt, "BLOCK", 1)
    assert [difference(*sides), difference({}, sides[1]), difference(*sides[::-1])] == whole
