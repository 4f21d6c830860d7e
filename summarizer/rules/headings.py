"""Headings: lines over a text or between its parts, as in a live blog.

What a heading says in short, the text below it says in full; and it speaks of what follows, not of what
was told before.
"""

from __future__ import annotations

from summarizer.article import Article

_LONG = 140
"""How many characters a heading has at most."""
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
