"""The command line, and no more than that: ``summarizer ARTICLE`` reads one article and shows one
summary; many articles and the other commands have modules of their own. What is slow to import is
imported once the command runs.
"""

from __future__ import annotations

import datetime as dt
import difflib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from summarizer import __version__
from summarizer.cli_batch import batch
from summarizer.cli_evaluate import evaluate
from summarizer.cli_many import (
    Budget,
    BudgetTokens,
    Concurrency,
    Deadline,
    DryRun,
    Failures,
    InOrder,
    Job,
    Output,
    PriceFile,
    RequestsPerMinute,
    TokensPerMinute,
    is_many,
    run,
)
from summarizer.cli_options import (
    BaseUrl,
    Cached,
    Json,
    Model,
    Profile,
    Prompts,
    Recorded,
    Replay,
    store_of,
)
from summarizer.cli_terminal import (
    INTERRUPTED,
    one_line_errors,
    steps,
    tell,
    write_json,
    write_view,
)
from summarizer.errors import InputError

if TYPE_CHECKING:
    from summarizer.article import Article

DEFAULT = "summarize"
"""The command that is meant when the first word is none: what it is, is an article or an option."""

EXAMPLES = """\b
Examples:
  summarizer article.txt
  curl -s https://example.org/a.txt | summarizer - --json --date 2025-12-28
  summarizer news/ more.jsonl -o summaries.jsonl
"""
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(TyperGroup):
    """Commands of which ``DEFAULT`` need not be named. An article that is called as a command is
    can be given as ./evaluate."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """The context of the whole group, or of the default command in its place."""
        if args and args[0] in self.commands:
            return super().make_context(info_name, args, parent, **extra)
        command = self.commands[DEFAULT]
        others = [name for name in self.commands if name != DEFAULT]
        meant = difflib.get_close_matches(args[0], others, n=1, cutoff=0.75) if args else []
        if meant and not Path(args[0]).exists():
            with one_line_errors():
                missing = f"there is no such file; did you mean the command {meant[0]}?"
                raise InputError(missing, article=args[0])
        rows = [f"  {name:9} {self.commands[name].get_short_help_str(70)}" for name in others]
        listed = "\n".join(["\b", "Other commands, each with a --help of its own:", *rows])
        command.epilog = f"{EXAMPLES}\n{listed}" if rows else EXAMPLES
        return command.make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that the context is of."""
        return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=CONTEXT,
)


def main() -> None:
    """Run the command ``summarizer``."""
    try:
        app(prog_name="summarizer")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            # Python would first wait for every thread, even one that loads a gigabyte.
            os._exit(INTERRUPTED)
        raise


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"summarizer {__version__}")
        raise typer.Exit


def _day(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2025-12-28") from None


@app.command(DEFAULT, no_args_is_help=True, context_settings=CONTEXT)
def summarize(
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLE",
            help="Text files, folders, patterns, .jsonl or .parquet files, or - for standard input.",
        ),
    ],
    json: Json = False,
    model: Model = None,
    base_url: BaseUrl = None,
    profile: Profile = None,
    prompts: Prompts = None,
    date: Annotated[
        dt.date | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            parser=_day,
            help="The article's day, by which 'on Sunday' gets a date.",
        ),
    ] = None,
    replay: Replay = None,
    record: Recorded = None,
    cache: Cached = True,
    output: Output = None,
    failures: Failures = None,
    in_order: InOrder = False,
    concurrency: Concurrency = None,
    requests_per_minute: RequestsPerMinute = None,
    tokens_per_minute: TokensPerMinute = None,
    budget: Budget = None,
    budget_tokens: BudgetTokens = None,
    deadline: Deadline = None,
    prices: PriceFile = None,
    dry_run: DryRun = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Who called whom, who said what, who demands what: a news article as a record to cite.

    Every entry carries the offsets of its words in the article. The key and the endpoint are
    OPENAI_API_KEY and OPENAI_BASE_URL; without either the embedded model answers. Many articles, or
    -o, give a JSON line for each; the same command again asks only for what is missing.
    """
    with one_line_errors():
        if is_many(articles, output, dry_run):
            run(
                Job(
                    names=articles,
                    model=model,
                    base_url=base_url,
                    profile=profile,
                    prompts=prompts,
                    date=date,
                    store=store_of(replay, record, cache),
                    output=output,
                    failures=failures,
                    in_order=in_order,
                    concurrency=concurrency,
                    requests_per_minute=requests_per_minute,
                    tokens_per_minute=tokens_per_minute,
                    budget=budget,
                    budget_tokens=budget_tokens,
                    deadline=deadline,
                    prices=prices,
                    dry_run=dry_run,
                )
            )
            return
        source = _read(articles[0], date)
        store = store_of(replay, record, cache)
        with steps() as on_step:
            from summarizer.pipeline import Summarizer

            with Summarizer(
                model,
                base_url=base_url,
                profile=profile,
                prompts=prompts,
                on_step=on_step,
                store=store,
            ) as reader:
                if reader.notice:
                    tell(reader.notice)
                summary = reader.summarize(source)
        if json or not sys.stdout.isatty():
            write_json(summary.model_dump_json(indent=2))
        else:
            from summarizer.view import view

            write_view(lambda: view(summary, source))


app.command("evaluate", no_args_is_help=True, context_settings=CONTEXT)(evaluate)
app.add_typer(batch, name="batch", context_settings=CONTEXT)


def _read(name: str, date: dt.date | None) -> Article:
    from summarizer.article import MAX_BYTES, Article

    if name == "-":
        if sys.stdin.isatty():
            tell("Type or paste the article, then press Ctrl-D on a line of its own.")
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            much = f"more than {MAX_BYTES / 1e6:.0f} MB is not one article; split it"
            raise InputError(much, article="standard input")
        return Article.from_bytes(raw, id="stdin", name="standard input", date=date)
    try:
        return Article.from_file(name, date=date)
    except InputError:
        near = _near(Path(name))
        if near:
            raise InputError(f"there is no such file; did you mean {near}?", article=name) from None
        raise


def _near(path: Path) -> str:
    """Files beside the missing ``path`` that have a like name; nothing if it is not missing."""
    try:
        if path.exists():
            return ""
        names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except OSError:
        return ""
    close = difflib.get_close_matches(path.name, names, n=2, cutoff=0.75)
    return " or ".join(str(path.with_name(name)) for name in close)
