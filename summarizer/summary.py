"""The summary: what was found in all windows of an article, merged, ordered, named.

Two windows that overlap report the same call or demand twice, and so does a model that is told of it
twice. Records that are one event become one record, which keeps what each of them knew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from summarizer.article import Article
from summarizer.grounding import Grounded
from summarizer.records import (
    Call,
    Demand,
    Excerpt,
    NotQuote,
    Party,
    Point,
    Quote,
    Record,
    Rejected,
    Summary,
    Usage,
)
from summarizer.replies import GIST

E = TypeVar("E", Call, Demand)
R = TypeVar("R", bound=Record)


def summarized(
    article: Article, parts: Sequence[Grounded], usage: Usage, model: str, prompts: str
) -> Summary:
    """One summary of everything that was grounded in an article."""
    quotes, not_quotes = _passages(parts)
    rejected = [rejection for part in parts for rejection in part.rejected]
    for offset in article.unclosed:
        near = article.text[offset : offset + 60]
        rejected.append(
            Rejected(kind="quote", reply=near, reason="this opening quotation mark is never closed")
        )
    return Summary(
        article=article.source,
        gist=_gist([point for part in parts for point in part.gist]),
        calls=_merged([call for part in parts for call in part.calls]),
        quotes=quotes,
        not_quotes=not_quotes,
        demands=_merged([demand for part in parts for demand in part.demands]),
        rejected=tuple(dict.fromkeys(rejected)),
        usage=usage,
        model=model,
        prompts=prompts,
    )


def _passages(parts: Sequence[Grounded]) -> tuple[tuple[Quote, ...], tuple[NotQuote, ...]]:
    """Each passage once: an answer that knows the speaker counts before one that does not."""
    quotes: dict[int, Quote] = {}
    not_quotes: dict[int, NotQuote] = {}
    for part in parts:
        for quote in part.quotes:
            if quote.number not in quotes or quotes[quote.number].speaker is None:
                quotes[quote.number] = quote
        for other in part.not_quotes:
            not_quotes.setdefault(other.number, other)
    return (
        tuple(quotes[number] for number in sorted(quotes)),
        tuple(not_quotes[number] for number in sorted(not_quotes.keys() - quotes.keys())),
    )


def _gist(points: Sequence[Point]) -> tuple[Point, ...]:
    """The first sentences of the gist: news is told from the top."""
    return tuple({point.text: point for point in points}.values())[:GIST]


def _merged(events: Sequence[E]) -> tuple[E, ...]:
    merged: list[E] = []
    for event in events:
        for index, known in enumerate(merged):
            if _one(known, event):
                merged[index] = _joined(known, event)
                break
        else:
            merged.append(event)
    return tuple(sorted(merged, key=lambda event: event.evidence[0].span.start))


def _one(known: E, event: E) -> bool:
    """Whether two records are of one event."""
    if isinstance(known, Call) and isinstance(event, Call):
        return (
            _names(known.participants) == _names(event.participants)
            and known.status == event.status
            and known.medium == event.medium
            and _agree(known.date, event.date)
            and _agree(known.duration, event.duration)
        )
    if isinstance(known, Demand) and isinstance(event, Demand):
        return (
            _names(known.demander) == _names(event.demander)
            and _names(known.target) == _names(event.target)
            and (
                known.action.lower() == event.action.lower()
                or (known.evidence == event.evidence and known.status == event.status)
            )
        )
    return False


def _names(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(party.name.lower() for party in parties)


def _agree(one: Excerpt | None, other: Excerpt | None) -> bool:
    return one is None or other is None or one.text.lower() == other.text.lower()


def _joined(known: E, event: E) -> E:
    """The record that knows what both know; where both say something, the first is kept."""
    values = dict(known)
    for name, value in dict(event).items():
        if not values[name]:
            values[name] = value
    spans = {excerpt.span: excerpt for excerpt in (*known.evidence, *event.evidence)}
    values["evidence"] = tuple(spans[span] for span in sorted(spans, key=lambda span: span.start))
    return type(known)(**values)
