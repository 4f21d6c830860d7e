"""Runs: where names stand that capital letters show.

A name is a run of capitalised words and particles. The titles before it are no part of it, nor is a word
that is capitalised only because a sentence begins there, nor what the holder of a title is the holder of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summarizer.article import Article
from summarizer.bare_names import bare
from summarizer.capitals import Capitals, Word
from summarizer.joined_names import parted
from summarizer.name_words import CASELESS, DAYS, PARTICLES, SLAVIC, UNITS, is_capital

_ARTICLES = {  # particles that are articles too, and join nothing by themselves
    "de": frozenset("der den dem des das da do ja".split()),
    "es": frozenset("el la al".split()),
    "it": frozenset("la le al".split()),
    "fr": frozenset("la le".split()),
}


class Mention(NamedTuple):
    """Where a name stands: offsets into the article's text."""

    start: int
    end: int


def runs_of(article: Article) -> Iterator[Mention]:
    """Where names stand that capital letters show, in order; nowhere in a script without them."""
    if CASELESS.search(article.text[:200]):
        return
    capitals = Capitals(article)
    for words in capitals.sentences:
        for run in _runs(capitals, words):
            for part in parted(capitals, run):
                name = bare(capitals, part)
                if name:
                    yield Mention(name[0].start, name[-1].end)


def _runs(capitals: Capitals, words: tuple[Word, ...]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in words:
        if run and _joins(capitals, run[-1], word):
            run.append(word)
        else:
            if run:
                yield run
            run = [word] if is_capital(word.text) else []
    if run:
        yield run


def _joins(capitals: Capitals, last: Word, word: Word) -> bool:
    """Whether a run that ends with a word goes on with the next one."""
    between, language = capitals.text[last.end : word.start], capitals.language
    if between.strip(" \n\r") or "\n\n" in between or not between:
        return False
    if {word.text.lower(), last.text.lower()} & (DAYS | UNITS):
        return False
    if language in SLAVIC and word.text[0].isascii() != last.text[0].isascii():
        return False  # баррель Brent
    if word.text in _ARTICLES.get(language, ()):
        return last.text in PARTICLES  # von der Leyen, but not "Dänemark den Hafen"
    return is_capital(word.text) or word.text in PARTICLES
