"""Tokens: the words, marks and passages of an article, with what each may do around a verb of saying."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from summarizer.article import Article, Sentence
from summarizer.name_words import DAYS
from summarizer.rules.people import Named, People
from summarizer.saying import Words

PRONOUNS = ("he", "she", "it", "they")
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|M|Mme|Mlle|Sr|Sra|Prof|Gen|Col|Lt|Sen|Gov|Rep)\.(?=\s)|"
    r"['’]s(?!\w)|[^\W\d_]+(?:(?:['’·.-](?!s(?!\w)))(?=[^\W\d_])[^\W\d_]+)*|\d[\d.,]*\d|\S"
)
_ELIDED = re.compile(r"(?:[ldsnjcLD]|[Qq]u|[Uu]n|[Dd]ell|[Aa]ll|[Nn]ell|[Dd]all|[Ss]ull)['’](?=\w)")
_INVERTED = re.compile(r"(.+?)-(?:t-)?(ils?|elles?|on)$")


class Token(NamedTuple):
    """A word, a mark or a passage: its kind is one of ``saying.KINDS``, or "word", "name", "person",
    "own" ('s), "comma", "colon", "stop", "dash" or "quote"; ``of`` is a person's full name, or the
    number of a passage; ``sentence`` is the number of its sentence."""

    kind: str
    low: str
    start: int
    end: int
    sentence: int
    of: str | int = ""


def tokens_of(
    article: Article,
    words: Words,
    people: People,
    sentences: Iterable[Sentence],
    quotes: bool,
    named: Container[int],
) -> Iterator[Token]:
    """The tokens of some sentences; the passages that are ``named`` are names, and with ``quotes`` each
    other passage is one token."""
    persons = {mention.start: mention for mention in people.mentions}
    passages = {passage.outer_start: passage for passage in article.passages if quotes}
    starts = sorted({*passages, *persons})
    for sentence in sentences:
        at, first = sentence.start, True
        while at < sentence.end:
            if at in passages:
                passage = passages[at]
                kind = "name" if passage.number in named else "quote"
                yield Token(kind, "", at, passage.outer_end, sentence.number, passage.number)
                at, first = passage.outer_end, True
                continue
            if at in persons and persons[at].end <= sentence.end:
                yield _person(persons[at], article.text, sentence.number)
                at, first = persons[at].end, False
                continue
            found = _TOKEN.match(article.text, at, sentence.end)
            if not found:
                at += 1
                continue
            if found.group() in "'’" and article.text[at - 1 : at] in "sz" and at:
                yield Token("own", found.group(), at, at + 1, sentence.number)  # the Lunds’
                at += 1
                continue
            ordinal = found.group() == "." and article.text[at - 1 : at].isdigit()
            if ordinal and at + 1 < sentence.end and words.language == "de":
                at += 1  # bis 15. Dezember
                continue
            after = bisect_right(starts, at)
            stop = min(found.end(), starts[after] if after < len(starts) else found.end())
            for token in _split(article.text[at:stop], at, sentence.number, words, first):
                yield token
                first = token.kind in ("stop", "dash") or (
                    first and token.kind not in ("comma", "dash") and not token.low.isalnum()
                )
            at = stop


def _person(mention: Named, text: str, sentence: int) -> Token:
    words = text[mention.start : mention.end].lower()
    return Token("person", words, mention.start, mention.end, sentence, mention.name)


def _split(text: str, at: int, sentence: int, words: Words, first: bool) -> Iterator[Token]:
    elided = _ELIDED.match(text) if words.language in ("fr", "it") else None
    if elided:
        low = elided.group().lower()
        kind = words.kind(low.rstrip("'’"))
        yield Token(kind, low, at, at + elided.end(), sentence)
        text, at = text[elided.end() :], at + elided.end()
    inverted = _INVERTED.match(text) if words.language == "fr" else None
    if inverted:
        end = at + inverted.end(1)
        yield Token(words.kind(inverted.group(1).lower()), inverted.group(1), at, end, sentence)
        text, at = inverted.group(2), at + inverted.start(2)
    yield Token(_kind(text, words, first), text.lower(), at, at + len(text), sentence)


def _kind(text: str, words: Words, first: bool) -> str:
    if text in ("'s", "’s"):
        return "own"
    if not (text[0].isalpha() or text[0].isdigit()):
        if text in ",،()[]":
            return "comma"
        if text in "–—-":
            return "dash"
        return "colon" if text == ":" else "stop" if text in ".;!?…|" else "word"
    if text[0].isupper() and text.lower() in DAYS:
        return "aux"
    kind = words.kind(text.lower().rstrip("."))
    if text[0].isupper() and not first and kind != "head":
        return "nobody" if kind == "nobody" and text == "I" else "name"
    if text[0].isupper() and kind == "word":
        return "name"
    return kind
