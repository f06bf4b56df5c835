"""What a refresh loads before it reads: the engine takes longer to load than unchanged documents take to pass."""

import subprocess
import sys


def test_the_engine_is_loaded_only_to_read() -> None:
    told = "import sys, etl.commands.refresh; print('etl.extract.engine' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_bars_are_loaded_only_for_a_terminal() -> None:
    told = "import sys, etl.commands.refresh; print('rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_what_a_refresh_needs_is_loaded_while_the_process_beside_it_begins() -> None:
    told = "import sys, etl.commands.refresh; print({'numpy', 'pandas', 'pyarrow'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
