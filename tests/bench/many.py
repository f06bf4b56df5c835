"""Made-up tellings by the million: few facts told often, many told once, echoes, rivals, plans and outcomes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from etl.reconcile.telling import COLUMNS, NUMBERS
from etl.vocabulary import vocabulary

TELLINGS_A_FACT = 3
SEED = 20250211
METRICS = ("units_purchased", "units_deployed", "capex", "capex_guidance", "revenue", "rental_price_per_gpu_hour")
UNITS = ("units", "units", "USD", "USD", "USD", "USD_per_gpu_hour")
STATUSES = ("actual", "estimate", "guidance", "plan", "rumour")
YEARS, QUARTERS = range(2015, 2035), ("", "Q1", "Q2", "Q3", "Q4", "H1", "H2")
PUBLISHERS = 300
DIGITS = (1, 2, 3, 4)


def tellings(number: int) -> pd.DataFrame:
    """Return so many tellings, a third as many facts; the same for the same number."""
    random = np.random.default_rng(SEED)
    fact = random.integers(0, max(1, number // TELLINGS_A_FACT), number)
    keys = _keys(fact)
    told = {name: _text("", number) for name in COLUMNS} | keys | _carriers(random, number)
    value = (fact % 899 + 100) * 10.0 ** (fact % 5 + 1) * random.choice([1, 1, 1, 1.04, 1.3], number)
    rounded = _rounded(value, random.choice(DIGITS, number, p=[0.1, 0.2, 0.5, 0.2]))
    ranged = random.random(number) < 0.1
    told |= {
        "value": np.where(ranged, np.nan, rounded),
        "value_low": np.where(ranged, rounded * 0.9, np.nan),
        "value_high": np.where(ranged, rounded * 1.1, np.nan),
        "qualifier": _text("range", number).where(ranged, _chosen(random, ("exact", "exact", "approx", "min"), number)),
    }
    frame = pd.DataFrame(told)[list(COLUMNS)]
    frame["source_tier"] = pd.array([pd.NA] * number, dtype="Int64")
    for name in ("char_start", "char_end"):
        frame[name] = pd.array([pd.NA] * number, dtype="Int64")
    assert set(NUMBERS) <= set(frame)
    return frame


def _keys(fact: np.ndarray[Any, Any]) -> dict[str, pd.Series[str]]:
    terms = vocabulary().terms.values()
    companies = [term.id for term in terms if term.kind == "company"]
    products = ["", *(term.id for term in terms if term.kind == "product")]
    periods = [f"{year}{part}" for year in YEARS for part in QUARTERS]
    metric = fact % len(METRICS)
    rest = fact // len(METRICS)
    entity, rest = rest % len(companies), rest // len(companies)
    period, product = rest % len(periods), (rest // len(periods) + fact) % len(products)
    return {
        "metric": _taken(METRICS, metric),
        "unit": _taken(UNITS, metric),
        "entity": _taken(companies, entity),
        "product": _taken(products, product),
        "period": _taken(periods, period),
        "status": _taken(STATUSES, fact % len(STATUSES)),
    }


def _carriers(random: np.random.Generator, number: int) -> dict[str, pd.Series[str]]:
    publisher = random.integers(0, PUBLISHERS, number)
    days = pd.date_range("2022-01-01", "2026-06-30").strftime("%Y-%m-%d").to_list()
    serial = np.arange(number)
    return {
        "origin": _chosen(random, ("Omdia", "Epoch AI", "Reuters", "TrendForce", "", "Bloomberg"), number),
        "publisher": _taken([f"Paper {at}" for at in range(PUBLISHERS)], publisher),
        "source_title": _taken([f"What paper {at} found out about chips" for at in range(PUBLISHERS)], publisher),
        "source_url": _taken([f"https://example.org/{at}" for at in range(PUBLISHERS)], publisher),
        "published_on": _chosen(random, days, number),
        "definition": _chosen(random, ("", "", "", "cash_ppe"), number),
        "unit_basis": _chosen(random, ("", "", "", "dies"), number),
        "flags": _chosen(random, ("", "", "weak_source", "date_approximate;unlinkable"), number),
        "source": _chosen(random, [f"table {at}" for at in range(20)], number),
        "source_kind": _text("table", number),
        "rule": _text("table", number),
        "locator": _numbered("row ", serial),
        "sentence": _numbered("what is said in the sentence of telling number ", serial),
        "as_written": _numbered("", serial),
    }


def _rounded(value: np.ndarray[Any, Any], digits: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    step = 10.0 ** (np.floor(np.log10(value)) + 1 - digits)
    return np.asarray(np.round(value / step) * step)


def _taken(words: Any, at: np.ndarray[Any, Any]) -> pd.Series[str]:
    return pd.Series(pd.Series(list(words), dtype="str").array.take(at), dtype="str")


def _chosen(random: np.random.Generator, words: Any, number: int) -> pd.Series[str]:
    return _taken(words, random.integers(0, len(words), number))


def _text(word: str, number: int) -> pd.Series[str]:
    return _taken([word], np.zeros(number, dtype=np.int64))


def _numbered(word: str, serial: np.ndarray[Any, Any]) -> pd.Series[str]:
    return word + pd.Series(serial).astype("str")
