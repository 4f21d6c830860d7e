"""``summarizer batch``: what would be asked about many articles, at the price of the provider's batches."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli_options import BaseUrl, Json, Model, Profile, Prompts
from summarizer.cli_progress import counted
from summarizer.cli_submit import (
    TOLD,
    Job,
    batches,
    endpoint,
    folder_of,
    home_of,
    opened,
    submit_all,
)
from summarizer.cli_terminal import FAILED, one_line_errors, steps, tell, write_json, write_view
from summarizer.errors import SetupError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from summarizer.ledger import State, Submission
    from summarizer.provider import Batch, Provider
    from summarizer.store import Home

batch = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Ask about many articles at once, for answers within a day at a lower price.",
    short_help="Answers within a day at a lower price: submit, status, collect.",
)

Output = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="The output of the run that the batches are for; their state is in FILE.batches.",
    ),
]


@batch.command(no_args_is_help=True)
def submit(
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLE",
            help="Text files, folders, patterns, .jsonl or .parquet files, or - for standard input.",
        ),
    ],
    output: Output,
    model: Model = None,
    base_url: BaseUrl = None,
    profile: Profile = None,
    prompts: Prompts = None,
    date: Annotated[
        dt.datetime | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            formats=["%Y-%m-%d"],
            help="The articles' day, by which 'on Sunday' gets a date.",
        ),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(
            "--record", metavar="DIR", help="Keep the replies there, and not in the cache."
        ),
    ] = None,
    prices: Annotated[
        Path | None,
        typer.Option(
            "--prices", metavar="FILE", help="A file of prices in place of the package's."
        ),
    ] = None,
) -> None:
    """Submit all that is not known yet of what a run over the articles would ask.

    Again, it submits what failed or was cut short. One request is sent at once, at the full price, to
    see that the key, the model and its settings are right. The exit code is 1 if any article can't be
    read.
    """
    with one_line_errors():
        from summarizer.sources import kind_of

        for name in articles:
            kind_of(name)
        job = Job(
            names=articles,
            output=output,
            model=model,
            base_url=endpoint(base_url),
            profile=profile,
            prompts=prompts,
            date=date.date() if date else None,
            replies=str(record.resolve()) if record else "",
            prices=prices,
        )
        if asyncio.run(submit_all(job)):
            raise typer.Exit(FAILED)


@batch.command(no_args_is_help=True)
def status(output: Output, base_url: BaseUrl = None, json: Json = False) -> None:
    """Show how the batches stand. It is a table on a terminal, JSON into a pipe."""
    with one_line_errors():
        state, seen = asyncio.run(_status(output, endpoint(base_url)))
        if json or not sys.stdout.isatty():
            write_json(_shown(state, seen).model_dump_json(indent=1))
        else:
            write_view(lambda: _table(_shown(state, seen)))


@batch.command(no_args_is_help=True)
def collect(
    output: Output,
    base_url: BaseUrl = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait until all are finished; Ctrl-C loses nothing.")
    ] = False,
) -> None:
    """Fetch the answers of finished batches, for the next run over the articles to find.

    The exit code is 1 while a batch is not finished, and when requests of those fetched now failed: the
    next run would ask for them at the full price.
    """
    with one_line_errors():
        if not asyncio.run(_collect(output, endpoint(base_url), wait)):
            raise typer.Exit(FAILED)


async def _status(output: Path, base_url: str | None) -> tuple[State, dict[str, Batch]]:
    """What is known of the batches, and what the provider says of those that are on their way."""
    async with opened(base_url) as provider:
        state = _known(output, provider)
        return state, {one.batch: await provider.batch(one.batch) for one in state.pending}


async def _collect(output: Path, base_url: str | None, wait: bool) -> bool:
    """Collect; return whether all is answered."""
    from summarizer import provider_batch
    from summarizer.ledger import Ledger

    async with opened(base_url) as provider:
        _known(output, provider)
        with Ledger(folder_of(output), provider.where) as ledger, _homes() as home_of:
            seen: dict[str, int] = {}
            total = sum(one.requests for one in ledger.state.pending)
            with steps() as on_step:

                def look(one: Submission, batch: Batch) -> None:
                    counts = batch.request_counts
                    seen[one.file] = counts.completed + counts.failed if counts else 0
                    if batch.status in provider_batch.FINISHED:
                        seen[one.file] = one.requests
                    show()

                def show(note: str = "") -> None:
                    came = sum(seen.values())
                    on_step(f"{came:,} of {total:,} requests done{note}", came / max(total, 1))

                done = await provider_batch.collect(
                    ledger,
                    provider,
                    home_of,
                    wait=wait,
                    on_look=look,
                    on_fault=lambda error: show(f" · {error.message}"),
                )
            state = ledger.state
    return _say(done, state)


def _say(done: Sequence[Submission], state: State) -> bool:
    """Tell what was collected and what is left; return whether nothing is."""
    answered = sum(one.answered for one in done)
    failed = sum(one.failed for one in done)
    parts = [f"{batches(len(done))} collected", f"{counted(answered, 'answer')} kept"]
    if failed:
        parts.append(f"{failed:,} failed; submit again, or run without a batch, to ask for these")
    tell(", ".join(parts) if done or state.unsent or state.pending else "Nothing to collect.")
    reasons: dict[str, int] = {}
    for one in done:
        for reason, count in one.reasons.items():
            reasons[reason] = reasons.get(reason, 0) + count
    for reason, count in sorted(reasons.items(), key=lambda item: -item[1])[:TOLD]:
        tell(f"  {counted(count, 'request')}: {reason}")
    if state.unsent:
        tell(f"{batches(len(state.unsent))} not submitted; run summarizer batch submit again")
    if state.pending:
        tell(f"{batches(len(state.pending))} not finished; collect again later, or with --wait")
    folders = {one.replies for one in done if one.replies}
    for folder in sorted(folders):
        tell(f"The replies are in {folder}; a run finds them with --replay {folder}")
    return not (failed or state.unsent or state.pending)


def _shown(state: State, seen: dict[str, Batch]) -> State:
    """The state with what the provider says now."""
    now = []
    for one in state.submissions:
        batch = seen.get(one.batch)
        if batch is not None:
            counts = batch.request_counts
            update = {
                "status": batch.status,
                "answered": counts.completed if counts else 0,
                "failed": counts.failed if counts else 0,
            }
            one = one.model_copy(update=update)
        now.append(one)
    return state.model_copy(update={"submissions": tuple(now)})


def _table(state: State) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(f"Batches at {state.endpoint}"))
    for name in ("batch", "status"):
        table.add_column(name, overflow="fold")
    for name in ("requests", "answered", "failed"):
        table.add_column(name, justify="right")
    for one in state.submissions:
        words = [one.status or "not submitted"] + ["collected"] * one.collected
        cells = [one.batch or one.file, ", ".join(words)]
        cells += [f"{figure:,}" for figure in (one.requests, one.answered, one.failed)]
        table.add_row(*map(Text, cells))
    return table


def _known(output: Path, provider: Provider) -> State:
    from summarizer.ledger import read_state

    state = read_state(folder_of(output), provider.where)
    if state is None:
        raise SetupError(f"nothing was submitted for {output}; begin with summarizer batch submit")
    return state


@contextmanager
def _homes() -> Iterator[Callable[[str], Home]]:
    """Homes by their names, each open from when it is first asked for."""
    with ExitStack() as stack:
        yield lru_cache(maxsize=None)(lambda replies: stack.enter_context(home_of(replies)))
