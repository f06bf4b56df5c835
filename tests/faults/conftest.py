"""The small tables of the publishing tests."""

import importlib.util
from pathlib import Path

_FILE = Path(__file__).parents[1] / "unit/publish/conftest.py"
_SPEC = importlib.util.spec_from_file_location("publish_tables", _FILE)
_MODULE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
tables = _MODULE.tables
