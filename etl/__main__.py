"""The command line: `python -m etl COMMAND`; each file in etl/commands is one command."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from types import ModuleType

from etl import commands
from etl.errors import LedgerError

USAGE_STATUS = 2


def main(argv: list[str] | None = None) -> int:
    """Run one command; a fault the user can mend is one line on stderr and status 2, never a trace."""
    arguments = parser().parse_args(argv)
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


def parser() -> argparse.ArgumentParser:
    """Build the command line from the files in etl/commands."""
    whole = argparse.ArgumentParser(prog="python -m etl", description="From articles and tables to published figures.")
    parsers = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in _commands():
        sub = parsers.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.configure(sub)
        sub.set_defaults(run=command.run)
    return whole


def _commands() -> list[ModuleType]:
    names = sorted(found.name for found in pkgutil.iter_modules(commands.__path__))
    modules = (importlib.import_module(f"{commands.__name__}.{name}") for name in names)
    return [module for module in modules if hasattr(module, "NAME")]


if __name__ == "__main__":
    sys.exit(main())
