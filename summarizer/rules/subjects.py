"""Subjects: whom the subject of a sentence means, be it a name, a title, a body, a document or a pronoun."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from itertools import pairwise

from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.clauses import Clauses
from summarizer.rules.documents import Documents
from summarizer.rules.findings import Finding, Subject
from summarizer.rules.nominals import Phrase
from summarizer.rules.people import People
from summarizer.rules.pronouns import Pronouns
from summarizer.rules.shapes import Shapes
from summarizer.rules.titleholders import DEFINITE, Titleholders
from summarizer.rules.tokens import PRONOUNS
from summarizer.saying import Words


class Subjects:
    """Whom the subjects of one article mean. ``found`` is who spoke so far, by number of the passage."""

    def __init__(
        self,
        names: Names,
        words: Words,
        found: Mapping[int, Finding],
        named: Container[int] = (),
    ) -> None:
        self.names = names
        self.article = names.article
        self.words = words
        self.found = found
        self.people = People(names, words)
        self.clauses = Clauses(names.article, words, self.people, named=named)
        self.tokens = self.clauses.tokens
        self.shapes = Shapes(names, self.clauses)
        self.titles = Titleholders(names, self.people, self.clauses)
        self.documents = Documents(self)
        self.pronouns = Pronouns(self)

    def who(self, phrase: Phrase | None, end: int, *, plain: bool = False) -> Subject | None:
        """The party that a noun phrase means, or None where it is no speaker; where the form leaves no
        doubt that it is one (“...,” said one woman), a ``plain`` noun will do."""
        if phrase is None or self.tokens[phrase.start].kind == "nobody":
            return None
        first = self.tokens[phrase.start]
        if first.kind in PRONOUNS:
            return self.pronouns.meant(phrase.start)
        one_of = _ONE_OF.match(self.article.text, first.start)
        if one_of:
            party = self.names.party(one_of.group())
            return Subject(party, True) if party else None
        inside = range(phrase.start, phrase.end)
        if len(inside) > 1 and self.tokens[phrase.start + 1].low in _HOURS:
            return None  # une heure plus tard
        owner = any(self.tokens[j].kind == "own" for j in inside)
        for j in inside:
            owns = owner and j + 1 < phrase.end and self.tokens[j + 1].kind == "own"
            if self.tokens[j].kind == "person" and not owns and self.shapes.is_free(j, phrase):
                return self.named(str(self.tokens[j].of))
        apposed = self.shapes.apposed(phrase, end)
        if apposed:
            return self.named(apposed)
        if self.shapes.is_document(phrase):
            return self.documents.author(phrase)
        if not any(self.tokens[j].kind in ("head", "name", "person") for j in inside):
            several = any(self.tokens[j].low == "people" for j in inside)  # "two people briefed on"
            if not (plain or several) or first.kind != "det" or phrase.end < phrase.start + 2:
                return None
            party = self.names.party(
                self.clauses.words_in(
                    self.shapes.cut(phrase) if several else self.shapes.uncut(phrase)
                )
            )
            return Subject(party, True) if party else None
        cut = self.shapes.cut(phrase)
        holder = self.titles.holder(phrase) or self.titles.holder(cut)
        if holder:
            return self.named(holder)
        cut = self.shapes.series(cut)
        party = self.names.party(self.clauses.words_in(cut))
        if party is not None and party.name.lower() in _AGENCIES:
            return None  # it tells what others said
        sure = self.shapes.is_human(cut) or self.shapes.is_body(cut)
        return Subject(party, sure or self._is_country(party)) if party else None

    def said_in(self, k: int, end: int) -> Subject | None:
        """Who speaks where words are said "in" something: a document's author, a body, a capital."""
        stop = next(
            (
                j
                for j in range(k, end)
                if self.tokens[j].kind in ("comma", "stop", "quote", "rel", "dash", "colon")
                or self.clauses.is_verb(j)
            ),
            end,
        )
        phrase = self.clauses.noun(k, stop)
        if k < stop and self.tokens[k].low in self.words.documents:
            phrase = Phrase(k, stop)
        if phrase is None or phrase.start > k + 1:
            return None
        if self.shapes.is_document(phrase):
            return self.documents.author(phrase)
        if not self.shapes.may_speak(phrase):
            return None
        cut = self.shapes.uncut(phrase)
        if self.tokens[cut.start].kind == "det" and self.tokens[cut.start].low in DEFINITE:
            return self.who(cut, end)
        party = self.names.party(self.clauses.words_in(cut))
        return Subject(party, True) if party else None

    def teller(self, number: int) -> Subject | None:
        """Whose report a sentence is: "..., a spokesman told reporters", "according to a source"."""
        if number not in self.clauses.begins:
            return None
        begin, end = self.clauses.span(number)
        fronted = self._as_said(begin, end)
        if fronted is not None:
            return fronted
        source = self.words.according.match(self.article.text, self.tokens[begin].start)
        if source:
            k = next((j for j in range(begin, end) if self.tokens[j].start >= source.end()), end)
            phrase = self.clauses.first(k, end)
            if phrase is not None and phrase.start == k and self.shapes.is_human(phrase):
                return self.who(phrase, end)
        for verb in range(end - 1, begin, -1):
            if not self.clauses.is_verb(verb, ("say",)):
                continue
            comma = next(
                (
                    j
                    for j in range(verb - 1, begin, -1)
                    if self.tokens[j].kind in ("comma", "quote", "dash")
                ),
                None,
            )
            if comma is None:
                break
            inverted = all(self.tokens[j].kind == "aux" for j in range(comma + 1, verb))
            phrase = (
                self.clauses.after(verb, end) if inverted else self.clauses.first(comma + 1, verb)
            )
            if inverted and phrase is not None:
                after = self.tokens[phrase.end].kind if phrase.end < end else "stop"
                said = self.words.language != "en" or self.tokens[verb].low in _SAID
                if phrase.start > verb + 2 or after not in ("stop", "comma", "prep") or not said:
                    break  # "X, the minister, said Peru would ..."
            if phrase is not None and self.tokens[phrase.start].kind in ("he", "she"):
                if phrase.start != comma + 1 and not inverted:
                    continue  # said she had been told
                return self.pronouns.spoken_of(begin, self.tokens[phrase.start].kind)
            if inverted and phrase is not None and not self.shapes.heads(phrase):
                break  # il a, de son côté, plaidé la cause du romancier
            if phrase is not None and self.shapes.may_speak(phrase):
                return self.who(phrase, end, plain=True)
            break
        return None

    def _as_said(self, begin: int, end: int) -> Subject | None:
        """As the minister said, ...; как сообщил посол, ...; comme l’a dit le maire, ..."""
        comma = next((j for j in range(begin, end) if self.tokens[j].kind == "comma"), begin)
        if self.tokens[begin].low not in AS:
            return None
        verb = next((j for j in range(begin + 1, comma) if self.clauses.is_verb(j, ("say",))), None)
        if verb is None:
            return None
        inverted = all(self.tokens[j].kind in ("aux", "det") for j in range(begin + 1, verb))
        phrase = (
            self.clauses.after(verb, comma) if inverted else self.clauses.first(begin + 1, verb)
        )
        if phrase is None or not self.shapes.may_speak(phrase):
            return None
        return self.who(phrase, comma)

    def _is_country(self, party: Party) -> bool:
        return party.country is not None and not party.country_inferred

    def named(self, name: str) -> Subject | None:
        """The person of this name."""
        party = self.names.party(name)
        return Subject(party, True) if party else None

    def subject_of(self, number: int) -> Subject | None:
        """The subject of a sentence, where it can speak."""
        if number not in self.clauses.begins:
            return None
        begin, end = self.clauses.span(number)
        verb = next(
            (j for j in range(end - 1, begin - 1, -1) if self.clauses.is_verb(j, ("say",))), None
        )
        phrase = self.clauses.before(verb, begin) or self.clauses.after(verb, end) if verb else None
        if phrase is None or not self.shapes.is_human(phrase):
            phrase = self.clauses.first(begin, end)
        if phrase is None or not self.shapes.is_human(phrase):
            return None
        return self.who(phrase, end)

    def all(self) -> list[Party]:
        """Whoever says or does something anywhere in the article: the subjects of its verbs of saying
        and of its sentences, in order."""
        found: dict[str, Party] = {}
        tokens = self.tokens
        edges = [*self.clauses.begins.values(), len(tokens)]
        for begin, end in pairwise(sorted(edges)):
            phrases = [self.clauses.first(begin, end, pronouns=False)]
            for verb in range(begin, end):
                if self.clauses.is_verb(verb, ("say",)):
                    phrase = self.clauses.before(verb, begin)
                    phrases.append(phrase or self.clauses.after(verb, end))
            for phrase in phrases:
                subject = self.who(phrase, end) if phrase else None
                if subject and subject.sure:
                    found.setdefault(subject.party.name.lower(), subject.party)
        return list(found.values())


_AGENCIES = frozenset(
    """
    reuters afp ap xinhua tass interfax efe ansa dpa ukrinform kyodo anadolu bloomberg тасс интерфакс
    укрінформ унн belta wam mena irna petra yonhap
    """.split()
)
AS = frozenset("as wie como come comme как як".split())
"""What begins "as X said"."""
_ONE_OF = re.compile(
    r"(?:(?:one|another|some|two|several) of them|eine?r? von ihnen|"
    r"(?:l['’]un|l['’]une) d['’](?:entre )?e(?:ux|lles)|un[oa] (?:de ell[oa]s|di loro)|uma? del[ea]s|"
    r"од(?:ин|на) (?:из|із|з) них)(?!\w)",
    re.IGNORECASE,
)
_HOURS = frozenset(
    """
    hour minute day week month year moment night heure minute jour semaine mois an année moment nuit hora
    minuto día semana mes año momento noche ora minuti giorno settimana mese anno notte dia mês ano noite
    stunde tag woche monat jahr moment nacht
    """.split()
)
_SAID = frozenset(["said", "says", "reported", "reports", "added", "announced"])
