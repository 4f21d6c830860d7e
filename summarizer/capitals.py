"""Capitals: the words of an article that a name may hold, and which are written like one where no
sentence begins."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from summarizer.article import Article
from summarizer.name_words import AROUND, PARTICLES, WORD, is_capital
from summarizer.saying import words_of

_FORM = re.compile(r"(?<!\w)(?:Mr|Mrs|Ms|Dr|M|Mme|Sr|Sra|Prof|Gen|Sen|Gov|Rep|Col|Lt)\. $")
_ELIDED = re.compile(
    r"(?:[ldsnjcLD]|qu|un|dell|all|nell|dall|sull|quell|quest)['’](?=[^\W\d_a-zà-ÿ])"
)
_ELIDED_FIRST = re.compile(r"(?:L|D|Un|Dell|All|Nell|Dall|Sull|Quell|Quest|Qu)['’](?=[a-zà-ÿ])")


class Word(NamedTuple):
    """A word of a sentence, and where it stands in the article's text."""

    text: str
    start: int
    end: int


class Capitals:
    """The words of one article that names may hold."""

    def __init__(self, article: Article) -> None:
        self.article, self.text, self.language = article, article.text, article.language
        self.table = words_of(article.language)

    @cached_property
    def sentences(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each sentence but those in small letters: no name holds one, unless it is a
        particle. What French and Italian elide before a name is none of it."""
        elides = self.language in ("fr", "it")
        sentences = []
        for sentence in self.article.sentences:
            words: list[Word] = []
            for match in WORD.finditer(self.text, sentence.start, sentence.end):
                word = match.group()
                if word.islower() and word not in PARTICLES:
                    continue
                elided = elides and (_ELIDED.match(word) or _ELIDED_FIRST.match(word))
                if elided and not (words and _joined(words[-1], match) and word[0] in "dD"):
                    at = match.start() + elided.end()
                    words.append(Word(elided.group(), match.start(), at))
                    words.append(Word(word[elided.end() :], at, match.end()))
                else:
                    words.append(Word(word, *match.span()))
            sentences.append(tuple(words))
        return tuple(sentences)

    @cached_property
    def pairs(self) -> tuple[tuple[Word, Word], ...]:
        """The words with a space between them, two by two."""
        return tuple(
            (before, after)
            for words in self.sentences
            for before, after in pairwise(words)
            if after.start == before.end + 1
        )

    @cached_property
    def surnames(self) -> set[str]:
        """The words that stand directly behind another capitalised word somewhere."""
        return {
            after.text
            for before, after in self.pairs
            if before.text.lower() not in PARTICLES
            if is_capital(before.text) and is_capital(after.text)
        }

    @cached_property
    def _inner(self) -> set[str]:
        """The words with a capital letter that stand behind another word of their sentence somewhere."""
        return {
            word.text
            for words in self.sentences
            for word in words
            if not word.text.islower() and is_inside(self.text[max(0, word.start - 6) : word.start])
        }

    def is_known(self, word: str) -> bool:
        """Whether a word is written like a name where no sentence begins."""
        inner = self._inner
        return word in inner or ("-" in word and f"{word[0].lower()}{word[1:]}" in inner)

    def before(self, at: int) -> list[str]:
        """The last words before an offset, with their marks."""
        return self.text[max(0, at - 40) : at].split()

    def is_head(self, word: str) -> bool:
        """Whether a word is a noun for somebody who acts: a title, a body."""
        return self.table is not None and self.table.kind(word.lower()) == "head"

    def is_small(self, word: Word) -> bool:
        """Whether a word is one of those that stand around names: an article, a preposition."""
        if self.table is None or self.text[word.end : word.end + 1] == ".":  # an initial
            return False
        kind = self.table.kind(word.text.lower())
        # In English a name may be like one of these: Will, May.
        return kind in AROUND or (self.language != "en" and kind in ("say", "call", "aux"))

    def stands_small(self, word: str) -> bool:
        """Whether a word in small letters, of two or more, stands in the article."""
        text, at = self.text, self.text.find(word)
        while at >= 0 and len(word) > 1:
            around = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
            if not any(sign.isalnum() or sign in "-_" for sign in around):
                return True
            at = text.find(word, at + 1)
        return False


def is_inside(before: str) -> bool:
    """Whether what stands before a word shows that no sentence begins with it."""
    return before[-2:-1].isalnum() or before.endswith(", ") or _FORM.search(before) is not None


def _joined(before: Word, word: re.Match[str]) -> bool:
    return word.start() == before.end + 1 and is_capital(before.text)
