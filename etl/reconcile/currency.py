"""Money in dollars and in yuan, beside the amount as told: at the monthly average of the month it was told in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from etl.model import Table

RATES = "rates"
DOLLAR, YUAN = "USD", "CNY"
PLACES = 4
CODE = r"^([A-Z]{3})(?:_|$)"
PARTS: Mapping[str, str] = {"value": "", "value_low": "_low", "value_high": "_high"}
"""Ending of a converted column by the column it is converted from."""

COLUMNS = ("rate_id", "currency", "month", "rate", "unit", "days", "source", "source_url", "note", "locator")
NUMBERS = ("rate", "days")


def rates(tables: Iterable[Table]) -> pd.DataFrame:
    """Return the reference rates of every table of rates; of a month told twice the one over most days stands."""
    rows = [
        {**dict.fromkeys(COLUMNS, ""), **row.cells, "locator": f"{table.name} {row.locator}"}
        for table in tables
        if table.contract == RATES
        for row in table.rows
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")
    told = {name: pd.to_numeric(frame[name].replace("", None)) for name in NUMBERS}
    frame = frame.assign(rate=told["rate"].astype("float64"), days=told["days"].astype("Int64"))
    # A month told before it was over is told over fewer days.
    frame = frame.sort_values("days", ascending=False, kind="stable", na_position="last")
    return frame.drop_duplicates(["currency", "month"]).sort_values("rate_id").reset_index(drop=True)


def converted(frame: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """
    Return the observations with their money in dollars and in yuan, and with the rates it was converted at.

    The month is that of known_from, the day of the statement. Without a rate for it nothing is converted: unknown is
    no zero, and the rate of another month is no rate.
    """
    table = held.set_index(["currency", "month"])
    code = frame["unit"].str.extract(CODE, expand=False).fillna("")
    month = frame["known_from"].str[:7]
    own, yuan = (_looked_up(table, one, month) for one in (code, pd.Series(YUAN, index=frame.index)))
    per_dollar = own["rate"].where(code != DOLLAR, 1.0)
    per_yuan_dollar = yuan["rate"].where(code != "")
    used = (code != "") & (yuan["rate"].notna() | own["rate"].notna())
    amounts = _amounts(frame, code, per_dollar, per_yuan_dollar)
    return frame.assign(
        **amounts,
        usd_rate=per_dollar,
        cny_rate=per_yuan_dollar,
        rate_month=month.where(used, ""),
        rate_source=_sources(own["source"], yuan["source"].where(code != "", "")),
    )


def _amounts(
    frame: pd.DataFrame, code: pd.Series[str], per_dollar: pd.Series[float], yuan: pd.Series[float]
) -> dict[str, pd.Series[float]]:
    found = {}
    for name, ending in PARTS.items():
        dollars = frame[name] / per_dollar
        found[f"value_usd{ending}"] = dollars.round(PLACES)
        # An amount told in yuan is shown as told: there and back would cost digits.
        found[f"value_cny{ending}"] = frame[name].where(code == YUAN, (dollars * yuan).round(PLACES))
    return found


def _looked_up(table: pd.DataFrame, code: pd.Series[str], month: pd.Series[str]) -> pd.DataFrame:
    wanted = pd.MultiIndex.from_arrays([code, month])
    found = table.reindex(wanted)[["rate", "source"]].set_axis(code.index)
    return found.assign(source=found["source"].fillna(""))


def _sources(own: pd.Series[str], yuan: pd.Series[str]) -> pd.Series[str]:
    same = (own == yuan) | (yuan == "")
    return own.where(same, own + ";" + yuan).str.removeprefix(";")
