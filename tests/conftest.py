"""What all tests share: examples bounded in number, never by a busy machine's clock; texts as each side; what ships."""

import fcntl
import gc
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from etl.publish.frugal import SELDOM
from etl.publish.refresh import Request, refresh

DATA = Path(__file__).parents[1] / "datasets"

gc.set_threshold(SELDOM)  # as a refresh does: to look through all tests for garbage takes a twelfth of their time
settings.register_profile("ledger", deadline=None)
settings.load_profile("ledger")


@pytest.fixture(autouse=True, scope="module")
def texts_of_its_own_side(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold texts as the process does that a test is about: the server holds them otherwise, and never runs the ETL."""
    served = "dashboard" in request.path.parts
    with pd.option_context("mode.string_storage", "python" if served else "auto"):
        yield


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """Return the store that what ships was published into, once for all processes, so that no test may change it."""
    own = tmp_path_factory.getbasetemp()
    store = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shipped"
    told = store.with_suffix(".json")
    with store.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            request = Request((DATA / "tables",), (DATA / "articles",), store, corrections=DATA / "corrections.jsonl")
            told.write_text(json.dumps(refresh(request, lambda *_: None)), encoding="utf-8")
    return store, json.loads(told.read_text(encoding="utf-8"))
