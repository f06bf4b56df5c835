"""The words of the field as frozen types: Document, Span, Quantity, Mention, Unexplained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from etl.errors import InputRejected
from etl.period import Period


class Status(StrEnum):
    """How sure the source itself is, strongest first."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    GUIDANCE = "guidance"
    PLAN = "plan"
    RUMOUR = "rumour"
    DERIVED = "derived"
    SCENARIO = "scenario"


class Qualifier(StrEnum):
    """How a value is hedged."""

    EXACT = "exact"
    APPROX = "approx"
    RANGE = "range"
    MIN = "min"
    MAX = "max"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the text under the span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Document:
    """
    A text as received; `text` is never edited, and every offset counts code points into it.

    `published_on` is an ISO date as precise as the source states it (2025, 2025-05, 2025-05-23) or empty.
    `language` is zh or en. `id` is the sha256 of the file's bytes.
    """

    id: str
    name: str
    path: str
    text: str
    title: str = ""
    language: str = "en"
    published_on: str = ""
    date_trust: str = ""
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    A number with its unit and hedge, in the unit's base (485000 units, 0.8 share, 2.5e9 USD_per_year).

    Exactly as the text hedges it: `value` is None for a vague size, `low` for "up to", `high` for "at least".
    `unit` is empty where the text names none. `surface` equals the text under `span`. `noun` keeps the counter or
    counted noun as written. A date read as a value has unit "date" and its label in `label`.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    unit: str
    surface: str
    span: Span
    noun: str = ""
    label: str = ""
    flags: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """
    A quantity bound to what it says: who, of what, when, how surely, and who says so.

    `entity`, `counterparty` and `attributed_to` hold vocabulary ids, or names as written where the vocabulary has none;
    a joint figure names several entities. An attribute of a chip programme has metric "attribute", its name in `key`
    and its value in `quantity.label`. `restates` is the span of the figure that this one repeats in another currency.
    `rule` names the rule that made it, `reasons` what speaks for or against it.
    """

    quantity: Quantity
    metric: str
    entity: tuple[str, ...] = ()
    counterparty: tuple[str, ...] = ()
    product: str = ""
    period: Period | None = None
    status: Status = Status.ACTUAL
    attributed_to: str = ""
    key: str = ""
    definition: str = ""
    contract_type: str = ""
    unit_basis: str = ""
    denominator: str = ""
    restates: Span | None = None
    repeats: tuple[Span, ...] = ()
    flags: tuple[str, ...] = ()
    rule: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A quantity that did not become a mention, and why."""

    quantity: Quantity
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read in one document: each quantity is in `mentions` or in `unexplained`."""

    document: Document
    mentions: tuple[Mention, ...]
    unexplained: tuple[Unexplained, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table as text, by column name, and the place it stands in (row 12, or Sheet1!A12)."""

    cells: Mapping[str, str]
    locator: str


@dataclass(frozen=True, slots=True)
class Table:
    """
    A curated table as read: its rows by one of the column contracts (figures, chips, milestones).

    `rejected` holds the rows that could not be used, each with its reason; the rest of the table stands.
    `noted` holds what is to be said of it although all of it was used. `source_kind` is table, or filing for what a
    register of filings holds. `told_until` is the last day that its rows gave exactly, where some of them are left out.
    `id` is the sha256 of the file's bytes.
    """

    id: str
    name: str
    path: str
    contract: str
    rows: tuple[Row, ...]
    rejected: tuple[InputRejected, ...] = ()
    source_kind: str = "table"
    noted: tuple[InputRejected, ...] = ()
    told_until: str = ""
