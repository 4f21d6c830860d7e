"""Answers: what any system said of an article, in a form that is scored by the same rules.

Systems that know nothing of this package write them as JSON, one a line, with the fields below.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from summarizer.article import Article
from summarizer.records import (
    CallStatus,
    DemandStatus,
    Excerpt,
    Medium,
    Party,
    Point,
    Record,
    Span,
    Strength,
    Summary,
    Usage,
)


class Said(Record):
    """One record of an answer. ``grounded`` is False where it holds words, not given here, that the
    article lacks; those that are given are compared in scoring."""

    grounded: bool = True


class QuoteAnswer(Said):
    """Words that a system gives as a quotation; ``span`` is None when they are not in the article."""

    text: str
    span: Span | None = None
    speaker: str | None = None


class CallAnswer(Said):
    """A call, its parties by name."""

    participants: tuple[str, ...] = ()
    initiator: str | None = None
    medium: Medium = "unspecified"
    status: CallStatus = "held"
    minutes: int | None = None


class DemandAnswer(Said):
    """A demand, its parties by name. ``evidence`` is where the article states it; ``deadline`` is words."""

    demander: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    action: str = ""
    deadline: str | None = None
    strength: Strength = "demand"
    status: DemandStatus = "open"
    evidence: tuple[Span, ...] = ()


class Answer(Record):
    """What a system said of the article ``id``.

    ``ungrounded`` counts records that have no place here (points of a gist) and hold words that the
    article lacks. ``failed`` says why there is no answer, where there is none.
    """

    id: str
    quotes: tuple[QuoteAnswer, ...] = ()
    calls: tuple[CallAnswer, ...] = ()
    demands: tuple[DemandAnswer, ...] = ()
    ungrounded: int = 0
    usage: Usage = Usage()
    failed: str | None = None


def answer_of(summary: Summary, article: Article) -> Answer:
    """The answer that a summary of ``article`` is. Every excerpt in it is compared with the text."""

    def stands(value: Any) -> bool:
        return all(
            words == (article.text[span.start : span.end] if exact else _spaced(article, span))
            for words, span, exact in _anchored(value)
        )

    quotes = [
        QuoteAnswer(
            text=quote.text,
            span=quote.span
            if article.text[quote.span.start : quote.span.end] == quote.text
            else None,
            speaker=quote.speaker.name if quote.speaker else None,
            grounded=stands(quote),
        )
        for quote in summary.quotes
    ]
    calls = [
        CallAnswer(
            participants=tuple(party.name for party in call.participants),
            initiator=call.initiator.name if call.initiator else None,
            medium=call.medium,
            status=call.status,
            minutes=call.duration.minutes if call.duration else None,
            grounded=stands(call),
        )
        for call in summary.calls
    ]
    demands = [
        DemandAnswer(
            demander=tuple(party.name for party in demand.demander),
            target=tuple(party.name for party in demand.target),
            action=demand.action,
            deadline=demand.deadline.text if demand.deadline else None,
            strength=demand.strength,
            status=demand.status,
            evidence=tuple(part.span for part in demand.evidence),
            grounded=stands(demand),
        )
        for demand in summary.demands
    ]
    return Answer(
        id=article.id,
        quotes=tuple(quotes),
        calls=tuple(calls),
        demands=tuple(demands),
        ungrounded=sum(not stands(other) for other in (*summary.gist, *summary.not_quotes)),
        usage=summary.usage,
    )


def _anchored(value: Any) -> Iterator[tuple[str, Span, bool]]:
    """All words in a record, at any depth, that claim to stand in the article, and where; True where
    they must be the same letter for letter, as white space in a name may differ."""
    if isinstance(value, Excerpt):
        yield value.text, value.span, True
    if isinstance(value, Party):
        yield value.name, value.span, False
    if isinstance(value, Point):
        yield value.text, value.evidence[0].span, True
    if isinstance(value, tuple):
        for item in value:
            yield from _anchored(item)
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _anchored(getattr(value, name))


def _spaced(article: Article, span: Span) -> str:
    return " ".join(article.text[span.start : span.end].split())
