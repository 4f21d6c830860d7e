"""Evaluation: what a system said of an article, scored against what the article truly says.

docs/scoring.md publishes the rules. Every system's answers are scored by the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from summarizer.answers import Answer, CallAnswer, DemandAnswer, QuoteAnswer, answer_of
from summarizer.article import Article
from summarizer.errors import InputError
from summarizer.gold import Gold, GoldCall, GoldDemand
from summarizer.matching import (
    normal,
    overlap,
    paired,
    same_parties,
    same_party,
    same_word,
    trimmed,
)
from summarizer.records import Span
from summarizer.scores import KINDS, ArticleScore, Counts, Outcome, Scores, Share, total

__all__ = [
    "KINDS",
    "Answer",
    "ArticleScore",
    "CallAnswer",
    "Counts",
    "DemandAnswer",
    "Outcome",
    "QuoteAnswer",
    "Scores",
    "Share",
    "answer_of",
    "passage_spans",
    "score",
    "total",
]

T = TypeVar("T")
G = TypeVar("G", GoldCall, GoldDemand)


def score(
    answer: Answer, gold: Gold, article: Article, measures: Collection[str] | None = None
) -> ArticleScore:
    """Score one answer. ``measures`` names the kinds and attributes that the gold tells, where it does
    not tell all. Raises ``InputError`` where the gold is not of this article."""
    counts: dict[str, Counts] = {}
    outcomes: dict[str, Outcome] = {}
    attributes: dict[str, Share] = {}
    for kind, found in (
        *_quotes(answer, gold, article, attributes),
        *_calls(answer, gold, attributes),
        *_demands(answer, gold, article, attributes),
    ):
        if measures is not None and kind not in measures:
            continue
        outcomes[kind] = found
        counts[kind] = Counts(
            right=len(found.right), wrong=len(found.wrong), missed=len(found.missed)
        )
    return ArticleScore(
        id=gold.id,
        language=gold.language,
        counts=counts,
        attributes={n: a for n, a in attributes.items() if measures is None or n in measures},
        outcomes=outcomes,
        verbatim=Share(
            right=sum(_verbatim(quote, article) for quote in answer.quotes), of=len(answer.quotes)
        ),
        ungrounded=answer.ungrounded + sum(_ungrounded(answer, article)),
        usage=answer.usage,
        failed=answer.failed,
    )


def passage_spans(gold: Gold, text: str) -> list[Span]:
    """Where the passages of the gold stand. Raises ``InputError`` where one does not."""
    spans, at = [], 0
    for passage in gold.passages:
        start = text.find(passage.text, at)
        if start < 0:
            raise InputError(
                f"the gold has a passage that is not in the article: {passage.text[:60]!r}; "
                "check that they belong together",
                article=gold.id,
            )
        at = start + len(passage.text)
        spans.append(Span(start=start, end=at))
    return spans


def _quotes(
    answer: Answer, gold: Gold, article: Article, attributes: dict[str, Share]
) -> Iterator[tuple[str, Outcome]]:
    truth = [
        (trimmed(span, article.text), passage)
        for span, passage in zip(passage_spans(gold, article.text), gold.passages, strict=True)
    ]
    doubtful = {span for span, passage in truth if passage.debatable}
    quotes = [(span, p) for span, p in truth if not p.debatable and not p.not_quote]
    said = []
    for quote in answer.quotes:
        span = trimmed(quote.span, article.text) if quote.span else None
        if span not in doubtful:
            said.append((span, quote))

    def spoken(quote: QuoteAnswer, speaker: Sequence[str]) -> bool:
        if quote.speaker is None or not speaker:
            return quote.speaker is None and not speaker
        return same_party(quote.speaker, speaker)

    def right(i: int, j: int) -> float:
        if said[i][0] != quotes[j][0]:
            return 0.0
        return 2.0 if spoken(said[i][1], quotes[j][1].speaker) else 1.0

    spans = paired(len(said), len(quotes), right)
    whole = {i: j for i, j in spans.items() if right(i, j) > 1}
    attributes["quote speaker"] = Share(right=len(whole), of=len(spans))
    told = [_quoted(quote.text, quote.speaker) for _, quote in said]
    true = [_quoted(passage.text, next(iter(passage.speaker), None)) for _, passage in quotes]
    yield "quote spans", _outcome(spans, told, true)
    yield "quotes", _outcome(whole, told, true)


def _calls(
    answer: Answer, gold: Gold, attributes: dict[str, Share]
) -> Iterator[tuple[str, Outcome]]:
    def parties(said: CallAnswer, true: GoldCall) -> bool:
        return same_parties(said.participants, true.participants)

    def fits(said: CallAnswer, true: GoldCall) -> float:
        if said.status != true.status or not parties(said, true):
            return 0.0
        return (
            1 + _begun(said, true) + (said.minutes == true.minutes) + (said.medium == true.medium)
        )

    def loosely(said: CallAnswer, true: GoldCall) -> float:
        return parties(said, true) * (1.0 + (said.status == true.status))

    pairs, outcome = _judged(answer.calls, gold.calls, fits, _call_said, _call_true)
    yield "calls", outcome
    _, outcome = _judged(answer.calls, gold.calls, loosely, _call_said, _call_true)
    yield "call participants", outcome
    attributes["call medium"] = _right(s.medium == t.medium for s, t in pairs)
    attributes["call initiator"] = _right(_begun(s, t) for s, t in pairs)
    attributes["call minutes"] = _right(
        s.minutes == t.minutes for s, t in pairs if t.minutes is not None
    )


def _demands(
    answer: Answer, gold: Gold, article: Article, attributes: dict[str, Share]
) -> Iterator[tuple[str, Outcome]]:
    def loosely(said: DemandAnswer, true: GoldDemand) -> float:
        places = [place for words in true.evidence for place in _places(words, article.text)]
        if not any(overlap(span, places) for span in said.evidence):
            return 0.0
        return float(same_parties(said.demander, true.demander))

    def fits(said: DemandAnswer, true: GoldDemand) -> float:
        if not loosely(said, true) or not same_parties(said.target, true.target):
            return 0.0
        return 1 + (said.strength == true.strength) + (said.status == true.status)

    pairs, outcome = _judged(answer.demands, gold.demands, fits, _demand_said, _demand_true)
    yield "demands", outcome
    _, outcome = _judged(answer.demands, gold.demands, loosely, _demand_said, _demand_true)
    yield "demand demanders", outcome
    attributes["demand strength"] = _right(s.strength == t.strength for s, t in pairs)
    attributes["demand status"] = _right(s.status == t.status for s, t in pairs)
    attributes["demand deadline"] = _right(
        _same_words(s.deadline or "", t.deadline) for s, t in pairs if t.deadline
    )


def _judged(
    said: Sequence[T],
    gold: Sequence[G],
    fits: Callable[[T, G], float],
    label_said: Callable[[T], str],
    label_gold: Callable[[G], str],
) -> tuple[list[tuple[T, G]], Outcome]:
    """The pairs of what was said and what is true, and the outcome. What is said of a debatable
    record counts neither way."""
    sure = [record for record in gold if not record.debatable]
    doubtful = [record for record in gold if record.debatable]
    pairs = paired(len(said), len(sure), lambda i, j: fits(said[i], sure[j]))
    rest = [i for i in range(len(said)) if i not in pairs]
    spared = paired(len(rest), len(doubtful), lambda i, j: fits(said[rest[i]], doubtful[j]))
    out = {rest[i] for i in spared}
    kept = [i for i in range(len(said)) if i not in out]
    outcome = _outcome(
        {n: pairs[i] for n, i in enumerate(kept) if i in pairs},
        [label_said(said[i]) for i in kept],
        [label_gold(record) for record in sure],
    )
    return [(said[i], sure[j]) for i, j in pairs.items()], outcome


def _outcome(pairs: Mapping[int, int], said: Sequence[str], true: Sequence[str]) -> Outcome:
    found = set(pairs.values())
    return Outcome(
        right=tuple(true[j] for j in sorted(found)),
        missed=tuple(label for j, label in enumerate(true) if j not in found),
        wrong=tuple(label for i, label in enumerate(said) if i not in pairs),
    )


def _begun(said: CallAnswer, true: GoldCall) -> bool:
    """Whether the initiator is right; where there is none, None is right."""
    if said.initiator is None or not true.initiator:
        return said.initiator is None and not true.initiator
    return same_party(said.initiator, true.initiator)


def _same_words(said: str, true: str) -> bool:
    """Whether one text is in the other, or more than half of the words of the shorter are; words of
    one or two letters ("by") don't count."""
    one, other = normal(said), normal(true)
    if not one or not other:
        return False
    words, others = (set(re.findall(r"\d+|\w{3,}", text)) for text in (one, other))
    fewer = min(len(words), len(others))
    return one in other or other in one or 2 * len(words & others) > fewer


def _places(words: str, text: str) -> list[Span]:
    return [
        Span(start=found.start(), end=found.end())
        for found in re.finditer(re.escape(words), text)
        if words
    ]


def _verbatim(quote: QuoteAnswer, article: Article) -> bool:
    span = quote.span
    return span is not None and article.text[span.start : span.end] == quote.text


def _ungrounded(answer: Answer, article: Article) -> Iterator[bool]:
    """For each record, whether it says something in words that the article lacks."""
    text = normal(article.text)
    words = set(re.findall(r"\w+", text))

    def known(word: str) -> bool:
        return word in text or any(same_word(word, other) for other in words)

    def lacks(*phrases: str | None) -> bool:
        said = " ".join(phrase for phrase in phrases if phrase)
        return not all(known(normal(word)) for word in said.split())

    for quote in answer.quotes:
        yield not quote.grounded or not _verbatim(quote, article) or lacks(quote.speaker)
    for call in answer.calls:
        yield not call.grounded or lacks(*call.participants, call.initiator)
    for demand in answer.demands:
        parties = (*demand.demander, *demand.target)
        yield not demand.grounded or not demand.evidence or lacks(*parties, demand.deadline)


def _right(judged: Iterable[bool]) -> Share:
    verdicts = list(judged)
    return Share(right=sum(verdicts), of=len(verdicts))


def _quoted(text: str, speaker: str | None) -> str:
    return f"“{_short(text)}” — {speaker or 'nobody'}"


def _short(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _call_said(call: CallAnswer) -> str:
    return f"{', '.join(call.participants) or 'nobody'} ({call.status})"


def _call_true(call: GoldCall) -> str:
    return f"{', '.join(party[0] for party in call.participants)} ({call.status})"


def _demand_said(demand: DemandAnswer) -> str:
    who, whom = ", ".join(demand.demander), ", ".join(demand.target)
    return f"{who or 'nobody'} → {whom or 'nobody'}: {_short(demand.action)}"


def _demand_true(demand: GoldDemand) -> str:
    who = ", ".join(party[0] for party in demand.demander)
    whom = ", ".join(party[0] for party in demand.target)
    return f"{who} → {whom or 'nobody'}: {_short(demand.action)}"
