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


def test_rows_are_added_as_one_by_one_below_zero_too():
    rows = weights.parsed(
        'choices = ["a", "b", "c"]\n\n[sign]\n"one" = "-700 3 0"\n"two" = "650 -4 0"\n"far" = "-9000 9000 1"\n'
    )
    assert rows.sums(["one", "two"]) == {"a": -50, "b": -1, "c": 0}
    assert rows.sums(["far"] * 1_000) == {"a": -9_000_000, "b": 9_000_000, "c": 1_000}
    assert rows.sums(["unknown"]) == {}
    assert rows.weighed(["one", "two"], ["c", "d", "a"]) == [0, 0, -50]
    assert rows.weighed(["unknown"], ["a", "b"]) == [0, 0]


@pytest.mark.parametrize(
    ("signs", "told"),
    [
        (["b", "a", "much", "little"], "much; little"),
        (["against", "little", "unknown"], "little; unknown"),
        (["against", "unknown"], "unknown; against"),
        (["against", "b", "a"], "a; b"),
        ([], ""),
    ],
)
def test_the_signs_told_are_those_that_weigh_most_and_first_by_name_where_they_weigh_the_same(
    signs: list[str], told: str
) -> None:
    held = {"much": 90, "little": 1, "against": -5, "a": 0, "b": 0}
    assert weights.strongest(held, signs) == told
    rows = weights.Rows(("other", "it"), {sign: (3, weight) for sign, weight in held.items()}, tuple)
    assert rows.strongest(signs, "it") == told
