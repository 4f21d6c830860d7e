"""Targets: who is asked, and where the thing begins, behind a word that asks.

Some verbs have the target as their object ("urged X to ..."), some the thing ("demanded that X ...").
What a complement begins with ends the target. Where a clause fits no such form, the place stays empty.
"""

from __future__ import annotations

import re

from summarizer.article import Article
from summarizer.records import Party
from summarizer.rules.asking_complements import Complements
from summarizer.rules.clauses import Phrase
from summarizer.rules.noun_phrases import ENDS, OF, nominative, noun_phrase
from summarizer.rules.referents import OFFICE
from summarizer.rules.tokens import PRONOUNS


def is_heading(article: Article, number: int) -> bool:
    """Whether a sentence is a paragraph by itself that ends without a stop: what it says in short, the
    text says in full."""
    sentence = article.sentence(number)
    start, end = article.paragraphs[sentence.paragraph]
    ends = article.text[start:end].rstrip()[-1:]
    return (sentence.start, sentence.end) == (start, end) and ends.isalnum()


def is_participle(name: str) -> bool:
    """Whether a name is an English verb that a clause began with ("…, stating that")."""
    return name.islower() and name.endswith("ing") and " " not in name


class Targets(Complements):
    """What stands behind one word that asks."""

    def _object(self) -> tuple[tuple[Party, ...], int | None, bool]:
        """The target of a verb that has it as its object, where the complement begins, and whether
        it is a name."""
        start, end = self._start(), self._limit()
        stop = self._complement(start, end)
        if stop is None and self.language == "de":  # "hat Riga zum Abzug aufgefordert"
            stop = next(
                (
                    k
                    for k in range(self.begin, self.at)
                    if self.tokens[k].low in ("zu", "zur", "zum", "um")
                ),
                None,
            )
        if stop is None:
            return (), None, False
        if self.language == "de":
            return self._german_object(start, stop)
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
                found = self._parties(Phrase(max(begin, self.begin), k + 1), who)
                if found and not {party.name for party in found} & {party.name for party in who}:
                    return found
        return ()

    def _is_kind(self, i: int, kind: str) -> bool:
        """Whether a token is a pronoun of this kind, as a subject or an object."""
        token = self.tokens[i]
        return token.kind == kind or self.asking.patterns[kind].fullmatch(token.low) is not None

    def _german_object(self, start: int, stop: int) -> tuple[tuple[Party, ...], int | None, bool]:
        """The accusative: what stands between the subject and the end of the clause."""
        subject = self._german(self.at)
        first = self.at
        k = self.at
        while k > self.begin and self.tokens[k - 1].kind not in (*ENDS, "comma", "quote"):
            k -= 1
        regions = [
            (start, stop),
            (subject.end if subject else k, min(first, stop) if stop > k else first),
        ]
        if subject and subject.start >= self.behind:
            regions = [(subject.end, stop)]
        for begin, end in regions:
            i = begin
            while i < end:
                token = self.tokens[i]
                adverb = self.asking.patterns["skip"].fullmatch(token.low)
                if (
                    token.low in ("an", "von", "vom", "bei", "beim")
                    or token.kind == "aux"
                    or adverb
                ):
                    i += 1
                    continue
                phrase = noun_phrase(self.tokens, i, end, "de") or self.clauses.first(i, end)
                if self._is_pronoun(i):
                    phrase = Phrase(i, i + 1)
                if phrase is None:
                    break
                cut = self._cut(
                    Phrase(phrase.start, min(end, max(phrase.end, self._joined(phrase, end))))
                )
                whom = self._parties(cut or phrase, self._subject()[0])
                if self._is_pronoun(i):
                    whom = self._written_to(self._subject()[0]) or whom
                if whom:
                    return whom, stop, self._is_actor(phrase)
                i = phrase.end
        return (), stop, False

    def _written_to(self, who: tuple[Party, ...]) -> tuple[Party, ...]:
        """To whom somebody turned before: "wandte sich an Y und bat sie"."""
        for k in range(self.at - 2, self.begin, -1):
            if self.tokens[k].low in ("an", "ans") and self.tokens[k + 1].kind != "and":
                phrase = noun_phrase(self.tokens, k + 1, self.at, "de")
                found = self._parties(phrase, who) if phrase and self._is_actor(phrase) else ()
                return () if {p.name for p in found} & {p.name for p in who} else found
        return ()

    def _is_pronoun(self, i: int) -> bool:
        """Whether a token is a pronoun in the case of an object."""
        low = self.tokens[i].low
        return any(self.asking.patterns[kind].fullmatch(low) for kind in ("he", "she", "they"))

    def _joined(self, phrase: Phrase, end: int) -> int:
        if phrase.end + 1 < end and self.tokens[phrase.end].kind == "and":
            other = self.clauses.first(phrase.end + 1, end)
            return other.end if other else phrase.end
        return phrase.end

    def _thing(self, who: tuple[Party, ...]) -> tuple[tuple[Party, ...], int | None, bool]:
        """The target of a verb that has the thing as its object."""
        start, end = self._start(), self._limit()
        subject = self._german(self.at) if self.language == "de" else None
        final = start >= end or self.tokens[start].kind == "comma"
        if subject and final and subject.end < self.at and self._is_determined(subject.end):
            return (), subject.end, False  # "habe X | den Abzug verlangt"
        if start >= end:
            return (), None, False
        last = self.tokens[end - 1].end
        if self.tokens[start].kind == "quote":
            return (), None, False
        start = self._past_place(start, end)
        here = self.tokens[start].start
        if self.tokens[start].kind == "comma" and start + 1 < end:
            here = self.tokens[start + 1].start
        that = self.asking.at("that", self.text, here, last)
        trailing = re.search(
            r"(?:that|que|che|if)$", self.text[self.trigger.start : self.trigger.end]
        )
        if that is not None or trailing:
            return self._clause_subject(self._token(that) if that is not None else start, end, who)
        if self.language == "en" and self.tokens[self.behind - 1].low == "for":
            phrase = noun_phrase(self.tokens, start, end, self.language)
            if (
                phrase
                and self._is_actor(phrase)
                and phrase.end < end
                and self._opens(("inf",), phrase.end, last)
            ):
                if phrase.end + 1 < end and self.tokens[phrase.end + 1].low == "be":
                    return (), start, False  # "called for Y to be given time"
                return self._parties(phrase, who), phrase.end, True  # "called for Y to free"
        past = self.asking.at("to", self.text, here, last)
        if self.language == "de" and self.tokens[start].kind == "det":
            past = None  # "forderte | den Rücktritt von"
        if (
            self.language == "en"
            and past is not None
            and not self._opens(("that", "inf"), min(start + 1, end - 1), last)
        ):
            phrase = noun_phrase(self.tokens, self._token(past), end, self.language)
            named = self._behind_apposition(phrase, end) if phrase else 0
            if phrase and named and self._opens(("that",), named, last):
                return self._parties(phrase, who), named, True  # "of his counterpart, X, that"
            if (
                phrase is None
                or phrase.end >= end
                or not self._opens(("that", "inf"), phrase.end, last)
            ):
                return (), None, False  # "what she demanded from the steps"
        if past is not None:
            begin = self._token(past)
            stop = self._complement(begin, end)
            phrase = self._cut(Phrase(begin, stop)) if stop is not None and stop > begin else None
            phrase = phrase or noun_phrase(self.tokens, begin, end, self.language)
            firm = (self.tokens[start].low in _FROM and self.language != "en") or self.language in (
                "es",
                "pt",
            )
            opened = phrase is not None and self._is_followed(start, phrase.end, end)
            if phrase is not None and (firm or opened or self._is_actor(phrase)):
                whom = self._parties(phrase, who)
                return whom, stop if stop is not None and not opened else phrase.end, True
        return self._from(start, end, who)

    def _is_followed(self, start: int, i: int, end: int) -> bool:
        """Whether a thing follows a Romance phrase, which so can only be the target: "réclame au juge | une
        expertise", "exige de la banque | qu'elle paie"."""
        if self.language not in ("fr", "es", "it", "pt") or i >= end:
            return False
        if self._opens(("that",), i, self.tokens[end - 1].end):
            return True
        return self.tokens[i].kind == "det" and self.tokens[start].low.rstrip("'’") not in OF

    def _behind_apposition(self, phrase: Phrase, end: int) -> int:
        """Behind a name that commas set off from a phrase, or 0."""
        kinds = [token.kind for token in self.tokens[phrase.end : min(end, phrase.end + 4)]]
        return phrase.end + 3 if kinds[:3] == ["comma", "person", "comma"] and kinds[3:] else 0

    def _past_place(self, start: int, end: int) -> int:
        """Behind "in parliament", where "that" follows."""
        if (
            self.language == "en"
            and self.tokens[start].kind == "prep"
            and (self.tokens[start].low not in ("of", "from"))
        ):
            for i in range(start + 1, min(start + 7, end)):
                if self.tokens[i].low == "that":
                    return i
                if self.tokens[i].kind in ("comma", "quote", "say"):
                    break
        return start

    def _clause_subject(
        self, start: int, end: int, who: tuple[Party, ...]
    ) -> tuple[tuple[Party, ...], int | None, bool]:
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
        after = [t.low for t in self.tokens[phrase.end : phrase.end + 3]]
        if self.tokens[self.at].low.startswith("insist") and after and _TOLD.fullmatch(after[0]):
            return (), None, False  # an assertion
        near = [t.low for t in self.tokens[phrase.end : min(end, phrase.end + 8)]]
        near = near[: near.index(",")] if "," in near else near
        passive = self.language == "en" and "be" in near
        if passive:
            return (), start, False
        whom = self._parties(phrase, who)
        if not whom and self.tokens[phrase.start].kind in PRONOUNS:
            whom = self._mentioned(who)
        return whom, phrase.end, self._is_actor(phrase)

    def _mentioned(self, who: tuple[Party, ...]) -> tuple[Party, ...]:
        """The last one behind a preposition before the word: "talks with the rebels only if they"."""
        for k in range(self.at - 2, self.begin - 1, -1):
            if self.tokens[k].kind == "prep":
                phrase = noun_phrase(self.tokens, k + 1, self.at, self.language)
                found = self._parties(phrase, ()) if phrase and self._is_actor(phrase) else ()
                if found and not {p.name for p in found} & {p.name for p in who}:
                    return found
        return ()

    def _from(
        self, start: int, end: int, who: tuple[Party, ...]
    ) -> tuple[tuple[Party, ...], int | None, bool]:
        """Demanded an apology from Y, the removal of Y, an admission by Y."""
        last = self.tokens[end - 1].end
        found: tuple[tuple[Party, ...], bool] = ((), False)
        for i in range(start + 1, min(start + 14, end)):
            token = self.tokens[i]
            if token.kind in ("comma", "rel", "quote") or found[1]:
                break
            past = self.asking.at("to", self.text, token.start, last)
            removed = (
                token.low.rstrip("'’") in OF
                and _REMOVALS.fullmatch(self.tokens[i - 1].low) is not None
            )
            weak = token.low in _WEAK.get(self.language, ()) and not removed
            by = self.asking.at("by", self.text, token.start, token.end)
            if (past is None and by is None) or weak or (found[0] and not removed):
                continue
            if self.language != "en" and _HELD.search(self.tokens[i - 1].low):
                continue  # "les avoirs gelés à Luxembourg"
            phrase = noun_phrase(
                self.tokens, self._token(past) if past else i + 1, end, self.language
            )
            owed = token.low == "from" and any(_OWED.fullmatch(t.low) for t in self.tokens[start:i])
            if phrase is not None and (owed or self._is_actor(phrase)):
                whom = self._parties(phrase, who)
                if whom:
                    found = whom, token.low in _FROM or removed
        return found[0], start, found[1]

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


_HELD = re.compile(r"(?:é|és|ée|ées|ad[oa]s?|id[oa]s?|at[oaie]|ut[oaie]|it[oaie])$")
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
_OWED = re.compile(
    r"apolog(?:y|ies)|explanations?|answers?|compensation|payment|assurances?|guarantees?|concessions?|"
    r"reparations|information|clarity|clarification|proof|evidence|details|money|damages|wages"
)
_REMOVALS = re.compile(
    r"removal|resignation|dismissal|departure|ouster|sacking|impeachment|extradition|surrender|"
    r"withdrawal|arrest|recall|abdication|démission|limogeage|dimisión|renuncia|destitución|cese|"
    r"dimissioni|destituzione|demissão|rücktritt|entlassung"
)
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
