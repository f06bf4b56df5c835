"""Stops the set-up with one clear line where Python is too old or cannot make environments."""

import importlib.util
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before we know which Python it is
    sys.exit(
        f"Silicon Ledger needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}. "
        "Name another one with: make PYTHON=python3.11 ..."
    )
if importlib.util.find_spec("ensurepip") is None:
    sys.exit(f"{sys.executable} cannot make environments; on Debian and Ubuntu: apt-get install python3-venv")
