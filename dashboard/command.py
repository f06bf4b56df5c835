"""The command line: serve the newest snapshot, or write it as files."""

from __future__ import annotations

import argparse
import gc
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from dashboard.app import WARMER, Options, server
from dashboard.guard import LOOPBACK

TOKEN = "LEDGER_TOKEN"  # noqa: S105 - the name of a variable
WORKERS, THREADS = 2, 4
CONNECTIONS, SILENT = 1000, 10


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted; a fault the user can mend is one line on stderr and status 1."""
    arguments = _parser().parse_args(argv)
    if arguments.write:
        return written(arguments)
    fault = _refused(arguments) or _taken(arguments.host, arguments.port)
    if fault:
        print(f"dashboard: {fault}", file=sys.stderr)
        return 1
    shown = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    print(f"Silicon Ledger on http://{shown}:{arguments.port} (Ctrl-C stops it)", flush=True)
    serve(arguments)
    return 0


def written(arguments: argparse.Namespace) -> int:
    """Write the dashboard into a folder and say how many files it has."""
    from dashboard.written import write  # noqa: PLC0415 - who serves needs none of it

    count = write(started(arguments), Path(arguments.write))
    print(f"{count} files in {arguments.write}; open index.html there")
    return 0


def options(arguments: argparse.Namespace) -> Options:
    """Return how to serve, from the command line; reading only where the address is public and no token is set."""
    token = os.environ.get(TOKEN, "")
    passed = [
        part for name in ("articles", "tables") for path in getattr(arguments, name) for part in (f"--{name}", path)
    ]
    hosts = (*LOOPBACK, arguments.host, *arguments.allow_host)
    anyone = arguments.public and not arguments.allow_host
    return Options(
        store=Path(arguments.store),
        refresh=passed,
        hosts=() if anyone else hosts,
        may_refresh=not arguments.public or bool(token),
        token=token,
    )


def started(arguments: argparse.Namespace) -> Flask:
    """Return the server, set up; what was made till then stays and is no more looked through for garbage."""
    flask = server(options(arguments))
    gc.freeze()
    gc.enable()
    return flask


def serve(arguments: argparse.Namespace) -> None:
    """Run gunicorn where there is one, waitress elsewhere."""
    flask = started(arguments)
    names = {arguments.host, "localhost"} if arguments.host in LOOPBACK else {arguments.host}
    hosts = [f"{name}:{arguments.port}" for name in sorted(names)]
    if sys.platform == "win32":
        from waitress import serve as wait  # noqa: PLC0415 - installed on Windows only

        flask.extensions[WARMER].start(hosts)
        wait(
            flask,
            host=arguments.host,
            port=arguments.port,
            connection_limit=CONNECTIONS,
            channel_timeout=SILENT,
            ident=None,
        )
        return
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - installed on Unix only

    class Gunicorn(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped to the checker
        def load_config(self) -> None:
            bind = (
                f"[{arguments.host}]:{arguments.port}"
                if ":" in arguments.host
                else f"{arguments.host}:{arguments.port}"
            )
            told = {
                "bind": bind,
                "workers": WORKERS,
                "threads": THREADS,
                "worker_class": "gthread",
                "loglevel": "warning",
            }
            told |= {"control_socket_disable": True, "timeout": 120}
            told["post_worker_init"] = lambda _: flask.extensions[WARMER].start(hosts)
            for name, value in told.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> object:
            return flask

    Gunicorn().run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Serve the newest snapshot.")
    parser.add_argument("--store", default="datasets/snapshots", help="folder of snapshots (datasets/snapshots)")
    parser.add_argument("--write", metavar="FOLDER", help="write every page as files that need no server, and stop")
    parser.add_argument(
        "--articles", action="append", default=[], metavar="PATH", help="passed to the refresh; repeatable"
    )
    parser.add_argument(
        "--tables", action="append", default=[], metavar="PATH", help="passed to the refresh; repeatable"
    )
    parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"), help="address to bind (127.0.0.1)")
    parser.add_argument("--port", type=_port, default=os.environ.get("PORT", "8050"), help="port to bind (8050)")
    parser.add_argument(
        "--public", action="store_true", help=f"allow an address others reach; refreshing then needs {TOKEN}"
    )
    parser.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help="a name the dashboard answers to; repeatable"
    )
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:  # noqa: PLR2004 - the range of ports
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return port


def _refused(arguments: argparse.Namespace) -> str:
    if arguments.public or arguments.host in LOOPBACK or arguments.host.startswith("127."):
        return ""
    return f"{arguments.host} can be reached by others; --public serves it, and {TOKEN} allows refreshing there"


def _taken(host: str, port: int) -> str:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            return f"cannot listen on {host}:{port} ({fault.strerror}); choose another with --port"
    return ""
