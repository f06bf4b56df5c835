"""Capital spending out of a company's XBRL facts at the SEC: quarters and years, each value from its filing on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from etl.errors import InputRejected
from etl.model import Row, Table
from etl.period import CALENDAR_YEAR, FiscalYear
from etl.readers.adoption import span_label
from etl.readers.raw import _form
from etl.readers.raw._quarters import Fact, Reading, gaps, readings
from etl.sidecar import Sidecar
from etl.vocabulary import Term, vocabulary

# Companies change tags, so that all of them count together and each value names its own; first come, first taken.
TAGS = ("PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets")
DEFINITION = "cash_ppe"
PUBLISHER = "SEC XBRL company facts"
DERIVED = "derived: year-to-date figure minus prior year-to-date"
QUARTERS_A_YEAR = 4


@dataclass(frozen=True, slots=True)
class _Company:
    """Whose facts they are: the term, its number at the SEC, the name it files under, its fiscal year if known."""

    term: Term
    number: int
    filer: str
    fiscal: FiscalYear | None


def read(path: Path, told: Sidecar, data: bytes) -> Table:
    """Return one row for each value of each quarter and year; the accession numbers of its filings are the place."""
    held = _form.json_of(path, told, data)
    company = _company(path, told, held)
    since = f"{told.about.get('since', '')}-01-01"
    found = [one for one in readings(_facts(path, told, held), TAGS) if one.end.isoformat() >= since]
    rows = _rows(company, found)
    noted = tuple(_gap(told, company, *gap) for gap in gaps(found))
    return _form.table(path, told, "figures", rows, source_kind="filing", noted=noted)


def _company(path: Path, told: Sidecar, held: Any) -> _Company:
    name = told.about.get("company", "")
    term = vocabulary().terms.get(name)
    if term is None:
        remedy = "Name it in sources.toml by its id in etl/vocabulary/companies.toml"
        raise InputRejected(told.url, f"the vocabulary knows no company {name!r}", remedy=remedy, place=told.file)
    number = _form.field(path, told, held, "cik")
    if not str(number).isdecimal():
        raise _form.refused(path, told, "its field cik is no number")
    filer = str(_form.field(path, told, held, "entityName"))
    return _Company(term, int(number), filer, vocabulary().fiscal_year(name))


def _facts(path: Path, told: Sidecar, held: Any) -> Iterator[Fact]:
    known = _form.field(path, told, held, "facts", "us-gaap")
    if not any(tag in known for tag in TAGS):
        raise _form.refused(path, told, f"it has no field facts.us-gaap.{' or .'.join(TAGS)}")
    for tag in (tag for tag in TAGS if tag in known):
        for one in _form.field(path, told, known[tag], "units", "USD"):
            yield _fact(path, told, one, tag)


def _fact(path: Path, told: Sidecar, one: Any, tag: str) -> Fact:
    start, end, value, filed, accession, form = (
        _form.field(path, told, one, name) for name in ("start", "end", "val", "filed", "accn", "form")
    )
    try:
        days = [date.fromisoformat(day) for day in (start, end, filed)]
        return Fact(days[0], days[1], int(value), days[2], str(accession), str(form), tag)
    except (TypeError, ValueError, OverflowError):
        raise _form.refused(path, told, f"a fact of {tag} cannot be read: {str(one)[:120]}") from None


def _rows(company: _Company, found: list[Reading]) -> Iterator[Row]:
    first: dict[tuple[date, date], Reading] = {}
    for one in found:
        before = first.setdefault((one.start, one.end), one)
        yield _row(company, one, None if before is one else before)


def _row(company: _Company, one: Reading, before: Reading | None) -> Row:
    label, basis = labelled(one, company.fiscal)
    newest = max(one.facts, key=lambda fact: fact.filed)
    name = company.term.name_en
    cells = {
        "figure_id": f"{company.term.id}-capex-{label}-{one.filed}".lower(),
        "metric": "capex",
        "entity": name,
        "value": str(one.value),
        "qualifier": "exact",
        "unit": "USD",
        "period": label,
        "period_start": one.start.isoformat(),
        "period_end": one.end.isoformat(),
        "period_basis": basis,
        "period_wording": label,
        "definition": DEFINITION,
        "status": "actual",
        "origin": name,
        "publisher": PUBLISHER,
        "source_title": f"Form {newest.form} of {company.filer}",
        "source_url": _address(company.number, newest.accession),
        "source_tier": "1",
        "published_on": one.filed.isoformat(),
        "flags": "derived" if one.derived else "",
        "note": _note(one, newest, before),
    }
    return Row(cells, " minus ".join(f"{fact.accession} us-gaap:{fact.tag}" for fact in one.facts))


def labelled(one: Reading, fiscal: FiscalYear | None) -> tuple[str, str]:
    """Return label and basis of a quarter or year by its middle day; by its days where the fiscal year is not known."""
    if fiscal is None:
        return span_label(one.start.isoformat(), one.end.isoformat()), "calendar"
    middle = one.start + (one.end - one.start) / 2
    year = next(year for year in (middle.year, middle.year + 1) if middle <= fiscal.dates(year)[1])
    first, last = fiscal.dates(year)
    quarter = (middle - first).days * QUARTERS_A_YEAR // ((last - first).days + 1) + 1
    prefix, basis = ("", "calendar") if fiscal == CALENDAR_YEAR else ("FY", "fiscal")
    return f"{prefix}{year}" + ("" if one.is_year else f"Q{quarter}"), basis


def _address(number: int, accession: str) -> str:
    return f"https://www.sec.gov/Archives/edgar/data/{number}/{accession.replace('-', '')}/{accession}-index.htm"


def _note(one: Reading, newest: Fact, before: Reading | None) -> str:
    parts = [f"from {newest.form}", DERIVED if one.derived else "", "of two vintages" if one.mixed else ""]
    parts += [f"filed {one.filed}, accession {newest.accession}", f"us-gaap:{newest.tag}"]
    if before:
        parts.append(f"restated; first reported as {before.value} on {before.filed}")
    return "; ".join(part for part in parts if part)


def _gap(told: Sidecar, company: _Company, start: date, end: date) -> InputRejected:
    reason = f"no quarter can be derived from {start} to {end}: a year-to-date value is missing under its tags"
    return InputRejected(f"{told.source}/{told.name}", reason, remedy="Nothing to do", place=company.filer)
