"""Our elements and Dash's: the same to whoever folds or writes them."""

from __future__ import annotations

import pytest
from dash import html as of_dash

from dashboard import html
from dashboard.components.native import Table
from dashboard.fold import fold
from dashboard.prerender import to_html


def tree(made):  # noqa: ANN001 - either module
    return made.Main([made.H1("a", className="t"), made.P(["b", made.B(2), None], **{"data-x": "1"}), made.Hr()])


def test_an_element_is_folded_and_written_as_dashs_own() -> None:
    assert fold(tree(html)).tree == fold(tree(of_dash)).tree
    assert to_html(tree(html)) == to_html(tree(of_dash))


def test_what_dash_must_know_by_its_id_is_dashs_own() -> None:
    assert isinstance(html.Div("x", id={"type": "card", "chart": "x"}), of_dash.Div)
    assert not isinstance(html.Div("x", id="content"), of_dash.Div)


def test_an_element_with_more_is_another() -> None:
    one = html.A("x", href="/")
    assert to_html(one.with_(lang="en")) == '<a href="/" lang="en">x</a>'
    assert to_html(one) == '<a href="/">x</a>'


def test_a_cell_that_is_gone_is_struck_through_and_its_link_stays() -> None:
    table = Table([{"label": "Value"}], [[{"text": "<1", "href": "/x", "gone": True}], [{"text": "2"}]], "Values")
    assert '<a href="/x"><s>&lt;1</s></a>' in to_html(table)
    assert to_html(table).count("<s>") == 1


def test_there_is_no_element_that_html_has_not() -> None:
    with pytest.raises(AttributeError):
        html.Nothing("x")


def test_a_verdict_has_its_sign_its_word_and_a_colour() -> None:
    told = to_html(Table([{"label": "Verdict"}], [[{"text": "✓ within", "tone": "good"}]], "Checks"))
    assert '<b class="tone-good">✓ within</b>' in told


def test_the_first_page_lays_a_table_out_as_the_script_will() -> None:
    columns, rows = [{"label": "Title"}, {"label": "Date"}], [["Digest", "2025"]]
    stacked = to_html(Table(columns, rows, "Sources"))
    assert '<table class="stacked">' in stacked
    assert '<td data-label="Date">2025</td>' in stacked
    across = to_html(Table(columns, rows, "Rows", across=True))
    assert '<table class="across">' in across
    assert "data-label" not in across
