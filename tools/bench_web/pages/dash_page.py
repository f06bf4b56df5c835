"""The page as Dash is usually written: a checklist, four graphs, one callback that fills them after loading."""

from __future__ import annotations

from dash import Dash, Input, Output, dcc, html
from figures import FIGURES, companies, data

ROWS = data()
NAMES = companies(ROWS)
app = Dash(__name__)
app.layout = html.Div(
    [
        html.H1("GPU buying"),
        dcc.Checklist(id="companies", options=NAMES, value=NAMES, inline=True),
        html.Button("CSV", id="csv"),
        dcc.Download(id="download"),
        *[dcc.Graph(id=draw.__name__) for draw in FIGURES],
    ]
)


@app.callback(*[Output(draw.__name__, "figure") for draw in FIGURES], Input("companies", "value"))
def draw(chosen: list[str]) -> list[object]:
    """Fill the four graphs."""
    rows = ROWS[ROWS["entity"].isin(chosen)]
    return [figure(rows) for figure in FIGURES]


server = app.server
# Asked once before a browser asks: a worker that served no page yet may refuse the files of its first one.
server.test_client().get("/")
