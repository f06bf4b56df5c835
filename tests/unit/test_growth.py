"""Work that grows with the square of what it is given is told from work that grows in step."""

from collections.abc import Callable

import pytest

from tests.growth import grows_within

FACTOR = 6.5
"""Of four times the size; the square grows sixteenfold."""


def in_step(size: int) -> Callable[[], object]:
    return lambda: [at for at in range(size * 1_000)]  # noqa: C416 - the work is what counts


def squared(size: int) -> Callable[[], object]:
    return lambda: [at for _ in range(size) for at in range(size)]


@pytest.mark.parametrize(("work", "holds"), [(in_step, True), (squared, False)])
def test_growth_is_told(work: Callable[[int], Callable[[], object]], *, holds: bool) -> None:
    assert grows_within(FACTOR, work(300), work(1_200)) is holds


def test_what_takes_no_time_is_never_too_slow() -> None:
    assert grows_within(FACTOR, squared(3), squared(12), noise=1.0)
