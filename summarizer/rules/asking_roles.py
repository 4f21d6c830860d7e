"""Roles: who asks, in the grammar before a word that asks, and whom a phrase there means.

English is read from the verb back; German has its subject behind the verb where something else leads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.countries import nation_named
from summarizer.records import Party
from summarizer.rules.asking_senses import Senses
from summarizer.rules.nominals import Phrase
from summarizer.rules.noun_phrases import ENDS, noun_phrase, reach, subject_before


class Roles(Senses):
    """The roles around one word that asks."""

    def _subject(self) -> tuple[tuple[Party, ...], bool]:
        """Who asks, and whether the clause says so."""
        phrase = self._before(self.at)
        if phrase is not None and self._is_clitic(phrase):
            phrase = None  # "Gli ha chiesto": the subject is not told
        phrase = self._placed() or phrase
        if self.speaker and (
            phrase is None
            or any(self.tokens[j].kind == "nobody" for j in range(phrase.start, self.at))
        ):
            return self.speaker, True
        if phrase is not None:
            who = self._parties(phrase, ())
            if who:
                return who, self._is_actor(phrase)
        who = self.referents.last_subject(self.tokens[self.at], self.language)
        return who, False

    def _placed(self) -> Phrase | None:
        """The subject of the main clause, which a clause of place goes on with: "X said in Y, where [he]
        demanded". Only where verbs need no subject of their own."""
        if self.language not in ("es", "it", "pt"):
            return None
        k = self.at - 1
        while k > self.begin and (
            self.tokens[k].kind == "aux" or self._is_clitic(Phrase(k, k + 1))
        ):
            k -= 1
        if self.tokens[k].low not in ("donde", "dove", "onde"):
            return None
        for j in range(k - 1, self.begin - 1, -1):
            if self.clauses.is_verb(j):
                return self.clauses.before(j, self.begin) or self.clauses.after(j, k)
        return self.clauses.first(self.begin, k)

    def _before(self, at: int) -> Phrase | None:
        """The subject before token ``at``; in a verb-second clause it may stand behind the verb."""
        who = self._antecedent_person(at)
        if who is not None:
            return who
        if self.language == "de":
            return self._german(at)
        joined = self._joined_verb(at)
        if joined is not None:
            return joined
        if self.language == "en":
            aside = self.tokens[at].low.endswith("ing") and self.tokens[at - 1].kind != "aux"
            aside = aside and at == self.at
            near = self._reported(at) if aside else subject_before(self.tokens, at, self.begin)
            if near is not None and (
                aside or self._is_actor(near) or _is_plural(self.tokens[near.end - 1].low)
            ):
                return near
        phrase = self._slavic(at) or self._apposed(at) or self.clauses.before(at, self.begin)
        if phrase is not None and not self._is_actor(phrase):
            led = self.tokens[max(self.begin, phrase.start - 2) : phrase.start]
            if any(token.kind == "rel" for token in led):  # "la cámara que los agrupa"
                whole = self.clauses.ending(phrase.start - 1, self.begin)
                return Phrase(whole.start, at) if whole and at - whole.start < 7 else phrase
        phrase = phrase or self._first(at)
        return self._whole(phrase, at) if phrase else None

    def _first(self, at: int) -> Phrase | None:
        """The first noun phrase of the clause before token ``at``."""
        start = at
        while start > self.begin and self.tokens[start - 1].kind not in ("rel", "stop", "colon"):
            start -= 1
            if self.clauses.is_verb(start, ("say",)):
                return self.clauses.first(start + 1, at)
        return self.clauses.first(start, at)

    def _reported(self, at: int) -> Phrase | None:
        """The subject of what is told, to which an aside belongs: "X said | Y had hinted at it, asking"."""
        for k in range(at - 2, self.begin, -1):
            if self.clauses.is_verb(k, ("say",)):
                k += 2 if self.tokens[k + 1].low == "that" else 1
                first = noun_phrase(self.tokens, k, at, "en")
                if first and any(t.kind in ("person", "name") for t in self.tokens[slice(*first)]):
                    return first
        return None

    def _apposed(self, at: int) -> Phrase | None:
        """The name between commas right before a verb: "El ministro de Ecuador, X, exigió"."""
        k = at - 1
        while k > self.begin and self.tokens[k].kind == "aux":
            k -= 1
        if self.language == "en" or k - 2 <= self.begin:
            return None
        kinds = [self.tokens[j].kind for j in (k - 2, k - 1, k)]
        if any(token.kind == "comma" for token in self.tokens[self.begin : k - 2]):
            return None  # "Les familles, représentées par leur avocate, X, exigent"
        return Phrase(k - 1, k) if kinds == ["comma", "person", "comma"] else None

    def _company(self) -> Phrase | None:
        """A firm or the like that stands before the verb without a name: l'azienda deve."""
        k = self.at - 1
        if k < self.begin or not _COMPANIES.fullmatch(self.tokens[k].low):
            return None
        determined = k > self.begin and self.tokens[k - 1].kind == "det"
        return Phrase(k - 1 if determined else k, k + 1)

    def _whole(self, phrase: Phrase, at: int) -> Phrase:
        """A subject up to its verb, and with the other one that "and" joins to it."""
        start = phrase.start
        if self.language != "en" and self.tokens[phrase.end - 1].kind != "person":
            k = phrase.end  # "міністр закордонних | справ X"
            while k < at and self.tokens[k].kind in ("word", "name"):
                k += 1
            headed = self.tokens[start].kind == "head"
            if headed and k < at and self.tokens[k].kind == "person":
                phrase = Phrase(start, k + 1)
        k = start - 2
        joined = k >= self.begin and self.tokens[k + 1].kind == "and"
        if joined and self.tokens[k].kind in ("name", "person", "head"):
            while k > self.begin and self.tokens[k - 1].kind in ("name", "head", "det", "word"):
                if self.clauses.is_verb(k - 1):
                    break
                k -= 1
                if self.tokens[k].kind == "det":
                    break
            start = k
        return Phrase(start, reach(self.tokens, phrase, at, self.language))

    def _main(self) -> Phrase | None:
        """The subject of the clause to which a condition is joined."""
        start = self.at
        while start > self.begin and self.tokens[start - 1].kind not in ("rel", *ENDS):
            start -= 1
        behind = self._behind_lead(start)
        if behind is not None:
            return behind
        phrase = self.clauses.first(start, self.at)
        if phrase is None:
            return None
        if self.language == "en":
            return Phrase(phrase.start, reach(self.tokens, phrase, self.at, self.language))
        end = phrase.start + 1
        while end < phrase.end and not (
            self.tokens[end].kind == "word" and self.tokens[end - 1].kind in ("name", "person")
        ):
            end += 1  # "Lima | aceptará el acuerdo solo si"
        while end > phrase.start + 1 and self.tokens[end - 1].kind in ("word", "prep", "det"):
            end -= 1
        if end < self.at and nation_named(self.tokens[end].low, self.language):
            end += 1  # "Il premier | greco è disponibile, ma solo se"
        return Phrase(phrase.start, end)

    def _behind_lead(self, start: int) -> Phrase | None:
        """The subject behind the comma that ends what leads: "As X learned, | the Polish side will"."""
        before = self.tokens[max(self.begin, start - 1)].kind
        commas = [k for k in range(start, self.at) if self.tokens[k].kind == "comma"]
        if not commas or (before != "rel" and self.tokens[start].kind != "prep"):
            return None
        behind = noun_phrase(self.tokens, commas[-1] + 1, self.at, self.language)
        if behind is None or self.language != "de":
            return behind
        kinds = [token.kind for token in self.tokens[behind.start : behind.start + 2]]
        led = kinds[0] in ("word", "aux") and kinds[1] in ("det", "name")
        return Phrase(behind.start + led, behind.end)  # "..., will | der Iran"

    def _limit(self) -> int:
        """The end of the clause that the verb begins."""
        rest = range(self.behind, self.end)
        return next((i for i in rest if self.tokens[i].kind in ENDS), self.end)

    def _parties(self, phrase: Phrase | None, others: tuple[Party, ...]) -> tuple[Party, ...]:
        if phrase is None:
            return ()
        if self.speaker and phrase.end - phrase.start == 1:
            low = self.tokens[phrase.start].low
            if _ME.fullmatch(low):
                return self.speaker
            if self.tokens[phrase.start].kind in ("he", "she"):
                others = (*others, *self.speaker)  # not of himself: "She asked me", X said
        return self.referents.parties(self.clauses, phrase, others)

    def _token(self, offset: int) -> int:
        """The first token at or behind an offset."""
        rest = range(self.at, self.end)
        return next((i for i in rest if self.tokens[i].start >= offset), self.end)


def shared(one: Sequence[Party], other: Sequence[Party]) -> bool:
    """Whether two sides have a party in common, by its name."""
    return bool({party.name for party in one} & {party.name for party in other})


def _is_plural(word: str) -> bool:
    """Whether a noun that is no actor may be one: "manufacturers", "villagers"."""
    return word.endswith("s") and len(word) > 4


_COMPANIES = re.compile(
    r"company|shipowner|owner|operator|carrier|airline|donors|creditors|employers|"
    r"compagnie|entreprise|société|armateur|azienda|società|compagnia|armatore|"
    r"empresa|compañía|naviera|armador|companhia|компания|перевозчик|судовладелец|компанія|"
    r"перевізник|судновласник"
)
_ME = re.compile(r"me|us|mich|uns|moi|меня|нас|мене")
