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
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, create_model

from summarizer.records import (
    CallStatus,
    DemandStatus,
    Medium,
    NotQuoteReason,
    RecordKind,
    Strength,
)
from summarizer.rows import Row

NAME = 90
"""The longest name, in characters."""
PHRASE = 160
"""The longest phrase that a field may copy, in characters."""
GIST = 3
"""The most sentences of a gist."""

NOT_QUOTES: dict[str, NotQuoteReason] = {
    "#title": "title",
    "#name": "name",
    "#term": "term",
    "#scare": "scare",
    "#sign": "sign",
    "#other": "other",
}
NOBODY = "#nobody"
"""What a reply says of a passage that is nobody's speech, and the record's reason for it."""


KINDS: dict[str, RecordKind] = {
    "calls": "call",
    "quotes": "quote",
    "channels": "quote",
    "demands": "demand",
    "gist": "point",
}
"""What replies hold, and what one entry of each becomes."""


Name = int | str
"""A name, or its number in the list of names that was shown."""


class Reply(BaseModel):
    """The base of all replies. Fields that were not asked for are passed over."""

    model_config = ConfigDict(frozen=True)


class CallReply(Reply):
    """One call, as the model points at it: who asked for it, if that is told, and everyone else on the
    line. (The initiator among them again does no harm.)"""

    evidence: list[int]
    initiator: list[Name] = []
    participants: list[Name]
    date: str | None = None
    medium: Medium = "phone"
    status: CallStatus = "held"
    duration: str | None = None
    minutes: int | None = None
    tone: str | None = None
    topics: list[str] = []


class DemandReply(Reply):
    """One demand, as the model points at it."""

    evidence: list[int]
    demander: list[Name]
    target: list[Name] = []
    action: str
    strength: Strength = "request"
    status: DemandStatus = "open"
    deadline: str | None = None
    condition: str | None = None


class CallsReply(Reply):
    """All calls of a text."""

    calls: list[CallReply]


class DemandsReply(Reply):
    """All demands of a text."""

    demands: list[DemandReply]


class ChannelReply(Reply):
    """Where a passage was published."""

    quote: int
    channel: str


class QuotesReply(Reply):
    """The base of the replies about passages: a field Q1, Q2, ... for each, made per text."""

    channels: list[ChannelReply] = []

    def speakers(self) -> dict[int, Name | None]:
        """What the reply says of each passage, by number; a salvaged one has not all of them."""
        said = [name for name in type(self).model_fields if name in self.model_fields_set]
        return {int(name[1:]): getattr(self, name) for name in said if name[0] == "Q"}

    def published(self) -> dict[int, str]:
        """Where passages were published, by number."""
        return {channel.quote: channel.channel for channel in self.channels}


class ArticleReply(Reply):
    """All that is asked of a text, in one reply.

    ``quotes`` holds by speaker the numbers of the passages, ``channels`` by channel. The other entries
    are lists rather than objects, as the names of fields that every entry has are a tenth of a reply.
    """

    calls: list[CallReply] = []
    quotes: dict[str, list[int]] = {}
    channels: dict[str, list[int]] = {}
    demands: list[DemandReply] = []
    gist: list[int] = []

    def speakers(self) -> dict[int, Name | None]:
        """What the reply says of each passage, by number; what it says first counts."""
        return _turned(self.quotes)

    def published(self) -> dict[int, str]:
        """Where passages were published, by number."""
        return {number: str(channel) for number, channel in _turned(self.channels).items()}


def _turned(groups: dict[str, list[int]]) -> dict[int, Name | None]:
    return {number: name for name in reversed(groups) for number in groups[name]}


Cast = int | tuple[str, ...] | None
"""The names to choose from, or how many numbered ones there are; None where names are spelled out."""


def _number(numbers: Sequence[int]) -> Any:
    return Annotated[int, Field(ge=numbers[0], le=numbers[-1])]


def _some(item: Any, most: int, least: int = 0) -> Any:
    return Annotated[list[item], Field(min_length=least, max_length=most)]


def _name(cast: Cast) -> Any:
    if isinstance(cast, tuple) and cast:
        return Literal[cast]
    return _number((1, cast)) | _SPELLED if isinstance(cast, int) and cast else _SPELLED


_SPELLED: Any = Annotated[str, Field(min_length=1, max_length=NAME)]
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
    passages: tuple[int, ...], cast: Cast = None, channels: int | None = None
) -> type[QuotesReply]:
    """The schema that asks whose words each of these passages is, exactly once.

    ``channels`` bounds how many may be given a channel: all of them, if it is not given.
    """
    choices = (*cast, *NOT_QUOTES) if isinstance(cast, tuple) and cast else None
    field: Any = (_name(choices) | None, ...)
    fields: dict[str, Any] = {f"Q{number}": field for number in passages}
    channel = create_model(
        "ChannelReply",
        __base__=ChannelReply,
        quote=(_number((passages[0], passages[-1])), ...),
        channel=(_SPELLED, ...),
    )
    fields["channels"] = (_some(channel, channels or len(passages)), [])
    return create_model("QuotesReply", __base__=QuotesReply, **fields)


@lru_cache(maxsize=256)
def article_reply(
    first: int, last: int, passages: tuple[int, int] | None, names: int = 0
) -> type[ArticleReply]:
    """The schema of everything at once about sentences ``first`` to ``last``, and about the passages
    from the first to the last of ``passages``, if there are any; ``names`` is how many have numbers."""
    groups: Any = dict[str, list[int]]
    if passages:
        most = passages[1] - passages[0] + 1
        groups = dict[_SPELLED, _some(_number(passages), most)]  # type: ignore[misc]
    return create_model(
        "ArticleReply",
        __base__=ArticleReply,
        calls=(_calls(first, last, names, _CallRow), ...),
        quotes=(groups, ... if passages else {}),
        channels=(groups, {}),
        demands=(_demands(first, last, names, _DemandRow), ...),
        gist=(_some(_number((first, last)), GIST, 1), ...),
    )


def salvaged(schema: type[Reply], said: str) -> tuple[Reply, list[tuple[RecordKind, str]]]:
    """What of an invalid reply is valid by itself, entry by entry, as a reply to the same questions;
    and what is not, as it was said."""
    kept: dict[str, Any] = {}
    refused: list[tuple[RecordKind, str]] = []
    try:
        value = json.loads(said)
    except ValueError:
        value = None
    for name in [name for name in schema.model_fields if isinstance(value, dict) and name in value]:
        whole: TypeAdapter[Any] = TypeAdapter(schema.model_fields[name].annotation or Any)
        for one in _entries(name, value[name]):
            try:
                found = whole.validate_python(one)
            except ValidationError:
                shown = one if isinstance(one, list | dict) else {name: one}
                refused.append((KINDS.get(name, "quote"), json.dumps(shown, ensure_ascii=False)))
            else:
                known = kept.get(name)
                if isinstance(found, dict):
                    found = {**(known or {}), **found}
                elif isinstance(found, list):
                    found = [*(known or []), *found]
                kept[name] = found
    if not kept and not refused:
        refused.append(("reply", said))
    if issubclass(schema, ArticleReply):
        return ArticleReply(**kept), refused
    return schema.model_construct(set(kept), **kept), refused


def _entries(name: str, value: Any) -> list[Any]:
    """The parts of a field that can be valid each by itself, each in the shape of the whole."""
    if name in KINDS and isinstance(value, dict):
        return [{key: value[key]} for key in value]
    return [[one] for one in value] if name in KINDS and isinstance(value, list) else [value]


class _CallRow(Row, CallReply):
    by_place = ("evidence", "initiator", "participants")
    by_word = ("medium", "status", "date")


class _DemandRow(Row, DemandReply):
    by_place = ("evidence", "demander", "target", "action")
    by_word = ("strength", "status", "deadline")


def _calls(first: int, last: int, cast: Cast, base: type[CallReply] = CallReply) -> Any:
    one = create_model(
        "CallReply",
        __base__=base,
        evidence=(_some(_number((first, last)), 3, 1), ...),
        participants=(_some(_name(cast), 12, 1), ...),
        initiator=(_some(_name(cast), 1), []),
        date=(_PHRASE, None),
        duration=(_PHRASE, None),
        minutes=(Annotated[int, Field(ge=1, le=1440)] | None, None),
        tone=(_PHRASE, None),
        topics=(_some(Annotated[str, Field(min_length=1, max_length=PHRASE)], 2), []),
    )
    return _some(one, 4 + (last - first) // 6)


def _demands(first: int, last: int, cast: Cast, base: type[DemandReply] = DemandReply) -> Any:
    one = create_model(
        "DemandReply",
        __base__=base,
        evidence=(_some(_number((first, last)), 3, 1), ...),
        demander=(_some(_name(cast), 6, 1), ...),
        target=(_some(_name(cast), 6), []),
        action=(Annotated[str, Field(min_length=1, max_length=PHRASE)], ...),
        deadline=(_PHRASE, None),
        condition=(_PHRASE, None),
    )
    return _some(one, 4 + (last - first) // 4)
