"""What all commands share at the terminal: exit codes, one line for what went wrong, progress on
stderr, output on stdout.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from summarizer.errors import ModelError, SetupError, SummarizerError

if TYPE_CHECKING:
    from rich.console import RenderableType

FAILED = 1
"""The exit code when the model failed, or the program itself."""
MISUSED = 2
"""The exit code when the command, the article or the set-up is wrong; typer's own is the same."""
INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the number of the signal, as shells have it."""


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Say whatever goes wrong in one line on stderr, and exit with the code that it has."""
    try:
        yield
    except KeyboardInterrupt:
        tell("Interrupted.")
        raise typer.Exit(INTERRUPTED) from None
    except (typer.Exit, typer.BadParameter):
        raise
    except Exception as error:
        debug = bool(os.environ.get("SUMMARIZER_DEBUG"))
        if debug:
            traceback.print_exc()
        if isinstance(error, SummarizerError):
            tell(f"summarizer: {error}")
            raise typer.Exit(FAILED if isinstance(error, ModelError) else MISUSED) from None
        hint = "" if debug else "; SUMMARIZER_DEBUG=1 shows the traceback"
        tell(f"summarizer: this is a bug ({type(error).__name__}: {error}){hint}")
        raise typer.Exit(FAILED) from None


def tell(message: str) -> None:
    """Say something in one line on stderr."""
    from summarizer.view import printable

    sys.stderr.write(f"{printable(message)}\n")


@contextmanager
def steps() -> Iterator[Callable[[str, float], None]]:
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


def write_json(text: str) -> None:
    """Put JSON on stdout, in UTF-8 in any locale, with an end of line."""
    with _output():
        sys.stdout.buffer.write(f"{text}\n".encode())
        sys.stdout.flush()


def write_view(make: Callable[[], RenderableType]) -> None:
    """Put on stdout what ``make`` makes for people to read."""
    with _output():
        from rich.console import Console

        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a terminal that is not UTF-8
        Console().print(make())
        sys.stdout.flush()


@contextmanager
def _output() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # What is still buffered would fail once more, aloud, when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # the reader, such as head, has had enough
            reason = error.strerror or str(error)
            raise SetupError(f"the output can't be written: {reason}") from error
