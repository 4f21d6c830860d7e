"""Roles: who asks, in the grammar before a word that asks, and whom a phrase there means.

English is read from the verb back; German has its subject behind the verb where something else leads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.countries import nation_named
from summarizer.records import Party
from summarizer.rules.asking_subjects import Subjects
from summarizer.rules.clauses import Phrase
from summarizer.rules.noun_phrases import ENDS, noun_phrase, reach, subject_before
from summarizer.rules.tokens import PRONOUNS


class Roles(Subjects):
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
        aside = self.tokens[at].low.endswith("ing") and self.tokens[at - 1].kind != "aux"
        if self.language == "en" and aside and at == self.at:
            reported = self._reported(at)
            if reported is not None:
                return reported
        if self.language == "en" and not (aside and at == self.at):
            near = subject_before(self.tokens, at, self.begin)
            if near is not None and (
                self._is_actor(near) or _is_plural(self.tokens[near.end - 1].low)
            ):
                return near
        phrase = self._slavic(at) or self._apposed(at) or self.clauses.before(at, self.begin)
        if phrase is not None and self._is_relative(phrase) and not self._is_actor(phrase):
            whole = self.clauses.ending(phrase.start - 1, self.begin)  # "la cámara que los agrupa"
            return Phrase(whole.start, at) if whole and at - whole.start < 7 else phrase
        if phrase is None:
            start = at
            while start > self.begin and self.tokens[start - 1].kind not in (
                "rel",
                "stop",
                "colon",
            ):
                start -= 1
                if self.clauses.is_verb(start, ("say",)):
                    start += 1
                    break
            phrase = self.clauses.first(start, at)
        return self._whole(phrase, at) if phrase else None

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

    def _is_relative(self, phrase: Phrase) -> bool:
        before = self.tokens[max(self.begin, phrase.start - 2) : phrase.start]
        return any(token.kind == "rel" for token in before)

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
        if (
            start - 2 >= self.begin
            and self.tokens[start - 1].kind == "and"
            and self.tokens[start - 2].kind in ("name", "person", "head")
        ):
            k = start - 2
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
        lead = (
            self.tokens[max(self.begin, start - 1)].kind == "rel"
            or self.tokens[start].kind == "prep"
        )
        commas = [k for k in range(start, self.at) if self.tokens[k].kind == "comma"]
        if lead and commas:  # "As X learned, | the Polish side will"
            behind = noun_phrase(self.tokens, commas[-1] + 1, self.at, self.language)
            if behind is not None:
                kinds = [token.kind for token in self.tokens[behind.start : behind.start + 2]]
                led = kinds[0] in ("word", "aux") and kinds[1] in ("det", "name")
                turned = self.language == "de" and led  # "..., will | der Iran"
                return Phrase(behind.start + 1, behind.end) if turned else behind
        phrase = self.clauses.first(start, self.at)
        if phrase is None or self.language == "en":
            return phrase and Phrase(
                phrase.start, reach(self.tokens, phrase, self.at, self.language)
            )
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

    def _limit(self) -> int:
        """The end of the clause that the verb begins."""
        i = self.behind
        while i < self.end and self.tokens[i].kind not in ENDS:
            i += 1
        return i

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
        return next(
            (i for i in range(self.at, self.end) if self.tokens[i].start >= offset), self.end
        )

    def _is_tag(self) -> bool:
        """Whether a German verb only tells who says that somebody must: "..., forderte X"."""
        if self.language != "de" or self.at == self.begin:
            return False
        lead = self.text[self.tokens[self.begin].start : self.tokens[self.at].start]
        return self.tokens[self.at - 1].kind in ("comma", "quote") and self.asking.has("must", lead)

    def _is_never(self) -> bool:
        """Whether the verb only asks a question, or asks for a call or for calm."""
        if self.behind >= self.end:
            return True
        at, stop = self.tokens[self.behind].start, self.tokens[self.end - 1].end
        if self.asking.at("never", self.text, at, stop):
            return True
        thing = self.asking.at("for", self.text, at, stop)
        place = self._skipped(thing) if thing else at
        if self.asking.at("calls", self.text, place, stop) is not None:
            return True
        last = self.tokens[self.behind - 1].low
        return last == "for" and self.tokens[self.behind].kind in PRONOUNS

    def _skipped(self, at: int) -> int:
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at

    def _is_passive(self) -> bool:
        form = _FORMS.get(self.language)
        low = self.tokens[self.at].low
        if form is not None and not form.fullmatch(low):
            return False
        i = self.at - 1
        while i > self.begin and self.asking.at(
            "skip", self.text, self.tokens[i].start, self.tokens[i].end
        ):
            i -= 1
        if i < self.begin:
            return False
        if self.language == "de":
            near = self.tokens[max(self.begin, self.at - 14) : self.at + 3]
            return low.startswith(("auf", "ge", "an")) and any(
                t.low in ("wurde", "wurden", "wird", "werden", "worden") for t in near
            )
        be = self.tokens[i].low
        ended = re.search(
            r"(?:é|ée|és|ées|[ai]d[oa]s?|at[oaie]|ut[oaie]|est[oaie]|ий|н[аыо]?|но)$", low
        )
        return self.asking.patterns["be"].fullmatch(be) is not None and (
            self.language == "en" or ended is not None
        )

    def is_noun(self) -> bool:
        """Whether a word that could be a verb is a noun: "its demand", "a United Nations appeal"."""
        if self.language in ("es", "pt") and self.at > self.begin:  # o pedido da Bolívia
            determined = self.tokens[self.at - 1].kind in ("det", "own")
            return determined and self.tokens[self.at].low.rstrip("s").endswith(
                ("ido", "ida", "ado")
            )
        if self.language not in ("en", "fr"):
            return False
        if self.at == self.begin:
            return not self.tokens[self.at].low.endswith(("ing", "ed"))
        before, low = self.tokens[self.at - 1], self.tokens[self.at].low
        if self.language == "fr":
            return before.low in ("la", "une", "cette", "sa", "leur", "les", "des", "aucune")
        if low.endswith("ing"):
            return before.kind in ("det", "own")
        if before.low in ("both", "all"):
            return False  # Berlin and Paris both want
        if before.kind in ("det", "own") or (before.kind == "prep" and before.low != "to"):
            return True
        if low.endswith("ed") or low in ("told", "tells", "asked", "urges"):
            return False
        after = self.tokens[self.behind] if self.behind < self.end else None
        for k in range(self.at - 1, max(self.begin, self.at - 5) - 1, -1):
            token = self.tokens[k]
            if token.kind in ("own", "prep") or token.low in _ONE:
                if token.low == "to":
                    break
                return True
            if token.kind not in ("word", "name"):
                break
        return after is None or after.kind in ("aux", "stop", "comma")

    def _is_concrete(self, begin: int) -> bool:
        """Whether something in particular is called for, of nobody named."""
        if self.text[self.trigger.start : self.trigger.end].lower().endswith(("that", "che")):
            return True
        return any(_CONCRETE.fullmatch(t.low) for t in self.tokens[begin : begin + 6])


def shared(one: Sequence[Party], other: Sequence[Party]) -> bool:
    """Whether two sides have a party in common, by its name."""
    return bool({party.name for party in one} & {party.name for party in other})


def _is_plural(word: str) -> bool:
    """Whether a noun that is no actor may be one: "manufacturers", "villagers"."""
    return word.endswith("s") and len(word) > 4


_FORMS = {"en": re.compile(r"\w+ed|told|besought|sought|pled"), "de": re.compile(r"\w*ge\w+|\w+t")}


_COMPANIES = re.compile(
    r"company|shipowner|owner|operator|carrier|airline|donors|creditors|employers|"
    r"compagnie|entreprise|société|armateur|azienda|società|compagnia|armatore|"
    r"empresa|compañía|naviera|armador|companhia|компания|перевозчик|судовладелец|компанія|"
    r"перевізник|судновласник"
)
_ME = re.compile(r"me|us|mich|uns|moi|меня|нас|мене")
_ONE = frozenset("a an its his her their our my another this that".split())
_CONCRETE = re.compile(
    r"release|withdrawal|resignation|inquiry|investigation|cease-?fire|truce|end|closure|lifting|"
    r"removal|halt|sanctions|elections?|referendum|return|ban|boycott|compensation|reparations|"
    r"freeze|strike|talks|negotiations|apology|dismissal|suspension|embargo|trial|extradition|pullout"
)
