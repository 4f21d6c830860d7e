"""Nouns: demands told by a noun, each with the roles that it gives.

Its demand that Y; an appeal to Y to; X's request that; Y rejected a Russian demand to.
"""

from __future__ import annotations

import re

from summarizer.records import Party
from summarizer.rules.asking_conditions import Conditions, Frame
from summarizer.rules.asking_roles import shared
from summarizer.rules.nominals import Phrase
from summarizer.rules.noun_phrases import OF, noun_phrase


class Nouns(Conditions):
    """One noun that asks."""

    def noun(self) -> Frame | None:
        """Its demand that Y ...; an appeal to Y to ...; X's request that ..."""
        i, end = self._start(), self._limit()
        i = self._aside(i, end) or i
        whom, complement = self._target(i, end)
        if complement is None and i < end and self.at > self.begin:
            if self.tokens[self.at - 1].kind in ("name", "own"):
                return self._answered(i, None)
            if self.tokens[i].low.rstrip("'’") in (*OF, "by"):
                owner = noun_phrase(self.tokens, i + 1, end, self.language)
                if owner is not None and owner.end < end:
                    return self._answered(owner.end, owner)
        if complement is None or not whom:
            return None
        who = tuple(party for party in self._demander() if party not in whom)
        return self._made(who, whom, complement, sure=False) if who else None

    def _target(self, i: int, end: int) -> tuple[tuple[Party, ...], int | None]:
        """The target behind the noun, and where the complement begins."""
        if i >= end:
            return (), None
        at, last = self.tokens[i].start, self.tokens[end - 1].end
        that = self.asking.at("that", self.text, at, last)
        if that is not None:
            phrase = noun_phrase(self.tokens, self._token(that), end, self.language)
            after = self.tokens[phrase.end].low if phrase and phrase.end < end else ""
            if phrase is None or (self.language == "en" and _MADE.fullmatch(after)):
                return (), None
            return self._parties(phrase, ()), phrase.end
        joined = self.behind - self.at > 1  # "an appeal to Y"
        past = at if joined else self.asking.at("toward", self.text, at, last)
        if past is None:
            return (), None
        start = self._token(past)
        phrase = noun_phrase(self.tokens, start, end, self.language)
        if phrase is None or not self._is_actor(phrase):
            return (), None
        stop = end if phrase.end == end else self._complement(start, end)
        if stop is None or not phrase.end <= stop <= phrase.end + 1:
            return (), None
        return self._parties(phrase, ()), stop

    def _demander(self) -> tuple[Party, ...]:
        """Whose demand it is."""
        before = self.tokens[self.at - 1].kind if self.at > self.begin else ""
        if before == "own" and self.at - 2 >= self.begin:
            start = self.at - 1
            while start > max(self.begin, self.at - 7) and (
                self.tokens[start - 1].kind in ("name", "person", "head", "det")
                or self.tokens[start - 1].low in OF
            ):
                start -= 1  # "Turkey rejected | Greece's demand that"
            owner = self.clauses.first(start, self.at - 1)
            if owner is not None:
                return self._parties(owner, ())
        if self.speaker and any(t.kind == "nobody" for t in self.tokens[self.begin : self.at]):
            return self.speaker
        main = self._owner() or self._main()
        if before == "det" and self.language == "en":
            main = self._before(self.at - 2) or main  # behind the verb: "put a demand to"
        return self._parties(main, ())

    def _owner(self) -> Phrase | None:
        """Whom "its" means: the subject of its verb, "X said | Y had dropped its earlier demand that"."""
        k = self.at - 1
        while k > self.at - 3 and k > self.begin and self.tokens[k].kind == "word":
            k -= 1
        if self.language != "en" or self.tokens[k].low not in _THEIRS or k - 1 <= self.begin:
            return None
        owner = self._before(k - 1)
        return owner if owner and self._is_actor(owner) else None

    def _answered(self, i: int, owner: Phrase | None) -> Frame | None:
        """Y rejected a Russian demand to ..., X's demand for ..., la demande de X de ..."""
        answer = next(
            (
                k
                for k in range(self.at - 1, max(self.begin, self.at - 7), -1)
                for name in ("refused", "granted")
                if self.asking.at(name, self.text, self.tokens[k].start, self.trigger.start)
            ),
            None,
        )
        last = self.tokens[self.end - 1].end
        opens = self._opens(("inf", "for", "that"), i, last) or _OF_INFINITIVE.match(
            self.text, self.tokens[i].start
        )
        if answer is None or not opens:
            return None
        whom = self._parties(self._before(answer), ())
        start = self.at - 2 if self.tokens[self.at - 1].kind == "own" else self.at - 1
        while start - 1 > answer and self.tokens[start - 1].kind in ("name", "head", "person"):
            start -= 1
        behind = self.at - 1 if self.tokens[self.at - 1].kind == "own" else self.at
        who = self._parties(owner or Phrase(start, behind), ())
        if not who or not whom or shared(who, whom):
            return None
        return self._made(who, whom, i, sure=False)

    def _aside(self, i: int, end: int) -> int | None:
        """The preposition in "a request, sent on Friday to Y, to ..."."""
        if i + 1 >= end or self.tokens[i].kind != "comma":
            return None
        if not _ADDRESSED.fullmatch(self.tokens[i + 1].low):
            return None
        for k in range(i + 2, min(i + 7, end)):
            phrase = noun_phrase(self.tokens, k + 1, end, self.language)
            toward = self.asking.at("toward", self.text, self.tokens[k].start, self.tokens[k].end)
            if toward and phrase and self._is_actor(phrase):
                return k
        return None


_THEIRS = frozenset("its their his her".split())
_MADE = re.compile(r"made|had|has|put|sent|issued|is|was|were|did|would|will|could|\w+ed")
_ADDRESSED = re.compile(
    r"addressed|made|sent|put|submitted|adressée?|faite?|lancée?|envoyée?|dirigid[oa]|hech[oa]|"
    r"presentad[oa]|enviad[oa]|rivolt[oa]|inviat[oa]|presentat[oa]|avanzat[oa]|indirizzat[oa]|feit[oa]"
)
_OF_INFINITIVE = re.compile(r"(?:de|di|d['’]|para|per) ?(?:no |non |ne )?\w+(?:[aei]re?|oir)\b")
