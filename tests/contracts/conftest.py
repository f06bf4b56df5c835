"""What ships, published once for all that look at it."""

from pathlib import Path

import pytest

from etl.publish.refresh import Request, refresh

DATA = Path(__file__).parents[2] / "datasets"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """Return the store that the shipped tables and articles were published into, and the receipt."""
    store = tmp_path_factory.mktemp("shipped")
    request = Request((DATA / "tables",), (DATA / "articles",), store, corrections=DATA / "corrections.jsonl")
    return store, refresh(request, lambda *_: None)
