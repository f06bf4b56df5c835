"""What all tests share: examples bounded in number, never by a busy machine's clock; texts held as each side does."""

from collections.abc import Iterator

import pandas as pd
import pytest
from hypothesis import settings

settings.register_profile("ledger", deadline=None)
settings.load_profile("ledger")


@pytest.fixture(autouse=True, scope="module")
def texts_of_its_own_side(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold texts as the process does that a test is about: the server holds them otherwise, and never runs the ETL."""
    served = "dashboard" in request.path.parts
    with pd.option_context("mode.string_storage", "python" if served else "auto"):
        yield
