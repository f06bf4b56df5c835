"""The registry of metrics: every file in it keeps the same contract."""

from __future__ import annotations

import pkgutil
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from etl.extract import metrics
from etl.extract.metrics import Metric, registry, spelled
from etl.extract.unitclass import FIXED, MONEY, unit_class

SCHEMA = Path(__file__).parents[3] / "etl" / "publish" / "schema.toml"
CLASSES = set(FIXED.values()) | {MONEY, "money_per_year", "money_per_gpu_hour", "attribute", "milestone"}


def test_each_file_is_one_metric_named_like_it():
    assert sorted(registry()) == sorted(found.name for found in pkgutil.iter_modules(metrics.__path__))


@pytest.mark.parametrize("metric", registry().values(), ids=lambda metric: metric.id)
def test_metric_states_what_it_counts_and_what_it_is_not(metric: Metric):
    assert metric.classes
    assert metric.classes <= CLASSES
    assert metric.not_for
    assert metric.low <= metric.high
    assert metric.family


@pytest.mark.parametrize("metric", registry().values(), ids=lambda metric: metric.id)
def test_cues_are_spelled_in_both_languages(metric: Metric):
    words = [*chain.from_iterable(spelled(part) for part in (metric.nouns, metric.verbs, metric.weak))]
    if metric.id in {"restatement", "attribute", "milestone"}:
        assert not words
        return
    assert any(word.isascii() for word in words)
    assert any(not word.isascii() for word in words)
    assert all(word == word.strip() and not set("()|") & set(word) for word in words)


def test_every_published_metric_can_be_read():
    tables = tomllib.loads(SCHEMA.read_text(encoding="utf-8"))["tables"]
    assert set(
        chain.from_iterable(table.get("metrics", ()) for name, table in tables.items() if name != "derived")
    ) <= set(registry())


def test_spelled_expands_endings_in_every_place():
    assert spelled("rais(e|es) (its|the)|上调") == ["raise its", "raise the", "raises its", "raises the", "上调"]


UNITS = {"USD": "money", "CNY_per_year": "money_per_year", "USD_per_gpu_hour": "money_per_gpu_hour", "GB": "other"}
UNITS |= {"": "number", "units": "units", "GW": "power", "x": "multiple", "TB/s": "other", "people": "people"}


@pytest.mark.parametrize(("unit", "expected"), UNITS.items())
def test_unit_classes(unit: str, expected: str):
    assert unit_class(unit) == expected
