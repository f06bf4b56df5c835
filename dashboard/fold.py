"""Plain HTML folded into one component: React draws hundreds of elements, Dash has one to look after."""

from __future__ import annotations

from typing import Any

from dashboard.components.native import Fold

_HTML, _OWN = "dash_html_components", "ledger"
_LEFT_OUT = ("children", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "key")


def fold(layout: Any) -> Fold:
    """
    Return components as one Fold.

    What Dash must know by itself (a Graph, an element whose id is a dict) stays a component and is drawn in its place.
    """
    held: list[Any] = []
    parts = layout if isinstance(layout, (list, tuple)) else [layout]
    return Fold(tree=[_node(part, held) for part in parts], children=held)


def _node(part: Any, held: list[Any]) -> Any:
    if not hasattr(part, "to_plotly_json"):
        return part if part is None else str(part)
    told = part.to_plotly_json()
    kind, props = told["type"], told["props"]
    own = told["namespace"] == _OWN
    if isinstance(props.get("id"), dict) or not (own or told["namespace"] == _HTML):
        held.append(_component(part, props))
        return {"hole": len(held) - 1}
    kept = {name: value for name, value in props.items() if name not in _LEFT_OUT and value is not None}
    return [kind if own else kind.lower(), kept, *_inside(props.get("children"), held)]


def _inside(children: Any, held: list[Any]) -> list[Any]:
    if children is None:
        return []
    parts = children if isinstance(children, (list, tuple)) else [children]
    return [_node(part, held) for part in parts]


def _component(part: Any, props: dict[str, Any]) -> Any:
    children = props.get("children")
    if children is not None:
        part.children = fold(children)
    return part
