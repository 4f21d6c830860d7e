"""An event loop whose clock jumps to the next thing that waits, so that no test waits for a clock."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    """Never blocks while a timer is set: the time until it is added to the clock instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None:
            return super().select(5.0)  # only threads are waited for
        ready = super().select(0)
        # A clock that stood still would never pass the moments that rounding puts just before a timer.
        self.now += 1e-7 if ready else max(timeout, 1e-7)
        return ready


class Clockwork(asyncio.SelectorEventLoop):
    """``time`` is the sum of all that was waited for."""

    def __init__(self) -> None:
        self._clock = _Selector()
        super().__init__(self._clock)
        # Timers count as due a little before they are, or the jump may fall short of one.
        self._clock_resolution = 1e-6

    def time(self) -> float:
        return self._clock.now


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """What the coroutine returns, however long it would have waited."""
    with asyncio.Runner(loop_factory=Clockwork) as runner:
        return runner.run(coroutine)
