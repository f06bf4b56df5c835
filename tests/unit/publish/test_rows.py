"""Deriving in parts is deriving at once, and one changed figure has one part derived again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from etl.publish import rows
from etl.publish.cache import opened
from etl.readers import read
from etl.reconcile.derived import made_of, of_several
from etl.reconcile.derived.derivation import Given
from etl.reconcile.derived.published import Made, published
from etl.reconcile.ledger import settled
from etl.reconcile.meanwhile import Give, here
from etl.reconcile.told import told_by
from etl.reconcile.weighing import weighed
from etl.vocabulary import vocabulary

TABLES = Path(__file__).parents[3] / "datasets/tables"
BLANK = pd.DataFrame(columns=["observation_id", "evidence_no", "publisher"])


@pytest.fixture(scope="module")
def given() -> Given:
    held: list[Given] = []

    def noted(one: Given, give: Give) -> Callable[[], list[Made]]:
        held.append(one)
        return give(0, made_of, one)

    tables = [read(TABLES / f"{name}.csv") for name in ("gpu_supply", "assumptions")]
    dict(settled(told_by(tables, (), vocabulary()), tables, vocabulary(), weighed, noted))
    some = held[0].observations
    return replace(held[0], observations=some[some["observation_id"].str[0] < "5"])


def test_apart_is_as_at_once(given: Given, tmp_path: Path) -> None:
    ids = given.observations["observation_id"]
    whole = published(made_of(given), ids, BLANK)
    with opened(tmp_path) as cache:
        for _ in ("made", "kept"):
            apart = published(rows.deriver(cache)(given, here)(), ids, BLANK)
            for name in ("observations", "derivations", "refusals"):
                pd.testing.assert_frame_equal(getattr(apart, name), getattr(whole, name), check_dtype=False)
    assert len(whole.observations) > 10
    assert len(whole.refusals)


def test_one_changed_figure_has_one_part_derived_again(
    given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, made_again = rows._made, []
    monkeypatch.setattr(rows, "_made", lambda *asked: made_again.extend(asked[-1]) or known(*asked))
    with opened(tmp_path) as cache:
        rows.deriver(cache)(given, here)()
        made_again.clear()
        rows.deriver(cache)(given, here)()
        assert made_again == []
        changed = given.observations.copy()
        at = changed.index[changed["metric"] == "units_purchased"][0]
        changed.loc[at, "value"] += 1
        rows.deriver(cache)(replace(given, observations=changed), here)()
        assert made_again == [int(changed.loc[at, "observation_id"][: rows.DIGITS], 16)]
        made_again.clear()
        rows.deriver(cache)(replace(given, assumptions={}), here)()  # another price: every part
        assert len(made_again) > 1


def test_one_changed_figure_has_only_what_is_derived_of_its_metric_derived_again(
    given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, made_again = rows._several, []
    monkeypatch.setattr(rows, "_several", lambda *asked: made_again.extend(asked[-1]) or known(*asked))
    metrics = [module.DERIVATION.metric for module in of_several()]
    with opened(tmp_path) as cache:
        rows.deriver(cache)(given, here)()
        assert len(set(rows._keys_of_several(given).values())) == len(made_again) > 1
        made_again.clear()
        changed = given.observations.copy()
        at = changed.index[changed["metric"] == "units_purchased"][0]
        changed.loc[at, "value"] += 1
        rows.deriver(cache)(replace(given, observations=changed), here)()
        of = {metrics[part] for part in made_again}
        assert "buyer_concentration" in of
        assert of == {one.DERIVATION.metric for one in of_several() if "units_purchased" in one.DERIVATION.of}
        made_again.clear()
        rows.deriver(cache)(replace(given, assumptions={}), here)()  # another price: every one
        assert len(made_again) >= len(of)
