"""Grounding: a reply and the article become records, or rejections that say why.

Pure functions (``grounding_quotes`` has those of quotations). A name must stand in the article; a phrase must
stand in the sentences that the reply gives as evidence, or in one other sentence, which then becomes
evidence too. What can't be found does not come out: a field without support is left empty, a record
without support is rejected, and either way the reply's own words are kept with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from summarizer.article import Article, Sentence
from summarizer.names import Names
from summarizer.phrases import (
    day_of,
    find_phrase,
    is_of_several,
    minutes_in,
    shared_words,
    unsupported,
)
from summarizer.records import (
    Call,
    Date,
    Demand,
    Duration,
    Excerpt,
    NotQuote,
    Party,
    Point,
    Quote,
    RecordKind,
    Rejected,
)
from summarizer.replies import (
    NOBODY,
    ArticleReply,
    CallReply,
    CallsReply,
    DemandReply,
    DemandsReply,
    Name,
)
from summarizer.rules.durations import minutes_of

_NOTHING = frozenset(
    ["null", "none", "n/a", "unknown", "unspecified", "not specified", "nobody", "-"]
)


@dataclass
class Grounded:
    """What came of a reply."""

    calls: list[Call] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    not_quotes: list[NotQuote] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)
    gist: list[Point] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def __add__(self, other: Grounded) -> Grounded:
        lists = {
            one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)
        }
        return Grounded(**lists)

    def reject(self, kind: RecordKind, reply: str, reason: str) -> None:
        """Keep what the model said, and why it is refused."""
        self.rejected.append(Rejected(kind=kind, reply=reply, reason=reason))


def ground_calls(reply: CallsReply | ArticleReply, names: Names) -> Grounded:
    """The calls that a reply points at."""
    grounded = Grounded()
    for call in reply.calls:
        _ground_call(call, names, grounded)
    return grounded


def ground_demands(reply: DemandsReply | ArticleReply, names: Names) -> Grounded:
    """The demands that a reply points at."""
    grounded = Grounded()
    for demand in reply.demands:
        _ground_demand(demand, names, grounded)
    return grounded


def ground_gist(numbers: Sequence[int], article: Article) -> Grounded:
    """The sentences that tell the gist, word for word."""
    grounded = Grounded()
    for number in numbers:
        evidence = excerpts(article, _sentences(article, [number]))
        if evidence:
            grounded.gist.append(Point(text=evidence[0].text, evidence=evidence))
        else:
            grounded.reject("point", str(number), "the article has no such sentence")
    return grounded


def _ground_call(reply: CallReply, names: Names, grounded: Grounded) -> None:
    article = names.article
    said = reply.model_dump_json(exclude_defaults=True)
    evidence = _sentences(article, reply.evidence)
    if not evidence:
        grounded.reject("call", said, "it points at no sentence of the article")
        return
    named = [*reply.initiator, *reply.participants]
    participants = _parties("call", named, names, grounded)
    group = len({called(name).lower() for name in named} - {""}) == 1 and any(
        is_of_several(party.name) for party in participants
    )
    if len(participants) < 2 and not group:
        grounded.reject("call", said, "fewer than two of its participants stand in the article")
        return
    placed = [names.party(name) for name in filter(None, map(called, reply.initiator))]
    date = _phrase("call", "date", reply.date, article, evidence, grounded)
    duration = _phrase("call", "duration", reply.duration, article, evidence, grounded)
    told = duration.text if duration else ""
    lasted = minutes_of(told, article.language) or minutes_in(told)
    tone = _phrase("call", "tone", reply.tone, article, evidence, grounded)
    topics = [
        _phrase("call", "topic", t, article, evidence, grounded, anywhere=True)
        for t in reply.topics
    ]
    grounded.calls.append(
        Call(
            participants=tuple(participants),
            initiator=next((one for one in participants if one in placed), None),
            medium=reply.medium,
            status=reply.status,
            date=dated(date, article, ahead=reply.status in ("planned", "proposed")),
            duration=Duration(**dict(duration), minutes=lasted or reply.minutes)
            if duration
            else None,
            tone=tone,
            topics=tuple(topic for topic in topics if topic),
            evidence=excerpts(article, evidence),
        )
    )


def _ground_demand(reply: DemandReply, names: Names, grounded: Grounded) -> None:
    article = names.article
    said = reply.model_dump_json(exclude_defaults=True)
    evidence = _sentences(article, reply.evidence)
    if not evidence:
        grounded.reject("demand", said, "it points at no sentence of the article")
        return
    if not reply.action.strip():
        grounded.reject("demand", said, "it does not say what is demanded")
        return
    demander = _parties("demand", reply.demander, names, grounded)
    if not demander:
        grounded.reject("demand", said, "no demander of that name stands in the article")
        return
    evidence = _stating(article, reply.action, evidence)
    lacking = unsupported(reply.action, article.text, nouns=article.language == "de")
    if lacking:
        grounded.reject("demand", said, f"the article lacks {', '.join(lacking)}")
        return
    target = [p for p in _parties("demand", reply.target, names, grounded) if p not in demander]
    deadline = _phrase("demand", "deadline", reply.deadline, article, evidence, grounded)
    condition = _phrase("demand", "condition", reply.condition, article, evidence, grounded)
    grounded.demands.append(
        Demand(
            demander=tuple(demander),
            target=tuple(target),
            action=" ".join(reply.action.split()),
            deadline=dated(deadline, article, ahead=True),
            condition=condition,
            strength=reply.strength,
            status=reply.status,
            evidence=excerpts(article, evidence),
        )
    )


def _given(words: str | None) -> str:
    """What a field says, or nothing where it only says that there is nothing."""
    words = (words or "").strip()
    return "" if words.lower() in _NOTHING else words


def called(name: Name | None) -> str:
    """A name by itself, or nothing."""
    said = _given(str(name or ""))
    return "" if said == NOBODY else said


def _sentences(article: Article, numbers: Sequence[int]) -> list[Sentence]:
    inside = sorted({n for n in numbers if 1 <= n <= len(article.sentences)})
    return [article.sentence(number) for number in inside]


def _stating(article: Article, action: str, evidence: list[Sentence]) -> list[Sentence]:
    """The evidence, or where none of it has a word of the action, the sentence that has most of them:
    small models point beside the sentence that they read. Two words must be shared."""

    def shared(sentence: Sentence) -> int:
        return shared_words(action, article.text[sentence.start : sentence.end])

    if any(shared(sentence) for sentence in evidence):
        return [sentence for sentence in evidence if shared(sentence)]
    best = max(article.sentences, key=shared)
    return [best] if shared(best) > 1 else evidence


def excerpts(article: Article, sentences: Sequence[Sentence]) -> tuple[Excerpt, ...]:
    """Sentences as evidence, in the article's order, each once."""
    ordered = sorted(set(sentences), key=lambda sentence: sentence.start)
    return tuple(article.excerpt(sentence.start, sentence.end) for sentence in ordered)


def _parties(
    kind: RecordKind, said: Sequence[Name], names: Names, grounded: Grounded
) -> list[Party]:
    found: dict[str, Party] = {}
    for name in filter(None, map(called, said)):
        party = names.party(name)
        if party is None:
            grounded.reject(kind, name, "the article has no such name")
        else:
            found.setdefault(party.name.lower(), party)
    return list(found.values())


def _phrase(
    kind: RecordKind,
    field_name: str,
    phrase: str | None,
    article: Article,
    evidence: list[Sentence],
    grounded: Grounded,
    *,
    anywhere: bool = False,
) -> Excerpt | None:
    """A phrase in the evidence, or in the one other sentence that has it, or the first ``anywhere``:
    ``evidence`` then grows."""
    phrase = _given(phrase)
    if not phrase:
        return None
    found = find_phrase(article, phrase, evidence)
    if found:
        return found
    others = [
        s for s in article.sentences if s not in evidence and find_phrase(article, phrase, [s])
    ]
    if len(others) == 1 or (others and anywhere):
        evidence.append(others[0])
        return find_phrase(article, phrase, others)
    reason = "its evidence has no such words" if not others else "several other sentences have it"
    grounded.reject(kind, f"{field_name}: {phrase}", reason)
    return None


def dated(words: Excerpt | None, article: Article, *, ahead: bool) -> Date | None:
    """The words of a date with the day that they mean; ``ahead`` says that it lies in the future."""
    if words is None:
        return None
    iso = day_of(words.text, article.date, article.language, ahead=ahead)
    return Date(**dict(words), iso=iso)
