"""Prices: what a number of tokens costs, by a file that says when and where its figures were read.

A model that the file does not name, or another endpoint than the file is about, has no price here:
nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import SetupError

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens that were used: ``cached`` are among the ``prompt`` tokens."""

    prompt: int = 0
    cached: int = 0
    completion: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(
            self.prompt + other.prompt,
            self.cached + other.cached,
            self.completion + other.completion,
        )

    @property
    def total(self) -> int:
        """All of them."""
        return self.prompt + self.completion


class Price(BaseModel):
    """What a million tokens of one model cost. ``written`` is the price of a prompt token that goes
    into the provider's cache, where that is more than ``input``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: float = Field(ge=0)
    output: float = Field(ge=0)
    cached: float | None = Field(default=None, ge=0)
    written: float | None = Field(default=None, ge=0)
    as_of: dt.date

    def cost(self, tokens: Tokens) -> float:
        """The price of ``tokens``, at most: what the usage does not tell is counted as the dearer."""
        fresh = self.input if self.written is None else max(self.input, self.written)
        cached = self.input if self.cached is None else self.cached
        sum_of_parts = (
            (tokens.prompt - tokens.cached) * fresh
            + tokens.cached * cached
            + tokens.completion * self.output
        )
        return sum_of_parts / MILLION


class Prices(BaseModel):
    """A list of prices: of one provider, or for any ``endpoint`` when that is empty. ``batch`` is the
    share of the price that a request of a batch costs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    currency: str = Field(min_length=1)
    source: str = Field(min_length=1)
    endpoint: str = ""
    batch: float = Field(default=1.0, gt=0, le=1)
    models: Mapping[str, Price]

    def of(self, model: str, base_url: str | None = None) -> Price | None:
        """The price of ``model`` at ``base_url`` (None is the SDK's own default), if it is known."""
        at = base_url or "https://api.openai.com/v1"
        if self.endpoint and not f"{at.rstrip('/')}/".startswith(f"{self.endpoint.rstrip('/')}/"):
            return None
        return self.models.get(model)


def load_prices(path: str | Path | None = None) -> Prices:
    """The prices in a TOML file, or the package's own. Raises ``SetupError`` when it can't be read."""
    name = str(path or "prices.toml")
    try:
        text = (
            Path(path).read_text(encoding="utf-8")
            if path
            else (resources.files("summarizer") / "prices.toml").read_text(encoding="utf-8")
        )
        return Prices.model_validate(tomllib.loads(text))
    except ValidationError as error:
        raise SetupError(f"the prices in {name} don't fit: {_first(error.errors())}") from None
    except (OSError, ValueError) as error:
        raise SetupError(f"the prices can't be read from {name}: {error}") from error


def _first(faults: list[Any]) -> str:
    place = ".".join(str(part) for part in faults[0]["loc"])
    return f"{place}: {faults[0]['msg']}"
