"""Tables and articles of a few words, as the readers and the engine would hand them over."""

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from etl.model import Document, Extraction, Mention, Qualifier, Quantity, Row, Span, Status, Table
from etl.period import Period
from etl.reconcile import codes
from etl.reconcile.ledger import settled
from etl.reconcile.told import told_by
from etl.vocabulary import vocabulary


@pytest.fixture(autouse=True, scope="module")
def texts_as_of_many() -> Iterator[None]:
    """Hold texts as for many rows: that way has more to go wrong, and of few rows the whole refreshes have enough."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codes, "FEW", 0)
        yield


ARROW = ("test_codes", "test_echo", "test_order", "test_properties")
"""Files whose texts are Arrow's, as those of many rows are: pandas tells both alike, Python's in a fifth less time."""


@pytest.fixture(autouse=True, scope="module")
def texts_of_python(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold texts as Python's own, as a refresh of few rows does."""
    storage = "pyarrow" if request.module.__name__.endswith(ARROW) else "python"
    with pd.option_context("mode.string_storage", storage):
        yield


OMDIA = {
    "metric": "units_purchased",
    "entity": "Microsoft",
    "counterparty": "Nvidia",
    "product": "Hopper",
    "value": "485000",
    "qualifier": "exact",
    "unit": "units",
    "unit_basis": "gpus",
    "period": "2024",
    "status": "estimate",
    "origin": "Omdia",
    "publisher": "TipRanks",
    "source_tier": "3",
    "published_on": "2024-12-18",
}
GUIDANCE = {
    "metric": "capex_guidance",
    "entity": "Meta",
    "value": "65000000000",
    "qualifier": "exact",
    "unit": "USD",
    "period": "2025",
    "status": "guidance",
    "origin": "Meta",
    "publisher": "Reuters",
    "source_tier": "2",
    "published_on": "2025-01-24",
}
Told = MutableMapping[str, pd.DataFrame]


def table(*rows: dict[str, str], name: str = "figures", contract: str = "figures") -> Table:
    """Return a table of these rows."""
    return Table(name, name, f"{name}.csv", contract, tuple(Row(row, f"row {at}") for at, row in enumerate(rows, 2)))


def article(text: str, surface: str, value: str = "", **more: Any) -> Extraction:
    """Return an article in which one figure was read."""
    start = text.index(surface)
    span = Span(start, start + len(surface))
    quantity = Quantity(
        value=Decimal(value) if value else None,
        low=None,
        high=None,
        qualifier=more.pop("qualifier", Qualifier.EXACT),
        unit=more.pop("unit", "units"),
        surface=surface,
        span=span,
        label=more.pop("label", ""),
    )
    told = {
        "metric": "units_purchased",
        "entity": ("microsoft",),
        "product": "hopper",
        "period": Period.parse("2024"),
        "status": Status.ESTIMATE,
        "attributed_to": "omdia",
        "rule": "test",
    }
    published = more.pop("published_on", "2025-02-11")
    name = more.pop("name", "article")
    document = Document(
        id=f"id of {name}",
        name=name,
        path=f"{name}.md",
        text=text,
        language="zh",
        published_on=published,
        publisher="Guancha",
    )
    return Extraction(document, (Mention(quantity, **{**told, **more}),), ())


@pytest.fixture(scope="module")
def ledger() -> Callable[..., Told]:
    """Return a function from rows and articles to the published tables; what is told twice is reconciled once."""
    found: dict[str, _Made] = {}

    def made(*told: dict[str, str] | Extraction | Table) -> Told:
        rows = [one for one in told if isinstance(one, dict)]
        tables = [one for one in told if isinstance(one, Table)]
        articles = [one for one in told if isinstance(one, Extraction)]
        if repr(told) not in found:
            found[repr(told)] = _Made([*tables, table(*rows)] if rows else tables, articles)
        return _Copied(found[repr(told)])

    return made


class _Made:
    """The published tables of what is told, each made when it or one after it is asked for."""

    def __init__(self, tables: Sequence[Table], articles: Sequence[Extraction]) -> None:
        self.rest = settled(told_by(tables, articles, vocabulary()), tables, vocabulary())
        self.done: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        while name not in self.done and self._makes_another():
            pass
        return self.done[name]

    def names(self) -> list[str]:
        while self._makes_another():
            pass
        return list(self.done)

    def _makes_another(self) -> bool:
        for name, frame in self.rest:
            self.done[name] = codes.plain(frame)
            return True
        return False


class _Copied(MutableMapping[str, pd.DataFrame]):
    """A test's own copy of the published tables, which it may change."""

    def __init__(self, made: _Made) -> None:
        self.made = made
        self.own: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.own:
            self.own[name] = self.made[name].copy()
        return self.own[name]

    def __setitem__(self, name: str, frame: pd.DataFrame) -> None:
        self.own[name] = frame

    def __delitem__(self, name: str) -> None:
        raise TypeError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.made.names())

    def __len__(self) -> int:
        return len(self.made.names())
