"""Grounding of quotations: each passage is copied by its number, and the reply says whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from summarizer.article import Article, Passage
from summarizer.grounding import Grounded, called
from summarizer.names import Names
from summarizer.phrases import find_phrase, is_spaceless
from summarizer.records import Excerpt, NotQuote, NotQuoteReason, Party, Quote, QuoteKind
from summarizer.replies import NOT_QUOTES, ArticleReply, QuotesReply

_NEAR = 3  # sentences around a passage in which the channel may be named
_FULL = 4  # words that a passage has at least to be a clause of its own


def ground_quotes(
    reply: QuotesReply | ArticleReply,
    passages: Iterable[Passage],
    names: Names,
    witness: Mapping[int, Party | NotQuoteReason] | None = None,
    posted: Mapping[int, Excerpt] | None = None,
    confidence: Mapping[int, float] | None = None,
) -> Grounded:
    """Each of the passages as a quote or a non-quote, copied by number.

    Where a ``witness`` other than the reply knows the speaker of a passage, or why it is nobody's
    speech, its word counts. ``posted`` is where passages were published as far as that is known
    without the reply, ``confidence`` that in the speaker.
    """
    witness, posted, confidence = witness or {}, posted or {}, confidence or {}
    grounded = Grounded()
    speakers, channels = reply.speakers(), reply.published()
    for passage in passages:
        number = passage.number
        known = witness.get(number)
        said = "" if known else called(speakers.get(number))
        reason = known if isinstance(known, str) else NOT_QUOTES.get(said)
        words = names.article.excerpt(passage.start, passage.end)
        if reason:
            grounded.not_quotes.append(NotQuote(**dict(words), number=number, reason=reason))
            continue
        speaker = known if isinstance(known, Party) else names.party(said) if said else None
        if said and not speaker:
            grounded.reject(
                "quote",
                f"Q{number}: {said}",
                "the article has no such name: the passage is kept without a speaker",
            )
        elif not known and number not in speakers:
            grounded.reject(
                "quote",
                words.text,
                "the reply says nothing of this passage: it is kept without a speaker",
            )
        sentence = names.article.sentence(passage.sentence)
        grounded.quotes.append(
            Quote(
                **dict(words),
                number=number,
                speaker=speaker,
                kind=kind_of(names.article, passage),
                context=names.article.excerpt(sentence.start, sentence.end),
                channel=posted.get(number)
                or _channel(channels.get(number), passage, names.article, grounded),
                confidence=confidence.get(number) if speaker else None,
            )
        )
    return grounded


def _channel(
    channel: str | None, passage: Passage, article: Article, grounded: Grounded
) -> Excerpt | None:
    """Where a passage was published, if the sentences around it say so."""
    if channel is None:
        return None
    at = passage.sentence
    near = article.sentences[max(0, at - 1 - _NEAR) : at + _NEAR]
    found = find_phrase(article, channel, near)
    if found is None:
        grounded.reject(
            "quote",
            f"Q{passage.number}: channel {channel}",
            "the sentences around the passage have no such words",
        )
    return found


def kind_of(article: Article, passage: Passage) -> QuoteKind:
    """Whether a passage is at least a whole clause, or a fragment in the reporter's sentence.

    A rule on the surface: a passage that ends as a sentence does, that is set off by a comma or a
    colon, or that is a paragraph of a longer quotation, is full when it has a few words.
    """
    text = article.text
    words = text[passage.start : passage.end]
    few = len(words.split()) < _FULL and len(words) < 25
    before = text[: passage.outer_start].rstrip()[-1:]
    ends = words.rstrip("’”'\"»")[-1:] in ".!?…。！？,，؟"
    starts = not words[:1].islower() and before in ("", *".,:!?：，。")
    if not passage.closed or (ends and words[:1].isupper()):
        return "full"
    if ends or starts or (before in (":", "：") and words):
        return "partial" if few and not ends else "full"
    return "full" if len(words.split()) >= 2 * _FULL else "partial"


def is_fragment(article: Article, passage: Passage) -> bool:
    """Whether a passage is a word or two: where nobody is known to have said it, mostly a term.

    A script that sets no spaces has six characters for that.
    """
    words = article.text[passage.start : passage.end]
    return len(words.split()) < 3 and (len(words) <= 6 or not is_spaceless(words))
