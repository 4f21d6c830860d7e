"""What the model must answer: small, flat schemas that point at numbered sentences and passages.

A schema is made for one reading of one article, so that it can bound everything: a list is no longer
than that text can fill, a number names a sentence that was shown, and where a ``cast`` of names is
given a name is a choice among them. An endpoint that enforces JSON schemas then can't run on or point
nowhere; behind any other endpoint the same bounds are checked when the reply is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from summarizer.records import CallStatus, DemandStatus, Medium, NotQuoteReason, Strength

NAME = 90
"""The longest name, in characters."""
PHRASE = 160
"""The longest phrase that a field may copy, in characters."""

NOT_QUOTES: dict[str, NotQuoteReason] = {
    "#title": "title",
    "#name": "name",
    "#term": "term",
    "#scare": "scare",
    "#sign": "sign",
    "#other": "other",
}
"""What a reply says of a passage that is nobody's speech, and the record's reason for it."""


class Reply(BaseModel):
    """The base of all replies. Fields that were not asked for are passed over."""

    model_config = ConfigDict(frozen=True)


class CallReply(Reply):
    """One call, as the model points at it."""

    evidence: list[int]
    participants: list[str]
    status: CallStatus
    medium: Medium
    initiator: str | None = None
    date: str | None = None
    duration: str | None = None
    minutes: int | None = None
    tone: str | None = None
    topics: list[str] = []


class DemandReply(Reply):
    """One demand, as the model points at it."""

    evidence: list[int]
    demander: list[str]
    target: list[str]
    action: str
    strength: Strength
    status: DemandStatus = "open"
    deadline: str | None = None
    condition: str | None = None


class PointReply(Reply):
    """One sentence of the gist."""

    text: str
    evidence: list[int]


class CallsReply(Reply):
    """All calls of a text."""

    calls: list[CallReply]


class DemandsReply(Reply):
    """All demands of a text."""

    demands: list[DemandReply]


class GistReply(Reply):
    """The gist of a text."""

    points: list[PointReply]


class ChannelReply(Reply):
    """Where a passage was published."""

    quote: int
    channel: str


class QuotesReply(Reply):
    """The base of the replies about passages: a field Q1, Q2, ... for each, made per text."""

    channels: list[ChannelReply] = []

    def speakers(self) -> dict[int, str | None]:
        """What the reply says of each passage, by number."""
        return {
            int(name[1:]): getattr(self, name) for name in type(self).model_fields if name[0] == "Q"
        }


Cast = tuple[str, ...] | None
"""The names to choose from, or None where a name is spelled out."""


def _number(numbers: Sequence[int]) -> Any:
    return Annotated[int, Field(ge=numbers[0], le=numbers[-1])]


def _some(item: Any, most: int, least: int = 0) -> Any:
    return Annotated[list[item], Field(min_length=least, max_length=most)]


def _name(cast: Cast) -> Any:
    if cast:
        return Literal[cast]
    return Annotated[str, Field(min_length=1, max_length=NAME)]


_PHRASE: Any = Annotated[str, Field(min_length=1, max_length=PHRASE)] | None


@lru_cache(maxsize=256)
def calls_reply(first: int, last: int, cast: Cast = None) -> type[CallsReply]:
    """The schema of the calls that sentences ``first`` to ``last`` report."""
    one = create_model(
        "CallReply",
        __base__=CallReply,
        evidence=(_some(_number((first, last)), 3, 1), ...),
        participants=(_some(_name(cast), 12, 1), ...),
        status=(CallStatus, ...),
        medium=(Medium, ...),
        initiator=(_name(cast) | None, None),
        date=(_PHRASE, None),
        duration=(_PHRASE, None),
        minutes=(Annotated[int, Field(ge=1, le=1440)] | None, None),
        tone=(_PHRASE, None),
        topics=(_some(Annotated[str, Field(min_length=1, max_length=PHRASE)], 2), []),
    )
    most = 4 + (last - first) // 6
    return create_model("CallsReply", __base__=CallsReply, calls=(_some(one, most), ...))


@lru_cache(maxsize=256)
def demands_reply(first: int, last: int, cast: Cast = None) -> type[DemandsReply]:
    """The schema of the demands that sentences ``first`` to ``last`` report."""
    one = create_model(
        "DemandReply",
        __base__=DemandReply,
        evidence=(_some(_number((first, last)), 3, 1), ...),
        demander=(_some(_name(cast), 6, 1), ...),
        target=(_some(_name(cast), 6), ...),
        action=(Annotated[str, Field(min_length=1, max_length=PHRASE)], ...),
        deadline=(_PHRASE, None),
        condition=(_PHRASE, None),
    )
    most = 4 + (last - first) // 4
    return create_model("DemandsReply", __base__=DemandsReply, demands=(_some(one, most), ...))


@lru_cache(maxsize=256)
def quotes_reply(
    first: int, last: int, cast: Cast = None, channels: int | None = None
) -> type[QuotesReply]:
    """The schema that asks whose words passages ``first`` to ``last`` are, each exactly once.

    ``channels`` bounds how many may be given a channel: all of them, if it is not given.
    """
    choices = (*cast, *NOT_QUOTES) if cast else None
    field: Any = (_name(choices) | None, ...)
    fields: dict[str, Any] = {f"Q{number}": field for number in range(first, last + 1)}
    channel = create_model(
        "ChannelReply",
        __base__=ChannelReply,
        quote=(_number((first, last)), ...),
        channel=(Annotated[str, Field(min_length=1, max_length=NAME)], ...),
    )
    fields["channels"] = (_some(channel, channels or last - first + 1), [])
    return create_model("QuotesReply", __base__=QuotesReply, **fields)


@lru_cache(maxsize=256)
def gist_reply(first: int, last: int) -> type[GistReply]:
    """The schema of the gist of sentences ``first`` to ``last``."""
    one = create_model(
        "PointReply",
        __base__=PointReply,
        text=(Annotated[str, Field(min_length=1, max_length=300)], ...),
        evidence=(_some(_number((first, last)), 3, 1), ...),
    )
    return create_model("GistReply", __base__=GistReply, points=(_some(one, 3, 1), ...))
