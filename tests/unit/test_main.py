import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main, parser

COMMANDS = sorted(path.stem for path in Path("etl/commands").glob("[a-z]*.py"))


@pytest.mark.parametrize("name", COMMANDS)
def test_each_file_is_a_command_of_its_name(name: str) -> None:
    subparsers = parser(name)._subparsers
    assert subparsers is not None
    assert list(subparsers._group_actions[0].choices or ()) == [name]


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in said] == []


def test_a_users_mistake_is_one_line_without_a_trace(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "etl", "explain", str(tmp_path / "none.md")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert "none.md" in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
