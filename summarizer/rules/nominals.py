"""Nominals: where a noun phrase begins and ends, among the tokens around a verb of saying.

It has a name, a title, a body or a pronoun, and no preposition governs it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.rules.tokens import PRONOUNS, Token
from summarizer.saying import Words

NOMINAL = ("word", "name", "head", "person", "own", "det")
HUMAN = ("head", "person")
_PLACED = frozenset("in at from on à en dans im am aus w в у на з із em de".split())
CLOSE = frozenset(
    """
    familiar briefed privy close closest near nearest proche proches cercano cercana cercanos cercanas
    vicino vicina vicini vicine próximo próxima próximos próximas близкий близкая близкие
    близький близька близькі
    """.split()
)
"""What stands between an unnamed source and what it is close to."""
_FINITE = {
    "fr": re.compile(r"(?:ait|aient|èrent|irent)$"),
    "es": re.compile(r"(?:ó|aron|ieron|aba|aban|ían?)$"),
    "it": re.compile(r"(?:ò|arono|irono|ava|avano|eva|evano)$"),
    "pt": re.compile(r"(?:ou|(?<!p)eu|iu|aram|eram|iram|ava|avam)$"),
    "ru": re.compile(r"(?:л|ла|ли|ло|лся|лась|лись|ет|ит|ют|ят)$"),
    "uk": re.compile(r"(?:в|ла|ли|ло|вся|лася|лися|є|ить|ють)$"),
}
_ENCLITIC = re.compile(r"-(?:se|lhes?|os?|as?|me|nos)$")  # justificou-se
_NO_VERB = frozenset(
    "дел дела сил села числа правил школ вод справ прав слов основ держав партій".split()
)
"""Russian and Ukrainian nouns that end as a verb does: министр иностранных дел."""
_THIS = frozenset("это этом этому этого це цьому цього то том тому".split())
_OBJECTS = frozenset("den dem einen einem keinen seinen ihren diesen jeden".split())


class Phrase(NamedTuple):
    """A noun phrase: indexes of its first token and behind its last one."""

    start: int
    end: int


class Nominals:
    """The noun phrases among some tokens."""

    def __init__(self, tokens: Sequence[Token], words: Words) -> None:
        self.tokens, self.words = tokens, words

    def first(
        self, begin: int, end: int, *, pronouns: bool = True, inverted: bool = False
    ) -> Phrase | None:
        """The first noun phrase that no preposition governs."""
        i = begin
        while i < end:
            kind = self.tokens[i].kind
            if kind == "prep":
                i = self._past(i, end)
            elif self.words.language == "de" and self.tokens[i].low in _OBJECTS:
                i = self._past(i, end)  # den Brief der Ministerin habe er gelesen
                if i < end and self.tokens[i].low in ("der", "des"):
                    i = self._past(i, end)
            elif kind in (*PRONOUNS, "nobody"):
                if pronouns:
                    return Phrase(i, i + 1)
                i += 1
            elif kind in ("det", "head", "person", "name") or self._leads(i, end):
                return Phrase(i, self._close(i, end, verbs=not inverted))
            else:
                i += 1
        return None

    def noun(self, begin: int, end: int) -> Phrase | None:
        """The noun phrase that begins where a preposition has just ended, or the first one behind."""
        if begin < end and self.tokens[begin].kind in ("det", "head", "person", "name"):
            return Phrase(begin, self._close(begin, end))
        return self.first(begin, end)

    def _leads(self, i: int, end: int) -> bool:
        """Whether a plain word begins a noun phrase: "senior diplomats"."""
        for j in range(i, min(i + 4, end)):
            if self.tokens[j].kind == "head":
                return True
            if self.tokens[j].kind not in ("word", "name"):
                return False
        return False

    def _past(self, i: int, end: int) -> int:
        """Behind a preposition and what it governs."""
        placed = self.tokens[i].low in _PLACED
        i += 1
        while i < end and self.tokens[i].kind in ("det", "prep"):
            i += 1
            if self.tokens[i - 1].low in _THIS:
                return i  # ответил на это Лунд
        titled = i + 1 < end and self.tokens[i].kind == "word" and self.tokens[i + 1].kind == "head"
        if titled and self.tokens[i - 1].kind == "det":
            i += 1  # to the prime minister
        while (
            i < end and self.tokens[i].kind in ("word", "aux", "nobody") and not self._leads(i, end)
        ):
            i += 1
        nouns = 0
        while i < end and self.tokens[i].kind in ("name", "head", "person", "own"):
            token = self.tokens[i]
            human = token.kind in HUMAN and not self.words.bodies.fullmatch(token.low)
            if nouns and placed and self.tokens[i - 1].kind == "name" and human:
                break  # "In Tokyo Ms Shiomi"
            i += 1
            nouns += 1
            if token.kind == "person" and i < end and self.tokens[i].kind != "own":
                break
            if token.kind == "own":
                nouns = 0
                while i < end and self.tokens[i].kind == "word":
                    i += 1
        return i

    def _close(self, i: int, end: int, *, verbs: bool = True) -> int:
        """Behind the noun phrase that begins at ``i``: before a comma or the verb, where one may come."""
        k = i
        while k < end and (
            self.tokens[k].kind in (*NOMINAL, "prep", "det")
            or (k > i and self.tokens[k].low == "people")
        ):
            slavic = self.words.language in ("ru", "uk")
            if (
                k > i
                and self.tokens[k].low not in CLOSE
                and self._is_finite(k)
                and (verbs or not slavic)
            ):
                break
            k += 1
        while k > i + 1 and self.tokens[k - 1].kind in ("aux", "prep", "det"):
            k -= 1
        return k

    def _is_finite(self, k: int) -> bool:
        """Whether a plain word behind a noun is likely a verb, in a language where it can be told."""
        if self.tokens[k].kind != "word" or self.tokens[k].low in self.words.documents:
            return False
        if self.tokens[k].low in _NO_VERB:
            return False
        ending = _FINITE.get(self.words.language)
        if ending is None:  # English, German: an adjective does not stand behind its noun
            noun = self.tokens[k - 1].kind in ("head", "person", "name")
            return noun and not self._leads(k, len(self.tokens))
        return ending.search(_ENCLITIC.sub("", self.tokens[k].low)) is not None
