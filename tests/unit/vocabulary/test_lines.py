"""The vocabulary's TOML read line by line says what TOML says, and leaves to TOML what is written otherwise."""

import tomllib

import pytest

from etl.vocabulary.entry import HOME
from etl.vocabulary.lines import tables

TEXTS = [
    '[company]\nacme = { en = "Acme", zh = "甲", names = ["A = B", "C, d = e"], quiet = true }\n',
    '# Firms\n\n[company]\n# Makers\nacme = { en = "Say \\"Acme\\"", zh = "{甲}" }\n[product]\nx1 = { en = "X1" }\n',
    '[company]\nacme = { en = "Acme" }  # a remark\n',
    '[company.acme]\nen = "Acme"\nnames = [\n  "A",\n]\n',
    "[company]\nacme = { en = 'Acme' }\n",
    "",
]
WRONG = [
    "[company\n",
    '[company]\nacme = { en = "A" }\nacme = { en = "B" }\n',
    '[company]\nacme = { en = "A", en = "B" }\n',
    '[company]\na = { en = "A" }\n[company]\nb = { en = "B" }\n',
    "[company]\nacme = { en = nothing }\n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_lines_say_what_toml_says(text: str) -> None:
    assert tables(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", WRONG)
def test_what_toml_refuses_is_refused(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tables(text)


def test_the_files_of_the_vocabulary_are_read_alike() -> None:
    for path in HOME.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert tables(text) == tomllib.loads(text), path.name
