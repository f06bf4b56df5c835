"""The four figures of the page as plotly.express draws them, for the peers."""

from __future__ import annotations

import os

import pandas as pd
import plotly.express as px
from plotly.graph_objects import Figure

LEAD = "omdia"


def data() -> pd.DataFrame:
    """Return the published purchases of Hopper GPUs."""
    rows = pd.read_csv(os.environ["BENCH_DATA"])
    rows = rows[(rows["unit"] == "units") & rows["value"].notna() & (rows["rank"] != "deprecated")]
    return rows.assign(year=rows["period"].astype(str).str[:4])


def companies(rows: pd.DataFrame) -> list[str]:
    """Return the buyers of the first figure, most first."""
    lead = rows[(rows["origin"] == LEAD) & (rows["year"] == "2024")]
    return list(lead.sort_values("value", ascending=False)["entity"].drop_duplicates())


def bars(rows: pd.DataFrame) -> Figure:
    """Draw who bought most."""
    lead = rows[(rows["origin"] == LEAD) & (rows["year"] == "2024")].drop_duplicates("entity")
    return px.bar(lead.sort_values("value"), x="value", y="entity", orientation="h", color="entity")


def origins(rows: pd.DataFrame) -> Figure:
    """Draw who counts what."""
    return px.scatter(rows[rows["year"] == "2024"], x="value", y="entity", color="origin")


def years(rows: pd.DataFrame) -> Figure:
    """Draw how buying moved."""
    summed = rows.groupby(["entity", "product", "year"], as_index=False)["value"].max()
    return px.line(summed, x="year", y="value", color="product", facet_col="entity", facet_col_wrap=4, markers=True)


def coverage(rows: pd.DataFrame) -> Figure:
    """Draw how many origins speak of a buyer in a year."""
    counted = rows.groupby(["entity", "year"])["origin"].nunique().reset_index()
    counted = counted.pivot_table(index="entity", columns="year", values="origin")
    return px.imshow(counted, text_auto=True)


FIGURES = (bars, origins, years, coverage)
