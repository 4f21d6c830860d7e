"""Headings: lines over a text or between its parts, as in a live blog.

What a heading says in short, the text below it says in full; and it speaks of what follows, not of what
was told before. The lead is the first sentence of the text itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Article, Sentence
from summarizer.phrases import is_spaceless

_LONG = 140
"""How many characters a heading has at most."""
_SHORT, _SHORT_SPACELESS = 45, 15
"""Fewer characters than these have no news in them: a place and a date, a time, who wrote it."""
_STOPS = ".!?…。！？:;,؟"


def headings(article: Article) -> tuple[tuple[int, int], ...]:
    """Where headings stand: short paragraphs that end without a stop, in an article that has others."""
    ends = [
        article.text[start:end].rstrip(" \t\n”»\"'’“")[-1:] for start, end in article.paragraphs
    ]
    found = tuple(
        (start, end)
        for (start, end), last in zip(article.paragraphs, ends, strict=True)
        if last not in _STOPS and end - start <= _LONG
    )
    return found if len(found) < len(article.paragraphs) else ()


def in_heading(headed: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether an offset lies in one of these headings."""
    return any(start <= at < end for start, end in headed)


def lead(article: Article) -> Sentence:
    """The sentence in which news is told, by the habit of the trade: the first one below the headings
    that is no dateline and no byline; where there is none, the longest."""
    headed = headings(article)

    def is_short(sentence: Sentence) -> bool:
        words = article.text[sentence.start : sentence.end]
        return len(words) < (_SHORT_SPACELESS if is_spaceless(words) else _SHORT)

    prose = (
        sentence
        for sentence in article.sentences
        if not is_short(sentence) and not in_heading(headed, sentence.start)
    )
    longest = max(article.sentences, key=lambda sentence: sentence.end - sentence.start)
    return next(prose, longest)
