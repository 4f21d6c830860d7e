"""``summarizer evaluate``: how well a system reads articles of which a person wrote down the truth."""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer.cli_options import BaseUrl, Json, Model, Prompts


def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD", help="A folder of articles and gold.")],
    json: Json = False,
    model: Model = None,
    base_url: BaseUrl = None,
    prompts: Prompts = None,
) -> None:
    """Score a model, a recording, or any system's answers against gold."""
    raise NotImplementedError
