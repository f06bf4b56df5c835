"""Every entry of the vocabulary keeps its word: ids, names in both languages, parents, classes, dates."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from etl.vocabulary import Term, vocabulary
from etl.vocabulary.entry import entries

ROOT = Path(__file__).parents[2]
TABLES = sorted((ROOT / "datasets/tables").glob("*.csv"))
KINDS = {"company", "state", "group", "product", "segment", "project", "publisher"}
PUBLISHER_CLASSES = {"filing", "company", "research", "newsroom", "trade", "aggregator"}
COMPANY_CLASSES = {
    *("hyperscaler", "cloud", "neocloud", "colocation", "telecom", "platform", "software", "lab"),
    *("chipmaker", "foundry", "memory", "server_maker", "networking", "equipment"),
    *("automaker", "industry", "energy", "finance", "sovereign", "government"),
}
TERMS = list(entries().values())
MADE_BY = {
    "h20": "nvidia",
    "gb300-nvl72": "nvidia",
    "tpu-v7": "google",
    "p40": "nvidia",
    "zhenwu": "t-head",
    "abilene": "openai",
}
HAN = re.compile(r"[\u4e00-\u9fff]")


def ids(term: Term) -> str:
    return term.id


def test_the_vocabulary_is_wide_enough() -> None:
    held = Counter(term.kind for term in TERMS)
    assert held.keys() == KINDS
    assert held["company"] >= 120
    assert held["product"] + held["segment"] + held["project"] >= 150
    assert held["publisher"] >= 60


@pytest.mark.parametrize("term", TERMS, ids=ids)
def test_an_entry_is_whole(term: Term) -> None:
    vocabulary_terms = vocabulary().terms
    assert not HAN.search(term.name_en)
    assert term.cls in (PUBLISHER_CLASSES if term.kind == "publisher" else {*COMPANY_CLASSES, ""})
    assert term.cls or term.kind not in {"publisher", "company"}
    assert re.fullmatch(r"[A-Z]{2}|", term.region)
    assert set(term.members) <= vocabulary_terms.keys()
    assert all(host == host.lower() and "/" not in host for host in term.url_hosts)
    written = term.written()
    assert all(name == name.strip() for name in written)
    assert all(vocabulary().resolve(name) is vocabulary_terms[term.id] for name in written)


@pytest.mark.parametrize("term", [term for term in TERMS if term.kind in {"company", "product", "publisher"}], ids=ids)
def test_a_name_is_found_where_it_stands_alone(term: Term) -> None:
    for name, _ in term.spoken():
        assert [hit.term.id for hit in vocabulary().find(f"（{name}）")] == [term.id], name


def test_a_chip_names_the_company_that_makes_it() -> None:
    for id_, owner in MADE_BY.items():
        assert vocabulary().terms[id_].owner == owner


@pytest.mark.parametrize("column", ["entity", "counterparty", "product", "chip", "owner"])
def test_the_curated_tables_speak_the_vocabulary(column: str) -> None:
    told: set[str] = set()
    for path in TABLES:
        with path.open(encoding="utf-8-sig", newline="") as file:
            told |= {row.get(column) or "" for row in csv.DictReader(file)}
    parts = {part for name in told for part in ([name] if vocabulary().resolve(name) else name.split("+")) if part}
    assert {part for part in parts if not vocabulary().resolve(part)} == set()
