"""Run the command line: `python -m dashboard`."""

import gc
import sys

# What is made while it starts stays: to look through it for garbage takes a fifteenth of the start.
gc.disable()

from dashboard.command import main  # noqa: E402 - after what is said above

if __name__ == "__main__":
    sys.exit(main())
