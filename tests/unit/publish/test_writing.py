"""Tables wait for the disk in a line that is bounded, and keep their order."""

import threading
import time
from contextlib import nullcontext

import pandas as pd
import pytest

from etl.publish.writing import AHEAD, writing


def test_no_more_tables_wait_than_are_bounded() -> None:
    given, done, waiting = 0, [], []

    def slowly(name: str, _frame: pd.DataFrame) -> None:
        time.sleep(0.005)
        done.append(name)

    with writing(slowly, 2, nullcontext()) as write:
        for number in range(12):
            write(str(number), pd.DataFrame())
            given += 1
            waiting.append(given - len(done))
    assert max(waiting) <= AHEAD
    assert done == [str(number) for number in range(12)]


def test_who_makes_tables_is_told_that_the_disk_refuses() -> None:
    tried = []

    def refused(name: str, _frame: pd.DataFrame) -> None:
        tried.append(name)
        raise OSError("full")

    def all_written() -> None:
        with writing(refused, 2, nullcontext()) as write:
            for number in range(12):
                write(str(number), pd.DataFrame())

    with pytest.raises(OSError, match="full"):
        all_written()
    assert len(tried) <= AHEAD + 1


def test_with_one_job_tables_are_written_at_once() -> None:
    by = []
    with writing(lambda *_: by.append(threading.current_thread()), 1, nullcontext()) as write:
        write("one", pd.DataFrame())
        assert by == [threading.main_thread()]
