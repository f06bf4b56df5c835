"""Makes datasets/tables/exchange_rates.csv: monthly averages of official reference rates, as units for one dollar."""

from __future__ import annotations

import argparse
import csv
import io
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from etl.readers.raw import _rates  # noqa: E402 - found by the line above
from etl.readers.raw._rates import FIRST  # noqa: E402
from etl.readers.raw.ecb import CURRENCIES as ECB  # noqa: E402
from etl.readers.raw.ecb import SOURCE as ECB_SOURCE  # noqa: E402
from etl.readers.raw.ecb import URL as ECB_URL  # noqa: E402

TARGET = ROOT / "datasets" / "tables" / "exchange_rates.csv"
H10 = {"Taiwan": "TWD"}
H10_SOURCE = "Federal Reserve, H.10 monthly averages (FRED EXTAUS), as kept in datasets/exchange-rates"
H10_URL = "https://github.com/datasets/exchange-rates/blob/36c900810f02dafcf1e6572cfbc586282bf9c41c/data/monthly.csv"
COLUMNS = ("rate_id", "currency", "month", "rate", "unit", "days", "source", "source_url", "note")

Row = dict[str, str]


def crossed(days: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    """Yield one row per currency and month from the bank's daily rates, which count in euros."""
    return _rates.crossed(days, ECB, ECB_SOURCE, ECB_URL)


def averages(months: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    """Yield the rows of the currencies that the European bank does not quote, from a file Date,Country,Value."""
    for told in months:
        currency, month = H10.get(told["Country"], ""), told["Date"][:7]
        if currency and month >= FIRST:
            yield _rates.cells(currency, month, float(told["Value"]), "", (H10_SOURCE, H10_URL, "monthly average"))


def written(rows: Iterable[Row]) -> str:
    """Return the rows as CSV, by currency and month."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["rate_id"]))
    return text.getvalue()


def ecb_days(path: Path) -> Iterator[dict[str, str]]:
    """Yield the days of the bank's zipped history."""
    with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as file:
        yield from csv.DictReader(io.TextIOWrapper(file, "utf-8", newline=""))


def main(argv: list[str] | None = None) -> int:
    """Write the table from the two downloaded files; say how many rows of each currency it has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ecb", type=Path, required=True, help=f"downloaded from {ECB_URL}")
    parser.add_argument("--h10", type=Path, required=True, help=f"downloaded from {H10_URL}")
    parser.add_argument("--target", type=Path, default=TARGET)
    given = parser.parse_args(argv)
    with given.h10.open(encoding="utf-8", newline="") as file:
        rows = [*crossed(ecb_days(given.ecb)), *averages(csv.DictReader(file))]
    given.target.write_bytes(written(rows).encode())
    for currency in sorted({row["currency"] for row in rows}):
        months = sorted(row["month"] for row in rows if row["currency"] == currency)
        print(f"{currency}: {len(months)} months, {months[0]} to {months[-1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
