"""Components of our own, drawn by assets/native.js: a plain table, a form field, a drawing, a fold of plain HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash.development.base_component import Component

Cell = str | Mapping[str, Any]
"""
A text, or {"text", "href", "note", "lang", "note_lang", "mark", "gone", "tone"}.

A link, a second line, languages, a company's colour, whether it is struck through, the colour of a verdict.
"""


class Table(Component):  # type: ignore[misc]  # Dash is untyped to the checker
    """
    A plain HTML table: thousands of cells at the cost of one component.

    `columns` are {"label", "right"}; `rows` are lists of cells. On a phone its rows stand as blocks of label and
    value; with `across` they stay rows in any window.
    """

    _children_props: list[str] = []  # noqa: RUF012 - Dash reads these off the class
    _base_nodes = ["children"]  # noqa: RUF012
    _namespace = "ledger"
    _type = "Table"
    _prop_names = ["id", "caption", "columns", "rows", "across"]  # noqa: RUF012
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012

    def __init__(
        self,
        columns: Sequence[Mapping[str, Any]],
        rows: Sequence[Sequence[Cell]],
        caption: str,
        *,
        across: bool = False,
    ) -> None:
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        told = {"across": True} if across else {}
        super().__init__(columns=list(columns), rows=[list(row) for row in rows], caption=caption, **told)


class Field(Component):  # type: ignore[misc]  # the same
    """
    A native input or, with `options` ([value, text] pairs), a native select.

    A change sets `sets` in the address: for one card where `card` names a chart, otherwise for the whole page. With
    `part`, all fields of the card that differ from their `default` are told together, as part:value.
    """

    _children_props: list[str] = []  # noqa: RUF012
    _base_nodes = ["children"]  # noqa: RUF012
    _namespace = "ledger"
    _type = "Field"
    _prop_names = [  # noqa: RUF012
        *("id", "kind", "label", "value", "sets", "card", "options", "placeholder", "min", "max", "step", "part"),
        "default",
    ]
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012

    def __init__(self, **props: Any) -> None:
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(**props)


class Drawing(Component):  # type: ignore[misc]  # the same
    """
    A drawing `height` px high: its SVG at once, the Graph within it later, in the same place.

    See assets/drawing.js; `svg` is markup and comes from dashboard/svg alone.
    """

    _children_props: list[str] = []  # noqa: RUF012
    _base_nodes = ["children"]  # noqa: RUF012
    _namespace = "ledger"
    _type = "Drawing"
    _prop_names = ["id", "children", "svg", "height"]  # noqa: RUF012
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012

    def __init__(self, children: Component, svg: str, height: int) -> None:
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(children=children, svg=svg, height=height)


class Fold(Component):  # type: ignore[misc]  # the same
    """
    A stretch of plain HTML as data: `tree` holds [tag, attributes, *content]; {"hole": n} is the nth of `children`.

    See dashboard/fold.py, which makes it.
    """

    _children_props: list[str] = []  # noqa: RUF012
    _base_nodes = ["children"]  # noqa: RUF012
    _namespace = "ledger"
    _type = "Fold"
    _prop_names = ["id", "children", "tree"]  # noqa: RUF012
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012

    def __init__(self, tree: Sequence[Any], children: Sequence[Any]) -> None:
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(children=list(children), tree=list(tree))
