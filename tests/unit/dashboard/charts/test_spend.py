"""Capex, chips and rents: what belongs together is compared, what does not is not."""

import pandas as pd
import pytest

from dashboard import numbers
from dashboard.charts import chart
from dashboard.state import State

Ledger = dict[str, pd.DataFrame]


def verdicts(tables: Ledger, state: State) -> dict[str, str]:
    rows = chart("capex-plan-actual").rows(tables, state)
    return {str(row["entity"]): str(row["verdict"]) for _, row in rows[rows["role"] == "latest"].iterrows()}


def test_a_calendar_year_sets_made_years_beside_reported_ones_of_one_definition(tables: Ledger) -> None:
    capex, state = tables["capex"], State(period="2025")
    spent = capex[(capex["metric"] == "capex") & (capex["period"] == "2025") & (capex["status"] == "actual")]
    made = spent.head(1).assign(
        entity="microsoft",
        metric="capex_calendar_year",
        status="derived",
        definition="cash_ppe",
        value=83.094e9,
        flags="quarters_shifted",
        observation_id="made",
    )
    unlike = made.assign(entity="oracle", definition="including_finance_leases", observation_id="unlike")
    rows = chart("capex-calendar-year").rows(tables | {"derived": pd.concat([made, unlike])}, state)
    assert {"microsoft", "meta"} <= set(rows["entity"])
    assert "oracle" not in set(rows["entity"])
    assert set(rows["definition"]) == {"cash_ppe"}
    assert list(rows["value"]) == sorted(rows["value"], reverse=True)
    assert any("Microsoft" in note for note in chart("capex-calendar-year").words(rows, state).notes)


def test_two_definitions_are_not_compared(tables: Ledger) -> None:
    found = verdicts(tables, State())
    assert found["amazon"] == "not_comparable"
    assert found["google"] == "within"
    assert (found["meta"], found["oracle"], found["coreweave"]) == ("over", "over", "over")


def test_what_is_not_comparable_stays_out_of_the_finding(tables: Ledger) -> None:
    state = State()
    words = chart("capex-plan-actual").words(chart("capex-plan-actual").rows(tables, state), state)
    assert "Amazon" not in words.title
    assert any(note.startswith("†") for note in words.notes)


def test_an_actual_that_is_no_headline_is_drawn_and_not_told(tables: Ledger) -> None:
    capex, state = tables["capex"], State()
    barred = capex.assign(flags=capex["flags"].mask(capex["entity"] == "coreweave", "not_headline"))
    rows = chart("capex-plan-actual").rows(tables | {"capex": barred}, state)
    assert "coreweave" in set(rows["entity"])
    assert "CoreWeave" not in chart("capex-plan-actual").words(rows, state).title


def test_a_year_in_progress_has_no_actual_and_no_gap(tables: Ledger) -> None:
    rows = chart("capex-plan-actual").rows(tables, State(lens="progress"))
    assert len(rows) > 0
    assert set(rows["verdict"]) == {"open"}
    assert "actual" not in set(rows["role"])
    assert rows["gap"].isna().all()


def test_the_ladder_of_meta_has_its_four_steps(tables: Ledger) -> None:
    rows = chart("capex-ladder").rows(tables, State(entities=("meta",)))
    steps = rows[rows["metric"] == "capex_guidance"]
    told = list(zip(steps["value_low"] / 1e9, steps["value_high"] / 1e9, strict=True))
    assert told == [(60, 65), (64, 72), (66, 72), (70, 72)]
    assert list(steps["given"]) == ["2025-01-24", "2025-04-30", "2025-07-30", "2025-10-29"]


def test_what_a_company_replaced_is_a_step_and_what_is_disputed_is_not(tables: Ledger) -> None:
    capex = tables["capex"]
    first = (capex["entity"] == "meta") & (capex["given_on"] == "2025-01-24")
    steps = []
    for flags in ("superseded", "conflict"):
        changed = capex.assign(flags=capex["flags"].mask(first, flags), rank=capex["rank"].mask(first, "deprecated"))
        rows = chart("capex-ladder").rows(tables | {"capex": changed}, State(entities=("meta",)))
        steps.append(int((rows["metric"] == "capex_guidance").sum()))
    assert steps == [4, 3]


def test_the_ladder_told_earlier_has_fewer_steps(tables: Ledger) -> None:
    rows = chart("capex-ladder").rows(tables, State(entities=("meta",), as_of="2025-05-01"))
    assert list(rows["metric"]) == ["capex_guidance", "capex_guidance"]


def test_of_two_tellings_of_one_day_the_range_is_drawn(tables: Ledger) -> None:
    capex = tables["capex"]
    ranged = (capex["entity"] == "meta") & (capex["given_on"] == "2025-04-30")
    point = capex[ranged].assign(observation_id="0-point", value=64e9, value_low=float("nan"), value_high=float("nan"))
    rows = chart("capex-ladder").rows(tables | {"capex": pd.concat([point, capex])}, State(entities=("meta",)))
    assert "0-point" not in set(rows["observation_id"])


def test_years_that_differ_are_not_added_up(tables: Ledger) -> None:
    state = State()
    rows = chart("capex-calendar").rows(tables, state)
    assert chart("capex-calendar").words(rows, state).title == "These years do not line up, so they are not added up"
    same = State(entities=("amazon", "google"))
    rows = chart("capex-calendar").rows(tables, same)
    assert chart("capex-calendar").words(rows, same).title == "These years cover the same months"


def test_own_chips_and_bought_gpus_come_from_one_origin(tables: Ledger) -> None:
    rows = chart("chip-intake").rows(tables, State())
    assert set(rows["origin"]) == {"omdia"}
    own = rows[rows["side"] == "own"].set_index("entity")["value"].to_dict()
    assert own == {"google": 1.5e6, "meta": 1.5e6, "amazon": 1.3e6, "microsoft": 2e5}


def quarters(tables: Ledger, parts: tuple[str, ...], definition: str) -> Ledger:
    year = tables["capex"][(tables["capex"]["metric"] == "capex") & (tables["capex"]["entity"] == "google")].head(1)
    made = [
        year.assign(observation_id=f"q{part}", period=f"2026Q{part}", value=30e9, definition=definition, unit="USD")
        for part in parts
    ]
    return tables | {"capex": pd.concat([tables["capex"], *made])}


@pytest.mark.parametrize(
    ("parts", "definition", "drawn"),
    [
        (("1", "2"), "cash_ppe", ["q1", "q2"]),
        (("1", "3"), "cash_ppe", ["q1"]),
        (("2", "3"), "cash_ppe", []),
        (("1",), "including_finance_leases", []),
    ],
)
def test_a_year_in_progress_shows_its_quarters_up_to_the_first_gap(
    tables: Ledger, parts: tuple[str, ...], definition: str, drawn: list[str]
) -> None:
    told = quarters(tables, parts, definition)
    guided = (told["capex"]["metric"] == "capex_guidance") & (told["capex"]["entity"] == "google")
    told |= {"capex": told["capex"].assign(definition=told["capex"]["definition"].mask(guided, "cash_ppe"))}
    state = State(lens="progress", entities=("google",))
    rows = chart("capex-plan-actual").rows(told, state)
    assert [role for role in rows["role"] if role.startswith("q")] == drawn
    bars = [trace for trace in chart("capex-plan-actual").figure(rows, state)["data"] if "base" in trace]
    assert [trace["base"][0] for trace in bars] == [30e9 * place for place in range(len(drawn))]


def test_derived_shares_are_drawn_as_derived(tables: Ledger) -> None:
    state = State()
    rows = chart("chip-share").rows(tables, state)
    figure = chart("chip-share").figure(rows, state)
    assert {trace["marker"]["symbol"] for trace in figure["data"]} == {"diamond"}
    drawn = {"units": [], "compute": []}
    for trace in figure["data"]:
        hollow = trace["marker"]["color"] != trace["marker"]["line"]["color"]
        drawn["compute" if hollow else "units"].append(round(trace["x"][0], 3))
    assert drawn == {"units": [0.899, 0.869, 0.791, 0.256], "compute": [0.373, 0.209]}


def test_a_promise_is_open_and_a_vague_date_is_a_bar(tables: Ledger) -> None:
    state = State()
    rows = chart("chip-timeline").rows(tables, state)
    figure = chart("chip-timeline").figure(rows, state)
    vague = rows[~rows["date_precision"].isin(["day", "month"]) & (rows["event_type"] != "cancellation")]
    boxes = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]
    assert [(box["x0"], box["x1"]) for box in boxes] == list(zip(vague["date_start"], vague["date_end"], strict=True))


def test_what_is_not_stated_is_said_so(tables: Ledger) -> None:
    for lang, words in (("en", "not stated"), ("zh", "未说明")):
        rows = chart("chip-programmes").rows(tables, State(lang=lang))
        assert words in set(rows["team_size"])
        assert not rows["process_node"].isin(["", "nan", "None"]).any()


def test_a_chip_has_one_row_the_fullest_telling(tables: Ledger) -> None:
    chips = tables["custom_chips"]
    thin = chips.iloc[[0]].assign(
        chip_id="thin", process_node="", foundry="", design_partner="", known_from="2027-01-01"
    )
    rows = chart("chip-programmes").rows(tables | {"custom_chips": pd.concat([thin, chips])}, State(lens="all"))
    assert "thin" not in set(rows["chip_id"])
    assert len(rows) == len(chips)


def test_another_firms_chip_is_no_programme_of_its_user(tables: Ledger) -> None:
    chips, entities = tables["custom_chips"], tables["entities"]
    used = chips[chips["owner"] == "microsoft"].iloc[[0]].assign(chip_id="used", owner="openai")
    maker = entities["parent"].mask(entities["id"] == used["chip"].iloc[0], "microsoft")
    told = tables | {"custom_chips": pd.concat([chips, used]), "entities": entities.assign(parent=maker)}
    assert "used" not in set(chart("chip-programmes").rows(told, State(lens="all"))["chip_id"])


@pytest.mark.parametrize("lens", ["h100", "h100-spot"])
def test_lease_types_and_regions_are_never_mixed_in_a_line(tables: Ledger, lens: str) -> None:
    rows = chart("rental-prices").rows(tables, State(lens=lens))
    assert set(rows["contract_type"]) == {"spot" if lens.endswith("spot") else "on_demand"}
    assert all(len(set(line["definition"])) == 1 for _, line in rows.groupby("series"))
    assert not rows["flags"].str.contains("not_preferred").any()


def test_one_region_is_not_spread_with_all_regions(tables: Ledger) -> None:
    rows = chart("rental-spread").rows(tables, State())
    assert len(rows) > 0
    assert "catalogue_us_east_1" not in set(rows["definition"])


def test_contracts_are_listed_without_repeats_or_totals(tables: Ledger) -> None:
    rows = chart("rental-contracts").rows(tables, State())
    assert not rows["flags"].str.contains("do_not_add").any()
    assert rows["value_text"].str.len().gt(0).all()


def test_two_readings_of_one_deal_are_told_as_two(tables: Ledger) -> None:
    state, costs = State(), tables["rental_costs"]
    plain = tables | {"rental_costs": costs.assign(flags="")}
    title = chart("rental-yearly").words(chart("rental-yearly").rows(plain, state), state).title
    assert "$30B/yr to $60B/yr" in title


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_one_deal_told_twice_shares_a_line(tables: Ledger, width: str) -> None:
    module, state, costs = chart("rental-yearly"), State(width=width), tables["rental_costs"]
    deal = costs[costs["counterparty"] == "oracle-and-microsoft"]
    again = deal.assign(observation_id="again", period="2025", origin="unattributed")
    rows = module.rows(tables | {"rental_costs": pd.concat([costs, again])}, state)
    figure = module.figure(rows, state)
    place = {trace["customdata"][0]: (trace["y"][0], trace["width"][0]) for trace in figure["data"]}
    (first,) = {name for name in deal["observation_id"] if name in place}
    assert place[first][0] == place["again"][0]
    assert place[first][1] != place["again"][1]
    assert len({y for y, _ in place.values()}) == len(rows) - 1
    told = [note["text"] for note in figure["layout"]["annotations"]]
    assert sum("told 2 times" in text for text in told) == (width == "wide")
    assert any("within one another" in note for note in module.words(rows, state).notes)
    assert not any("within one another" in note for note in module.words(module.rows(tables, state), state).notes)


def test_readings_that_agree_are_told_as_one(tables: Ledger) -> None:
    state, costs = State(), tables["rental_costs"]
    named = (costs["metric"] == "rental_cost_per_year") & (costs["origin"] != "unattributed")
    one = costs[named & (costs["counterparty"] != "") & costs["value"].notna()].head(1).assign(flags="")
    both = pd.concat([one, one.assign(observation_id="again", origin="omdia")])
    title = (
        chart("rental-yearly").words(chart("rental-yearly").rows({**tables, "rental_costs": both}, state), state).title
    )
    assert title
    assert title.count("/yr") == 1


def test_no_label_stands_on_a_line_of_the_ladder(tables: Ledger) -> None:
    state = State()
    figure = chart("capex-ladder").figure(chart("capex-ladder").rows(tables, state), state)
    labels = {note["text"]: note["yshift"] for note in figure["layout"]["annotations"] if "yshift" in note}
    assert labels["&#36;64–72B"] < 0


def test_holdings_count_every_observation_once(tables: Ledger) -> None:
    state = State()
    rows = chart("data-holdings").rows(tables, state)
    assert rows["n"].sum() == len(tables["observations"])
    assert (rows[[name for name in rows if name.startswith("n_")]].sum(axis=1) == rows["n"]).all()


def test_years_of_unlike_months_are_not_added_up_and_say_why(tables: Ledger) -> None:
    module = chart("capex-calendar")
    state = State(on=("sum",))
    rows = module.rows(tables, state)
    assert module.refusal(rows, state).startswith("Not added up: the years cover different months")
    assert module.words(rows, state).notes[0] == module.refusal(rows, state)


def test_years_of_the_same_months_are_added_up_when_asked(tables: Ledger) -> None:
    module = chart("capex-calendar")
    state = State(on=("sum",), entities=("amazon", "meta"))
    rows = module.rows(tables, state)
    assert module.refusal(rows, state) == ""
    assert numbers.compact(rows["value"].sum(), "USD", state) in module.words(rows, state).notes[0]
    assert "Together" not in " ".join(module.words(rows, State(entities=("amazon", "meta"))).notes)


def test_the_gap_to_the_guidance_is_in_dollars_whatever_the_currency(tables: Ledger) -> None:
    module = chart("capex-plan-actual")
    dollars = tables["capex"]
    ends = ("value", "value_low", "value_high")
    usd = {name.replace("value", "value_usd"): dollars[name] for name in ends}
    # Each amount at the rate of its own month, as a snapshot publishes yuan.
    rate = dollars["known_from"].map(lambda day: 7.0 + int(day[5:7] or 1) / 100)
    yuan = {name: dollars[name] * rate for name in ends}
    money = dollars["unit"].mask(dollars["unit"] == "USD", "CNY")
    turned = tables | {"capex": dollars.assign(**usd, **yuan, unit=money)}
    told, native = (module.rows(one, state) for one, state in ((turned, State(currency="CNY")), (tables, State())))
    assert list(told["verdict"]) == list(native["verdict"])
    assert list(told["gap"].dropna()) == list(native["gap"].dropna())
    assert any("US dollars" in note for note in module.words(told, State(currency="CNY")).notes)
