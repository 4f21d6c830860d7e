"""How far a run over many articles is: a bar on a terminal, and a sentence at its end."""

from __future__ import annotations

import asyncio
import math
import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.batch import Outcome
    from summarizer.flow import Flow
    from summarizer.outcomes import Finished
    from summarizer.sources import Input


@dataclass
class Tally:
    """What a run has done so far. ``known`` articles were finished before, or given twice."""

    flow: Flow
    currency: str = ""
    read: int = 0
    failed: int = 0
    known: int = 0
    began: float = field(default_factory=time.monotonic)

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        if outcome.error is None:
            self.read += 1
        else:
            self.failed += 1

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return time.monotonic() - self.began

    @property
    def spent(self) -> str:
        """Requests, tokens and cost, in words."""
        tokens, cost = self.flow.tokens, self.flow.cost
        parts = [counted(self.flow.requests, "request"), f"{tokens.total:,} tokens"]
        if cost is not None:
            parts.append(f"{_money(cost)} {self.currency}")
        return ", ".join(parts)


async def unread(
    articles: Iterable[Input], finished: Finished, tally: Tally
) -> AsyncIterator[Input]:
    """Those of the articles that are still to be read; the others are counted as known."""
    for given in articles:
        state, taken = finished.take(given)
        if state == "new":
            yield taken
        else:
            tally.known += 1
            await asyncio.sleep(0)  # Ctrl-C is heard here, too


def said(tally: Tally, failures: Path | None) -> str:
    """What a run has come to, in one line."""
    parts = [f"{counted(tally.read, 'article')} read"]
    if tally.failed:
        parts.append(f"{tally.failed:,} failed" + (f" ({failures})" if failures else ""))
    if tally.known:
        parts.append(f"{tally.known:,} known from before")
    return f"{', '.join(parts)}; {tally.spent}; {_span(tally.seconds)}"


def rehearsed(tally: Tally) -> str:
    """What a run would come to, in one line."""
    parts = [f"{counted(tally.read, 'article')} to read"]
    if tally.failed:
        parts.append(f"{tally.failed:,} that can't be")
    if tally.known:
        parts.append(f"{tally.known:,} known from before")
    cost = "" if tally.flow.cost is not None else "; the model's price is not known"
    return f"{', '.join(parts)}; about {tally.spent}{cost}"


@contextmanager
def progress(tally: Tally, total: Callable[[], int | None]) -> Iterator[Callable[[], None]]:
    """Show on a terminal how far the run is; the function that is given back brings it up to date.

    ``total`` tells how many articles there are, and is only asked where it is shown.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        MofNCompleteColumn(),
        BarColumn(16),
        TextColumn("{task.fields[state]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        refresh_per_second=4,
        speed_estimate_period=120,
    )
    count = total()
    with bar:
        number = bar.add_task("", total=count, state="")

        def show() -> None:
            left = None if count is None else count - tally.known
            done = tally.read + tally.failed
            bar.update(number, completed=done, total=left, state=_state(tally))

        yield show


def _state(tally: Tally) -> str:
    done = tally.read + tally.failed
    parts = [f"{60 * done / max(tally.seconds, 1.0):,.0f}/min", tally.spent]
    if tally.failed:
        parts.append(f"{tally.failed:,} failed")
    if tally.flow.paused:
        parts.append(f"told to wait {math.ceil(tally.flow.paused)} s")
    return " · ".join(parts)


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 request", "2,000 requests"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _money(amount: float) -> str:
    return f"{amount:,.2f}" if amount >= 1 or not amount else f"{amount:.2g}"


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"
