"""``summarizer ARTICLE...`` with many articles: a line for each as it finishes, and go on where a run
stopped.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, aclosing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

import typer

from summarizer.cli_progress import Tally, progress, rehearsed, said, unread
from summarizer.cli_terminal import FAILED, tell
from summarizer.errors import InputError, SetupError

if TYPE_CHECKING:
    from summarizer.batch import Outcome
    from summarizer.flow import Flow, Limits
    from summarizer.lines import Lines
    from summarizer.outcomes import Finished
    from summarizer.pipeline import Summarizer
    from summarizer.store import Store

Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="A JSON line for each article; run again to go on.",
    ),
]
Failures = Annotated[
    Path | None,
    typer.Option(
        "--failures",
        metavar="FILE",
        help="What failed, and why; else beside OUTPUT.",
    ),
]
InOrder = Annotated[bool, typer.Option("--in-order", help="Lines in the order of the articles.")]
Concurrency = Annotated[
    int | None, typer.Option("--concurrency", metavar="N", help="Requests at once, at most.")
]
RequestsPerMinute = Annotated[
    float | None,
    typer.Option("--requests-per-minute", metavar="N", help="Requests a minute, at most."),
]
TokensPerMinute = Annotated[
    float | None,
    typer.Option("--tokens-per-minute", metavar="N", help="Tokens a minute, at most."),
]
BudgetTokens = Annotated[
    int | None,
    typer.Option("--budget-tokens", metavar="N", help="Stop once so many are used."),
]
Budget = Annotated[
    float | None,
    typer.Option("--budget", metavar="MONEY", help="Stop once so much is spent."),
]
Deadline = Annotated[
    float | None,
    typer.Option("--deadline", metavar="SECONDS", help="Give up an article after this."),
]
PriceFile = Annotated[
    Path | None,
    typer.Option("--prices", metavar="FILE", help="A file of prices in place of the package's."),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Count requests, tokens and cost; send nothing."),
]


@dataclass(frozen=True, kw_only=True)
class Job:
    """What the command line asks for."""

    names: Sequence[str]
    model: str | None = None
    base_url: str | None = None
    profile: Literal["small", "large"] | None = None
    prompts: str | None = None
    date: dt.date | None = None
    store: Store | None = None
    output: Path | None = None
    failures: Path | None = None
    in_order: bool = False
    concurrency: int | None = None
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    budget: float | None = None
    budget_tokens: int | None = None
    deadline: float | None = None
    prices: Path | None = None
    dry_run: bool = False

    @property
    def failures_path(self) -> Path | None:
        """Where failures go, if to a file."""
        if self.failures or not self.output:
            return self.failures
        return self.output.with_name(f"{self.output.stem}.failures.jsonl")


def is_many(names: Sequence[str], output: Path | None, dry_run: bool) -> bool:
    """Whether a line for each article is wanted, and not one summary to look at."""
    from summarizer.sources import kind_of

    if len(names) != 1 or output or dry_run:
        return True
    try:
        return kind_of(names[0]) not in ("text", "stdin")
    except InputError:
        return False  # reading it says what is wrong with it


def run(job: Job) -> None:
    """Do the job. Raises ``typer.Exit`` with 1 when an article failed, and what ended it early."""
    from summarizer.outcomes import Finished
    from summarizer.sources import kind_of

    for name in job.names:
        kind_of(name)  # what isn't there is said before anything is paid for
    with ExitStack() as stack:
        output = stack.enter_context(_Output(job.output, job.failures_path))
        finished = Finished(output.read())
        reader, flow, currency = _reader(job)
        tally = Tally(flow, currency)
        if job.dry_run:
            asyncio.run(_work(job, reader, tally, finished, lambda outcome: None))
            typer.echo(rehearsed(tally))
        else:
            if reader.notice:
                tell(reader.notice)
            output.clear()
            _collect_seldom()
            stack.callback(lambda: tell(said(tally, job.failures_path)))
            asyncio.run(_work(job, reader, tally, finished, output.add))
    if tally.failed:
        raise typer.Exit(FAILED)


def _collect_seldom() -> None:
    """Leave what is loaded to itself, and look through what is new less often: hundreds of articles at
    once are many objects, none of them in a cycle, and looking for cycles took a fifth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


async def _work(
    job: Job,
    reader: Summarizer,
    tally: Tally,
    finished: Finished,
    write: Callable[[Outcome], None],
) -> None:
    from summarizer.batch import summarize_many
    from summarizer.sources import count_inputs, read_inputs

    at_once = tally.flow.limits.concurrency
    with progress(tally, lambda: count_inputs(job.names)) as show:
        async with (
            reader,
            aclosing(
                summarize_many(
                    unread(read_inputs(job.names, job.date), finished, tally),
                    summarizer=reader,
                    # Some more, so that a request is ready when there is room for one.
                    at_once=at_once if reader.local else at_once + at_once // 4 + 1,
                    in_order=job.in_order,
                    deadline=job.deadline,
                )
            ) as outcomes,
        ):
            async for outcome in outcomes:
                write(outcome)
                tally.add(outcome)
                show()


def _reader(job: Job) -> tuple[Summarizer, Flow, str]:
    """The summarizer, the flow through which it sends, and the currency of the flow's cost."""
    from summarizer.flow import Flow
    from summarizer.pipeline import Summarizer
    from summarizer.prices import load_prices
    from summarizer.rehearsal import Rehearsal, untouched

    prices = load_prices(job.prices)
    base_url = job.base_url or os.environ.get("OPENAI_BASE_URL") or None
    # A rehearsal sends nothing, and needs no key for it.
    key = "none" if job.dry_run and job.model else None
    asked = Summarizer(job.model, base_url=base_url, api_key=key)
    try:
        limits = _limits(job, asked.local)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    price = prices.of(asked.model, base_url)
    if job.budget is not None and price is None:
        raise SetupError(
            f"the price of {asked.model} is not known, so there can be no budget in money; "
            "give --prices, or --budget-tokens"
        )
    flow = (Rehearsal if job.dry_run else Flow)(limits, price=price)
    store = untouched(job.store) if job.store and job.dry_run else job.store
    reader = Summarizer(
        job.model,
        base_url=base_url,
        api_key=key,
        profile=job.profile,
        prompts=job.prompts,
        store=store,
        flow=flow,
    )
    return reader, flow, prices.currency


def _print(line: bytes) -> None:
    """Put a line on stdout; when nobody reads it any more, as after ``| head``, all is done."""
    try:
        sys.stdout.buffer.write(line + b"\n")
        sys.stdout.flush()
    except OSError as error:
        # What is still buffered would fail once more, aloud, when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise typer.Exit from None
        raise SetupError(f"the output can't be written: {error.strerror or error}") from error


def _limits(job: Job, local: bool) -> Limits:
    from summarizer.batch import AT_ONCE
    from summarizer.flow import Limits

    asked = AT_ONCE if job.concurrency is None else job.concurrency
    return Limits(
        concurrency=1 if local and job.concurrency is None else asked,
        requests_per_minute=job.requests_per_minute,
        tokens_per_minute=job.tokens_per_minute,
        budget_tokens=job.budget_tokens,
        budget_cost=job.budget,
    )


class _Output:
    """Where outcomes go: lines to a file or to stdout, failures to a file or to stderr."""

    def __init__(self, output: Path | None, failures: Path | None) -> None:
        self._stack = ExitStack()
        self._failures_path = failures
        self._failures: Lines | None = None
        self._lines: Lines | None = None
        if output:
            from summarizer.lines import Lines

            self._lines = self._stack.enter_context(Lines(output))

    def read(self) -> Iterator[dict[str, Any]]:
        """The lines of an earlier run."""
        return self._lines.read() if self._lines else iter(())

    def clear(self) -> None:
        """Forget what failed in an earlier run: it is asked for again."""
        if self._failures_path:
            from summarizer.lines import Lines

            with Lines(self._failures_path):
                self._failures_path.unlink()

    def add(self, outcome: Outcome) -> None:
        """Write an outcome. Raises ``SetupError`` where it can't be."""
        from summarizer.lines import Lines
        from summarizer.outcomes import failure_of, line_of

        if outcome.error is None:
            line = line_of(outcome)
            if self._lines:
                self._lines.add(line)
            else:
                _print(line)
        elif not self._failures_path:
            tell(f"{outcome.id}: {getattr(outcome.error, 'message', outcome.error)}")
        else:
            if self._failures is None:
                self._failures = self._stack.enter_context(Lines(self._failures_path))
            self._failures.add(failure_of(outcome))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stack.close()
