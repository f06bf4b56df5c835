"""What a page asks for when a choice changes: itself in another view, or one card, as components in JSON."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from dash import dcc, html
from flask.testing import FlaskClient

from dashboard import shown
from dashboard.components import paging
from dashboard.components.listing import _columns
from dashboard.components.native import Table
from dashboard.days import days
from dashboard.fold import fold
from dashboard.snapshot import Store
from etl.publish.snapshot import publish
from tests import ledger as small
from tests.ledger import frame_of, store, tables
from tests.unit.dashboard.conftest import client_of


def test_a_page_comes_in_another_view_with_its_title(client: FlaskClient) -> None:
    told = client.get("/parts/page/gpu-buying?lang=zh&theme=dark").get_json()
    assert told["title"] == "GPU 采购 · Silicon Ledger"
    assert told["lang"] == "zh-CN"
    assert told["data"] == {"lang": "zh", "theme": "dark"}
    assert "48.5万块" in str(told["children"])


def test_a_card_comes_alone(client: FlaskClient) -> None:
    told = str(client.get("/parts/card/gpu-buyers?gpu-buyers.lens=share&entities=microsoft,meta").get_json())
    assert "68.4%" in told
    assert "gpu-origins" not in told


@pytest.mark.parametrize("path", ["/parts/card/nope", "/parts/nope", "/parts/"])
def test_what_is_no_part_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_wrong_choice_is_told_in_the_part(client: FlaskClient) -> None:
    assert "light, dark" in client.get("/parts/page/gpu-buying?theme=pink").get_data(as_text=True)
    assert "units, share" in client.get("/parts/card/gpu-buyers?gpu-buyers.lens=x").get_data(as_text=True)


def test_the_same_question_is_answered_from_memory(client: FlaskClient) -> None:
    path = "/gpu-buying?lang=zh&as_of=2025-06-30"
    first, again = client.get(path), client.get(path)
    assert first.data == again.data
    assert first.headers["Content-Type"] == again.headers["Content-Type"]
    packed = client.get(path, headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert client.get(path, headers={"Accept-Encoding": "br"}).data == packed.data
    assert client.get(path).data == first.data


def test_what_is_given_again_has_every_header_and_nothing_refused_is(client: FlaskClient) -> None:
    path = "/parts/page/gpu-buying?entities=google,meta"
    first, again = client.get(path), client.get(path)
    assert list(again.headers) == list(first.headers)
    assert again.headers["Content-Security-Policy"]
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 403
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 403
    assert client.head(path).data == b""
    wrong = "/gpu-buying?theme=pink"
    assert [client.get(wrong).status_code for _ in range(2)] == [400, 400]
    assert client.get(f"{path}&x={'y' * 3000}").status_code == 200


def test_the_width_that_a_page_tells_stands_before_a_cookie_that_comes_late(client: FlaskClient) -> None:
    path, told = "/parts/page/capex", {"X-Ledger-Width": "narrow"}
    wide, narrow = client.get(path).data, client.get(path, headers=told).data
    assert wide != narrow
    late = client.application.test_client()
    late.set_cookie("ledger_width", "wide", domain="localhost")
    assert late.get(path).data == wide
    assert late.get(path, headers=told).data == narrow


def test_a_phone_by_its_cookie_is_not_given_the_wide_page(client: FlaskClient) -> None:
    wide = client.get("/capex").get_data(as_text=True)
    with_cookie = client.application.test_client()
    with_cookie.set_cookie("ledger_width", "narrow", domain="localhost")
    phone = with_cookie.get("/capex").get_data(as_text=True)
    assert 'data-width="wide"' in wide
    assert 'data-width="narrow"' in phone


def test_a_phone_lists_rows_as_blocks_a_wide_window_as_rows(ledger: Path) -> None:
    phone = client_of(ledger)
    phone.set_cookie("ledger_width", "narrow", domain="localhost")
    path = "/charts/gpu-buyers?tab=table"
    pages = [client.get(path).get_data(as_text=True) for client in (phone, client_of(ledger))]
    assert [re.findall(r'<table class="(\w+)">', page) for page in pages] == [["stacked"], ["across"]]
    heads = [re.findall(r"<th>([^<]+)</th>", page) for page in pages]
    assert sorted(heads[0]) == sorted(heads[1])


def test_a_phone_lists_the_value_beside_the_name() -> None:
    rows = pd.DataFrame([{"entity_name": "Meta", "product_name": "Hopper", "value": 1.0, "unit": "units"}] * 2)
    assert _columns(rows, narrow=True) == ["entity_name", "_value", "product_name"]
    assert _columns(rows, narrow=False) == ["entity_name", "product_name", "_value"]


def test_no_day_still_to_come_is_offered(tmp_path: Path) -> None:
    rows = tables()["observations"]
    late = rows.assign(shown_from=["2999-12-31", *rows["known_from"].iloc[1:]])
    publish(tables() | {"observations": late}, tmp_path, {"added": 1})
    snapshot = Store(tmp_path).current()
    assert snapshot is not None
    assert days(snapshot) == tuple(sorted({*rows["known_from"].iloc[1:]}))


def test_what_is_the_same_in_all_rows_is_said_once_over_them(client: FlaskClient) -> None:
    page = client.get("/charts/gpu-buyers?tab=table").get_data(as_text=True)
    assert "In all rows: Other side Nvidia · Product Hopper · Period 2024" in page
    assert not {"Product", "Period"} & {*re.findall(r"<th>([^<]+)</th>", page)}


def test_who_makes_a_chip_and_what_to_bear_in_mind_stand_under_node_and_status(tmp_path: Path) -> None:
    chip = {"chip_id": "a", "owner": "meta", "chip": "mtia-9", "chip_name": "MTIA 9", "status": "deployed"}
    chip |= {"process_node": "3nm", "foundry": "TSMC", "team_size": "40", "flags": "weak_source", "origin": "meta"}
    chip |= {"known_from": "2025-01-01"}
    publish(tables() | {"custom_chips": frame_of("custom_chips", [chip])}, tmp_path, {"added": 1})
    page = client_of(tmp_path).get("/charts/chip-programmes").get_data(as_text=True)
    assert not {"Foundry", "Team", "Remarks"} & {*re.findall(r"<th>([^<]+)</th>", page)}
    assert "<small>Foundry TSMC</small>" in page
    assert "Team 40 · weak source" in page


def test_a_narrow_answer_is_not_given_to_a_wide_one(client: FlaskClient) -> None:
    phone = client.get("/gpu-buying", headers={"User-Agent": "Mobile"}).get_data(as_text=True)
    assert 'data-width="narrow"' in phone
    assert 'data-width="wide"' in client.get("/gpu-buying").get_data(as_text=True)


def test_a_new_snapshot_is_answered_anew(tmp_path: Path) -> None:
    folder = store(tmp_path / "store")
    client = client_of(folder)
    before = client.get("/gpu-buying").get_data(as_text=True)
    rows = tables()
    rows["observations"].loc[0, "value"] = 999_000
    publish(rows, folder, {"added": 0, "changed": 1, "retracted": 0})
    assert "999k" not in before
    assert "999k" in client.get("/gpu-buying").get_data(as_text=True)


def test_plain_html_is_folded_around_what_dash_must_know() -> None:
    graph = dcc.Graph(id={"type": "graph", "chart": "x"})
    card = html.Div(html.P("inside"), id={"type": "card", "chart": "x"})
    table = Table([{"label": "a"}], [["1"]], "caption")
    found = fold(html.Main([html.H1(["a ", None, html.B(2)], className="t"), graph, card, table]))
    assert found.tree[0][:3] == ["main", {}, ["h1", {"className": "t"}, "a ", None, ["b", {}, "2"]]]
    assert found.tree[0][3:5] == [{"hole": 0}, {"hole": 1}]
    assert found.tree[0][5][0] == "Table"
    assert found.children[0] is graph
    assert found.children[1].children.tree == [["p", {}, "inside"]]


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Serve the small ledger with one conflict: two origins count Microsoft's purchases of 2024, one those of 2023."""
    earlier = {"period": "2023", "period_start": "2023-01-01", "period_end": "2023-12-31"}
    more = small._observation("epoch-microsoft-2023", "microsoft", 200_000, "epoch-ai", **earlier)
    folder, held = tmp_path_factory.mktemp("disputed"), tables(more=(more,))
    told = {"conflict_id": "c1", "kind": "rival_origins", "observation_ids": "omdia-microsoft;epoch-microsoft"}
    empty = dict.fromkeys(held["conflicts"].columns, "") | {
        "unit": "units",
        "n_origins": 2,
        "value_low": 485_000,
        "value_high": 679_000,
        "spread": 1,
        "stood_from": "2025-04-01",
    }
    publish(held | {"conflicts": pd.DataFrame([empty | told])}, folder, {"added": 13})
    return client_of(folder)


def test_conflicts_only_leaves_what_another_contradicts_in_figure_and_file(disputed: FlaskClient) -> None:
    card = str(disputed.get("/parts/card/gpu-buyers").get_json())
    assert "Conflicts only" in card
    assert "on=conflicts" in card
    told = disputed.get("/charts/gpu-buyers.json?on=conflicts").get_json()
    assert [row["observation_id"] for row in told["rows"]] == ["omdia-microsoft"]
    assert len(told["figure"]["data"]) == 1
    pressed = str(disputed.get("/parts/card/gpu-buyers?gpu-buyers.on=conflicts").get_json())
    assert "'aria-pressed': 'true'" in pressed


def test_conflicts_only_is_no_finding_of_all_and_is_not_offered_where_it_leaves_out_nothing(
    disputed: FlaskClient,
) -> None:
    told = disputed.get("/charts/gpu-buyers.json?on=conflicts").get_json()
    assert told["title"] == "1 of these figures is contradicted by another reading"
    assert "Conflicts only" not in str(disputed.get("/parts/card/gpu-origins?entities=microsoft").get_json())


def test_what_a_chart_keeps_together_stays_together_in_conflict(disputed: FlaskClient) -> None:
    rows = disputed.get("/charts/gpu-years.json?on=conflicts").get_json()["rows"]
    assert {row["entity"] for row in rows} == {"microsoft"}
    assert [row["observation_id"] for row in rows] == ["epoch-microsoft-2023", "epoch-microsoft"]


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "Disputed: 485–679k, 2 origins"), ("zh", "有分歧：2个来源方，48.5–67.9万块")]
)
def test_the_tile_of_a_disputed_figure_says_so(
    disputed: FlaskClient, client: FlaskClient, lang: str, said: str
) -> None:
    told = disputed.get(f"/?lang={lang}").get_data(as_text=True)
    (tile,) = [one for one in re.findall(r'<section class="tile">.*?</section>', told) if 'class="doubt"' in one]
    assert said in tile
    assert "485k" in tile or "48.5万" in tile
    assert 'class="doubt"' not in client.get(f"/?lang={lang}").get_data(as_text=True)


def test_without_conflicts_there_is_no_switch_and_the_address_says_so(client: FlaskClient) -> None:
    assert "Conflicts only" not in str(client.get("/parts/card/gpu-buyers").get_json())
    assert "contradicted" in str(client.get("/parts/card/gpu-buyers?gpu-buyers.on=conflicts").get_json())


def test_a_switch_nobody_knows_names_those_there_are(client: FlaskClient) -> None:
    assert "amd, all, conflicts, log" in client.get("/charts/gpu-buyers.csv?on=x").get_data(as_text=True)
    assert client.get("/gpu-buying?on=amd").status_code == 200


def test_one_fact_is_told_as_a_number_with_its_evidence_and_no_lonely_bar(client: FlaskClient) -> None:
    card = str(client.get("/parts/card/gpu-buyers?entities=meta").get_json())
    assert "'className': 'single'" in card
    assert "22.4万块" in card
    assert "Graph" not in card
    assert "Graph" in str(client.get("/parts/card/gpu-buyers?entities=meta,google").get_json())


def test_a_tile_of_a_past_day_names_the_page_of_that_day_and_waits_for_one(tmp_path: Path) -> None:
    held = tables()
    plan = held["evidence"]["observation_id"] == "plan-microsoft"
    told = {"evidence_no": 9, "published_on": "2024-12-20", "shown_from": "2024-12-20", "source_kind": "table"}
    other = held["evidence"][plan].iloc[[0]].assign(**told, source="capex", locator="row 9")
    figures = held["observations"].assign(shown_from="2024-12-20")
    publish(held | {"observations": figures, "evidence": pd.concat([held["evidence"], other])}, tmp_path, {"added": 13})
    client = client_of(tmp_path)
    tile = client.get("/?as_of=2024-12-31").get_data(as_text=True).partition("$80B")[2]
    assert re.findall(r"guidance, ([^<]+)<", tile)[0] == "20 Dec 2024"
    assert "$80B" not in client.get("/?as_of=2024-12-18").get_data(as_text=True)


def test_a_long_table_stands_page_by_page(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PER_PAGE", 2)
    whole = client.get("/sources/gpu_purchases?page=1").get_data(as_text=True)
    assert "1 to 2 of" in whole
    assert "page=2" in whole
    assert "3 to 4 of" in client.get("/sources/gpu_purchases?page=2").get_data(as_text=True)


def test_before_its_figures_were_known_a_conflict_is_none_of_the_overviews(disputed: FlaskClient) -> None:
    now, before = (disputed.get(path).get_data(as_text=True) for path in ("/?lang=en", "/?lang=en&as_of=2020-01-01"))
    assert "Open conflicts" in now
    assert "Open conflicts" not in before
    rows = [disputed.get(f"/data?table=conflicts{day}").get_data(as_text=True) for day in ("", "&as_of=2020-01-01")]
    assert ['class="empty"' in one for one in rows] == [False, True]


def test_what_no_page_told_by_a_day_is_not_shown_on_it() -> None:
    rows = pd.DataFrame(
        {
            "known_from": ["2024-01-01", "2024-01-01", None, "2025-02-01"],
            "shown_from": ["2024-02-29", "2025-04-22", None, "2025-02-01"],
        }
    )
    assert list(shown.by(rows, "2024-06-01").index) == [0]
    assert list(shown.by(rows, "").index) == [0, 1, 2, 3]
    # What stands on one page alone has one day.
    assert list(shown.by(rows.drop(columns="shown_from"), "2024-06-01").index) == [0, 1]
