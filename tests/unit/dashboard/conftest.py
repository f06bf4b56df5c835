"""A served ledger without a socket: Flask's test client over a small published store."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.app import Options, server
from tests.ledger import store


class Client(FlaskClient):
    """A client that names a host the dashboard answers to, unless told otherwise."""

    def open(self, *args, **kwargs):  # noqa: ANN002, ANN003 - the shape is werkzeug's
        kwargs["headers"] = {"Host": "localhost", **(kwargs.get("headers") or {})}
        kwargs.setdefault("buffered", True)  # files are read and closed at once
        return super().open(*args, **kwargs)


def client_of(folder: Path, **options: object) -> FlaskClient:
    """Return a client of a dashboard over a store."""
    flask = server(Options(store=folder, **options))  # type: ignore[arg-type]
    flask.test_client_class = Client
    return flask.test_client()


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the small ledger; a test must not change it."""
    return store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def client(ledger: Path) -> FlaskClient:
    """Return a client of the small ledger."""
    return client_of(ledger)
