"""Readouts: passages in the words of whoever reports a talk, and not of whom the sentence is about."""

from __future__ import annotations

import re

from summarizer.rules.findings import Finding
from summarizer.rules.subjects import Subjects

_PREDICATES = {  # how a verb in the past begins, and what stands before its participle
    "en": (
        re.compile(r"(?:[a-z]+ed|set|made|gave|told|spoke|took|laid|put|drew|sent|held|found) "),
        frozenset("had has have also".split()),
    ),
    "fr": (re.compile(r"[a-zà-ÿ]+(?:é|i|u|is|it) "), frozenset("a ont avait aurait aussi".split())),
    "es": (re.compile(r"[a-zà-ÿ]+[ai]do "), frozenset("ha había habría han".split())),
    "it": (re.compile(r"[a-zà-ÿ]+(?:[aiu]to|sso|sto) "), frozenset("ha aveva avrebbe".split())),
    "pt": (re.compile(r"[a-zà-ÿ]+(?:ou|eu|iu|[ai]do) "), frozenset("tinha teria também".split())),
    "ru": (re.compile(r"[а-яё]+(?:л|ла|ли|лся|лась) "), frozenset("также лидер президент".split())),
    "uk": (re.compile(r"[а-яіїєґ]+(?:в|ла|ли) "), frozenset("також лідер президент".split())),
}


class Readouts:
    """The reports inside the sentences of one article."""

    def __init__(self, subjects: Subjects) -> None:
        self.subjects = subjects
        self.article = subjects.article
        self.words = subjects.words
        self.clauses = subjects.clauses
        self.tokens = subjects.tokens

    def inserted(self, at: int, begin: int) -> Finding | None:
        """The president, it said, had been “...”: whose report the sentence is."""
        if self.words.language != "en":
            return None
        for verb in range(at - 2, begin + 1, -1):
            if not self.clauses.is_verb(verb):
                continue
            comma = verb - 1
            while comma > begin and self.tokens[comma].kind not in ("comma", "stop", "quote"):
                comma -= 1
            phrase = self.clauses.first(comma + 1, verb)
            apart = self.tokens[verb + 1].kind == "comma" == self.tokens[comma].kind
            if not apart or phrase is None or (phrase.start, phrase.end) != (comma + 1, verb):
                return None
            subject = self.subjects.who(phrase, verb, plain=True)
            return Finding(subject.party, "inserted", subject.sure) if subject else None
        return None

    def told(self, at: int) -> Finding | None:
        """She also “recalled his country’s support”: words about her, of whoever reports them."""
        token = self.tokens[at]
        pattern, before = _PREDICATES.get(self.words.language, (None, frozenset()))
        inside = self.article.text[token.start : token.end].strip("“”\"«»„‘’' \xa0\u202f")
        first = inside.split(" ")[0]
        close = self.tokens[at - 1].low in before or self.tokens[at - 1].kind == "and"
        if first in before and at and self.tokens[at - 1].kind in ("person", "head"):
            inside, close = inside.removeprefix(first).lstrip(), True  # M. Lund « a rappelé ... »
        if pattern is None or not close or not pattern.match(inside) or inside.count(" ") < 2:
            return None
        paragraph = self.article.sentence(token.sentence).paragraph
        for number in range(token.sentence - 1, max(0, token.sentence - 4), -1):
            if self.article.sentence(number).paragraph != paragraph:
                return None
            told = self.subjects.teller(number)
            if told is not None and told.party.name not in self.subjects.people.known:
                return Finding(told.party, "readout", told.sure)
        return None
