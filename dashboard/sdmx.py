"""The statuses as SDMX has them (code list CL_OBS_STATUS), for those who load our files beside official statistics."""

from __future__ import annotations

CODES = {
    "actual": "A",
    "estimate": "E",
    "guidance": "F",
    "plan": "F",
    "rumour": "U",
    "derived": "E",
    "scenario": "G",
    "searched_not_found": "O",
    "not_searched": "L",
}
"""Normal, estimated, forecast, of low reliability, experimental, missing, not collected."""


def told() -> str:
    """Return the mapping in a line, as a file carries it."""
    return ", ".join(f"{status} {code}" for status, code in CODES.items())
