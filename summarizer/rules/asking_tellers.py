"""Tellers: who says that somebody must do something, before or behind what he has to do."""

from __future__ import annotations

import re

from summarizer.records import Party
from summarizer.rules.asking_roles import Roles
from summarizer.rules.nominals import Phrase
from summarizer.rules.noun_phrases import noun_phrase, reach


class Tellers(Roles):
    """The tellers around one word that says what somebody has to do."""

    def _around_aside(self) -> Phrase | None:
        """The subject before an aside that tells who says so: "Iraq, he said, must"."""
        if self.at - 1 <= self.begin or self.tokens[self.at - 1].kind != "comma":
            return None
        k = self.at - 2
        while k > self.begin and self.tokens[k].kind != "comma":
            k -= 1
        told = any(self.clauses.is_verb(j, ("say",)) for j in range(k + 1, self.at - 1))
        if not told or k <= self.begin or self.at - k > 8:
            return None
        phrase = noun_phrase(self.tokens, self.begin, k, self.language)
        return phrase if phrase and phrase.end == k and self._is_actor(phrase) else None

    def _teller(self, phrase: Phrase) -> tuple[tuple[Party, ...], bool]:
        """Who says that somebody must: X said that Y must ...; Y must ..., X said."""
        for k in range(phrase.start - 1, self.begin - 1, -1):
            if self.clauses.is_verb(k, ("say",)) or self.tokens[k].low in _TELLING:
                teller = self._before(k)
                if teller is not None and self._is_chronicler(teller):
                    return (), False
                if teller is not None:
                    return self._parties(teller, ()), True
        for k in range(phrase.end + 1, self.at):
            if self.tokens[phrase.end].kind == "comma" and self.clauses.is_verb(k, ("say",)):
                teller = self.clauses.before(k, phrase.end + 1) or self.clauses.after(k, self.at)
                return (self._parties(teller, ()) if teller else ()), True
        for k in range(self.behind, self.end):
            if self.clauses.is_verb(k, ("say",)):
                comma = next(
                    (j for j in range(k, self.behind, -1) if self.tokens[j].kind == "comma"), None
                )
                if comma is None:
                    return (), False
                if comma == k - 1:  # "..., the minister, X, said"
                    comma = max((j for j in range(comma) if self._parts(j)), default=comma)
                teller = self.clauses.before(k, comma + 1) or self.clauses.after(k, self.end)
                if teller is not None and self._is_chronicler(teller):
                    return (), False
                return (self._parties(teller, ()) if teller else ()), True
        source = _SOURCE.search(
            self.text, self.tokens[self.begin].start, self.tokens[self.end - 1].end
        )
        if source:
            named = next(
                (i for i in range(self.begin, self.end) if self.tokens[i].start >= source.end()),
                self.end,
            )
            teller = noun_phrase(self.tokens, named, self.end, self.language)
            if teller is not None and self._is_actor(teller) and not self._is_chronicler(teller):
                return self._parties(teller, ()), True
        if phrase.start - 1 > self.begin and self.tokens[phrase.start - 1].kind == "colon":
            colon = self.tokens[phrase.start - 1].start
            lead = self.text[self.tokens[self.begin].start : colon]
            main = self.clauses.first(self.begin, phrase.start - 1)
            if main is not None and self.asking.has("what", lead):
                whole = reach(self.tokens, main, phrase.start - 1, self.language)
                return self._parties(main, ()), whole == main.end  # "set one condition: Y must"
        return (), False

    def _parts(self, j: int) -> bool:
        """Whether a comma behind the verb stands there, other than before a name and a comma."""
        comma = j > self.behind and self.tokens[j].kind == "comma"
        return comma and not (
            self.tokens[j + 1].kind == "person" and self.tokens[j + 2].kind == "comma"
        )

    def _is_chronicler(self, phrase: Phrase) -> bool:
        """Whether a teller has opinions, but nothing to demand: the newspapers, analysts."""
        return any(_CHRONICLERS.fullmatch(self.tokens[j].low) for j in range(*phrase))


_CHRONICLERS = re.compile(
    r"newspapers?|papers?|reports?|study|analysts?|economists?|observers?|auditors?|forecasters?|pollsters?|commentators?|historians?|scientists?|doctors?|experts?|witness(?:es)?|"
    r"editorial|presse|journaux|journal|analystes?|experts|zeitung(?:en)?|analysten|experten|prensa|"
    r"periódicos?|analistas?|expertos|stampa|giornali?|analisti|esperti|imprensa|jornal|jornais|"
    r"эксперты?|аналитики?|газета|газеты|експерти?|аналітики?|газета"
)
_SOURCE = re.compile(
    r"\b(?:according to|selon|d['’]après|laut|según|segundo|secondo|по словам|за словами)\s",
    re.IGNORECASE,
)
_TELLING = frozenset("concluded announced ruled declared stated agreed decided".split())
