"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON on a terminal too, as into a pipe.")]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="The model; 'local' is the embedded one."),
]
BaseUrl = Annotated[
    str | None,
    typer.Option("--base-url", metavar="URL", help="An OpenAI-compatible endpoint."),
]
Prompts = Annotated[
    str | None,
    typer.Option("--prompts", metavar="DIR", help="A folder of prompt templates of your own."),
]
