"""What the rules found becomes records, as what a model says does in ``grounding``."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Article
from summarizer.confidence import OPEN_CALL, OPEN_DEMAND, SURE_CALL, SURE_DEMAND
from summarizer.grounding import dated, excerpts
from summarizer.names import Names
from summarizer.records import Call, Demand, Duration, Excerpt
from summarizer.rules.asking import DemandCandidate, demand_candidates
from summarizer.rules.asking_words import asking_words
from summarizer.rules.calling import CallCandidate, call_candidates
from summarizer.rules.callwords import is_known


def has_rules(language: str) -> bool:
    """Whether the rules have words for a language (ISO 639-1): those of calls and of demands."""
    return is_known(language) and asking_words(language) is not None


def calls_found(names: Names) -> list[Call]:
    """The calls that the rules find in an article, with two participants or more."""
    return [
        _call(found, names.article)
        for found in call_candidates(names)
        if len(found.participants) > 1
    ]


def demands_found(names: Names) -> list[Demand]:
    """The demands that the rules find in an article, with who makes them and what is demanded."""
    return [
        _demand(found, names.article)
        for found in demand_candidates(names)
        if found.demander and found.action.strip()
    ]


def _call(found: CallCandidate, article: Article) -> Call:
    length = found.duration
    first, *others = found.sentences
    holding = [article.sentence_at(f.span.start).number for f in (found.date, length) if f]
    return Call(
        participants=found.participants,
        initiator=found.initiator if found.initiator in found.participants else None,
        medium=found.medium,
        status=found.status,
        date=dated(found.date, article, ahead=found.status in ("planned", "proposed")),
        duration=Duration(**dict(length), minutes=found.minutes) if length else None,
        confidence=SURE_CALL if found.sure else OPEN_CALL,
        evidence=_evidence(article, [first, *holding, *others]),
    )


def _demand(found: DemandCandidate, article: Article) -> Demand:
    return Demand(
        demander=found.demander,
        target=tuple(party for party in found.target if party not in found.demander),
        action=" ".join(found.action.split()),
        deadline=dated(found.deadline, article, ahead=True),
        condition=found.condition,
        strength=found.strength,
        status=found.status,
        confidence=SURE_DEMAND if found.sure else OPEN_DEMAND,
        evidence=_evidence(article, found.sentences),
    )


def _evidence(article: Article, numbers: Sequence[int]) -> tuple[Excerpt, ...]:
    """The first three of these sentences."""
    first = list(dict.fromkeys(numbers))[:3]
    return excerpts(article, [article.sentence(number) for number in first])
