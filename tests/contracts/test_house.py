"""The house rules that no other tool keeps: size, pins, words, and paths that must not travel."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted(path for top in ("etl", "dashboard", "tools") for path in (ROOT / top).rglob("*.py"))
MAX_LINES = 300

TRACKED = sorted(
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    if name and (ROOT / name).is_file()
)
# Joined here so that this file does not carry what it forbids.
HOSTS = ("files.python" + "hosted", "pypi" + ".org/simple", "registry.npm" + "js", "deb.deb" + "ian")
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|farm|opt/wheels|opt/pypi)\b")


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_a_module_holds_one_thing() -> None:
    lines = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert len(lines) > 500
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_in_order(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("#", "-r"))]
    assert [line for line in lines if "==" not in line] == []
    packages = [line.partition("==")[0].lower() for line in lines]
    assert packages == sorted(packages)


def test_no_text_names_a_machine_or_a_registry() -> None:
    found = []
    for path in TRACKED:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path != Path(__file__) and (MACHINE.search(text) or any(host in text for host in HOSTS)):
            found.append(relative(path))
    assert found == []


def test_nothing_large_is_tracked() -> None:
    large = [relative(path) for path in TRACKED if path.stat().st_size > 2_000_000]
    assert large == []


def test_datasets_hold_no_code() -> None:
    assert [relative(path) for path in TRACKED if path.is_relative_to(ROOT / "datasets") and path.suffix == ".py"] == []


def test_the_vendored_plotly_is_the_one_plotly_py_speaks() -> None:
    from plotly.offline import get_plotlyjs_version  # noqa: PLC0415 - slow to import, used once

    names = [path.name for path in (ROOT / "dashboard/assets/vendor").glob("plotly-basic-*.min.js")]
    assert names == [f"plotly-basic-{get_plotlyjs_version()}.min.js"]


def test_ci_runs_the_readme_test_command() -> None:
    assert "make test" in (ROOT / ".ci/run").read_text()


def test_the_project_file_is_valid() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["tool"]["mypy"]["strict"] is True
    assert "ALL" in project["tool"]["ruff"]["lint"]["select"]


def test_no_file_carries_sentences_of_the_original_article() -> None:
    originals = sorted((ROOT.parent / "shared/originals").glob("*"))
    if not originals:
        pytest.skip("the original article is not here")
    runs = {run for path in originals for run in han_runs(path.read_text(encoding="utf-8"))}
    carried = []
    for path in TRACKED:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if runs & set(han_runs(text)):
            carried.append(relative(path))
    assert carried == []


def han_runs(text: str, length: int = 16) -> list[str]:
    """Return every run of so many Chinese characters, whatever stands between them."""
    han = "".join(re.findall(r"[\u4e00-\u9fff]", text))
    return [han[at : at + length] for at in range(len(han) - length + 1)]
