"""The European Central Bank's history of reference rates: a CSV in a zip, crossed from euros to dollars."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from etl.model import Table
from etl.readers.raw import _form, _rates
from etl.sidecar import Sidecar

CURRENCIES = ("CNY", "EUR", "GBP", "HKD", "JPY", "KRW")
SOURCE = "European Central Bank, euro foreign exchange reference rates"
URL = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"
MAX_BYTES = 32 * 2**20
COLUMNS = ("Date", "USD", *(currency for currency in CURRENCIES if currency != "EUR"))


def read(path: Path, told: Sidecar, data: bytes) -> Table:
    """Return one row per currency and month."""
    days = _form.csv_of(path, told, _unzipped(path, told, data), COLUMNS)
    try:
        found = _rates.rows(_rates.crossed(days, CURRENCIES, SOURCE, told.url))
    except (ValueError, ZeroDivisionError) as fault:
        raise _form.refused(path, told, f"a rate in it is no number ({fault})") from None
    return _form.table(path, told, "rates", found)


def _unzipped(path: Path, told: Sidecar, data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(archive.infolist()[0]) as file:
            # Counted while inflating: what an archive's headers say of its size need not be true.
            found = file.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, IndexError, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise _form.refused(path, told, "it is no sound zip") from None
    if len(found) > MAX_BYTES:
        raise _form.refused(path, told, f"it unpacks to more than {MAX_BYTES // 2**20} MB")
    return found
