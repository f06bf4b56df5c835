"""Each recipe of CONTRIBUTING.md is applied to a copy of the project and must work there as it is written."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = re.compile(r"^`(?P<path>[\w./-]+)`:\n\n```\w+\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
WRITTEN = {m["path"]: m["text"] for m in FILES.finditer((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))}
ARTICLE = "datasets/articles/2025-03-04-oracle-counts.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("project")
    for part in ("etl", "dashboard"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    for path, text in WRITTEN.items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        assert not (copy / path).exists(), f"{path}: a recipe adds a file, it does not change one"
        (copy / path).write_text(text, encoding="utf-8")
    return copy


def run(project: Path, *words: str, given: str = "") -> str:
    done = subprocess.run(
        [sys.executable, *words], cwd=project, input=given, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def figures(project: Path, name: str, text: str) -> list[dict[str, object]]:
    (project / name).write_text(text, encoding="utf-8")
    return [
        json.loads(line)
        for line in run(project, "-m", "etl", "extract", name, "--format", "jsonl").splitlines()
        if line
    ]


def test_an_article_is_read(project: Path) -> None:
    (found,) = [json.loads(x) for x in run(project, "-m", "etl", "extract", ARTICLE, "--format", "jsonl").splitlines()]
    told = {name: found[name] for name in ("entity", "counterparty", "metric", "value", "period", "attributed_to")}
    assert told == {
        "entity": "Oracle",
        "counterparty": "Nvidia",
        "metric": "units_purchased",
        "value": 40000,
        "period": "2024",
        "attributed_to": "Omdia",
    }


def test_a_company_is_known_by_its_names(project: Path) -> None:
    found = figures(project, "n.md", "In 2024 Northwind bought 9,000 Nvidia H100 GPUs.")
    assert [(row["entity"], row["value"]) for row in found] == [("Northwind Compute", 9000)]


def test_a_metric_is_read_without_being_named_elsewhere(project: Path) -> None:
    found = figures(project, "r.md", "Oracle plans 4,500 racks of Nvidia GB300 chips.")
    told = [(row["metric"], row["entity"], row["value"], row["unit"]) for row in found]
    assert told == [("racks_planned", "Oracle", 4500, "racks")]


def test_a_kind_of_source_is_read(project: Path) -> None:
    found = figures(
        project, "note.rst", "Counting chips\n==============\n\nIn 2024 Meta bought 224,000 Nvidia H100 GPUs."
    )
    assert [(row["entity"], row["value"]) for row in found] == [("Meta", 224000)]


def test_a_language_is_read(project: Path) -> None:
    line = run(project, "-m", "etl", "quantities", "--lang", "ex", given="They bought 3 lakh GPUs.\n")
    assert [found["value"] for found in json.loads(line) if found["kind"] == "quantity"] == [300000]


def test_a_chart_is_listed_and_drawn(project: Path) -> None:
    script = """
import pandas as pd
from dashboard.charts import charts, _select
from dashboard.state import State
module = charts()["team-sizes"]
told = {"metric": "team_size", "value": 40.0, "value_low": None, "value_high": None, "entity": "openai"}
row = {name: "" for name in _select.OBSERVATION} | told | {"unit": "people", "status": "actual"}
names = pd.DataFrame([{"id": "openai", "kind": "company", "name_en": "OpenAI", "name_zh": "OpenAI"}])
tables = {"observations": pd.DataFrame([row]), "entities": names}
for lang in ("en", "zh"):
    rows = module.rows(tables, State(lang=lang))
    print(module.figure(rows, State())["data"][0]["x"], module.words(rows, State(lang=lang)).title)
"""
    assert run(project, "-c", script).splitlines() == [
        "[40.0] How large is each chip team?",
        "[40.0] 各芯片团队有多大？",
    ]


def test_every_recipe_is_covered() -> None:
    assert len(WRITTEN) == 8
