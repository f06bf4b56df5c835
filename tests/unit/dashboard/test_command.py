"""What the command line leaves behind once the server is set up."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.command import _parser, started


@pytest.fixture
def calm() -> Iterator[None]:
    """Look for no garbage, as while the program starts; then as before."""
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.mark.usefixtures("calm")
def test_garbage_is_looked_for_from_when_the_server_is_set_up(tmp_path: Path) -> None:
    before = gc.get_freeze_count()
    started(_parser().parse_args(["--store", str(tmp_path)]))
    assert gc.isenabled()
    assert gc.get_freeze_count() > before
