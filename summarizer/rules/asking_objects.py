"""Objects: who is asked, as the object of a word that asks ("urged X to ...") or told before it.

What a complement begins with ends the target. Before the word it stands at the head of the clause, as a
pronoun, or as the one to whom a letter was written or with whom a talk was held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.records import Party
from summarizer.rules.asking_complements import Complements
from summarizer.rules.asking_roles import shared
from summarizer.rules.nominals import Phrase
from summarizer.rules.noun_phrases import ENDS, OF, noun_phrase
from summarizer.rules.role_holders import OFFICE
from summarizer.rules.tokens import PRONOUNS

Asked = tuple[tuple[Party, ...], int | None, bool]
"""Who is asked, the token with which the complement begins (None where there is none), and whether the
clause plainly names the target."""


class Objects(Complements):
    """Of whom one word asks."""

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
        low, patterns = self.tokens[i].low, self.asking.patterns
        kinds = (k for k in PRONOUNS if self.tokens[i].kind == k or patterns[k].fullmatch(low))
        kind = next(kinds, None)
        for k in range(self.at - 1, self.begin - 1, -1) if kind else ():
            token = self.tokens[k]
            if kind in ("he", "she"):
                fits = token.kind == "head" and OFFICE.match(token.low) is not None
            else:
                plural = token.low.endswith("s") == (kind == "they")
                fits = token.kind == "name" or (token.kind == "head" and plural)
            if fits:
                begin = k - 1 if self.tokens[k - 1].kind == "word" else k  # the prime minister
                found = self._other(Phrase(max(begin, self.begin), k + 1), who)
                if found:
                    return found
        return ()

    def _is_pronoun(self, i: int) -> bool:
        """Whether a token is a pronoun in the case of an object."""
        low = self.tokens[i].low
        return any(self.asking.patterns[kind].fullmatch(low) for kind in ("he", "she", "they"))


_INFINITIVE = ("zu", "zur", "zum", "um")
_TO = ("an", "von", "vom", "bei", "beim")
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
