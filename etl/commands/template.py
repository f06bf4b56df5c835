"""`python -m etl template`: an empty workbook to fill, one sheet for each column contract."""

from __future__ import annotations

import argparse
from pathlib import Path

from etl.errors import UsageError
from etl.publish.template import write_template
from etl.readers.contract import contracts
from etl.vocabulary import vocabulary

NAME = "template"
HELP = "write an empty workbook of the column contracts, with lists to choose from"
SUFFIX = ".xlsx"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the file and which contracts it shall have."""
    parser.add_argument("file", type=Path, metavar="FILE", help="workbook to write; it must not exist yet")
    names = ", ".join(contracts())
    parser.add_argument("--only", nargs="+", choices=[*contracts()], metavar="CONTRACT", default=[], help=names)


def run(arguments: argparse.Namespace) -> int:
    """Write the workbook; a file that is there may hold someone's rows and is left alone."""
    path: Path = arguments.file
    if path.suffix.lower() != SUFFIX:
        raise UsageError(f"the file's name ends in {SUFFIX}, not {path.name!r}")
    if path.exists():
        raise UsageError(f"{path} exists and may hold rows of yours; choose another name")
    written = write_template(path, vocabulary(), arguments.only)
    print(f"{written} sheets to fill: {path}")
    return 0
