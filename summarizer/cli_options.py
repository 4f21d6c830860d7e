"""Options that several commands have, and what they come to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarizer.errors import SetupError

if TYPE_CHECKING:
    from summarizer.store import Store

Json = Annotated[bool, typer.Option("--json", help="Print JSON on a terminal too, as into a pipe.")]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="The model; 'local' is the embedded one."),
]
BaseUrl = Annotated[
    str | None,
    typer.Option("--base-url", metavar="URL", help="An OpenAI-compatible endpoint."),
]
Profile = Annotated[
    Literal["small", "large"] | None,
    typer.Option(
        "--profile", help="How it is asked; else small for the embedded model, large for others."
    ),
]
Prompts = Annotated[
    str | None,
    typer.Option("--prompts", metavar="DIR", help="A folder of prompt templates of your own."),
]
Replay = Annotated[
    Path | None,
    typer.Option("--replay", metavar="DIR", help="Ask no model; take the replies recorded there."),
]
Recorded = Annotated[
    Path | None,
    typer.Option("--record", metavar="DIR", help="Ask for everything anew and keep it there."),
]
Cached = Annotated[
    bool,
    typer.Option(
        "--cache/--no-cache", help="Reuse replies kept from earlier runs on this machine."
    ),
]


def store_of(replay: Path | None, record: Path | None, cache: bool) -> Store | None:
    """The store of replies that these options ask for; None where there is to be none.

    Raises ``SetupError`` where the recording to replay is not there, ``typer.BadParameter`` where two
    options contradict each other.
    """
    if replay and record:
        raise typer.BadParameter("--replay and --record exclude each other")
    if not (replay or record or cache):
        return None
    from summarizer.store import Cache, Folder, Store

    if replay:
        if not replay.is_dir():
            raise SetupError(f"{replay} is no folder of recorded replies; make one with --record")
        return Store(Folder(replay), "replay")
    if record:
        return Store(Folder(record), "record")
    from platformdirs import user_cache_path

    return Store(Cache(user_cache_path("summarizer") / "replies.sqlite"), "use")
