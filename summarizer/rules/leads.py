"""Leads: who said a passage, by what stands before it in its sentence.

A verb (X said: "..."), a fragment woven into its subject's sentence (X called it "..."), a second passage
joined to the first, a name before a colon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from summarizer.rules.findings import Finding, Subject
from summarizer.rules.nominals import Phrase
from summarizer.rules.readouts import Readouts
from summarizer.rules.subjects import Subjects
from summarizer.rules.tokens import PRONOUNS

_PASSIVE = {
    "en": frozenset("is are was were be been being so".split()),
    "fr": frozenset("est était sont été".split()),
    "de": frozenset("wird wurde wurden worden".split()),
    "es": frozenset("es fue son sido".split()),
    "it": frozenset("è era sono stato".split()),
}
_DROPS = ("es", "it", "pt", "ru", "uk", "fr")  # a verb needs no pronoun there, or has it behind it
_FAR = 30  # tokens between a verb of saying and the end of what hangs on it
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
_COPULAS = frozenset(
    "was were is are est était sont étaient es era son eran è sono erano é foram ist war sind waren".split()
)  # what stands behind one is no object: said that the price he wanted was “...”
_QUOTING = frozenset("quoted quotes quoting cited cites citing".split())
_GAPS = frozenset("of de d' d’ von vom di del da do о об про".split())
_BY = frozenset("by par von por da".split())


class Leads:
    """The attributions before the passages of one article."""

    def __init__(self, subjects: Subjects, found: Mapping[int, Finding]) -> None:
        self.subjects = subjects
        self.found = found
        self.readouts = Readouts(subjects)
        self.names = subjects.names
        self.article = subjects.article
        self.words = subjects.words
        self.clauses = subjects.clauses
        self.tokens = subjects.tokens

    def ahead(self, at: int, begin: int, full: bool) -> Finding | None:
        """Who said the passage at token ``at`` of the sentence that begins at ``begin``, or None; a
        ``full`` one stands for a sentence by itself."""
        return (
            self._gapped(at, begin)
            or self.readouts.inserted(at, begin)
            or (None if full else self.readouts.told(at))
            or self._led(at, begin, full)
            or self._by(at, begin)
        )

    def _gapped(self, at: int, begin: int) -> Finding | None:
        """Minsk spoke of “...”, Warsaw of “...”: the second has its own subject, and no verb."""
        quotes = [j for j in range(begin, at) if self.tokens[j].kind == "quote"]
        if not quotes or quotes[-1] + 3 > at:
            return None
        first, last = quotes[-1] + 1, at - 1
        if self.tokens[last].kind == "det":
            last -= 1
        bare = self.tokens[last].low in _GAPS and self.tokens[first].low in (",", ";", "and", "und")
        if not bare or any(self.clauses.is_verb(j) for j in range(first, at)):
            return None
        phrase = self.clauses.first(first + 1, last)
        if phrase is None or phrase.start > first + 2 or phrase.end < last - 1:
            return None
        subject = self.subjects.who(phrase, at) if self.subjects.shapes.may_speak(phrase) else None
        return Finding(subject.party, "gapped", subject.sure) if subject else None

    def around(self, at: int, begin: int, full: bool) -> Finding | None:
        """What the rest of the sentence tells, where no verb of saying does."""
        joined = self._joined(at, begin)
        return joined or (self._before_colon(at, begin) if full else self._woven(at, begin))

    def _led(self, at: int, begin: int, full: bool) -> Finding | None:
        """A verb before the passage: X said: “...”, X called it “...”."""
        stops = [j for j in range(begin, at) if self.tokens[j].kind == "stop"]
        begin = stops[-1] + 1 if stops else begin
        verbs = [
            j
            for j in range(at - 1, begin - 1, -1)
            if self.clauses.is_verb(j) and not self._passive(j)
        ]
        said = [j for j in verbs if self.tokens[j].kind == "say"]
        verb = next(iter(verbs), None)
        if said and self.tokens[at - 1].low in _COPULAS:
            verb = said[0]
        if verb is None:
            return None
        quoted = self._quoted(at, begin)
        if quoted is not None:
            return quoted
        direct = self.tokens[at - 1].kind in ("colon", "comma") or self.tokens[verb].kind == "call"
        direct = direct or at - verb <= _FAR
        phrase = None
        if verb > begin and self.tokens[self._auxiliary(verb) - 1].kind in (
            "comma",
            "quote",
            "dash",
        ):
            phrase = self.clauses.after(verb, at)  # "..., sagte ein Sprecher, ..."
            phrase = phrase if phrase and self.subjects.shapes.is_human(phrase) else None
            if phrase is not None:
                put_in = phrase.start == verb + 1 or self.words.language != "en"
                put_in = put_in and self.tokens[verb].kind == "say"
                ends = any(self.tokens[j].kind == "comma" for j in range(phrase.end, at))
                phrase = phrase if put_in and ends else None
        parted = self.tokens[verb - 1].kind == self.tokens[verb + 1].kind == "comma"
        if phrase is None and parted and self.words.language in _DROPS and verb > begin + 1:
            return self.dropped(verb)  # Djassi, acrescentou, continuará
        phrase = phrase or self.clauses.before(verb, begin)
        if phrase is not None and self.subjects.shapes.is_document(phrase):
            issuer = self.clauses.first(begin, verb)
            phrase = issuer if issuer and self.subjects.shapes.may_speak(issuer) else phrase
            if issuer is not None and phrase is not issuer:
                subject = self.subjects.who(phrase, at)
                return Finding(subject.party, "document", False) if subject else None
        speaks = phrase is not None and self.subjects.shapes.may_speak(phrase)
        if speaks and phrase is not None and self.words.language == "de":
            bare = self.tokens[phrase.start].kind == "name" and phrase.end == phrase.start + 1
            speaks = not bare or self._is_beside(phrase, verb)  # Berichte, wonach ..., wies er als
        if phrase is None or not speaks:
            behind = self.clauses.after(verb, at)
            phrase = behind if behind and self.subjects.shapes.is_human(behind) else phrase
        if phrase is None and self.words.language in ("ru", "uk"):
            phrase = self._place(begin, verb)
            party = self.names.party(self.clauses.words_in(phrase)) if phrase else None
            if party:
                return Finding(party, "place", True)
        if phrase is None:
            if self.words.language in _DROPS and begin <= verb <= begin + 2:
                return self.dropped(verb)
            return None
        subject = self.subjects.who(phrase, at)
        if subject is None:
            return None
        sure = subject.sure or self._is_beside(phrase, verb)
        return Finding(subject.party, "lead" if full else "woven", sure and direct)

    def _auxiliary(self, verb: int) -> int:
        """Where a verb begins: ha aggiunto."""
        while verb > 1 and self.tokens[verb - 1].kind == "aux" and self.words.language != "en":
            verb -= 1
        return verb

    def _quoted(self, at: int, begin: int) -> Finding | None:
        """The paper quoted X as saying; X was quoted as saying."""
        lows = [token.low for token in self.tokens[begin:at]]
        if self.words.language != "en" or not ("as" in lows and "saying" in lows):
            return None
        for j in range(at - 1, begin, -1):
            if self.tokens[j].low in _QUOTING:
                passive = self.tokens[j - 1].kind == "aux"
                phrase = self.clauses.before(j, begin) if passive else self.clauses.after(j, at)
                subject = self.subjects.who(phrase, at) if phrase else None
                return Finding(subject.party, "quoted", subject.sure) if subject else None
        return None

    def _by(self, at: int, begin: int) -> Finding | None:
        """Was praised as “...” by X."""
        by = at + 1
        told = any(
            self.words.calls(low)
            or self.words.calls(f"{low[:-1]}o")
            or self.words.calls(low.rstrip("es"))
            for low in (self.tokens[j].low for j in range(begin, at))
        )
        if not told or by >= len(self.tokens) or self.tokens[by].low not in _BY:
            return None
        phrase = self.clauses.first(by + 1, self.clauses.reach(at))
        subject = self.subjects.who(phrase, self.clauses.reach(at)) if phrase else None
        return Finding(subject.party, "by", subject.sure) if subject else None

    def _is_beside(self, phrase: Phrase, verb: int) -> bool:
        """Whether a name stands directly before its verb: "Berlin called ..."."""
        kinds = [self.tokens[j].kind for j in range(*phrase)]
        between = {self.tokens[j].kind for j in range(phrase.end, verb)}
        named = "name" in kinds[:2] and set(kinds) <= {"det", "name", "word"} and len(kinds) < 4
        return named and between <= {"aux"}

    def _place(self, begin: int, verb: int) -> Phrase | None:
        """В Еврокомиссии ... назвали: the body in which they said so."""
        if not self.tokens[verb].low.endswith("ли"):
            return None
        start = verb
        while start > begin and self.tokens[start - 1].kind not in ("stop", "rel", "and", "quote"):
            start -= 1
        if self.tokens[start].low not in ("в", "во", "у") or start + 1 >= verb:
            return None
        end = start + 1
        while end < verb and self.tokens[end].kind in ("head", "name", "person"):
            end += 1
        first = self.tokens[start + 1]
        short = self.article.text[first.start : first.end].isupper()  # в МИД ситуацию назвали
        if end == start + 2 == verb - 1 and self.tokens[end].kind == "word" and not short:
            end += 1  # в Белом доме
        return Phrase(start + 1, end) if end > start + 1 else None

    def _passive(self, verb: int) -> bool:
        before = self.tokens[verb - 1] if verb else None
        if before is None or before.sentence != self.tokens[verb].sentence:
            return False
        told = self.tokens[verb].kind == "call" or self.words.language in ("en", "de")
        if self.tokens[verb].low in _QUOTING:
            return False
        return told and before.low in _PASSIVE.get(self.words.language, ())

    def _joined(self, at: int, begin: int) -> Finding | None:
        """A second passage of a sentence, joined to the first: “...” and “...”."""
        before = next(
            (j for j in range(at - 1, begin - 1, -1) if self.tokens[j].kind == "quote"), None
        )
        if before is None or self.tokens[before].of not in self.found:
            return None
        finding = self.found[int(self.tokens[before].of)]
        between = range(before + 1, at)
        other = any(
            self.tokens[j].kind in ("person", "he", "she", "they", "stop")
            or self.clauses.is_verb(j)
            for j in between
        )
        if finding.rule in ("tag", "source", "put"):  # “...,” X said, “...”
            named = {self.tokens[j].of for j in between if self.tokens[j].kind == "person"}
            other = not named <= {finding.party.name}
        return Finding(finding.party, "joined", finding.sure and not other)

    def _before_colon(self, at: int, begin: int) -> Finding | None:
        """Whoever the words before a colon are about: X was blunt: “...”; her answer: “...”."""
        if at == begin or self.tokens[at - 1].kind != "colon":
            return None
        whose = _WHOSE.get(self.words.language, {}).get(self.tokens[begin].low)
        if whose is not None:
            subject = self.subjects.pronouns.spoken_of(begin, whose)
            return Finding(subject.party, "colon", False) if subject else None
        k = begin
        while k < at:
            phrase = self.clauses.first(k, at)
            if phrase is None:
                break
            subject = (
                self.subjects.who(phrase, at) if self.subjects.shapes.is_human(phrase) else None
            )
            if subject is not None:
                return Finding(subject.party, "colon", subject.sure and k == begin)
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
        subject = (
            self.subjects.who(phrase, at)
            if phrase and self.subjects.shapes.may_speak(phrase)
            else None
        )
        if subject is None or phrase is None:
            return None
        if not (subject.sure or self.subjects.shapes.is_human(phrase)):
            before = self._told_before(self.tokens[at].sentence)
            subject = Subject(before.party, False) if before is not None else subject
        reports = self.words.language == "de" and phrase.end < at
        reports = reports and self.tokens[phrase.start].kind in ("he", "she")
        sure = reports and _REPORTED.fullmatch(self.tokens[phrase.end].low) is not None
        return Finding(subject.party, "subject", sure and subject.sure)  # Er habe „...“

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
            if (
                phrase is not None
                and phrase.start == (verb or 0) + 1
                and self.subjects.shapes.may_speak(phrase)
            ):
                subject = self.subjects.who(phrase, end)
        return Finding(subject.party, "reported", subject.sure) if subject else None

    def _told_in(self, verb: int) -> Finding | None:
        """Сообщили в пресс-службе: the body in which they said so."""
        start = verb + 1
        if start + 1 >= len(self.tokens) or self.tokens[start].low not in ("в", "во", "у"):
            return None
        end = start + 1
        while end < len(self.tokens) and self.tokens[end].kind in (
            "head",
            "name",
            "person",
            "word",
        ):
            end += 1
        phrase = Phrase(start + 1, end)
        if end == start + 1 or not self.subjects.shapes.may_speak(phrase):
            return None
        party = self.names.party(self.clauses.words_in(phrase))
        return Finding(party, "place", True) if party else None

    def dropped(self, verb: int) -> Finding | None:
        """Whom a verb without a subject means."""
        if self.words.language in ("ru", "uk") and self.tokens[verb].low.endswith("ли"):
            return self._told_in(verb)
        subject = self.subjects.pronouns.dropped(verb)
        return Finding(subject.party, "dropped", subject.sure) if subject else None
