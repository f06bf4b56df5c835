"""The period that a text reports on: the quarter, half or year its title or first sentences name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from etl.extract import calendars, when
from etl.extract.blocks import Kind
from etl.extract.names import OWNERS, Role
from etl.extract.periods import PeriodMention
from etl.extract.reading import Reading
from etl.extract.scene import Scene
from etl.period import known_by

KINDS = frozenset({"quarter", "half", "fiscal"})
_TOLD = re.compile(
    r"revenue|sales|earnings|results|fiscal|numbers|guidance|outlook|outlays|capital expenditures?|capex|"
    r"at a glance|key lines|orders|bookings|backlog|"
    r"营收|营业收入|收入|业绩|财报|财季|季报|年报|报告期|法说|快报|资本开支|资本支出"
)
_ANNUAL = re.compile(r"年度(?:业绩|报告|快报|财报)|年报|full-year results|annual (?:report|results)|key lines")
# How many sentences into a text its report is still introduced.
FIRST = 9


@dataclass(frozen=True, slots=True)
class Report:
    """A reported period by its label, and the firms that report, where they are named."""

    label: str = ""
    owners: frozenset[str] = frozenset()

    def covers(self, entity: Iterable[str]) -> bool:
        """Say whether the figures of an owner are of this report."""
        found = frozenset(entity)
        return bool(self.label) and (not self.owners or not found or found <= self.owners)


def report(reading: Reading, titled: Scene | None, first: Iterable[Scene]) -> Report:
    """Return what a text reports on, or an empty report."""
    scenes = [scene for scene in (titled, *list(first)[:FIRST]) if scene is not None]
    owners = frozenset(name.term.id for scene in scenes[:2] for name in scene.names if name.role in OWNERS)
    named = [name for scene in scenes[:3] for name in scene.names if name.role in OWNERS | {Role.BRAND}]
    ends = {name.term.fiscal_year_end for name in named if name.term.kind == "company"}
    year_end = ends.pop() if len(ends) == 1 else ""
    label = next((label for scene in scenes if (label := _label(reading, scene, titled, year_end))), "")
    return Report(label, owners) if label else Report()


_TENDER = re.compile(r"采购|集采|招标|中标|tender|procurement|framework")


def tender(reading: Reading, first: Iterable[Scene]) -> str:
    """Return the years that the procurement a text opens with is for, or nothing: 2024年至2025年…采购."""
    for scene in list(first)[:FIRST]:
        if _TENDER.search(reading.plain, scene.start, scene.end):
            for mention in scene.periods:
                if re.fullmatch(r"\d{4}/\d{4}", mention.period.label):
                    return mention.period.label
    return ""


def _label(reading: Reading, scene: Scene, titled: Scene | None, year_end: str) -> str:
    text = reading.document.title.lower() if scene is titled else reading.plain
    heads = scene is titled or scene.block.kind is Kind.HEADING
    if not _TOLD.search(text, scene.start, scene.end) and not heads:
        return ""
    known = known_by(reading.document.published_on)
    annual = bool(_ANNUAL.search(text, scene.start, scene.end))
    for mention in scene.periods:
        if when.is_compared(text, mention) or not (mention.period.label or mention.kind == "fiscal"):
            continue
        own = calendars.of_firm(text, reading.document.published_on, scene, mention, year_end)
        own = own or ("" if heads else _numbered(text, scene, mention, known))
        if own and not calendars.is_ahead(text, scene, mention):
            return own
        if _is_reported(mention, known, annual=annual):
            return mention.period.label
    return ""


def _numbered(text: str, scene: Scene, mention: PeriodMention, known: date | None) -> str:
    """Return the fiscal quarter that a number names without its year, by the calendar of the one firm that acts."""
    if mention.kind != "fiscal" or mention.period.label or not known:
        return ""
    acting = [name.term for name in scene.names if name.role in OWNERS and name.term.kind == "company"]
    ends = {term.fiscal_year_end for term in acting if term.fiscal_year_end}
    if len(ends) != 1 or calendars.CALENDAR in ends:
        return ""
    return calendars.last_or_next(mention.span.of(text), ends.pop(), known, ahead=False)


def _is_reported(mention: PeriodMention, known: date | None, *, annual: bool) -> bool:
    """Say whether a period can be what is reported on: a quarter, half or fiscal year that is over."""
    end, label = mention.period.end, mention.period.label
    over = end is None or known is None or end <= known
    long = mention.kind in KINDS or (annual and mention.kind == "year")
    if mention.kind == "fiscal" and len(label) == len("FY2026"):
        over = known is None or int(label[2:]) <= known.year or annual
    return bool(label) and "/" not in label and over and long
