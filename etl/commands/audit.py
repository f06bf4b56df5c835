"""`python -m etl audit`: check every published figure, and the snapshot itself."""

from __future__ import annotations

import argparse
from pathlib import Path

from etl.commands.refresh import STORE
from etl.publish import snapshot
from etl.reconcile.audit import RULES, audit

NAME = "audit"
HELP = "check every published figure against the rules"
FOUND = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--store", type=Path, metavar="PATH", default=STORE, help=f"default {STORE}")
    parser.add_argument("snapshot", nargs="?", default=snapshot.LATEST, help="id of a snapshot; default the newest")


def run(arguments: argparse.Namespace) -> int:
    """Print each finding as row, rule, fault and remedy; 1 when there is any."""
    tables = snapshot.read(arguments.store, arguments.snapshot)
    found = audit(tables)
    for one in found:
        print(f"{one.row}  {one.rule}  {one.fault}  {one.remedy}")
    figures = len(tables["observations"])
    print(f"{figures} figures, {len(RULES)} rules, {len(found)} findings")
    return FOUND if found else 0
