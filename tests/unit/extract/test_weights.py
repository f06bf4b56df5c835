"""Files of weights are told line by line as TOML tells them."""

import tomllib
from pathlib import Path

import pytest

from etl.extract import weights

FILES = sorted(Path(weights.__file__).parent.glob("*weights.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_lines_are_told_as_toml_has_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    told = tomllib.loads(text)
    assert len(weights.LINE.findall(text)) == len(told["sign"])  # none falls back on TOML
    assert weights.loaded(text) == told


def test_what_no_tool_wrote_is_read_as_toml() -> None:
    text = '[sign]\n"a \\"word\\"" = 1.5  # by hand\n'
    assert weights.loaded(text) == {"sign": {'a "word"': 1.5}}
