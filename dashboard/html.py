"""
HTML elements as dash.html has them, at a sixth of their cost: a page has hundreds, and all but a few are folded.

`html.Div(children, className=...)` as there. What Dash must know by itself, an element whose id is a dict, is Dash's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from dash import html as of_dash

_NAMESPACE = "dash_html_components"


class Element:
    """An element to be folded or written: its tag's name in dash.html, its properties."""

    __slots__ = ("told",)

    def __init__(self, kind: str, props: Mapping[str, Any]) -> None:
        self.told: dict[str, Any] = {"namespace": _NAMESPACE, "type": kind, "props": props}

    def to_plotly_json(self) -> Mapping[str, Any]:
        """Return it as Dash tells a component."""
        return self.told

    def with_(self, **props: Any) -> Element:
        """Return the same element with some properties more."""
        return Element(self.told["type"], {**self.told["props"], **props})


def __getattr__(kind: str) -> Callable[..., Any]:
    return _made(kind)


@cache
def _made(kind: str) -> Callable[..., Any]:
    own = getattr(of_dash, kind)

    def make(children: Any = None, **props: Any) -> Any:
        if isinstance(props.get("id"), dict):
            return own(children, **props)
        return Element(kind, {**props, "children": children})

    return make
