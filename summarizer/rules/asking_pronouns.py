"""Asking pronouns: whom a pronoun means in the clause of an asking, or a verb without a subject.

A pronoun means the subject of the last sentence that has one who fits it: a person for he and she, a
body for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property

from summarizer.records import Party
from summarizer.rules.clauses import Clauses
from summarizer.rules.nominals import Phrase
from summarizer.rules.noun_phrases import noun_phrase
from summarizer.rules.people import People
from summarizer.rules.role_holders import OFFICE
from summarizer.rules.tokens import PRONOUNS, Token

Parties = tuple[Party, ...]
_BACK = 8  # sentences that a pronoun looks back
_NAME = 6  # words of a name
_NEAR = 120  # letters between a person and the word counterpart
_NATIONAL = re.compile(
    r"\w+(?:ian|ean|can|ese|ishman|ishwoman|chman|chwoman)|german|pole|dane|finn|swede|turk|briton|scot|"
    r"spaniard|czech|greek|serb|croat|slovak|slovene|kurd|iraqi|israeli|pakistani|saudi|thai|dutchman"
)
_COUNTERPART = re.compile(r"\b(her|his) (?:\w+ ){0,2}(?:counterpart|opposite number)\b")
_OTHER = {"he": "she", "she": "he"}
_WITH_ARTICLE = frozenset("del dello dell della dei degli delle des do da dos das".split())


class AskingPronouns:
    """Whom the pronouns of one article mean; ``main`` is its clauses. ``parties`` reads a noun phrase, and
    ``named`` a name."""

    def __init__(
        self,
        people: People,
        main: Clauses,
        parties: Callable[[Clauses, Phrase, Parties], Parties],
        named: Callable[[str], Parties],
    ) -> None:
        self.people, self.main, self.parties, self.named = people, main, parties, named

    def meant(self, kind: str, at: Token, others: Parties) -> Parties:
        """Whom a pronoun means, none of the ``others``: ``kind`` is he, she, it or they, or "" for any
        person."""
        barred = {party.name for party in others}
        if kind in _OTHER:
            barred |= self._other_person(kind, at)
        teller = self._teller(kind, at) if kind else ()
        if teller and not {party.name for party in teller} & barred:
            return teller
        for number in range(at.sentence, max(0, at.sentence - _BACK), -1):
            here = number == at.sentence
            tokens = self._tokens(number, at.start if here else None)
            subject = () if here else self._subject(kind, number, tokens)
            if subject and not {party.name for party in subject} & barred:
                return subject
            if kind in ("it", "they") or (not here and kind and _begins_with(kind, tokens)):
                continue  # "She rang ...": the same one as before
            persons = [t for t in tokens if t.kind == "person" and str(t.of) not in barred]
            person = self._person(kind, persons, first=here and not others)
            if person:
                return self.named(person)
        return ()

    def last_subject(self, at: Token, language: str) -> Parties:
        """Who a verb without a subject has for one: the last person, or body, that was one."""
        kind = "she" if language in ("ru", "uk") and at.low.endswith("ла") else ""
        return self.meant(kind, at, ())

    def _other_person(self, kind: str, at: Token) -> set[str]:
        """Whom the sentence before calls by the other pronoun: "He insisted ... She asked him"."""
        other, tokens = _OTHER[kind], self._tokens(at.sentence - 1, None)
        if not tokens or tokens[0].kind != other:
            return set()
        return {party.name for party in self.meant(other, tokens[0], ())}

    def _teller(self, kind: str, at: Token) -> Parties:
        """Who says, in the sentence itself, what he or it does: "the ministry said it had asked"."""
        begin = self.main.begins.get(at.sentence, 0)
        i = self._index(at, begin)
        for k in range(i - 1, max(begin, i - 6), -1):
            if self.main.is_verb(k, ("say",)):
                phrase = self.main.before(k, begin)
                if phrase is None or self.main.tokens[phrase.start].kind in PRONOUNS:
                    return ()
                person = any(self.main.tokens[j].kind == "person" for j in range(*phrase))
                alike = person == (kind in ("he", "she"))
                return self.parties(self.main, phrase, ()) if alike else ()
        return ()

    def _person(self, kind: str, persons: Sequence[Token], *, first: bool) -> str | None:
        """The one of some persons whom a pronoun means; the ``first`` of a sentence is not of what stands
        behind it."""
        fitting = [t for t in persons if str(t.of).count(" ") < _NAME]  # no whole headline
        fitting = [t for t in fitting if self._fits(str(t.of), kind)]
        known = [
            t
            for t in fitting
            if kind in (self.people.genders.get(str(t.of)), self._counterparts.get(str(t.of)))
        ]
        free = [t for t in known or fitting if not self._is_owned(t)]
        if first and kind:
            free = [t for t in free if t in known or str(t.of) in self.people.titled]
            fitting = []
        return next((str(token.of) for token in free or fitting), None)

    def _fits(self, name: str, kind: str) -> bool:
        known = self.people.genders.get(name) or self._counterparts.get(name, kind)
        return not kind or known == kind

    @cached_property
    def _counterparts(self) -> dict[str, str]:
        """The pronouns of those whose counterpart is named: "X met her counterpart"."""
        found: dict[str, str] = {}
        for match in _COUNTERPART.finditer(self.main.text):
            before = [t for t in self.main.tokens if t.kind == "person" and t.end <= match.start()]
            if before and match.start() - before[-1].start < _NEAR:
                found[str(before[-1].of)] = "she" if match.group(1) == "her" else "he"
        return found

    def _is_owned(self, token: Token) -> bool:
        """Whether a person stands only as an owner, or behind a preposition."""
        tokens = self.main.tokens
        i = self._index(token, self.main.begins[token.sentence])
        owns = i + 1 < len(tokens) and tokens[i + 1].kind == "own"
        k = i - 1
        if k > 0 and tokens[k].low.rstrip("'’") in _WITH_ARTICLE:
            return owns  # "il ministro degli | Esteri Paolo Serra"
        while k > 0 and tokens[k].kind in ("head", "name"):
            k -= 1
        k -= k > 0 and tokens[k].kind == "det"
        return owns or (k >= 0 and tokens[k].kind == "prep")

    def _index(self, token: Token, begin: int) -> int:
        """Where the tokens go on at, or behind, one that may be inside a passage."""
        return bisect_left(self.main.tokens, token.start, lo=begin, key=lambda t: t.start)

    def _tokens(self, number: int, before: int | None) -> Sequence[Token]:
        """The tokens of a sentence, up to an offset."""
        begin, end = self.main.span(number)
        return [t for t in self.main.tokens[begin:end] if before is None or t.start < before]

    def _subject(self, kind: str, number: int, tokens: Sequence[Token]) -> Parties:
        """The subject of an earlier sentence: a body for it and they, else a person with an office."""
        if not tokens:
            return ()
        begin = self.main.begins[number]
        phrase = self.main.first(begin, begin + len(tokens), pronouns=False)
        if phrase is None:
            return ()
        if kind not in ("it", "they"):
            return self._described(phrase, begin)
        if tokens[0].kind == kind:
            return ()  # "They want ...": the same ones as before
        return self._body(phrase, begin + len(tokens))

    def _described(self, phrase: Phrase, begin: int) -> Parties:
        """The person who is the subject of a sentence by an office: the French president."""
        if phrase.start > begin + 1:
            return ()
        inside = self.main.tokens[phrase.start : phrase.end]
        for n in range(1, len(inside)):  # "Il cancelliere | uno spiraglio lo ha aperto"
            if inside[n].kind == "det" and inside[n - 1].kind == "head":
                phrase, inside = Phrase(phrase.start, phrase.start + n), inside[:n]
                break
        named = any(t.kind == "person" for t in self.main.tokens[begin : phrase.end + 2])
        heads = [t.low for t in inside if t.kind == "head"]
        nation = (
            len(inside) == 2 and inside[1].kind == "name" and _NATIONAL.fullmatch(inside[1].low)
        )
        if named or not (nation or (heads and OFFICE.match(heads[0]))):
            return ()
        return self.parties(self.main, phrase, ())

    def _body(self, phrase: Phrase, end: int) -> Parties:
        """The body that is the subject of a sentence."""
        if self.main.words.language == "en":
            whole = noun_phrase(self.main.tokens, phrase.start, end, "en") or phrase
            phrase = Phrase(phrase.start, max(phrase.end, whole.end))  # Health | workers
        inside = self.main.tokens[phrase.start : phrase.end]
        kinds = {t.kind for t in inside}
        owned = "own" in kinds and inside[-1].kind == "head"
        if ("person" in kinds and not owned) or not kinds & {"person", "head", "name"}:
            return ()
        return self.parties(self.main, phrase, ())


def _begins_with(kind: str, tokens: Sequence[Token]) -> bool:
    """Whether a pronoun comes before any person."""
    return next((t.kind for t in tokens if t.kind in ("person", kind)), "") == kind
