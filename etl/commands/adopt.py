"""Turn a folder of fact tables into curated tables by the written mappings."""

from __future__ import annotations

import argparse
from pathlib import Path

from etl.readers.adoption import adopt, adoptions

NAME = "adopt"
HELP = "write datasets/tables from a folder of fact tables, by the mappings in etl/readers/mappings"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the folder of facts and the folder to write to."""
    parser.add_argument("facts", type=Path, metavar="DIR", help="folder that holds the fact tables")
    parser.add_argument("--tables", type=Path, default=Path("datasets/tables"), help="folder to write to")


def run(arguments: argparse.Namespace) -> int:
    """Map every table first, then write them, so that a fault leaves the folder as it was."""
    tables = {mapping.target: adopt(arguments.facts, mapping) for mapping in adoptions()}
    arguments.tables.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (arguments.tables / name).write_text(text, encoding="utf-8", newline="")
        print(f"{name}: {text.count(chr(10)) - 1} rows")
    return 0
