"""What ships holds: the tables and articles in datasets/ publish, pass the audit and give the figures we speak of."""

from pathlib import Path

import pandas as pd
import pytest

from etl.publish import snapshot
from etl.publish.refresh import Request, refresh

ROOT = Path(__file__).parents[2]
DATA = ROOT / "datasets"
OMDIA_2024 = {
    "microsoft": 485_000,
    "bytedance": 230_000,
    "tencent": 230_000,
    "meta": 224_000,
    "amazon": 196_000,
    "google": 169_000,
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    store = tmp_path_factory.mktemp("store")
    request = Request((DATA / "tables",), (DATA / "articles",), store, corrections=DATA / "corrections.jsonl")
    return store, refresh(request, lambda *_: None)


@pytest.fixture(scope="module")
def observations(published: tuple[Path, dict[str, object]]) -> pd.DataFrame:
    return snapshot.read(published[0])["observations"]


def test_nothing_that_ships_is_left_out(published: tuple[Path, dict[str, object]]) -> None:
    assert published[1]["failed"] == []


def test_a_second_refresh_changes_nothing(published: tuple[Path, dict[str, object]]) -> None:
    store, first = published
    request = Request((DATA / "tables",), (DATA / "articles",), store, corrections=DATA / "corrections.jsonl")
    again = refresh(request, lambda *_: None)
    assert again["snapshot"] == first["snapshot"]
    assert again["counts"] == {"added": 0, "changed": 0, "retracted": 0}


def test_the_hopper_buyers_of_2024_are_held_once_each(observations: pd.DataFrame) -> None:
    keys = {"metric": "units_purchased", "product": "hopper", "period": "2024", "origin": "omdia"}
    found = observations[observations["value"].notna()]
    for name, wanted in keys.items():
        found = found[found[name] == wanted]
    assert dict(zip(found["entity"], found["value"], strict=True)) == OMDIA_2024


def test_the_buyers_are_told_in_both_languages(published: tuple[Path, dict[str, object]]) -> None:
    tables = snapshot.read(published[0])
    bought = tables["observations"].query("metric == 'units_purchased' and entity == 'microsoft' and origin == 'omdia'")
    evidence = tables["evidence"][tables["evidence"]["observation_id"].isin(bought["observation_id"])]
    assert {"48.5万块", "485,000"} <= set(evidence["as_written"])


def test_no_fact_without_source_status_unit_and_basis(observations: pd.DataFrame) -> None:
    for column in ("source", "status", "unit", "period_basis", "origin", "publisher"):
        assert (observations[column] != "").all(), column


def test_weak_carriers_are_not_linked(observations: pd.DataFrame) -> None:
    weak = observations[(observations["source_kind"] == "table") & (observations["source_tier"] == 4)]
    assert len(weak) > 0
    assert weak["flags"].str.contains("unlinkable").all()


def test_the_ladder_of_meta_2025_and_its_score(published: tuple[Path, dict[str, object]]) -> None:
    steps = snapshot.read(published[0])["plan_steps"].query("entity == 'meta' and period == '2025'")
    assert (steps["midpoint"] / 1e9).tolist() == [62.5, 68, 69, 71]
    assert (steps["revision"] / 1e9).tolist()[1:] == [5.5, 1, 2]
    assert steps["actual"].unique().tolist() == [72_215_000_000]


def test_the_first_chip_of_openai_is_one_programme(published: tuple[Path, dict[str, object]]) -> None:
    told = snapshot.read(published[0])["milestone_tellings"].query("programme == 'jalapeno'")
    assert {"first-custom-chip", "jalapeno"} <= set(told["chip"])
    assert told.loc[told["promised_precision"] != "day", "slip_days"].isna().all()


CONFLICTS = [
    ("rival_origins", "units_purchased", "microsoft", "2024", "omdia"),
    ("rival_origins", "units_purchased", "meta", "2024", "omdia"),
    ("rival_origins", "units_purchased", "amazon", "2024", "omdia"),
    ("rival_origins", "units_purchased", "google", "2024", "omdia"),
    ("rival_origins", "units_planned", "huawei", "2025", "financial-times"),
    ("rival_origins", "wafer_capacity", "tsmc", "2026", "jpmorgan"),
    ("rival_origins", "capex_guidance", "bytedance", "2026", "financial-times"),
    ("rival_origins", "market_share", "nvidia", "2026", "alatirok"),
    ("rival_origins", "capex", "amazon+google+meta+microsoft", "2026", "zacks"),
    ("horizon", "capex_guidance", "microsoft", "2026;FY2026;FY2027", "microsoft"),
    ("definition", "capex", "microsoft", "FY2026Q3", "microsoft"),
    ("definition", "capex", "meta", "2025", "meta"),
    ("definition", "capex", "amazon", "2025Q2", "amazon"),
    ("definition", "capex", "tencent", "2024Q4", "tencent"),
    ("definition", "capex", "alibaba", "FY2026Q1", "alibaba"),
    ("definition", "rental_price_per_gpu_hour", "amazon", "2026-03", "amazon"),
]


@pytest.mark.parametrize(("kind", "metric", "entity", "period", "origin"), CONFLICTS)
def test_a_known_conflict_is_listed(
    published: tuple[Path, dict[str, object]], kind: str, metric: str, entity: str, period: str, origin: str
) -> None:
    rows = snapshot.read(published[0])["conflicts"]
    named = {"kind": kind, "metric": metric, "entity": entity}
    for name, wanted in named.items():
        rows = rows[rows[name] == wanted]
    told = zip(rows["period"], rows["origins"], strict=True)
    assert any(set(period.split(";")) <= set(periods.split(";")) and origin in who for periods, who in told)
