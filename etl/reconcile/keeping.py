"""What is made of some things only, and so can be kept while these stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

Frames = Mapping[str, pd.DataFrame]
Make = Callable[[], Frames]
Keep = Callable[[str, Sequence[Any], Make], Frames]
"""Returns the frames of a name: as they were kept for the frames and other things that they are made of, or made."""


def anew(_what: str, _of: Sequence[Any], make: Make) -> Frames:
    """Return frames that nobody keeps."""
    return make()
