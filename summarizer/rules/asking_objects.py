"""Objects: who is asked, as the object of a word that asks ("urged X to ...").

What a complement begins with ends the target. German has it between the subject and the verb, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.records import Party
from summarizer.rules.asking_before import TargetsBefore
from summarizer.rules.nominals import Phrase
from summarizer.rules.noun_phrases import ENDS, noun_phrase

Asked = tuple[tuple[Party, ...], int | None, bool]
"""Who is asked, the token with which the complement begins (None where there is none), and whether the
clause plainly names the target."""


class Objects(TargetsBefore):
    """The object of one word that asks."""

    def _object(self) -> Asked:
        """The target of a verb that has it as its object."""
        start, end = self._start(), self._limit()
        stop = self._complement(start, end)
        if self.language == "de":
            return self._german_object(start, stop)
        if stop is None:
            return (), None, False
        if stop == start:
            return (), stop, True
        phrase = self._cut(Phrase(start, stop))
        if phrase is None:
            return (), stop, True
        if phrase.end < stop and self.tokens[phrase.end].kind == "det":
            stop = phrase.end  # "demande à Riga | la libération de l'agent que"
        who = self._subject()[0]
        whom = self._parties(phrase, who)
        if not whom and phrase.end == phrase.start + 1:
            whom = self._taken_up(phrase.start, who)
        return whom, stop, self._is_actor(phrase)

    def _german_object(self, start: int, stop: int | None) -> Asked:
        """The accusative: what stands between the subject and the end of the clause."""
        if stop is None:  # "hat Riga zum Abzug aufgefordert"
            before = range(self.begin, self.at)
            stop = next((k for k in before if self.tokens[k].low in _INFINITIVE), None)
        if stop is None:
            return (), None, False
        who = self._subject()[0]
        for begin, end in self._middle(start, stop):
            for phrase in self._phrases(begin, end):
                pronoun = self._is_pronoun(phrase.start)
                joined = min(end, max(phrase.end, self._joined(phrase, end)))
                cut = self._cut(Phrase(phrase.start, joined))
                whom = self._parties(cut or phrase, who)
                whom = (pronoun and self._written_to(who)) or whom
                if whom:
                    return whom, stop, self._is_actor(phrase)
        return (), stop, False

    def _middle(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Where a German clause may have its accusative, from token to token."""
        subject = self._german(self.at)
        if subject and subject.start >= self.behind:
            return [(subject.end, stop)]
        k = self.at
        while k > self.begin and self.tokens[k - 1].kind not in (*ENDS, "comma", "quote"):
            k -= 1
        last = min(self.at, stop) if stop > k else self.at
        return [(start, stop), (subject.end if subject else k, last)]

    def _phrases(self, i: int, end: int) -> Iterator[Phrase]:
        """The noun phrases and pronouns that follow each other there, past adverbs and prepositions."""
        while i < end:
            token = self.tokens[i]
            adverb = self.asking.patterns["skip"].fullmatch(token.low)
            if token.low in _TO or token.kind == "aux" or adverb:
                i += 1
                continue
            phrase = noun_phrase(self.tokens, i, end, "de") or self.clauses.first(i, end)
            phrase = Phrase(i, i + 1) if self._is_pronoun(i) else phrase
            if phrase is None:
                break
            yield phrase
            i = phrase.end

    def _joined(self, phrase: Phrase, end: int) -> int:
        if phrase.end + 1 < end and self.tokens[phrase.end].kind == "and":
            other = self.clauses.first(phrase.end + 1, end)
            return other.end if other else phrase.end
        return phrase.end


_INFINITIVE = ("zu", "zur", "zum", "um")
_TO = ("an", "von", "vom", "bei", "beim")
