"""Pronouns: whom "he", "she", "it" and "they" mean, and a verb that has no subject.

A body for it, several for they; for a person, see ``antecedents``.
"""

from __future__ import annotations

import re

from summarizer.rules.antecedents import Antecedents
from summarizer.rules.findings import Readings, Subject
from summarizer.rules.nominals import Phrase
from summarizer.rules.tokens import PRONOUNS

_PLURAL = re.compile(r"(?:aron|eron|aram|eram|iram|èrent|irent|arono|irono|erono)$")


class Pronouns:
    """The pronouns of one article."""

    def __init__(self, subjects: Readings) -> None:
        self.subjects, self.people, self.shapes = subjects, subjects.people, subjects.shapes
        self.clauses, self.words = subjects.clauses, subjects.clauses.words
        self.tokens = subjects.clauses.tokens
        self.spoken_of = Antecedents(subjects).spoken_of

    def meant(self, at: int) -> Subject | None:
        """Whom the pronoun at token ``at`` means."""
        kind = self.tokens[at].kind
        if kind in ("he", "she"):
            return self.spoken_of(at, kind)
        if kind == "it" and self.words.language == "en":
            return self.body_before(at)
        if kind == "they":
            return self._several(self.tokens[at].sentence)
        return None

    def body_before(self, at: int) -> Subject | None:
        """What "it" means: the last body that was a subject."""
        number = self.tokens[at].sentence
        here = self.clauses.first(self.clauses.begins[number], at)
        if here is not None and here.end < at and self._is_body(here):
            return self._sure(here, at)  # Tokyo lodged what it called a “...”
        for earlier in range(number - 1, max(0, number - 4), -1):
            if earlier not in self.clauses.begins:
                continue
            begin, end = self.clauses.span(earlier)
            told = self.subjects.teller(earlier)
            if told is not None and told.party.name not in self.people.known:
                return told
            phrase = self.clauses.first(begin, end)
            if phrase and phrase.end < end and self.tokens[phrase.end].kind == "own":
                phrase = Phrase(phrase.start, phrase.end + 1)
            if phrase and self.shapes.is_owned(phrase):
                return self._sure(phrase, end)  # Lund’s office
            owner = phrase and any(self.tokens[j].kind == "own" for j in range(*phrase))
            if phrase and not owner and not self.shapes.is_person(phrase):
                subject = self.subjects.who(phrase, end)
                if subject:
                    heads = phrase.start == begin and self.shapes.may_speak(phrase)
                    return Subject(subject.party, heads or self.shapes.is_human(phrase))
            if told is None:
                return None
        return None

    def _is_body(self, phrase: Phrase) -> bool:
        """Whether a phrase is of somebody who is no person."""
        pronoun = self.tokens[phrase.start].kind in PRONOUNS
        return not pronoun and self.shapes.may_speak(phrase) and not self.shapes.is_person(phrase)

    def _sure(self, phrase: Phrase, end: int) -> Subject | None:
        subject = self.subjects.who(phrase, end)
        return Subject(subject.party, True) if subject else None

    def _several(self, number: int) -> Subject | None:
        """The plural subject of the sentence before: "Fuentes ... negaron. “...”, recalcaron." """
        begin = self.clauses.begins.get(number - 1)
        if begin is None:
            return None
        phrase = self.clauses.first(begin, self.clauses.begins[number])
        if phrase is None or self.shapes.is_person(phrase):
            return None
        first = self.tokens[phrase.start].low
        many = first in ("los", "las", "les", "i", "gli", "os", "as", "fonti") or (
            first.endswith("s") and len(first) > 3
        )
        heads = [self.tokens[j].low for j in range(*phrase) if self.tokens[j].kind == "head"]
        many = many or any(head.endswith("s") and self.words.language == "en" for head in heads)
        return self.subjects.who(phrase, phrase.end) if many else None

    def _written_before(self, number: int) -> Subject | None:
        """The document that the sentence before is about: El comunicado es seco. Habla de «...»."""
        begin = self.clauses.begins.get(number - 1)
        phrase = (
            self.clauses.first(begin, self.clauses.begins[number]) if begin is not None else None
        )
        if phrase is None or phrase.start != begin or not self.shapes.is_document(phrase):
            return None
        return self.subjects.who(phrase, phrase.end)

    def dropped(self, verb: int) -> Subject | None:
        """Whom a verb without a subject means: who was spoken of last."""
        kind = ""
        if self.words.language in ("ru", "uk"):
            kind = "she" if self.tokens[verb].low.endswith("ла") else "he"
        elif _PLURAL.search(self.tokens[verb].low) or self.tokens[verb - 1].low == "hanno":
            return self._several(self.tokens[verb].sentence)
        if verb == self.clauses.begins[self.tokens[verb].sentence]:
            written = self._written_before(self.tokens[verb].sentence)
            if written is not None:
                return written
        return self.spoken_of(verb, kind)
