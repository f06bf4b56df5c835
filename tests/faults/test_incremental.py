"""A refresh that reads only what changed gives, byte for byte, what a refresh of everything gives."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from etl.publish import share, small, snapshot
from etl.publish.cache import FILE
from etl.publish.descriptor import File
from etl.publish.refresh import Request, refresh
from etl.reconcile import codes

WHO = ("Microsoft", "Meta", "Google", "Oracle")
SENTENCES = (
    "According to Omdia, {who} bought {count},000 Nvidia Hopper GPUs in 2024.",
    "{who} will spend ${count} billion on AI data centres in 2025, it said on 3 January 2025.",
    "据Omdia预计，{who} 2024年购买了{count}万块英伟达Hopper芯片，集群一年租金近25亿美元。",
    "{who} bought {count},000 Nvidia Hopper GPUs in 2024, Epoch AI estimates; Oracle plans to buy 7,000 in 2026.",
    "A word of {who} without a figure, but for {count} parrots.",
)
HEADER = (
    "figure_id,metric,entity,counterparty,product,value,value_low,value_high,qualifier,unit,period,period_start,"
    "period_end,period_basis,definition,unit_basis,contract_type,denominator,status,origin,publisher,source_title,"
    "source_url,source_tier,published_on,given_on,flags,note"
)
ROW = (
    "one,units_purchased,{who},Nvidia,Hopper,{count}000,,,exact,units,2024,2024-01-01,2024-12-31,calendar,,gpus,,,"
    "estimate,Omdia,TipRanks,A page,https://example.org/a,3,2024-12-18,,,"
)
FEW = small.FEW
names = st.sampled_from(("one", "two", "three", "four"))
counts = st.integers(1, 9).map(lambda digit: digit * 11)


class Incremental(RuleBasedStateMachine):
    """Sources come, change and go; a store that has seen all of it is compared with one that has seen the end only."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(share, "SIZE", 1)  # so that a few articles are several shares
        self.work = Path(tempfile.mkdtemp())
        self.refreshes = 0
        for name in ("articles", "tables"):
            (self.work / name).mkdir()
        (self.work / "articles/first.md").write_text("Meta bought 90,000 Nvidia H100 GPUs in 2023.", encoding="utf-8")

    @rule(
        name=names, who=st.sampled_from(WHO), count=counts, sentence=st.sampled_from(SENTENCES), day=st.integers(1, 28)
    )
    def write_article(self, name: str, who: str, count: int, sentence: str, day: int) -> None:
        head = f"---\ntitle: {name}\ndate: 2025-01-{day:02}\n---\n\n"
        text = head + sentence.format(who=who, count=count) + "\n"
        (self.work / f"articles/{name}.md").write_text(text, encoding="utf-8")

    @rule(name=names)
    def take_article_out(self, name: str) -> None:
        (self.work / f"articles/{name}.md").unlink(missing_ok=True)

    @rule(name=names, other=names)
    def copy_article(self, name: str, other: str) -> None:
        path = self.work / f"articles/{name}.md"
        if path.exists() and name != other:
            shutil.copy(path, self.work / f"articles/{other}.md")

    @rule(who=st.sampled_from(WHO), count=counts)
    def write_table(self, who: str, count: int) -> None:
        text = f"{HEADER}\n{ROW.format(who=who, count=count)}\n"
        (self.work / "tables/figures.csv").write_text(text, encoding="utf-8")

    @rule(part=st.integers(0, 20))
    def damage_what_was_made(self, part: int) -> None:
        file = self.work / "store/cache" / FILE
        if file.exists():
            with closing(sqlite3.connect(file)) as held, held:
                held.execute("UPDATE made SET body = x'00' WHERE rowid % 21 = ?", (part,))

    @precondition(lambda self: self.refreshes < 2)  # a refresh costs more than all other rules
    @rule()
    def refresh(self) -> None:
        self.refreshes += 1
        self._are_taken_for(many=self.refreshes == 1)
        self._refreshed("store")

    def teardown(self) -> None:
        self._are_taken_for(many=True)
        grown = self._refreshed("store")
        self._are_taken_for(many=False)
        fresh = self._refreshed("fresh")
        self.patch.undo()
        assert grown == fresh
        shutil.rmtree(self.work)

    def _are_taken_for(self, *, many: bool) -> None:
        """Reconcile as many sources are, kept part by part, or as few are, at once: to the same bytes."""
        for module in (small, codes):
            self.patch.setattr(module, "FEW", 0 if many else FEW)

    def _refreshed(self, store: str) -> dict[str, File]:
        paths = (self.work / "tables",), (self.work / "articles",)
        refresh(Request(*paths, self.work / store), lambda *_: None)
        return snapshot.verified(self.work / store, snapshot.latest(self.work / store))


Incremental.TestCase.settings = settings(
    max_examples=25 if os.environ.get("FAULTS") == "whole" else 2,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestIncremental = Incremental.TestCase
