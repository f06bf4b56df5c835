"""The Changes page tells of each refresh what met its sources, why figures changed, and which charts it touched."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.components.changed import changed
from dashboard.prerender import to_html
from dashboard.refresh import Refresh
from dashboard.snapshot import Store
from dashboard.state import State
from dashboard.titles import title
from dashboard.view import View
from etl.publish.snapshot import publish
from tests import ledger as small
from tests.ledger import NOTE, store, tables
from tests.unit.dashboard.conftest import client_of

CHANGE = {
    "metric": "units_purchased",
    "entity": "microsoft",
    "product": "hopper",
    "period": "2024",
    "origin": "omdia",
    "unit": "units",
    "observation_id": "omdia-microsoft",
    "old": 450000.0,
    "new": 485000.0,
    "source": "figures",
    "cause": "source edited",
}
RECEIPT = {
    "at": "2026-11-24T10:00:00+00:00",
    "counts": {"added": 0, "changed": 1, "retracted": 0},
    "changed": [CHANGE],
    "biggest_mover": {**CHANGE, "by": 0.08},
    "causes": [{"cause": "source edited", "added": 0, "changed": 1, "retracted": 0}],
    "read": {"new": 0, "changed": 1, "unchanged": 27, "failed": 1},
    "sources": [
        {"source": "tables/figures.csv", "fate": "changed", "added": 0, "changed": 1, "retracted": 0},
        {"source": "articles/broken.pdf", "fate": "failed", "added": 0, "changed": 0, "retracted": 0},
    ],
    "failed": [{"source": "articles/broken.pdf", "place": "", "reason": "it holds no text", "remedy": "Scan it anew"}],
    "metrics": ["units_purchased"],
    "tables": [{"table": "observations", "rows": 12, "was": 12}],
    "seconds": {"read": 1.24, "reconcile": 2.0},
}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["source edited: 1", "27 unchanged", "450k → 485k", "read 1.2", "Scan it anew", "tables/figures.csv"]),
        ("zh", ["来源已修改：1", "未变 27", "→ 48.5万", "读取 1.2", "articles/broken.pdf"]),
    ],
)
def test_a_receipt_is_told_whole(tmp_path: Path, lang: str, words: list[str]) -> None:
    folder = store(tmp_path / "store")
    (folder / "receipts.jsonl").write_text(json.dumps(RECEIPT) + "\n", encoding="utf-8")
    page = client_of(folder).get(f"/changes?lang={lang}").get_data(as_text=True)
    assert [word for word in words if word not in page] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_chart_touched_is_told_by_what_it_finds(tmp_path: Path, lang: str) -> None:
    folder = store(tmp_path / "store")
    (folder / "receipts.jsonl").write_text(json.dumps(RECEIPT) + "\n", encoding="utf-8")
    page = client_of(folder).get(f"/changes?lang={lang}").get_data(as_text=True)
    assert {"en": "Microsoft bought 485k Hopper GPUs in 2024", "zh": "微软2024年购买48.5万块 Hopper GPU"}[lang] in page
    assert not re.search(r"\{(period|accelerator|lease)\}", page)


def test_the_charts_touched_are_those_that_show_what_changed(tmp_path: Path) -> None:
    folder = store(tmp_path / "store")
    (folder / "receipts.jsonl").write_text(json.dumps(RECEIPT) + "\n", encoding="utf-8")
    touched = client_of(folder).get("/parts/page/changes").get_data(as_text=True).partition("Charts touched")[2]
    assert "gpu-buyers" in touched
    assert "capex-ladder" not in touched
    assert "chip-timeline" not in touched


def test_every_receipt_tells_its_charts_the_older_ones_folded_up(tmp_path: Path) -> None:
    folder = store(tmp_path / "store")
    line = json.dumps(RECEIPT) + "\n"
    (folder / "receipts.jsonl").write_text(line * 2, encoding="utf-8")
    page = client_of(folder).get("/parts/page/changes").get_data(as_text=True)
    assert page.count("Charts touched") == 2
    assert re.search(r"Charts touched \(\d+\)", page)


@pytest.mark.parametrize(("lang", "said"), [("en", "Observations from rental"), ("zh", "来自 rental 的观测值")])
def test_a_first_refresh_names_the_sources_that_brought_most(tmp_path: Path, lang: str, said: str) -> None:
    by_source = [
        {"source": name, "added": n} for name, n in (("capex", 12), ("rental", 1429), ("derived", 307), ("none", 0))
    ]
    publish(tables(), tmp_path, {"added": [], "changed": [], "by_source": by_source})
    page = client_of(tmp_path).get(f"/?lang={lang}").get_data(as_text=True)
    assert said in page
    assert page.index("+1,429") < page.index("+307") < page.index("+12<")
    assert "+0" not in page


def test_an_article_without_a_title_is_called_by_its_opening_words(tmp_path: Path) -> None:
    untitled = tables()
    untitled["documents"].loc[untitled["documents"]["name"] == "note", "title"] = ""
    publish(untitled, tmp_path, {"added": [], "changed": [], "by_source": [{"source": "note", "added": 3}]})
    page = client_of(tmp_path).get("/").get_data(as_text=True)
    opening = title(untitled["documents"].set_index("name", drop=False).loc["note"].to_dict())
    assert opening in NOTE
    assert re.search(f'href="/sources/note[^>]*>{re.escape(opening)}<', page)
    assert "Observations from note" not in page


def test_a_refresh_that_brought_nothing_says_so(tmp_path: Path) -> None:
    publish(tables(), tmp_path, {"added": [], "changed": [], "by_source": []})
    page = client_of(tmp_path).get("/").get_data(as_text=True)
    assert '<p class="sub">Nothing changed.' in page


@pytest.mark.parametrize(("lang", "said"), [("en", "No number in sight changed"), ("zh", "所示数字未变")])
def test_a_change_that_is_not_in_sight_is_not_called_none(tmp_path: Path, lang: str, said: str) -> None:
    counts = {"added": 0, "changed": 1, "retracted": 0}
    hidden = {**CHANGE, "old": 485_000.0, "new": 485_000.0}
    publish(tables(), tmp_path, {"counts": counts, "changed": [hidden], "by_source": []})
    page = client_of(tmp_path).get(f"/?lang={lang}").get_data(as_text=True)
    assert said in page


def test_after_a_refresh_that_changed_nothing_the_last_change_stays_in_sight(tmp_path: Path) -> None:
    none = dict.fromkeys(("added", "changed", "retracted"), 0)
    publish(tables(), tmp_path, {"at": "2026-11-25T10:00:00+00:00", "counts": none})
    before = {"at": "2026-11-20T10:00:00+00:00", "counts": {**none, "added": 1429}}
    told = {**before, "by_source": [{"source": "rental", "added": 1429}]}
    (tmp_path / "receipts.jsonl").write_text(json.dumps(told) + "\n", encoding="utf-8")
    page = client_of(tmp_path).get("/").get_data(as_text=True)
    assert "nothing changed. Last change: 20 Nov 2026" in page
    assert "+1,429" in page


def test_the_versions_of_the_methods_are_told_with_what_each_moved(tmp_path: Path) -> None:
    moved = [
        {"cause": "new rule version", "added": 1, "changed": 4, "retracted": 2},
        {"cause": "correction", "added": 9},
    ]
    told = [
        {"at": "2026-11-18T10:00:00+00:00"},
        {"at": "2026-11-20T10:00:00+00:00", "methods": "aaaaaaaa1111"},
        {"at": "2026-11-22T10:00:00+00:00", "methods": "bbbbbbbb2222", "causes": moved},
        {"at": "2026-11-24T10:00:00+00:00", "methods": "bbbbbbbb2222"},
    ]
    name = publish(tables(), tmp_path, told[-1])
    told[-1]["snapshot"] = name
    (tmp_path / "receipts.jsonl").write_text("".join(json.dumps(one) + "\n" for one in told), encoding="utf-8")
    page = client_of(tmp_path).get("/methods").get_data(as_text=True)
    assert re.search("Methods version.{1,40}bbbbbbbb<", page)
    rows = re.findall(r"<td[^>]*>(?:<[^>]*>)*([^<]*)", page[page.index("Versions of the methods") :])
    assert [one for one in rows if one][:6] == [
        *("bbbbbbbb", "22 Nov 2026, 10:00 UTC", "7"),
        *("aaaaaaaa", "20 Nov 2026, 10:00 UTC", "0"),
    ]


def test_two_days_are_compared_by_what_became_known_and_what_it_replaced(tmp_path: Path) -> None:
    plan = {"metric": "capex_guidance", "unit": "USD", "period": "2027", "status": "guidance"}
    first = small._observation("first", "meta", 6e10, "meta", **plan | {"known_from": "2025-01-24"})
    second = small._observation("second", "meta", 7e10, "meta", **plan | {"known_from": "2025-04-30"})
    other = small._observation("other", "meta", 8e10, "omdia", **plan | {"known_from": "2025-05-02"})
    publish(small.tables(more=(first | {"known_to": "2025-04-29"}, second, other)), tmp_path, {})
    page = client_of(tmp_path).get("/changes?from=2025-04-01&to=2025-05-31").get_data(as_text=True)
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "2 figures became known after 1 Apr 2025 and by 31 May 2025; 1 of them replaced" in told
    assert re.search(r"Meta · Hopper · capex guidance · 2027 \$60B \$70B Meta 30 Apr 2025", told)
    assert told.index("30 Apr 2025 ") < told.index("2 May 2025")


def test_days_are_compared_in_either_order_and_a_wrong_one_is_named(client: FlaskClient) -> None:
    there, back = (
        client.get(f"/changes?{query}").get_data(as_text=True)
        for query in ("from=2025-01-01&to=2025-03-01", "from=2025-03-01&to=2025-01-01")
    )
    said = re.compile(r"[^>]*became known after 1 Jan 2025 and by 1 Mar 2025[^<]*")
    assert said.findall(there) == said.findall(back) != []
    wrong = client.get("/changes?from=yesterday")
    assert wrong.status_code == 400
    assert "from is a day such as" in wrong.get_data(as_text=True)


def test_what_its_origin_replaced_is_struck_through_in_the_data_and_stands_on_its_day(tmp_path: Path) -> None:
    plan = {"metric": "capex_guidance", "unit": "USD", "period": "2027", "status": "guidance"}
    first = small._observation("first", "meta", 6e10, "meta", **plan | {"known_from": "2025-01-24"})
    second = small._observation("second", "meta", 7e10, "meta", **plan | {"known_from": "2025-04-30"})
    publish(small.tables(more=(first | {"known_to": "2025-04-29"}, second)), tmp_path, {})
    client, struck = client_of(tmp_path), re.compile(r"<s>([^<]+)</s>")
    assert struck.findall(client.get("/data?q=2027").get_data(as_text=True)) == ["$60B"]
    assert struck.findall(client.get("/data?q=2027&as_of=2025-02-11").get_data(as_text=True)) == []


def test_a_figure_that_its_origin_changed_tells_every_value_where_its_evidence_stands(tmp_path: Path) -> None:
    plan = {"metric": "capex_guidance", "unit": "USD", "period": "2027", "status": "guidance", "source": "plans"}
    first = small._observation("first", "meta", 6e10, "meta", **plan | {"known_from": "2025-01-24", "locator": "row 2"})
    second = small._observation(
        "second", "meta", 7e10, "meta", **plan | {"known_from": "2025-04-30", "locator": "row 3"}
    )
    copied = small._observation("copy", "meta", 7.5e10, "meta", **plan | {"known_from": "2025-05-02", "rank": "normal"})
    publish(small.tables(more=(first | {"known_to": "2025-04-29"}, second, copied)), tmp_path, {})
    store = Store(tmp_path)
    view = View("/", {}, State(), store, Refresh(tmp_path), snapshot_held=store.current())
    told = [re.sub(r"<[^>]+>", "", one) for one in to_html(changed("second", view)).split("</li>")]
    assert told == ["$60B 24 Jan 2025", "$70B 30 Apr 2025", ""]
    assert "<s>$60B</s>" in to_html(changed("first", view))
    assert changed("copy", view) is None
    assert changed("first", dataclasses.replace(view, state=State(as_of="2025-02-11"))) is None
