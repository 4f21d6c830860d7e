"""The command line, and no more than that: it reads one article, shows one summary, and says in one
sentence what went wrong. What is slow to import is imported once the command runs.
"""

from __future__ import annotations

import datetime as dt
import difflib
import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer import __version__
from summarizer.errors import InputError, ModelError, SetupError, SummarizerError

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.records import Summary

FAILED = 1
"""The exit code when the model failed, or the program itself."""
MISUSED = 2
"""The exit code when the command, the article or the set-up is wrong; typer's own is the same."""
INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the number of the signal, as shells have it."""

EXAMPLES = """\b
Examples:
  summarizer article.txt
  curl -s https://example.org/a.txt | summarizer - --json --date 2025-12-28
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


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


@app.command(
    no_args_is_help=True,
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def summarize(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="A text file, or - for standard input.")
    ],
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON on a terminal too, as into a pipe.")
    ] = False,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="The model; 'local' is the embedded one.")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="An OpenAI-compatible endpoint.")
    ] = None,
    prompts: Annotated[
        str | None, typer.Option(metavar="DIR", help="A folder of prompt templates of your own.")
    ] = None,
    date: Annotated[
        dt.date | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            parser=_day,
            help="The article's day, by which 'on Sunday' gets a date.",
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Who called whom, who said what, who demands what: a news article as a record to cite.

    Every entry carries the offsets of its words in the article. The key and the endpoint are
    OPENAI_API_KEY and OPENAI_BASE_URL; without either the embedded model answers.
    """
    with _one_line_errors():
        source = _read(article, date)
        with _steps() as on_step:
            from summarizer.pipeline import Summarizer

            with Summarizer(model, base_url=base_url, prompts=prompts, on_step=on_step) as reader:
                if reader.notice:
                    _tell(reader.notice)
                summary = reader.summarize(source)
        _write(summary, source, as_json=json or not sys.stdout.isatty())


def _read(name: str, date: dt.date | None) -> Article:
    from summarizer.article import MAX_BYTES, Article

    if name == "-":
        if sys.stdin.isatty():
            _tell("Type or paste the article, then press Ctrl-D on a line of its own.")
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


@contextmanager
def _steps() -> Iterator[Callable[[str, float], None]]:
    """Show on a terminal what is being done and for how long, and how much of it is done where
    that is known; anywhere else stay silent."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda what, share: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(24),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )
    with progress:
        number = progress.add_task("starting", total=None)
        (task,) = progress.tasks

        def on_step(what: str, share: float) -> None:
            # Without a total the bar moves to and fro; a task that reaches its total would stop.
            task.total = 1.0 if 0.0 < share < 1.0 else None
            progress.update(number, description=what, completed=share)

        yield on_step


def _write(summary: Summary, article: Article, *, as_json: bool) -> None:
    try:
        if as_json:
            sys.stdout.buffer.write(f"{summary.model_dump_json(indent=2)}\n".encode())
        else:
            from rich.console import Console

            from summarizer.view import view

            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(errors="replace")  # a terminal that is not UTF-8
            Console().print(view(summary, article))
        sys.stdout.flush()
    except OSError as error:
        # What is still buffered would fail once more, aloud, when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # the reader, such as head, has had enough
            reason = error.strerror or str(error)
            raise SetupError(f"the output can't be written: {reason}") from error


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """Say whatever goes wrong in one line on stderr, and exit with the code that it has."""
    try:
        yield
    except KeyboardInterrupt:
        _tell("Interrupted.")
        raise typer.Exit(INTERRUPTED) from None
    except Exception as error:
        debug = bool(os.environ.get("SUMMARIZER_DEBUG"))
        if debug:
            traceback.print_exc()
        if isinstance(error, SummarizerError):
            _tell(f"summarizer: {error}")
            raise typer.Exit(FAILED if isinstance(error, ModelError) else MISUSED) from None
        hint = "" if debug else "; SUMMARIZER_DEBUG=1 shows the traceback"
        _tell(f"summarizer: this is a bug ({type(error).__name__}: {error}){hint}")
        raise typer.Exit(FAILED) from None


def _tell(message: str) -> None:
    from summarizer.view import printable

    sys.stderr.write(f"{printable(message)}\n")
