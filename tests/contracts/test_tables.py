"""Published tables as the Data page shows them: each column has its name, and each word of ours its language."""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from dashboard.components import columns
from dashboard.refresh import Refresh
from dashboard.snapshot import Snapshot, Store
from dashboard.state import LANGUAGES, State
from dashboard.text import has, word
from dashboard.view import View

HAN = re.compile(r"[\u3400-\u9fff]")
SNAKE = re.compile(r"[a-z]+(?:_[a-z]+)+")
SENTENCES = (("rank_reason", "observations"), ("note", "coverage"), ("note", "rates"), ("reason", "unexplained"))


@pytest.fixture(scope="module")
def shipped(published: tuple[Path, dict[str, object]]) -> Snapshot:
    found = Store(published[0]).current()
    assert found is not None
    return found


def tables(shipped: Snapshot) -> Iterator[tuple[str, pd.DataFrame]]:
    for one in shipped.descriptor["resources"]:
        if one["path"].endswith(".csv"):
            yield one["name"], shipped.table(one["name"])


def view(shipped: Snapshot, lang: str) -> View:
    folder = shipped.folder.parent
    return View("/data", {}, State(lang=lang), Store(folder), Refresh(folder), snapshot_held=shipped)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_that_is_shown_has_a_name(shipped: Snapshot, lang: str) -> None:
    here = view(shipped, lang)
    shown = {(name, one) for name, rows in tables(shipped) for one in columns.names(rows, here)}
    assert len(shown) > 300
    assert [one for one in sorted(shown) if columns.label(one[1], here) == one[1]] == []


def test_of_what_stands_in_both_languages_the_readers_is_shown(shipped: Snapshot) -> None:
    held = {lang: columns.names(shipped.table("metrics"), view(shipped, lang)) for lang in LANGUAGES}
    assert (
        [one for one in held["zh"] if one.endswith("_en")] == [one for one in held["en"] if one.endswith("_zh")] == []
    )
    assert {"name_zh", "description_zh"} <= {*held["zh"]}
    assert "reason" in columns.names(shipped.table("freshness"), view(shipped, "en"))
    assert columns.label("reason_zh", view(shipped, "zh")) == "理由"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_unit_is_told_in_words(shipped: Snapshot, lang: str) -> None:
    units = {unit for _, rows in tables(shipped) if "unit" in rows for told in rows["unit"] for unit in told.split(";")}
    assert [one for one in sorted(units) if SNAKE.search(columns.named("unit", one, view(shipped, lang)))] == []


@pytest.mark.parametrize(("column", "table"), SENTENCES)
def test_a_sentence_of_ours_is_told_in_chinese(shipped: Snapshot, column: str, table: str) -> None:
    told = [one for one in shipped.table(table)[column].unique() if one]
    assert told
    assert [one for one in told if not HAN.search(columns.named(column, one, view(shipped, "zh")))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_why_a_figure_ranks_after_another_names_its_origin(shipped: Snapshot, lang: str) -> None:
    told = columns.named("rank_reason", "after morgan-stanley: newer", view(shipped, lang))
    assert told == {"en": "after Morgan Stanley: newer", "zh": "排在 摩根士丹利 之后：后者更新"}[lang]
    own = columns.named("rank_reason", "a filing, or the company's own statement, newest", view(shipped, lang))
    assert own == {"en": "a filing, or the company’s own statement, newest", "zh": "公司申报或自身表态，且最新"}[lang]


def test_a_year_takes_no_commas(shipped: Snapshot) -> None:
    row = shipped.table("coverage").iloc[0].to_dict()
    assert columns.cell(row, "year", {}, view(shipped, "en")) == str(row["year"])
    assert columns.cell({"n": 2021}, "n", {}, view(shipped, "en")) == "2,021"


def test_the_words_of_kinds_are_known(shipped: Snapshot) -> None:
    kinds = {kind for _, rows in tables(shipped) if "kind" in rows for kind in rows["kind"]}
    assert [kind for kind in sorted(kinds) for lang in LANGUAGES if not has(lang, f"kind.{kind}")] == []
    assert word("en", "kind", "bill_within_capex") == "bill within capital spending"
