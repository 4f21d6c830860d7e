"""Woven: who said a passage that is part of a sentence without a verb of saying.

A second passage joined to the first, a name before a colon, a fragment in its subject's own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from summarizer.rules.findings import Finding, Subject, finding
from summarizer.rules.nominals import Phrase
from summarizer.rules.subjects import Subjects
from summarizer.rules.tokens import PRONOUNS

_REPORTED = re.compile(r"sei|habe|werde|\w{2,}e")  # the mood of reported speech
_MOOD = re.compile(
    r"sei(?:en)?|w[äe]re?n?|habe|hätten?|werde|würden?|(?:könn|müss|soll|woll|dürf)(?:t?en?|e)|müssten?|"
    r"dürften?|gebe|gehe|gelte|komme|stehe|bleibe|liege|brauche|wisse|lasse|führe|handel?e|drohe|fehle"
)
_WHOSE = {  # where it tells of whom
    "en": {"his": "he", "her": "she", "its": ""},
    "fr": dict.fromkeys(("son", "sa", "ses"), ""),
    "de": {"sein": "he", "seine": "he", "ihr": "she", "ihre": "she"},
    "es": dict.fromkeys(("su", "sus"), ""),
    "it": dict.fromkeys(("suo", "sua", "suoi", "sue"), ""),
    "pt": dict.fromkeys(("seu", "sua", "seus", "suas"), ""),
    "ru": {"его": "he", "её": "she", "ее": "she"},
    "uk": {"його": "he", "її": "she"},
}


class Woven:
    """The passages of one article that are woven into its sentences. ``found`` is who spoke so far."""

    def __init__(self, subjects: Subjects, found: Mapping[int, Finding]) -> None:
        self.found = found
        self.subjects, self.shapes, self.article = subjects, subjects.shapes, subjects.article
        self.words, self.clauses, self.tokens = subjects.words, subjects.clauses, subjects.tokens

    def around(self, at: int, begin: int, full: bool) -> Finding | None:
        """What the rest of the sentence tells, where no verb of saying does."""
        joined = self._joined(at, begin)
        return joined or (self._before_colon(at, begin) if full else self._woven(at, begin))

    def _joined(self, at: int, begin: int) -> Finding | None:
        """A second passage of a sentence, joined to the first: “...” and “...”."""
        before = next(
            (j for j in range(at - 1, begin - 1, -1) if self.tokens[j].kind == "quote"), None
        )
        if before is None or self.tokens[before].of not in self.found:
            return None
        first = self.found[int(self.tokens[before].of)]
        between = range(before + 1, at)
        other = any(
            self.tokens[j].kind in ("person", "he", "she", "they", "stop")
            or self.clauses.is_verb(j)
            for j in between
        )
        if first.rule in ("tag", "source", "put"):  # “...,” X said, “...”
            named = {self.tokens[j].of for j in between if self.tokens[j].kind == "person"}
            other = not named <= {first.party.name}
        return Finding(first.party, "joined", first.sure and not other)

    def _before_colon(self, at: int, begin: int) -> Finding | None:
        """Whoever the words before a colon are about: X was blunt: “...”; her answer: “...”."""
        if at == begin or self.tokens[at - 1].kind != "colon":
            return None
        whose = _WHOSE.get(self.words.language, {}).get(self.tokens[begin].low)
        if whose is not None:
            return finding(self.subjects.pronouns.spoken_of(begin, whose), "colon", False)
        k = begin
        while k < at:
            phrase = self.clauses.first(k, at)
            if phrase is None:
                break
            human = self.shapes.is_human(phrase)
            subject = self.subjects.who(phrase, at) if human else None
            if subject is not None:
                return finding(subject, "colon", k == begin)
            k = phrase.end
        return None

    def _woven(self, at: int, begin: int) -> Finding | None:
        """The subject of the clause around a fragment: a guess, as the verb may be any."""
        start = begin
        for j in range(at - 1, begin - 1, -1):
            if self.tokens[j].kind in ("stop", "quote"):
                start = j + 1
                break
        phrase = self.clauses.first(start, at)
        if phrase is not None and self._is_reported(phrase, at):
            told = self._told_before(self.tokens[at].sentence)
            if told is not None:
                return told
        speaks = phrase is not None and self.shapes.may_speak(phrase)
        subject = self.subjects.who(phrase, at) if speaks else None
        if subject is None or phrase is None:
            return None
        if not (subject.sure or self.shapes.is_human(phrase)):
            before = self._told_before(self.tokens[at].sentence)
            subject = Subject(before.party, False) if before is not None else subject
        reports = self.words.language == "de" and phrase.end < at
        reports = reports and self.tokens[phrase.start].kind in ("he", "she")
        sure = reports and _REPORTED.fullmatch(self.tokens[phrase.end].low) is not None
        return finding(subject, "subject", sure)  # Er habe „...“

    def _is_reported(self, phrase: Phrase, at: int) -> bool:
        """Whether a German clause is in the mood of reported speech: Die Lage sei „...“."""
        if self.words.language != "de" or self.tokens[phrase.start].kind in PRONOUNS:
            return False
        end = min(phrase.end + 2, at)
        return any(_MOOD.fullmatch(self.tokens[j].low) for j in range(phrase.end, end))

    def _told_before(self, number: int) -> Finding | None:
        """Whoever spoke in the sentence before, or was its subject, if it is of the same paragraph."""
        if number < 2:
            return None
        paragraph = self.article.sentence(number).paragraph
        if self.article.sentence(number - 1).paragraph != paragraph:
            return None
        for passage in reversed(self.article.passages):
            if passage.sentence == number - 1 and passage.number in self.found:
                found = self.found[passage.number]
                return Finding(found.party, "reported", found.sure)
        subject = self.subjects.teller(number - 1) or self.subjects.subject_of(number - 1)
        if subject is None:
            begin, end = self.clauses.begins[number - 1], self.clauses.begins[number]
            verb = next((j for j in range(begin, end) if self.clauses.is_verb(j)), None)
            phrase = self.clauses.after(verb, end) if verb is not None else None
            if phrase is not None and self.tokens[phrase.start].kind == "det":
                preps = (j for j in range(*phrase) if self.tokens[j].kind == "prep")
                phrase = Phrase(phrase.start, next(preps, phrase.end))
            near = phrase is not None and phrase.start == (verb or 0) + 1
            if phrase is not None and near and self.shapes.may_speak(phrase):
                subject = self.subjects.who(phrase, end)
        return finding(subject, "reported")
