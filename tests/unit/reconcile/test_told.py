from __future__ import annotations

import pandas as pd
import pytest

from etl.reconcile import codes
from etl.reconcile.codes import is_coded, plain
from etl.reconcile.name import Names
from etl.reconcile.told import resolved
from etl.vocabulary import vocabulary
from tests.bench.many import tellings

TELLINGS = 300
NO_PROGRAMME = {"metric": "production_date", "entity": "openai", "product": "tpu"}


def made() -> pd.DataFrame:
    """Return tellings of days that are exact, vague and none, of periods that lie ahead, and of another's chip."""
    frame = tellings(TELLINGS)
    days = ["", "2024", "2024-03", "2024-03-09", "soon"]
    frame["given_on"] = pd.Series([days[at % 5] for at in range(TELLINGS)], dtype="str")
    frame["period"] = pd.Series([("2024", "2034", "")[at // 15 % 3] for at in range(TELLINGS)], dtype="str")
    frame["published_on"] = frame["published_on"].where(frame.index % 3 != 0, "")
    frame["period_basis"] = frame["period_basis"].where(frame.index % 7 != 0, "calendar")
    frame.loc[30, "source"] = "a table without a day"
    frame.loc[:9, list(NO_PROGRAMME)] = list(NO_PROGRAMME.values())
    return frame


def test_tellings_are_resolved_alike_as_texts_and_as_categories(monkeypatch: pytest.MonkeyPatch) -> None:
    names, until = Names(vocabulary()), {f"table {at}": "2026-12-31" for at in range(10)}
    words = resolved(made(), names, until)
    monkeypatch.setattr(codes, "FEW", TELLINGS + 1)
    texts = resolved(made(), names, until)
    assert not any(is_coded(texts[name]) for name in texts)
    assert all(is_coded(words[name]) for name in ("product", "known_from", "shown_from", "flags", "period_basis"))
    pd.testing.assert_frame_equal(plain(words), texts)
    assert {"", "2024-03-31", "2026-12-31"} <= set(texts["known_from"])
    assert set(texts["product"].head(10)) == {""}
    assert texts["flags"].str.contains("known_from_inferred").any()
