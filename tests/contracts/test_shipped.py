"""What ships holds: the tables and articles in datasets/ publish, pass the audit and give the figures we speak of."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from dashboard.app import Options, server
from dashboard.charts import charts
from dashboard.text import t
from etl.commands.extract import documents
from etl.errors import InputRejected
from etl.extract import extract
from etl.publish import snapshot
from etl.publish.refresh import Request, refresh
from etl.reconcile.correction import corrected, load

from .listed_conflicts import LISTED, Readings
from .test_languages import FIXED, mixed

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


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_page_of_the_shipped_data_speaks_one_language(
    published: tuple[Path, dict[str, object]], lang: str
) -> None:
    client = server(Options(store=published[0])).test_client()
    found = {}
    for path in (*FIXED, "/charts/gpu-buyers?tab=evidence", "/charts/chip-timeline?tab=table"):
        answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}", headers={"Host": "localhost"})
        found[path] = mixed(answer.get_data(as_text=True), lang)
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_every_card_of_the_shipped_data_draws_its_table_and_its_evidence(
    published: tuple[Path, dict[str, object]],
) -> None:
    client = server(Options(store=published[0])).test_client()
    paths = [f"/charts/{name}?tab={tab}" for name in charts() for tab in ("table", "evidence")]
    told = {path: client.get(path, headers={"Host": "localhost"}).get_data(as_text=True) for path in paths}
    assert [path for path, page in told.items() if t("en", "trouble.not_drawn") in page] == []
    assert all('<li class="on"' not in page for page in told.values())
    checked = told["/charts/rental-checks?tab=evidence"]
    assert checked.count("<blockquote") + checked.count('class="rowtext"') > checked.count('class="evhead"') / 2


@pytest.fixture(scope="module")
def observations(published: tuple[Path, dict[str, object]]) -> pd.DataFrame:
    return snapshot.read(published[0])["observations"]


def test_nothing_that_ships_is_left_out(published: tuple[Path, dict[str, object]]) -> None:
    assert published[1]["failed"] == []


def test_every_correction_that_ships_still_puts_something_right() -> None:
    wanted = load(DATA / "corrections.jsonl")
    told = {one.document for one in wanted}
    read = [extract(one) for one in documents([DATA / "articles"]) if not isinstance(one, InputRejected)]
    read = [one for one in read if one.document.name in told]
    for one in wanted:
        found, lost = corrected(read, [one])
        assert lost == []
        pairs = [pair for old, new in zip(read, found, strict=True) for pair in zip(old.mentions, new.mentions)]  # noqa: B905 - one may be taken out
        changed = [
            name for old, new in pairs for name in one.changes if getattr(old, name, None) != getattr(new, name, None)
        ]
        assert changed or one.action != "amend", f"{one.document} is read right at {one.start} now: take the line out"


def test_a_second_refresh_changes_nothing(published: tuple[Path, dict[str, object]], tmp_path: Path) -> None:
    held, first = published
    store = shutil.copytree(held, tmp_path / "store")
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


@pytest.fixture(scope="module")
def readings(published: tuple[Path, dict[str, object]]) -> pd.DataFrame:
    """Return the readings of every conflict, one a row: its conflict, entity, origin and numbers."""
    tables = snapshot.read(published[0])
    told = tables["conflicts"].assign(observation_id=tables["conflicts"]["observation_ids"].str.split(";"))
    told = told[["conflict_id", "kind", "entity", "observation_id"]].explode("observation_id")
    numbers = tables["observations"][["observation_id", "origin", "value", "value_low", "value_high"]]
    return told.merge(numbers, on="observation_id", how="left")


def says(one: pd.DataFrame, origin: str, number: float) -> bool:
    told = one.loc[one["origin"] == origin, ["value", "value_low", "value_high"]]
    return bool((told / number - 1).abs().lt(1e-3).any(axis=None))


@pytest.mark.parametrize(("what", "entity", "wanted"), LISTED, ids=[what for what, _, _ in LISTED])
def test_a_disagreement_that_the_fact_base_names_is_listed(
    readings: pd.DataFrame, what: str, entity: str, wanted: Readings
) -> None:
    held = readings[readings["entity"] == entity] if entity else readings
    held = held if wanted else held[held["kind"] == "specification"]
    found = [one for _, one in held.groupby("conflict_id") if all(says(one, *reading) for reading in wanted)]
    assert any(len(one) >= max(2, len(wanted)) for one in found), what


def test_what_a_table_flags_as_a_conflict_is_in_one(readings: pd.DataFrame, observations: pd.DataFrame) -> None:
    flagged = observations[observations["flags"].str.split(";").map(lambda flags: "conflict" in flags)]
    # Of a row that stands in a better source, that source is the reading.
    lone = flagged[~flagged["observation_id"].isin(readings["observation_id"]) & (flagged["rank"] != "deprecated")]
    assert lone["locator"].tolist() == []


def test_each_dispute_is_a_conflict_with_its_readings(published: tuple[Path, dict[str, object]]) -> None:
    wanted = sorted(pd.read_csv(DATA / "tables/disputes.csv")["reason_en"])
    told = snapshot.read(published[0])["conflicts"]
    held = told[told["reason"].isin(wanted)]
    assert sorted(held["reason"]) == wanted
    assert held["observation_ids"].str.contains(";").all()


def test_each_reading_of_a_conflict_has_class_tier_rank_and_reason(published: tuple[Path, dict[str, object]]) -> None:
    told = snapshot.read(published[0])["conflicts"]
    number = told["observation_ids"].str.count(";")
    for column in ("origin_classes", "source_tiers", "statuses", "ranks", "rank_reasons"):
        assert (told[column].str.count(";") == number).all(), column
    assert told.loc[told["kind"] != "specification", "ranks"].str.fullmatch(r"\w+(;\w+)+").all()


def test_what_was_computed_is_in_no_conflict(readings: pd.DataFrame, observations: pd.DataFrame) -> None:
    derived = observations.loc[observations["source_kind"] == "derived", "observation_id"]
    assert len(derived) > 0
    assert not readings["observation_id"].isin(derived).any()
