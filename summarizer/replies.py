"""What the model must answer: small, flat schemas that point at numbered sentences and passages.

A schema is made for one reading of one article, so that it can bound everything: a list is no longer
than that text can fill, a number names a sentence that was shown, and where a ``cast`` of names is
given a name is a choice among them. An endpoint that enforces JSON schemas then can't run on or point
nowhere; behind any other endpoint the same bounds are checked when the reply is read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from summarizer.records import (
    CallStatus,
    DemandStatus,
    Medium,
    NotQuoteReason,
    RecordKind,
    Strength,
)

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


KINDS: dict[str, RecordKind] = {
    "calls": "call",
    "quotes": "quote",
    "demands": "demand",
    "gist": "point",
}
"""The lists that replies hold, and what one entry of each becomes."""


class Reply(BaseModel):
    """The base of all replies. Fields that were not asked for are passed over."""

    model_config = ConfigDict(frozen=True)


class CallReply(Reply):
    """One call, as the model points at it."""

    evidence: list[int]
    participants: list[str]
    medium: Medium
    status: CallStatus = "held"
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

    gist: list[PointReply]


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

    def published(self) -> dict[int, str]:
        """Where passages were published, by number."""
        return {channel.quote: channel.channel for channel in self.channels}


class SpeakerReply(Reply):
    """The passages of one speaker, in one channel."""

    speaker: str | None
    passages: list[int]
    channel: str | None = None


class ArticleReply(Reply):
    """All that is asked of a text, in one reply; its passages are grouped by speaker."""

    calls: list[CallReply] = []
    quotes: list[SpeakerReply] = []
    demands: list[DemandReply] = []
    gist: list[PointReply] = []

    def speakers(self) -> dict[int, str | None]:
        """What the reply says of each passage, by number; what it says first counts."""
        return {n: group.speaker for group in reversed(self.quotes) for n in group.passages}

    def published(self) -> dict[int, str]:
        """Where passages were published, by number."""
        return {n: group.channel for group in self.quotes if group.channel for n in group.passages}


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
    return create_model("CallsReply", __base__=CallsReply, calls=(_calls(first, last, cast), ...))


@lru_cache(maxsize=256)
def demands_reply(first: int, last: int, cast: Cast = None) -> type[DemandsReply]:
    """The schema of the demands that sentences ``first`` to ``last`` report."""
    demands = _demands(first, last, cast)
    return create_model("DemandsReply", __base__=DemandsReply, demands=(demands, ...))


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
    return create_model("GistReply", __base__=GistReply, gist=(_gist(first, last), ...))


@lru_cache(maxsize=256)
def article_reply(first: int, last: int, passages: tuple[int, int] | None) -> type[ArticleReply]:
    """The schema of everything at once about sentences ``first`` to ``last``, and about the passages
    from the first to the last of ``passages``, if there are any."""
    quotes = _speakers(*passages) if passages else _some(SpeakerReply, 0)
    return create_model(
        "ArticleReply",
        __base__=ArticleReply,
        calls=(_calls(first, last, None), ...),
        quotes=(quotes, ...),
        demands=(_demands(first, last, None), ...),
        gist=(_gist(first, last), ...),
    )


def salvaged(schema: type[Reply], said: str) -> tuple[ArticleReply, list[tuple[RecordKind, str]]]:
    """What of an invalid reply is valid by itself, entry by entry, and what is not, as it was said."""
    kept: dict[str, list[Any]] = {}
    refused: list[tuple[RecordKind, str]] = []
    try:
        value = json.loads(said)
        lists = {name: value[name] for name in KINDS if isinstance(value.get(name), list)}
    except (ValueError, AttributeError):
        lists = {}
    for name in lists.keys() & schema.model_fields.keys():
        (entry,) = get_args(schema.model_fields[name].annotation)
        for item in lists[name]:
            try:
                kept.setdefault(name, []).append(entry.model_validate(item))
            except ValidationError:
                refused.append((KINDS[name], json.dumps(item, ensure_ascii=False)))
    if not kept and not refused:
        refused.append(("reply", said))
    return ArticleReply(**kept), refused


def _calls(first: int, last: int, cast: Cast) -> Any:
    one = create_model(
        "CallReply",
        __base__=CallReply,
        evidence=(_some(_number((first, last)), 3, 1), ...),
        participants=(_some(_name(cast), 12, 1), ...),
        initiator=(_name(cast) | None, None),
        date=(_PHRASE, None),
        duration=(_PHRASE, None),
        minutes=(Annotated[int, Field(ge=1, le=1440)] | None, None),
        tone=(_PHRASE, None),
        topics=(_some(Annotated[str, Field(min_length=1, max_length=PHRASE)], 2), []),
    )
    return _some(one, 4 + (last - first) // 6)


def _demands(first: int, last: int, cast: Cast) -> Any:
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
    return _some(one, 4 + (last - first) // 4)


def _speakers(first: int, last: int) -> Any:
    number = _number((first, last))
    one = create_model(
        "SpeakerReply",
        __base__=SpeakerReply,
        speaker=(_name(None) | None, ...),
        passages=(_some(number, last - first + 1, 1), ...),
        channel=(Annotated[str, Field(min_length=1, max_length=NAME)] | None, None),
    )
    return _some(one, last - first + 1)


def _gist(first: int, last: int) -> Any:
    one = create_model(
        "PointReply",
        __base__=PointReply,
        text=(Annotated[str, Field(min_length=1, max_length=300)], ...),
        evidence=(_some(_number((first, last)), 3, 1), ...),
    )
    return _some(one, 3, 1)
