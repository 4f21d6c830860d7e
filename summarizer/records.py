"""What a user gets: frozen records in which every word is anchored in the article.

Offsets are Unicode code points into the article's text, start inclusive, end exclusive, as in the
W3C Web Annotation ``TextPositionSelector``: ``article.text[span.start:span.end]`` is the words.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Medium = Literal["phone", "video", "unspecified"]
CallStatus = Literal["held", "planned", "proposed", "cancelled", "denied"]
QuoteKind = Literal["full", "partial"]
NotQuoteReason = Literal["title", "name", "term", "scare", "sign", "other"]
Strength = Literal["request", "demand", "ultimatum"]
DemandStatus = Literal["open", "accepted", "rejected", "withdrawn"]
RecordKind = Literal["call", "quote", "demand", "point", "reply"]


Confidence = Annotated[float | None, Field(ge=0, le=1)]
"""The share of such records that were right where it was measured, or None where it was not."""


class Record(BaseModel):
    """The base of all records: frozen, and closed to fields that it does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A stretch of the article's text: ``start`` inclusive, ``end`` exclusive, in code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"an empty span: {self.start} to {self.end}")
        return self


class Excerpt(Record):
    """Words of the article, copied by code, and where they stand."""

    text: str = Field(min_length=1)
    span: Span

    @model_validator(mode="after")
    def _as_long_as_its_span(self) -> Self:
        if len(self.text) != self.span.end - self.span.start:
            raise ValueError("the text is not as long as its span")
        return self


class Duration(Excerpt):
    """How long a call lasted: the article's words, and the length in whole minutes."""

    minutes: int | None = Field(default=None, ge=1)


class Date(Excerpt):
    """When something happened: the article's words, and the day in ISO 8601 where it is certain."""

    iso: dt.date | None = None


class Party(Record):
    """A person, body or country. ``name`` is the fullest form of the name in the article and
    ``span`` is where it stands; ``role`` is the words that the article puts beside it.

    ``country`` is an ISO 3166-1 alpha-3 code: of the country itself, or ``country_inferred`` from
    the role ("Russian President").
    """

    name: str = Field(min_length=1)
    span: Span
    role: Excerpt | None = None
    country: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    country_inferred: bool = False


class Call(Record):
    """A telephone or video call between leaders, their offices or governments."""

    participants: tuple[Party, ...]
    initiator: Party | None = None
    medium: Medium
    status: CallStatus
    date: Date | None = None
    duration: Duration | None = None
    tone: Excerpt | None = None
    topics: tuple[Excerpt, ...] = ()
    confidence: Confidence = None
    evidence: tuple[Excerpt, ...] = Field(min_length=1)


class Quote(Excerpt):
    """The words between the outermost quotation marks, and whose words they are.

    ``kind`` is full (at least one whole clause) or partial (a fragment that is woven into the
    reporter's sentence); ``context`` is the enclosing sentence; ``speaker`` is None when the
    article names nobody; ``channel`` is where it was published ("Truth Social").
    """

    number: int = Field(ge=1)
    speaker: Party | None = None
    kind: QuoteKind
    context: Excerpt
    channel: Excerpt | None = None
    confidence: Confidence = None


class NotQuote(Excerpt):
    """A passage in quotation marks that is nobody's speech: a title, a name, a term, scare quotes."""

    number: int = Field(ge=1)
    reason: NotQuoteReason


class Demand(Record):
    """What somebody asks of somebody. ``action`` is a short paraphrase; all else is anchored."""

    demander: tuple[Party, ...] = Field(min_length=1)
    target: tuple[Party, ...] = ()
    action: str = Field(min_length=1)
    deadline: Date | None = None
    condition: Excerpt | None = None
    strength: Strength
    status: DemandStatus
    confidence: Confidence = None
    evidence: tuple[Excerpt, ...] = Field(min_length=1)


class Point(Record):
    """One sentence of the gist: the words of a sentence of the article, and where it stands there."""

    text: str = Field(min_length=1)
    evidence: tuple[Excerpt, ...] = Field(min_length=1)


class Rejected(Record):
    """What the model said and the code refused, with the reason: nothing is dropped in silence."""

    kind: RecordKind
    reply: str
    reason: str


class Usage(Record):
    """What one summary cost, over all requests, those that failed included.

    ``reused`` of the requests were answered by a store, for nothing; their tokens are counted as if
    they had been asked. ``prompt_tokens`` counts all prompt tokens, the ``cached_tokens`` among them
    too.
    """

    requests: int = 0
    reused: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    retries: int = 0
    reasks: int = 0
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        mine, theirs = self.model_dump(), other.model_dump()
        return Usage(**{name: mine[name] + theirs[name] for name in mine})


class Source(Record):
    """Which article a summary is of. ``sha256`` is of the text in UTF-8, ``characters`` its length
    in code points, so that whoever holds the text can check that the offsets are meant for it."""

    id: str
    sha256: str
    characters: int
    language: str
    date: dt.date | None = None


class Summary(Record):
    """Everything that was found in one article, in the article's order."""

    article: Source
    gist: tuple[Point, ...]
    calls: tuple[Call, ...]
    quotes: tuple[Quote, ...]
    not_quotes: tuple[NotQuote, ...]
    demands: tuple[Demand, ...]
    rejected: tuple[Rejected, ...]
    usage: Usage
    model: str
    prompts: str
