"""What companies report to the SEC, as XBRL facts: asked for again only where a newer report was filed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from etl.errors import InputRejected
from etl.fetch.hand import Hand, Outcome, State
from etl.fetch.shelf import Wanted

LICENCE = "SEC EDGAR: US government data, free to reuse; asked under its fair-access rules"
FASTEST = 5.0
"""Half of the ten requests a second that the SEC allows to all of one's machines."""
OPTIONS = {
    "url": "https://data.sec.gov",
    "companies": {"google": 1652044},
    "since": 2022,
}
"""`companies` holds the CIK of each, by its id in the vocabulary; periods that ended before `since` are left out."""
REPORTS = frozenset({"10-K", "10-K/A", "10-KT", "10-Q", "10-Q/A", "10-QT", "20-F", "20-F/A", "40-F"})


def bring(hand: Hand) -> Iterator[Outcome]:
    """Fetch the facts of each company; raises InputRejected where nobody is named who asks."""
    if "@" not in hand.web.contact:
        raise InputRejected(
            "SEC EDGAR",
            "it is to be told who asks",
            remedy="Set SILICON_LEDGER_CONTACT, or contact in sources.toml, to a name and e-mail address",
        )
    for company, number in hand.source.options["companies"].items():
        try:
            yield _company(hand, str(company), int(number))
        except InputRejected as fault:
            yield hand.failed(str(company), fault)


def _company(hand: Hand, company: str, number: int) -> Outcome:
    base = str(hand.source.options["url"])
    newest = _newest(base, hand.get(f"{base}/submissions/CIK{number:010d}.json").body)
    about = {"company": company, "since": str(hand.source.options["since"])}
    url = f"{base}/api/xbrl/companyfacts/CIK{number:010d}.json"
    wanted = Wanted(company, url, "companyfacts", ".json", LICENCE, about)
    kept = hand.shelf.kept(company)
    if kept and newest and (kept.mark, kept.url, kept.about) == (newest, url, about):
        return hand.outcome(company, State.UNCHANGED)
    facts = hand.get(url).body
    # The facts may lag behind the list of filings: then the next run asks again.
    return hand.keep(wanted, facts, mark=newest if newest.encode() in facts else "")


def _newest(url: str, body: bytes) -> str:
    """Return the accession number of the newest report that holds facts; empty where there is none."""
    try:
        recent = json.loads(body)["filings"]["recent"]
        told = zip(recent["accessionNumber"], recent["form"], recent["isXBRL"], strict=True)
        return next((str(number) for number, form, facts in told if form in REPORTS and facts), "")
    except KeyError as fault:
        raise InputRejected(url, f"the submissions have no field {fault}", remedy="The format has changed") from None
    except (ValueError, TypeError, RecursionError):
        raise InputRejected(url, "the submissions are no JSON of that form", remedy="Try again later") from None
