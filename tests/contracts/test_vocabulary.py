"""Every entry of the vocabulary keeps its word: ids, names in both languages, parents, classes, dates."""

import csv
import re
from collections import Counter
from dataclasses import replace
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


def test_the_vocabulary_is_wide_enough() -> None:
    held = Counter(term.kind for term in TERMS)
    assert held.keys() == KINDS
    assert held["company"] >= 120
    assert held["product"] + held["segment"] + held["project"] >= 150
    assert held["publisher"] >= 60


def test_every_entry_is_whole() -> None:
    assert {term.id: missing for term in TERMS if (missing := lacking(term))} == {}


def lacking(term: Term) -> list[str]:
    """Return what an entry does not keep."""
    known, written = vocabulary(), term.written()
    kept = {
        "an English name": not HAN.search(term.name_en),
        "a class of its kind": term.cls in (PUBLISHER_CLASSES if term.kind == "publisher" else {*COMPANY_CLASSES, ""}),
        "a class where its kind has one": bool(term.cls) or term.kind not in {"publisher", "company"},
        "a region of two letters": bool(re.fullmatch(r"[A-Z]{2}|", term.region)),
        "members that are known": set(term.members) <= known.terms.keys(),
        "hosts that are hosts": all(host == host.lower() and "/" not in host for host in term.url_hosts),
        "names without space around them": all(name == name.strip() for name in written),
        "names that lead to it": all(getattr(known.resolve(name), "id", "") == term.id for name in written),
    }
    return [what for what, is_so in kept.items() if not is_so]


def test_an_entry_that_lacks_something_is_told_by_what_it_lacks() -> None:
    wrong = Term("wrong", "company", "错 ", "错", (), region="Europe", members=("nobody",), url_hosts=("a.org/b",))
    assert len(lacking(wrong)) == 7
    assert len(lacking(replace(wrong, cls="research"))) == 7
    assert len(lacking(replace(wrong, name_en="Wrong", cls="lab", region="GB"))) == 3


def test_every_name_is_found_where_it_stands_alone() -> None:
    terms = [term for term in TERMS if term.kind in {"company", "product", "publisher"}]
    found = {(term.id, name): hits(name) for term in terms for name, _ in term.spoken()}
    assert {key: ids for key, ids in found.items() if ids != [key[0]]} == {}


def hits(name: str) -> list[str]:
    return [hit.term.id for hit in vocabulary().find(f"（{name}）")]


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
