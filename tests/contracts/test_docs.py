"""What the documents say is so: commands exist, the reference is current, both READMEs give the same commands."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
DOCS = ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"]
CODE = re.compile(r"^```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCS)
def test_every_make_target_named_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z-]+)", read(name))) <= targets | {"it", "sure"}


@pytest.mark.parametrize("name", DOCS)
def test_every_command_named_exists(name: str) -> None:
    commands = {path.stem for path in (ROOT / "etl/commands").glob("[a-z]*.py")}
    assert set(re.findall(r"python -m etl ([a-z]+)", read(name))) <= commands


@pytest.mark.parametrize("name", DOCS)
def test_every_file_linked_exists(name: str) -> None:
    links = [link for link in re.findall(r"\]\((?!http)([^)#]+)\)", read(name)) if link]
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", DOCS[:2])
def test_every_chart_address_named_exists(name: str) -> None:
    from dashboard.charts import charts  # noqa: PLC0415 - the documents without charts need no pandas

    assert set(re.findall(r"/charts/([a-z-]+)\.", read(name))) <= set(charts())


def test_both_readmes_give_the_same_commands() -> None:
    english, chinese = (CODE.findall(read(name)) for name in DOCS[:2])
    stripped = [[re.sub(r"\s+#.*", "", block) for block in blocks] for blocks in (english, chinese)]
    assert stripped[0] == stripped[1]


def test_every_library_says_why_it_is_here() -> None:
    reasons = read("CONTRIBUTING.md").partition("## Why these libraries")[2].lower()
    lines = (read("requirements.txt") + read("requirements-dev.txt")).splitlines()
    names = [line.partition("==")[0].lower() for line in lines if "==" in line]
    stubs = [name for name in names if name.startswith("types-") or name.endswith("-stubs")]
    assert [name for name in names if name not in stubs and not re.search(rf"\b{name}\b", reasons)] == []


def test_the_reference_is_current() -> None:
    from reference import reference  # noqa: PLC0415 - it loads every command and chart

    assert read("docs/reference.md") == reference(), "run: python tools/reference.py"
