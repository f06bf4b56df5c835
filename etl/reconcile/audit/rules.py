"""The rules of the audit; each takes the published tables and yields what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from etl.model import Status
from etl.reconcile.audit.asked import Tables, asked, texts_of
from etl.reconcile.audit.finding import Finding, place
from etl.reconcile.cluster import cells, records
from etl.reconcile.codes import among, codes_of, kept
from etl.reconcile.listing import counts_of
from etl.reconcile.order import places_by

STRENGTH = [status.value for status in Status]
SLACK = 1.02
"""Parts may exceed their total by rounding."""

DEALS = ("contract_value", "rental_cost_per_year")
QUOTED = ("observation_id", "char_start", "char_end", "as_written")
BLOCK = 1_000
"""Documents whose texts are held at a time."""


def figures_have_sources(tables: Tables) -> Iterator[Finding]:
    """Every observation names its source and has evidence."""
    frame = asked(tables, "observations", "observation_id", "source", "locator")
    bare = (
        (frame["source"] == "")
        | (frame["locator"] == "")
        | ~among(frame["observation_id"], asked(tables, "evidence", "observation_id")["observation_id"])
    )
    yield from _rows(
        "figures_have_sources", kept(frame, bare), "no source, place or evidence", "Name where it was told"
    )


def figures_are_described(tables: Tables) -> Iterator[Finding]:
    """Every observation has a status, a unit and a period basis."""
    frame = asked(tables, "observations", "observation_id", "status", "unit", "period_basis")
    for column in ("status", "unit", "period_basis"):
        fault, remedy = f"no {column}", f"Fill {column} in its source or in its metric's file"
        yield from _rows("figures_are_described", kept(frame, frame[column] == ""), fault, remedy)


def figures_say_something(tables: Tables) -> Iterator[Finding]:
    """Every observation has a value, a bound, or a date as its words."""
    frame = asked(tables, "observations", "observation_id", "unit", "value", "value_low", "value_high")
    silent = frame[["value", "value_low", "value_high"]].isna().all(axis=1) & (frame["unit"] != "date")
    yield from _rows("figures_say_something", kept(frame, silent), "neither value nor bound", "Leave the row out")


def intervals_are_ordered(tables: Tables) -> Iterator[Finding]:
    """No lower bound lies above the upper, no value outside its bounds, no period ends before it begins."""
    bounds, days = ("value", "value_low", "value_high"), ("period_start", "period_end")
    frame = asked(tables, "observations", "observation_id", *bounds, *days)
    value, low, high = frame["value"], frame["value_low"], frame["value_high"]
    crossed = (low > high) | (value < low) | (value > high)
    yield from _rows("intervals_are_ordered", kept(frame, crossed), "bounds are crossed", "Look the figure up")
    both = (frame["period_start"] != "") & (frame["period_end"] != "")
    backward = both & (frame["period_start"] > frame["period_end"])
    yield from _rows(
        "intervals_are_ordered", kept(frame, backward), "its period ends before it begins", "Mend the period"
    )


def known_days_are_ordered(tables: Tables) -> Iterator[Finding]:
    """Nothing was replaced before it was known, or shown before it."""
    frame = asked(tables, "observations", "observation_id", "known_from", "known_to", "shown_from")
    backward = (frame["known_to"] != "") & (frame["known_from"] > frame["known_to"])
    yield from _rows("known_days_are_ordered", kept(frame, backward), "replaced before it was known", "Mend its dates")
    early = (frame["shown_from"] != "") & (frame["shown_from"] < frame["known_from"])
    yield from _rows("known_days_are_ordered", kept(frame, early), "shown before it was known", "Mend its dates")


def shares_have_denominators(tables: Tables) -> Iterator[Finding]:
    """Let a share say of what or in what, and lie between none and all."""
    of = ("observation_id", "unit", "denominator", "product", "value", "value_low", "value_high")
    frame = asked(tables, "observations", *of)
    shares = kept(frame, frame["unit"] == "share")
    told = (shares["denominator"] != "") | (shares["product"] != "")
    yield from _rows("shares_have_denominators", shares[~told], "a share of nothing named", "Fill denominator")
    outside = (shares[["value", "value_low"]].min(axis=1) < 0) | (shares[["value", "value_high"]].max(axis=1) > 1)
    yield from _rows("shares_have_denominators", shares[outside], "not between 0 and 1", "Look the figure up")


def derived_are_no_stronger(tables: Tables) -> Iterator[Finding]:
    """Let a derived figure name inputs that exist, and be no stronger than any of them."""
    frame = asked(tables, "observations", "observation_id", "derived_from", "status")
    status = dict(zip(cells(frame["observation_id"]), cells(frame["status"]), strict=True))
    derived = frame.loc[frame["derived_from"] != "", ["observation_id", "derived_from", "status"]]
    for row in records(derived):
        inputs = row["derived_from"].split(";")
        lost = [id_ for id_ in inputs if id_ not in status]
        if lost:
            yield Finding(
                "derived_are_no_stronger", row["observation_id"], f"inputs {lost} are not held", "Derive it anew"
            )
        elif place(row["status"], STRENGTH) < max(place(status[id_], STRENGTH) for id_ in inputs):
            yield Finding(
                "derived_are_no_stronger", row["observation_id"], "stronger than an input", "Weaken its status"
            )


def quotes_are_exact(tables: Tables) -> Iterator[Finding]:
    """Let what an article is said to write stand there, at that place."""
    documents = asked(tables, "documents", "document_id")
    told = tables["evidence"][["document_id", *QUOTED]]  # whose documents stay categories: they are many and long
    told = kept(told, told["document_id"] != "")
    codes, ids = codes_of(told["document_id"])
    place = pd.Index(documents["document_id"]).get_indexer(ids)[codes]
    order = places_by(place)
    for first in range(-1, len(documents), BLOCK):  # the place of a document that is not held is -1
        texts = dict(enumerate(texts_of(tables, max(first, 0), first + BLOCK), max(first, 0)))
        here = order[slice(*np.searchsorted(place[order], (first, first + BLOCK)))]
        ids, starts, ends, written = (cells(told[name].iloc[here]) for name in QUOTED)
        at = place[here].tolist()
        found = [texts.get(one, "")[start:end] for one, start, end in zip(at, starts, ends, strict=True)]
        if found == written:  # as nearly always, and told in a third of the time
            continue
        for id_, start, end, wanted, there in zip(ids, starts, ends, written, found, strict=True):
            if there != wanted:
                fault = f"the text at {start}:{end} is not {wanted!r}"
                yield Finding("quotes_are_exact", id_, fault, "Read the document again")


def deals_have_two_sides(tables: Tables) -> Iterator[Finding]:
    """No figure says that a company has a contract with itself or rents from itself."""
    frame = asked(tables, "observations", "observation_id", "metric", "entity", "counterparty")
    deals = kept(frame, frame["metric"].isin(DEALS))
    alone = (deals["entity"] == deals["counterparty"]) & (deals["entity"] != "")
    fault, remedy = "a deal of a company with itself", "Name the other side, or leave it empty where it is not told"
    yield from _rows("deals_have_two_sides", deals[alone], fault, remedy)


def parts_fit_their_whole(tables: Tables) -> Iterator[Finding]:
    """H20 and the other members of a family are no more than the family they are counted in, origin by origin."""
    keys = ["metric", "entity", "counterparty", "period_start", "period_end", "origin", "unit_basis"]
    told_by = ("source_kind", "rank", "known_to")
    frame = asked(tables, "observations", "observation_id", "product", "value", *keys, *told_by)
    # What articles tell is not ours to mend: theirs are conflicts to show, not faults of our tables.
    told = (frame["source_kind"] == "table") & frame["metric"].isin(("units_purchased", "units_shipped"))
    told &= (frame["rank"] != "deprecated") & frame["value"].notna() & (frame["known_to"] == "")
    frame = kept(frame[[*keys, "product", "value", "observation_id"]], told)
    if frame.empty:
        return
    parents = tables["entities"].set_index("id")["parent"].to_dict()
    frame = frame.assign(family=frame["product"].map(parents).astype("object"))
    whole = frame[[*keys, "product", "value", "observation_id"]].rename(columns={"product": "family", "value": "whole"})
    parts = frame.groupby([*keys, "family"], as_index=False)["value"].sum()
    both = whole.merge(parts, on=[*keys, "family"])
    over = both[both["value"] > both["whole"] * SLACK]
    yield from _rows("parts_fit_their_whole", over, "its members add up to more", "Flag the member counted twice")


def quantities_are_closed(tables: Tables) -> Iterator[Finding]:
    """No quantity of a document is both an observation and unexplained, and the counts of documents are true."""
    evidence = tables["evidence"][["document_id", "observation_id"]]  # whose documents may be categories
    frame = asked(tables, "observations", "observation_id", "source_kind")
    # What was computed stands on its inputs' sentences; only its inputs were read there.
    computed = frame.loc[frame["source_kind"] == "derived", "observation_id"]
    read = evidence[(evidence["document_id"] != "") & ~among(evidence["observation_id"], computed)]
    counts = counts_of(read.drop_duplicates(["document_id", "observation_id"])["document_id"])
    left = counts_of(tables["unexplained"]["document_id"])
    documents = asked(tables, "documents", "document_id", "n_observations", "n_unexplained")
    held = [documents["document_id"].map(found).fillna(0).astype("int64") for found in (counts, left)]
    wrong = (documents["n_observations"] != held[0]) | (documents["n_unexplained"] != held[1])
    for row in records(documents[wrong]):
        told = (row["n_observations"], row["n_unexplained"])
        fault = f"counts {told} are not those held"
        yield Finding("quantities_are_closed", row["document_id"], fault, "Publish it anew")


def names_are_listed(tables: Tables) -> Iterator[Finding]:
    """Every id used for an entity, product or origin has its names."""
    held = set(tables["entities"]["id"])
    frame = asked(tables, "observations", "observation_id", "entity", "counterparty", "product", "origin")
    for column in ("entity", "counterparty", "product", "origin"):
        used = {joint: set(joint.split("+")) if joint else set() for joint in frame[column].unique()}
        lost = [joint for joint, ids in used.items() if joint not in held and not ids <= held]
        rows = kept(frame, frame[column].isin(lost)) if lost else frame.iloc[:0]
        yield from _rows("names_are_listed", rows, f"{column} has no name", "Add it to the vocabulary")


def _rows(rule: str, rows: pd.DataFrame, fault: str, remedy: str) -> Iterator[Finding]:
    for id_ in rows["observation_id"]:
        yield Finding(rule, str(id_), fault, remedy)


FIGURES: tuple[Callable[[Tables], Iterator[Finding]], ...] = (
    figures_have_sources,
    figures_are_described,
    figures_say_something,
    intervals_are_ordered,
    known_days_are_ordered,
    shares_have_denominators,
    derived_are_no_stronger,
    quotes_are_exact,
    deals_have_two_sides,
    parts_fit_their_whole,
    quantities_are_closed,
    names_are_listed,
)
