"""The written mapping: repeatable, complete, and obeying the audit of the facts."""

import argparse
import csv
import re
from pathlib import Path

import pytest

from etl.commands import adopt as command
from etl.errors import InputRejected, VocabularyError
from etl.readers.adoption import Adoption, Rule, adopt, adopted, adoptions, span_label

ROOT = Path(__file__).parents[3]
TABLES = ROOT / "datasets/tables"
FACTS = ROOT.parent / "shared/facts"
MAPPINGS = {mapping.target: mapping for mapping in adoptions()}
with_facts = pytest.mark.skipif(not FACTS.is_dir(), reason="the facts lie beside the project, not in it")


def rows(name: str) -> dict[str, dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def run(facts: Path, tables: Path) -> int:
    parser = argparse.ArgumentParser()
    command.configure(parser)
    return command.run(parser.parse_args([str(facts), "--tables", str(tables)]))


@with_facts
@pytest.mark.parametrize("target", sorted(MAPPINGS))
def test_the_shipped_tables_are_what_the_mapping_makes(target: str) -> None:
    assert adopt(FACTS, MAPPINGS[target]) == (TABLES / target).read_bytes().decode()


@with_facts
def test_no_row_is_lost() -> None:
    for mapping in MAPPINGS.values():
        with (FACTS / mapping.source).open(encoding="utf-8", newline="") as file:
            assert sum(1 for _ in csv.DictReader(file)) == len(rows(mapping.target))


@with_facts
def test_the_command_writes_all_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(FACTS, tmp_path) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(MAPPINGS)
    assert "capex.csv: 396 rows" in capsys.readouterr().out


def test_a_folder_without_facts_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match="cannot be read"):
        run(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


EXPECTED = [
    ("gpu_supply.csv", "microsoft-hopper-pur-cy2024", {"value": "485000", "period": "2024", "origin": "Omdia"}),
    ("gpu_supply.csv", "china-market-ai-accelerator-cards-shr-cy2025", {"entity": "Nvidia", "unit": "share"}),
    ("gpu_supply.csv", "nvidia-data-center-rev-q1-fy2026-2", {"period": "FY2026Q1", "counterparty": ""}),
    ("gpu_supply.csv", "amd-data-center-segment-rev-q1-2026", {"period": "2026Q1", "period_end": "2026-03-28"}),
    ("gpu_supply.csv", "meta-h100-pln-end-cy2024", {"period": "2024", "period_basis": "point"}),
    ("gpu_supply.csv", "all-customers-b200-shp-cy2025", {"entity": "Nvidia", "unit_basis": "packages"}),
    ("gpu_supply.csv", "meta-mtia-dep-to-mar-2026", {"qualifier": "vague", "value": "", "value_low": "100000"}),
    ("capex.csv", "CAP0046", {"metric": "capex", "status": "estimate", "origin": "consensus"}),
    ("capex.csv", "CAP0093", {"qualifier": "range", "value": "", "entity": "Google", "origin": "Google"}),
    ("capex.csv", "CAP0131", {"qualifier": "min", "value": "100000000000", "value_low": "100000000000"}),
    ("capex.csv", "CAP0051", {"qualifier": "exact", "value": "190000000000"}),
    ("capex.csv", "CAP0310", {"qualifier": "exact", "origin": "OpenAI+SoftBank+Oracle"}),
    ("rental.csv", "REN0035", {"qualifier": "max", "value_high": "2"}),
    ("rental.csv", "REN0016", {"qualifier": "min", "value_low": "6"}),
    ("capex.csv", "CAP0363", {"metric": "capex_guidance", "origin": "Financial Times"}),
    ("capex.csv", "CAP0308", {"metric": "investment_commitment", "product": "Stargate", "period": "2025/2028"}),
    ("rental.csv", "REN0197", {"entity": "OpenAI", "counterparty": "Oracle+Microsoft", "unit": "USD_per_year"}),
    ("rental.csv", "REN0059", {"entity": "AWS", "product": "H100", "unit": "USD_per_gpu_hour"}),
    ("rental.csv", "REN0065", {"product": "H100 NVL", "definition": "price_file"}),
    ("rental.csv", "REN0247", {"unit": "CNY_per_year", "entity": ""}),
    ("rental.csv", "REN0293", {"metric": "chip_programme_cost", "entity": "OpenAI", "qualifier": "vague"}),
    ("chip_milestones.csv", "amazon-trainium-production-2026-04", {"event_type": "announcement"}),
    ("chip_milestones.csv", "huawei-ascend-950dt-production-2026-10", {"date": "2026Q4"}),
]


@pytest.mark.parametrize(("table", "key", "cells"), EXPECTED, ids=[key for _, key, _ in EXPECTED])
def test_a_row_means_what_its_source_means(table: str, key: str, cells: dict[str, str]) -> None:
    row = rows(table)[key]
    assert {column: row[column] for column in cells} == cells


FLAGGED = [
    ("gpu_supply.csv", "meta-mtia-dep-cy2024", "not_headline"),
    ("gpu_supply.csv", "all-customers-blackwell-shp-four-quarters-to-oct-2025", "dies_not_packages"),
    ("gpu_supply.csv", "top-4-us-cloud-providers-blackwell-ord-cy2025-to-mar", "dies_not_packages"),
    ("gpu_supply.csv", "bytedance-hopper-pur-cy2024", "includes_h20"),
    ("gpu_supply.csv", "openai-stargate-abilene-expansion-gw-announced-sept-2025", "cancelled"),
    ("gpu_supply.csv", "openai-nvidia-investment-in-ope-val-multi-year", "superseded"),
    ("gpu_supply.csv", "nvidia-data-center-rev-q1-fy2026", "superseded_by_better_source"),
    ("gpu_supply.csv", "fifth-custom-chip-customer-u-xpu-val-ordered-fq4-2025", "unlinkable"),
    ("capex.csv", "CAP0373", "aggregate"),
    ("capex.csv", "CAP0377", "not_headline"),
    ("capex.csv", "CAP0285", "not_headline"),
    ("capex.csv", "CAP0225", "not_headline"),
    ("rental.csv", "REN0292", "not_headline"),
    ("rental.csv", "REN0204", "do_not_add"),
]


@pytest.mark.parametrize(("table", "key", "flag"), FLAGGED, ids=[key for _, key, _ in FLAGGED])
def test_the_audit_is_obeyed(table: str, key: str, flag: str) -> None:
    assert flag in rows(table)[key]["flags"].split(";")


@pytest.mark.parametrize("table", ["capex.csv", "gpu_supply.csv", "rental.csv", "rental_catalog.csv"])
def test_no_row_of_tier_4_is_linked(table: str) -> None:
    loose = [row for row in rows(table).values() if row["source_tier"] == "4" and "unlinkable" not in row["flags"]]
    assert loose == []


def test_a_superseded_row_names_the_row_that_replaces_it() -> None:
    everything = {key: row for table in ("capex.csv", "gpu_supply.csv") for key, row in rows(table).items()}
    for row in everything.values():
        if "superseded_by_better_source" in row["flags"]:
            named = re.search(r"superseded by better source: ([\w-]+)", row["note"])
            assert named is not None
            assert "superseded" not in everything[named[1]]["flags"]


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        ("2025-01-01", "2025-12-31", "2025"),
        ("2025-01-01", "2026-12-31", "2025/2026"),
        ("2026-05-01", "2026-05-31", "2026-05"),
        ("2026-05-01", "2029-05-31", "2026-05/2029-05"),
        ("2025-08-04", "2025-11-02", "2025-08-04/2025-11-02"),
        ("2025-08-04", "2025-08-04", "2025-08-04"),
        ("2026-04-20", "", "2026-04-20/"),
        ("", "2025-10-31", "/2025-10-31"),
        ("", "", ""),
    ],
)
def test_a_span_has_the_shortest_label(start: str, end: str, label: str) -> None:
    assert span_label(start, end) == label


def small(**changes: object) -> Adoption:
    parts: dict[str, object] = {
        "source": "x.csv",
        "target": "x.csv",
        "contract": "chips",
        "id_of": (),
        "columns": {"chip_id": "{name}", "status": "{state}"},
        "words": {"status": {"running": "deployed"}},
        "names": {},
        "named": (),
        "rules": (),
    }
    return Adoption(**(parts | changes))


def test_a_rule_sets_from_its_groups_and_from_what_stood_before() -> None:
    rule = Rule({"name": re.compile(r"v(?P<n>\d)")}, frozenset(), {"chip_id": "{was}, generation {n}"}, ("conflict",))
    [row] = adopted([{"name": "TPU v7", "state": "running"}], small(rules=(rule,)))
    assert row == {"chip_id": "TPU v7, generation 7", "status": "deployed", "flags": "conflict"}


def test_a_word_without_a_mapping_is_a_fault_that_names_the_known_ones() -> None:
    with pytest.raises(VocabularyError, match="'asleep' is not mapped; known are running"):
        adopted([{"name": "TPU", "state": "asleep"}], small())


def test_a_missing_column_of_the_facts_is_named() -> None:
    with pytest.raises(InputRejected, match="has no column 'state'"):
        adopted([{"name": "TPU"}], small())
