"""Targets told before the word that asks: at the head of its clause, as a pronoun before it, or as the one
to whom a letter was written, with whom a talk was held, whom the sentence spoke of.
"""

from __future__ import annotations

import re

from summarizer.records import Party
from summarizer.rules.asking_complements import Complements
from summarizer.rules.asking_roles import shared
from summarizer.rules.nominals import Phrase
from summarizer.rules.noun_phrases import ENDS, OF, noun_phrase
from summarizer.rules.role_holders import OFFICE
from summarizer.rules.tokens import PRONOUNS


class TargetsBefore(Complements):
    """What stands before one word that asks, of whom it asks."""

    def _fronted(self) -> Phrase | None:
        """The target before the subject: von der Regierung verlangte X, al governo X chiede.

        A bare name behind "a" may be the place instead, but not where a pronoun takes it up again."""
        opening = _FRONTED.get(self.language)
        if opening is None or not opening.fullmatch(self.tokens[self.begin].low.rstrip("'’")):
            return None
        start = self.begin + 1
        phrase = noun_phrase(self.tokens, start, self.at, self.language)
        if start + 1 < self.at and self.tokens[start + 1].kind == "quote":
            phrase = Phrase(start, start + 2) if self._is_title(start + 1) else phrase
        if phrase is None or phrase.end > self.at:
            return None
        adjective = _GENITIVE.search(self.tokens[start].low) and self.tokens[phrase.end].kind
        if phrase.end == start + 1 < self.at and adjective == "word":
            phrase = Phrase(start, start + 2)  # "от соседней | страны"
        named = self._behind_apposition(phrase, self.at + 1)
        if named:
            return Phrase(named - 2, named - 1)
        kinds = [token.kind for token in self.tokens[phrase.start : phrase.end]]
        if self.tokens[phrase.end].kind == "comma":
            dative = self.language == "fr" and kinds[:1] == ["det"]  # "à la Tunisie, il demande"
            taken_up = self.language == "es" and self._is_pronoun(self.at - 1)
            acts = any(kind in ("head", "person") for kind in kinds[:2])
            return phrase if acts or dative or taken_up else None
        plain = self.language in ("de", "ru", "uk")
        acts = any(self.tokens[j].kind in ("head", "person") for j in range(*phrase))
        return phrase if plain or acts or self._is_pronoun(self.at - 1) else None

    def _behind_apposition(self, phrase: Phrase, end: int) -> int:
        """Behind a name that commas set off from a phrase, or 0."""
        kinds = [token.kind for token in self.tokens[phrase.end : min(end, phrase.end + 4)]]
        return phrase.end + 3 if kinds[:3] == ["comma", "person", "comma"] and kinds[3:] else 0

    def _clitic(self, who: tuple[Party, ...]) -> tuple[Party, ...]:
        """The target as a pronoun before the verb: il lui a demandé de, le pidió que."""
        if self.language not in ("fr", "es", "it", "pt"):
            return ()
        for i in range(self.at - 1, max(self.begin, self.at - 4) - 1, -1):
            low = self.tokens[i].low.rstrip("'’")
            for kind in ("he", "she", "they"):
                if self.asking.patterns[kind].fullmatch(low):
                    meant = "" if kind == "he" else kind
                    return self.referents.pronoun(meant, self.tokens[self.at], who)
            if self.tokens[i].kind != "aux" and self.clauses.words.kind(low) != "aux":
                break
        return ()

    def _antecedent(self, who: tuple[Party, ...]) -> tuple[Party, ...]:
        """The target as a relative pronoun before the subject: "Y, whom X asked to"."""
        lead = self.text[self.tokens[self.begin].start : self.tokens[self.at].start]
        found = list(_WHOM.finditer(lead))
        if not found:
            return ()
        place = self.tokens[self.begin].start + found[-1].start()
        at = next(i for i in range(self.begin, self.at + 1) if self.tokens[i].start >= place)
        k = at - 1
        while k >= self.begin and self.tokens[k].kind not in ("name", "person", "head", *ENDS):
            k -= 1
        start = k
        while start > self.begin and self.tokens[start - 1].kind in ("name", "head", "det"):
            start -= 1
        return self._other(Phrase(start, k + 1), who)

    def _addressed(self, who: tuple[Party, ...]) -> tuple[Party, ...]:
        """To whom the letter was written in which something is demanded: "in a letter to Y, X called
        for", "escribió una carta a Y en la que reclama"; with whom the talk was: "in talks with Y"."""
        for k in range(self.at - 2, self.begin - 1, -1):
            if _TALK.fullmatch(self.tokens[k].low) and _WITH.fullmatch(self.tokens[k + 1].low):
                return self._other(self._actor(k + 2), who)
            if _LETTER.fullmatch(self.tokens[k].low):
                to = self.tokens[k + 1]
                phrase = self._actor(k + 2)
                sent = self.asking.at("toward", self.text, to.start, to.end) is not None
                if sent and to.low not in ("for", *OF) and phrase:
                    return self._other(phrase, who)
        return ()

    def _written_to(self, who: tuple[Party, ...]) -> tuple[Party, ...]:
        """To whom somebody turned before: "wandte sich an Y und bat sie"."""
        for k in range(self.at - 2, self.begin, -1):
            if self.tokens[k].low in ("an", "ans") and self.tokens[k + 1].kind != "and":
                return self._other(self._actor(k + 1), who)
        return ()

    def _mentioned(self, who: tuple[Party, ...]) -> tuple[Party, ...]:
        """The last one behind a preposition before the word: "talks with the rebels only if they"."""
        for k in range(self.at - 2, self.begin - 1, -1):
            if self.tokens[k].kind == "prep":
                found = self._parties(self._actor(k + 1), ())
                if found and not shared(found, who):
                    return found
        return ()

    def _actor(self, i: int) -> Phrase | None:
        """The phrase that begins at a token before the word that asks, if it tells of somebody."""
        phrase = noun_phrase(self.tokens, i, self.at, self.language)
        return phrase if phrase and self._is_actor(phrase) else None

    def _other(self, phrase: Phrase | None, who: tuple[Party, ...]) -> tuple[Party, ...]:
        """Whom a phrase means, if that is nobody of ``who``."""
        found = self._parties(phrase, who)
        return () if shared(found, who) else found

    def _taken_up(self, i: int, who: tuple[Party, ...]) -> tuple[Party, ...]:
        """Whom a pronoun means, told before in the sentence: "X accused Y of theft and called on it to"."""
        kinds = [kind for kind in PRONOUNS if self._is_kind(i, kind)]
        for k in range(self.at - 1, self.begin - 1, -1) if kinds else ():
            token = self.tokens[k]
            if kinds[0] in ("he", "she"):
                fits = token.kind == "head" and OFFICE.match(token.low) is not None
            else:
                plural = token.low.endswith("s") == (kinds[0] == "they")
                fits = token.kind == "name" or (token.kind == "head" and plural)
            if fits:
                begin = k - 1 if self.tokens[k - 1].kind == "word" else k  # the prime minister
                found = self._other(Phrase(max(begin, self.begin), k + 1), who)
                if found:
                    return found
        return ()

    def _is_kind(self, i: int, kind: str) -> bool:
        """Whether a token is a pronoun of this kind, as a subject or an object."""
        token = self.tokens[i]
        return token.kind == kind or self.asking.patterns[kind].fullmatch(token.low) is not None

    def _is_pronoun(self, i: int) -> bool:
        """Whether a token is a pronoun in the case of an object."""
        low = self.tokens[i].low
        return any(self.asking.patterns[kind].fullmatch(low) for kind in ("he", "she", "they"))


_FRONTED = {
    "de": re.compile("von|vom"),
    "fr": re.compile("à|au|aux"),
    "es": re.compile("a|al"),
    "it": re.compile("a|al|allo|alla|all|ai|agli|alle"),
    "pt": re.compile("à|ao|aos|às"),
    "ru": re.compile("от"),
    "uk": re.compile("від"),
}
_GENITIVE = re.compile(r"(?:[ео]й|[ео]го|ої|ього)$")
_WHOM = re.compile(
    r"\b(?:whom|à qui|auquel|à laquelle|auxquel\w+|a quien(?:es)?|al que|a la que|a los que|a cui|"
    r"a[il] qual[ei]|alla quale|a quem|aos? qua(?:l|is)|которо(?:го|му|й)|которую|которых|"
    r"якого|якому|якій|яких)\b"
)
_LETTER = re.compile(
    r"letters?|notes?|messages?|memo|cables?|lettre|courrier|missive|brief|schreiben|carta|mensaje|misiva|nota|"
    r"lettera|messaggio|mensagem|ofício|письм[оае]|обращени[ие]|послани[ие]|лист[іа]?|звернення|листі"
)
_TALK = re.compile(
    r"call|conversation|talks?|meeting|gespräch\w*|telefonat|unterredung|treffen|entretien|appel|"
    r"conversación|llamada|reunión|colloquio|telefonata|incontro|conversa|telefonema|ligação|reunião|"
    r"разговор\w*|беседе|встрече|розмові|зустрічі"
)
_WITH = re.compile(r"with|mit|avec|con|col|com|с|со|з|із")
