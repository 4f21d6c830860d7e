"""Subjects: whom the subject of a sentence means, be it a name, a title, a body, a document or a pronoun."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from itertools import pairwise

from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.clauses import PRONOUNS, Clauses, Phrase
from summarizer.rules.people import People
from summarizer.rules.pronouns import Finding, Pronouns, Subject
from summarizer.rules.shapes import AUTHOR, Shapes
from summarizer.rules.titleholders import DEFINITE, Titleholders
from summarizer.runs import DAYS
from summarizer.saying import Words

__all__ = ["Finding", "Subject", "Subjects"]


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
        self.pronouns = Pronouns(
            names, self.people, self.clauses, self.shapes, self.titles, self, found
        )

    def who(self, phrase: Phrase, end: int, *, plain: bool = False) -> Subject | None:
        """The party that a noun phrase means, or None where it is no speaker; where the form leaves no
        doubt that it is one (“...,” said one woman), a ``plain`` noun will do."""
        first = self.tokens[phrase.start]
        if first.kind == "nobody":
            return None
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
            return self._author(phrase)
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

    def _issuer(self, doc: int) -> Subject | None:
        """A readout that the Kremlin put up; the letter which Ana Reyes sent."""
        end = self.clauses.sentence_end(doc)
        rel = next(
            (j for j in range(doc + 1, min(doc + 3, end)) if self.tokens[j].kind == "rel"), end
        )
        found = self.clauses.first(rel + 1, min(rel + 7, end))
        if (
            rel == end
            or found is None
            or found.start != rel + 1
            or not self.shapes.may_speak(found)
        ):
            return None
        issued = any(
            _ISSUED.match(self.tokens[j].low) for j in range(found.end, min(found.end + 4, end))
        )
        subject = self.who(found, found.end) if issued else None
        return Subject(subject.party, True) if subject else None

    def _author(self, phrase: Phrase) -> Subject | None:
        """Who speaks in a document: whose it is, or who was said to have put it out; else itself."""
        owner = self._owner(phrase)
        if owner is not None:
            return owner
        at = next(j for j in range(*phrase) if self.tokens[j].low in self.words.documents)
        if self.tokens[phrase.start].low in DEFINITE or self.words.language in ("ru", "uk"):
            for j in range(at - 1, -1, -1):
                if self.tokens[j].low == self.tokens[at].low:
                    owner = self._owner(Phrase(max(0, j - 3), min(j + 9, len(self.tokens))))
                    if owner is not None:
                        return owner
            number = self.tokens[at].sentence
            for earlier in range(number - 1, max(0, number - 3), -1):
                for subject in self._issuers(earlier):
                    if self._puts_out(earlier, subject):
                        return subject
        stop = at + 1 if self.tokens[phrase.end - 1].kind == "word" else phrase.end
        party = self.names.party(
            self.clauses.words_in(self.shapes.uncut(Phrase(phrase.start, stop)))
        )
        return Subject(party, False) if party else None

    def _issuers(self, number: int) -> Iterator[Subject]:
        """Who may have put out what the next sentence calls the statement, the likeliest first."""
        begin = self.clauses.begins[number]
        end = self.clauses.sentence_end(begin)
        head = self.clauses.first(begin, end)
        body = head is not None and head.start == begin
        body = (
            body and head is not None and (self.shapes.is_human(head) or self.shapes.is_body(head))
        )
        if head is not None and any(self.tokens[j].kind == "own" for j in range(*head)):
            body = self.shapes.is_owned(head)
        subjects = (
            self.teller(number),
            self.who(head, end) if head is not None and body else None,
            self.subject_of(number),
        )
        yield from (subject for subject in subjects if subject is not None)

    def _puts_out(self, number: int, subject: Subject) -> bool:
        """Whether a sentence tells of a body, or of somebody who puts something written out."""
        if subject.party.name not in self.people.known:
            return True
        tokens = [token for token in self.tokens if token.sentence == number]
        issued = any(_ISSUED.match(token.low) for token in tokens)
        return issued or any(token.low in self.words.documents for token in tokens)

    def _owner(self, phrase: Phrase) -> Subject | None:
        """The ministry's statement, a statement by the ministry."""
        doc = next(
            (j for j in range(*phrase) if self.tokens[j].low in self.words.documents), phrase.end
        )
        for j in range(phrase.start, doc):
            timed = self.tokens[j - 1].low in _TIMES or self.tokens[j - 1].low in DAYS
            if self.tokens[j].kind == "own" and j > phrase.start and not timed:
                return self.who(Phrase(self.shapes.noun_start(j), j), j)
        genitive = self.words.language in ("ru", "uk") and doc + 1 < phrase.end
        theirs = genitive and self.tokens[doc + 1].low in _THEIRS
        if genitive and (theirs or self.tokens[doc + 1].kind in ("head", "name", "person")):
            author = self.who(Phrase(doc + 1, phrase.end), phrase.end, plain=True)
            return Subject(author.party, True) if author else None
        for j in range(doc + 1, min(doc + 5, phrase.end)):
            if self.tokens[j].sentence != self.tokens[doc].sentence:
                break
            if self.tokens[j].kind in ("stop", "quote", "comma", "colon"):
                break
            if self.tokens[j].low in AUTHOR:
                found = self.clauses.first(j + 1, min(j + 7, phrase.end))
                theirs = found is not None and self.tokens[found.start].low in _THEIRS
                human = found is not None and (theirs or self.shapes.is_human(found))
                if found is not None and found.start <= j + 2 and human:
                    return self._named_before(found) or self.who(found, found.end, plain=theirs)
                break
        return self._issuer(doc) if doc < phrase.end else None

    def _named_before(self, phrase: Phrase) -> Subject | None:
        """What a bare "of the association" means: the body with a name that was just the subject."""
        bare = [t for t in self.tokens[phrase.start : phrase.end] if t.kind != "det"]
        if len(bare) != 1 or not self.words.bodies.fullmatch(bare[0].low.rstrip("s")):
            return None
        subject = self.subject_of(self.tokens[phrase.start].sentence - 1)
        if subject is None or subject.party.name == subject.party.name.lower():
            return None
        return subject if subject.party.name not in self.people.known else None

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
            return self._author(phrase)
        if not self.shapes.may_speak(phrase):
            return None
        cut = self.shapes.uncut(phrase)
        if self.tokens[cut.start].kind == "det" and self.tokens[cut.start].low in DEFINITE:
            return self.who(cut, end)
        party = self.names.party(self.clauses.words_in(cut))
        return Subject(party, True) if party else None

    def teller(self, number: int) -> Subject | None:
        """Whose report a sentence is: "..., a spokesman told reporters", "according to a source"."""
        begin = self.clauses.begins.get(number)
        if begin is None:
            return None
        end = begin
        while end < len(self.tokens) and self.tokens[end].sentence == number:
            end += 1
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
        begin = self.clauses.begins.get(number)
        if begin is None:
            return None
        end = begin
        while end < len(self.tokens) and self.tokens[end].sentence == number:
            end += 1
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


_ISSUED = re.compile(
    r"(?:publish|post|issu|releas|circulat|distribut|sent|send|put|gave|read|tweet|publi|diffus|rend|"
    r"difund|emit|envi|veröffentlich|verbreit|verschick|опубликов|распростран|выпуст|направ|опубліку|"
    r"поширив|поширил|оприлюдн)"
)
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
_THEIRS = frozenset(
    """
    его ее её их його її їх їхнього їхньої своего своей свого своєї son sa ses leur leurs su sus suo sua
    suoi sue seu seus suas
    """.split()
)
_TIMES = frozenset("yesterday today tonight morning afternoon evening week month year".split())
_SAID = frozenset(["said", "says", "reported", "reports", "added", "announced"])
