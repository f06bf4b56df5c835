"""The command line: `python -m etl COMMAND`; each file in etl/commands is one command."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from types import ModuleType

from etl import commands
from etl.errors import LedgerError
from etl.leaving import leave

USAGE_STATUS = 2


def main(argv: list[str] | None = None) -> int:
    """Run one command; a fault the user can mend is one line on stderr and status 2, never a trace."""
    words = sys.argv[1:] if argv is None else argv
    arguments = parser(words[0] if words else "").parse_args(words)
    try:
        return int(arguments.run(arguments))
    except LedgerError as fault:
        print(f"etl {arguments.command}: {fault}", file=sys.stderr)  # noqa: T201
        return USAGE_STATUS
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print(f"etl {arguments.command}: interrupted; the store is as it was", file=sys.stderr)  # noqa: T201
        return 130


def parser(wanted: str = "") -> argparse.ArgumentParser:
    """Build the command line from the files in etl/commands; only the wanted command is loaded where it exists."""
    whole = argparse.ArgumentParser(prog="python -m etl", description="From articles and tables to published figures.")
    parsers = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in _commands(wanted):
        sub = parsers.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.configure(sub)
        sub.set_defaults(run=command.run)
    return whole


def _commands(wanted: str) -> list[ModuleType]:
    names = sorted(found.name for found in pkgutil.iter_modules(commands.__path__) if not found.name.startswith("_"))
    chosen = [wanted] if wanted in names else names
    return [importlib.import_module(f"{commands.__name__}.{name}") for name in chosen]


if __name__ == "__main__":
    leave(main())
