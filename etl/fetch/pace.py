"""How fast a host is asked: never more often than agreed, whatever asks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as a thing that can be handed in: what the clock says, and how to wait."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Pace:
    """Keeps the requests to one host apart."""

    clock: Clock = field(default_factory=Clock)
    last: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str, per_second: float) -> None:
        """Wait until the host may be asked again, and count the question."""
        free = self.last.get(host, float("-inf")) + 1 / per_second
        now = self.clock.now()
        if free > now:
            self.clock.sleep(free - now)
        self.last[host] = max(now, free)
