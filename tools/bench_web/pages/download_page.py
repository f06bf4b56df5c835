"""A Dash page that offers a large table the usual way, through dcc.Download."""

from __future__ import annotations

import os

import pandas as pd
from dash import Dash, Input, Output, dcc, html

ROWS = pd.read_csv(os.environ["BENCH_DATA"], dtype=str)
app = Dash(__name__)
app.layout = html.Div([html.Button("CSV", id="csv"), dcc.Download(id="download")])


@app.callback(Output("download", "data"), Input("csv", "n_clicks"), prevent_initial_call=True)
def download(_: int) -> object:
    """Send the table."""
    return dcc.send_data_frame(ROWS.to_csv, "rows.csv", index=False)


server = app.server
