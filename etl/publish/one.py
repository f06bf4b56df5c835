"""One source read, and what is wrong with it returned, since an error must travel between processes whole."""

from __future__ import annotations

from pathlib import Path

from etl.errors import InputRejected
from etl.extract import extract
from etl.model import Extraction, Table
from etl.readers import read


def read_one(path: Path) -> Table | Extraction | InputRejected:
    """Return a table or what a document says, or why it could not be read."""
    try:
        source = read(path)
        return source if isinstance(source, Table) else extract(source)
    except InputRejected as rejected:
        return rejected
    except OSError as fault:
        return InputRejected(str(path), f"cannot be opened: {fault.strerror}", remedy="Check that it can be read")
    except (RecursionError, MemoryError) as fault:
        reason = f"it takes more than this machine gives ({type(fault).__name__})"
        return InputRejected(str(path), reason, remedy="Split it, or take out what is nested deep")
