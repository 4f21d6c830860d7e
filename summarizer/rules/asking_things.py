"""Things: whom a word asks that has the thing for its object ("demanded that X ...", "the release of X").

Where a clause fits no such form, the place of the target stays empty.
"""

from __future__ import annotations

import re

from summarizer.records import Party
from summarizer.rules.asking_objects import Asked, Objects
from summarizer.rules.nominals import Phrase
from summarizer.rules.noun_phrases import OF, nominative, noun_phrase
from summarizer.rules.tokens import PRONOUNS


class Things(Objects):
    """The thing that one word asks for, and who is to do it."""

    def _thing(self, who: tuple[Party, ...]) -> Asked:
        """The target of a verb that has the thing as its object."""
        start, end = self._start(), self._limit()
        subject = self._german(self.at) if self.language == "de" else None
        final = start >= end or self.tokens[start].kind == "comma"
        if subject and final and subject.end < self.at and self._is_determined(subject.end):
            return (), subject.end, False  # "habe X | den Abzug verlangt"
        if start >= end or self.tokens[start].kind == "quote":
            return (), None, False
        start = self._past_place(start, end)
        comma = self.tokens[start].kind == "comma" and start + 1 < end
        here, last = self.tokens[start + comma].start, self.tokens[end - 1].end
        that = self.asking.at("that", self.text, here, last)
        if that is not None:
            return self._clause_subject(self._token(that), end, who)
        if _THAT.search(self.text, self.trigger.start, self.trigger.end):
            return self._clause_subject(start, end, who)
        past = self.asking.at("to", self.text, here, last)
        if self.language == "de" and self.tokens[start].kind == "det":
            past = None  # "forderte | den Rücktritt von"
        return (
            self._called_for(start, end, who)
            or (past and self._behind_to(start, self._token(past), end, who))
            or self._from(start, end, who)
        )

    def _called_for(self, start: int, end: int, who: tuple[Party, ...]) -> Asked | None:
        """The target in "called for Y to free"."""
        if self.language != "en" or self.tokens[self.behind - 1].low != "for":
            return None
        phrase = noun_phrase(self.tokens, start, end, self.language)
        if phrase is None or not self._is_actor(phrase) or phrase.end >= end:
            return None
        if not self._opens(("inf",), phrase.end, self.tokens[end - 1].end):
            return None
        if phrase.end + 1 < end and self.tokens[phrase.end + 1].low == "be":
            return (), start, False  # "called for Y to be given time"
        return self._parties(phrase, who), phrase.end, True

    def _behind_to(self, start: int, begin: int, end: int, who: tuple[Party, ...]) -> Asked | None:
        """The target behind a preposition, with which the object starts: "exige de la banque que"."""
        last = self.tokens[end - 1].end
        phrase = noun_phrase(self.tokens, begin, end, self.language)
        if self.language == "en" and not self._opens(_CLAUSE, min(start + 1, end - 1), last):
            named = self._behind_apposition(phrase, end) if phrase else 0
            if named and self._opens(("that",), named, last):
                return self._parties(phrase, who), named, True  # "of his counterpart, X, that"
            if phrase is None or phrase.end >= end or not self._opens(_CLAUSE, phrase.end, last):
                return (), None, False  # "what she demanded from the steps"
        stop = self._complement(begin, end)
        cut = self._cut(Phrase(begin, stop)) if stop is not None and stop > begin else None
        phrase = cut or phrase
        if phrase is None:
            return None
        opened = self._is_followed(start, phrase.end, end)
        firm = self.language != "en" and self.tokens[start].low in _FROM
        firm = firm or self.language in ("es", "pt")
        if not (firm or opened or self._is_actor(phrase)):
            return None
        behind = stop if stop is not None and not opened else phrase.end
        return self._parties(phrase, who), behind, True

    def _is_followed(self, start: int, i: int, end: int) -> bool:
        """Whether a thing follows a Romance phrase, which so can only be the target: "réclame au juge | une
        expertise", "exige de la banque | qu'elle paie"."""
        if self.language not in ("fr", "es", "it", "pt") or i >= end:
            return False
        if self._opens(("that",), i, self.tokens[end - 1].end):
            return True
        return self.tokens[i].kind == "det" and self.tokens[start].low.rstrip("'’") not in OF

    def _past_place(self, start: int, end: int) -> int:
        """Behind "in parliament", where "that" follows."""
        first = self.tokens[start]
        if self.language == "en" and first.kind == "prep" and first.low not in ("of", "from"):
            for i in range(start + 1, min(start + 7, end)):
                if self.tokens[i].low == "that":
                    return i
                if self.tokens[i].kind in ("comma", "quote", "say"):
                    break
        return start

    def _clause_subject(self, start: int, end: int, who: tuple[Party, ...]) -> Asked:
        """Demanded that Y ...: the subject of the clause is the target, if it is to do something."""
        while start < end and (
            self.tokens[start].kind in ("comma", "aux")
            or self.tokens[start].low in ("sia", "siano", "seja", "sea")
            or self.asking.at("skip", self.text, self.tokens[start].start, self.tokens[start].end)
        ):
            start += 1
        phrase = noun_phrase(self.tokens, start, end, self.language)
        if phrase is None:
            return (), start, False
        if self.language == "de":
            phrase = nominative(self.tokens, phrase, near=1)
        near = [t.low for t in self.tokens[phrase.end : min(end, phrase.end + 8)]]
        if self.tokens[self.at].low.startswith("insist") and near and _TOLD.fullmatch(near[0]):
            return (), None, False  # an assertion
        near = near[: near.index(",")] if "," in near else near
        if self.language == "en" and "be" in near:
            return (), start, False
        whom = self._parties(phrase, who)
        if not whom and self.tokens[phrase.start].kind in PRONOUNS:
            whom = self._mentioned(who)
        return whom, phrase.end, self._is_actor(phrase)

    def _from(self, start: int, end: int, who: tuple[Party, ...]) -> Asked:
        """Demanded an apology from Y, the removal of Y, an admission by Y."""
        last = self.tokens[end - 1].end
        found: tuple[tuple[Party, ...], bool] = ((), False)
        for i in range(start + 1, min(start + 14, end)):
            token = self.tokens[i]
            if token.kind in ("comma", "rel", "quote") or found[1]:
                break
            past = self.asking.at("to", self.text, token.start, last)
            removal = _REMOVALS.fullmatch(self.tokens[i - 1].low) is not None
            removed = removal and token.low.rstrip("'’") in OF
            weak = token.low in _WEAK.get(self.language, ()) and not removed
            by = self.asking.at("by", self.text, token.start, token.end)
            if (past is None and by is None) or weak or (found[0] and not removed):
                continue
            if self.language != "en" and _HELD.search(self.tokens[i - 1].low):
                continue  # "les avoirs gelés à Luxembourg"
            begin = self._token(past) if past else i + 1
            phrase = noun_phrase(self.tokens, begin, end, self.language)
            owed = token.low == "from" and any(_OWED.fullmatch(t.low) for t in self.tokens[start:i])
            if phrase is not None and (owed or self._is_actor(phrase)):
                whom = self._parties(phrase, who)
                if whom:
                    found = whom, token.low in _FROM or removed
        return found[0], start, found[1]


_HELD = re.compile(r"(?:é|és|ée|ées|ad[oa]s?|id[oa]s?|at[oaie]|ut[oaie]|it[oaie])$")
_OWED = re.compile(
    r"apolog(?:y|ies)|explanations?|answers?|compensation|payment|assurances?|guarantees?|concessions?|"
    r"reparations|information|clarity|clarification|proof|evidence|details|money|damages|wages"
)
_REMOVALS = re.compile(
    r"removal|resignation|dismissal|departure|ouster|sacking|impeachment|extradition|surrender|"
    r"withdrawal|arrest|recall|abdication|démission|limogeage|dimisión|renuncia|destitución|cese|"
    r"dimissioni|destituzione|demissão|rücktritt|entlassung"
)
_THAT = re.compile(r"(?:that|que|che|if)$")
_CLAUSE = ("that", "inf")
_FROM = frozenset("from von vom от у від".split())
_WEAK = {
    "en": ("to", "on", "upon", "at", "of"),
    "fr": ("de", "du", "des", "d'"),
    "de": ("der", "den", "dem", "an", "bei"),
    "es": ("de", "del"),
    "it": ("a",),
    "pt": ("de", "do", "da", "dos", "das"),
    "ru": ("к",),
    "uk": ("до",),
}
_TOLD = re.compile(r"is|was|are|were|had|has|have|did|does|do|would|will|can|could|not|\w+(?:ed|s)")
