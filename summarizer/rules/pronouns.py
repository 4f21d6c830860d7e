"""Pronouns: whom "he", "she", "it" and "they" mean, and a verb that has no subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.clauses import Clauses, Phrase
from summarizer.rules.people import People
from summarizer.rules.shapes import Shapes
from summarizer.rules.titleholders import DEFINITE, Titleholders, is_one
from summarizer.rules.tokens import PRONOUNS


class Finding(NamedTuple):
    """Who said a passage, by which rule, and whether the rule is right nearly always."""

    party: Party
    rule: str
    sure: bool


class Subject(NamedTuple):
    """Whom a noun phrase means, and whether that is sure."""

    party: Party
    sure: bool


class Readings(Protocol):
    """What has to be known of the other words around a pronoun."""

    def who(self, phrase: Phrase, end: int, *, plain: bool = False) -> Subject | None:
        """The party that a noun phrase means."""

    def teller(self, number: int) -> Subject | None:
        """Whose report a sentence is."""

    def named(self, name: str) -> Subject | None:
        """The person of a name."""


class Pronouns:
    """The pronouns of one article. ``found`` is who spoke so far, by number of the passage."""

    def __init__(
        self,
        names: Names,
        people: People,
        clauses: Clauses,
        shapes: Shapes,
        titles: Titleholders,
        subjects: Readings,
        found: Mapping[int, Finding],
    ) -> None:
        self.names = names
        self.article = names.article
        self.people = people
        self.clauses = clauses
        self.words = clauses.words
        self.tokens = clauses.tokens
        self.shapes = shapes
        self.titles = titles
        self.subjects = subjects
        self.found = found

    def meant(self, at: int) -> Subject | None:
        """Whom the pronoun at token ``at`` means."""
        kind = self.tokens[at].kind
        if kind in ("he", "she"):
            return self.spoken_of(at, kind)
        if kind == "it" and self.words.language == "en":
            return self.body_before(at)
        if kind == "they":
            return self._several(self.tokens[at].sentence)
        return None

    def spoken_of(self, at: int, kind: str) -> Subject | None:
        """Whom a pronoun means: the subject of the last sentence that has a person who fits."""
        number = self.tokens[at].sentence
        here = self.article.sentence(number).paragraph
        begin = self.clauses.begins[number]
        for j in range(begin, at):
            token = self.tokens[j]
            if kind and token.kind == kind and j == begin:
                return self.spoken_of(begin, kind)
            if token.kind == "person" and self._fits(str(token.of), kind) and self._ungoverned(j):
                return self.subjects.named(str(token.of))
        unnamed = self._unnamed_before(begin, at) if kind else None
        if unnamed is not None:
            return unnamed
        for earlier in range(number - 1, 0, -1):
            sentence = self.article.sentence(earlier)
            if sentence.paragraph < here - 1:
                break
            spoke = [
                self.found[p.number].party.name
                for p in self.article.passages
                if p.sentence == earlier and p.number in self.found
            ]
            last = spoke[-1] if spoke else ""
            if last and last not in self.people.known and (not kind or self._is_unnamed(last)):
                party = self.names.party(last)
                return Subject(party, True) if party else None  # an official said. He added
            mentioned = [m for m in self._persons_in(earlier) if self._fits(m[0], kind)]
            same = self._same_pronoun(earlier, kind)
            if same is not None and not spoke:
                return self.spoken_of(same, kind)
            told = self.subjects.teller(earlier)
            unnamed = None if spoke or told else self._aide_in(earlier, kind)
            if unnamed:
                return unnamed
            titled = None if spoke or told else self._titled_in(earlier, kind)
            if titled:
                return titled
            if told and told.party.name in self.people.known:
                spoke += [told.party.name] if self._fits(told.party.name, kind) else []
            elif told and self._is_unnamed(told.party.name) and not spoke and kind:
                return Subject(told.party, told.sure)  # an unnamed source
            order = [name for name in spoke if name in self.people.known and self._fits(name, kind)]
            order += [name for name, free in mentioned if free and name in self.people.titled]
            order += [name for name, free in mentioned if free]
            order += [name for name, _ in mentioned if name not in self._owners(earlier)]
            if not order and kind and earlier == number - 1:
                order += self._whose(earlier)
            exact = [name for name in order if self.people.genders.get(name) == kind]
            unknown = bool(order) and kind and order[0] not in self.people.genders
            if exact and unknown and order[0] not in spoke:
                party = self.names.party(exact[0])
                return Subject(party, False) if party else None
            if order:
                party = self.names.party(order[0])
                rivals = {name for name, _ in mentioned} - {order[0]}
                free = order[0] in spoke or (order[0], True) in mentioned
                near = sentence.paragraph == here or not rivals
                sure = free and near
                if order[0] not in self.people.titled and order[0] not in spoke:
                    sure = sure and order[0] == self._first_person(earlier)
                sure = sure or (sentence.paragraph == here and self._only(order[0], kind, number))
                return Subject(party, sure) if party else None
        return None

    def _unnamed_before(self, begin: int, at: int) -> Subject | None:
        """A pronoun's own sentence is about somebody without a name: a spokesman had no more than he ..."""
        phrase = self.clauses.first(begin, at)
        if phrase is None or phrase.start != begin or self.tokens[begin].kind != "det":
            return None
        if self.tokens[at - 1].kind == "comma":
            return None  # the ambassador, she added, ...
        heads = [self.tokens[j].low for j in range(*phrase) if self.tokens[j].kind == "head"]
        named = any(self.tokens[j].kind in ("person", "own") for j in range(*phrase))
        if len(heads) != 1 or named or self.words.bodies.fullmatch(heads[0]):
            return None
        return None if heads[0].endswith("s") else self.subjects.who(phrase, at)

    def _same_pronoun(self, number: int, kind: str) -> int | None:
        """Where a sentence begins with the same pronoun, or what is his or hers."""
        begin = self.clauses.begins[number]
        phrase = self.clauses.first(begin, min(begin + 6, len(self.tokens)))
        if not kind or phrase is None or self.tokens[phrase.start].sentence != number:
            return None
        return phrase.start if self.tokens[phrase.start].kind == kind else None

    def _only(self, name: str, kind: str, number: int) -> bool:
        """Whether somebody is the only one in the paragraph, up to a sentence, who fits a pronoun."""
        here = self.article.sentence(number).paragraph
        fitting: set[str] = set()
        while number >= 1 and self.article.sentence(number).paragraph == here:
            fitting |= {n for n, _ in self._persons_in(number) if self._fits(n, kind)}
            number -= 1
        return fitting == {name}

    def _first_person(self, number: int) -> str | None:
        """The person that is the subject of a sentence."""
        begin = self.clauses.begins[number]
        end = begin
        while end < len(self.tokens) and self.tokens[end].sentence == number:
            end += 1
        phrase = self.clauses.first(begin, end, pronouns=False)
        subject = self.subjects.who(phrase, end) if phrase else None
        return subject.party.name if subject else None

    def _titled_in(self, number: int, kind: str) -> Subject | None:
        """The person whom a sentence has as its subject by the title alone: "The minister smiled." """
        begin = self.clauses.begins[number]
        end = begin
        while end < len(self.tokens) and self.tokens[end].sentence == number:
            end += 1
        phrase = self.clauses.first(begin, end, pronouns=False)
        if phrase is None or any(self.tokens[j].kind in ("person", "own") for j in range(*phrase)):
            return None
        heads = [self.tokens[j].low for j in range(*phrase) if self.tokens[j].kind == "head"]
        if any(self.words.bodies.fullmatch(head) for head in heads):
            return None
        if not is_one(heads, self.tokens[phrase.start : phrase.end]):
            return None
        if self.tokens[phrase.start].low not in DEFINITE:
            return None
        if self.shapes.apposed(phrase, end) or (
            self.words.language == "en" and heads[0].endswith("s")
        ):
            return None  # "the two leaders" are not she
        before = self.tokens[max(begin, phrase.start - 2) : phrase.start]
        if [token.kind for token in before] == ["person", "comma"]:
            return None  # "For Lund, the historian, ..."
        holders = self.titles.holders(phrase)
        fitting = [name for name in holders if self._fits(name, kind)]
        sure = [name for name in fitting if self.people.genders.get(name) == kind]
        if len(sure) == 1 or len(fitting) == 1:
            return self.subjects.named((sure or fitting)[0])
        last = self._mentioned_last(fitting, self.tokens[begin].start)
        if last is not None and kind:
            return last
        if not holders:
            return self.subjects.who(phrase, end)
        party = self.names.party(self.clauses.words_in(phrase))
        return Subject(party, False) if party and self.words.language != "en" else None

    def _mentioned_last(self, names: list[str], at: int) -> Subject | None:
        """Who of several was mentioned last before an offset: a guess."""
        before = [m.name for m in self.people.mentions if m.start < at and m.name in names]
        party = self.names.party(before[-1]) if before else None
        return Subject(party, False) if party else None

    def _whose(self, number: int) -> list[str]:
        """The person whose things a sentence is about, other than an office: Lund’s terms are hard."""
        begin = self.clauses.begins[number]
        phrase = self.clauses.first(begin, self.clauses.sentence_end(begin))
        if phrase is None or phrase.start > begin + 1 or self.shapes.is_owned(phrase):
            return []
        return [str(t.of) for t in self.tokens[begin : begin + 2] if t.kind == "person"]

    def _aide_in(self, number: int, kind: str) -> Subject | None:
        """The unnamed person who serves somebody with a name: un conseiller de M. Morel a souri."""
        begin = self.clauses.begins[number]
        end = self.clauses.sentence_end(begin)
        phrase = self.clauses.first(begin, end, pronouns=False)
        if not kind or phrase is None or self.tokens[phrase.start].low not in _INDEFINITE:
            return None
        heads = [self.tokens[j].low for j in range(*phrase) if self.tokens[j].kind == "head"]
        if not heads or self.words.bodies.fullmatch(heads[0]) or not self.shapes.is_person(phrase):
            return None
        subject = self.subjects.who(phrase, end)
        named = subject is not None and subject.party.name in self.people.known
        return None if named else subject

    def _fits(self, name: str, kind: str) -> bool:
        return not kind or self.people.genders.get(name, kind) == kind

    def _ungoverned(self, j: int) -> bool:
        k = j - 1
        while k >= 0 and self.tokens[k].kind in ("head", "det", "name", "word"):
            if self.tokens[k].sentence != self.tokens[j].sentence:
                return True
            k -= 1
        whose = k >= 0 and k < j - 1 and self.tokens[k].low in _WHOSE
        return not (k >= 0 and self.tokens[k].kind == "prep") and not whose

    def _persons_in(self, number: int) -> list[tuple[str, bool]]:
        """The persons that a sentence mentions, and whether each could be its subject."""
        return [
            (name, self._ungoverned(j) and not owns) for j, name, owns in self._mentions(number)
        ]

    def _mentions(self, number: int) -> Iterator[tuple[int, str, bool]]:
        """Where a sentence names a person, whom, and whether what follows is theirs."""
        for j in range(self.clauses.begins.get(number, len(self.tokens)), len(self.tokens)):
            token = self.tokens[j]
            if token.sentence != number:
                return
            if token.kind == "person":
                owns = j + 1 < len(self.tokens) and self.tokens[j + 1].kind == "own"
                yield j, str(token.of), owns

    def _is_unnamed(self, name: str) -> bool:
        first = name.split()[0].lower()
        lacks = self.words.language in ("ru", "uk")  # they have no articles
        kinds = [self.words.kind(word) for word in name.split()]
        head = name.split()[: kinds.index("prep") if "prep" in kinds else None]
        if any(self.words.bodies.fullmatch(word) for word in head):
            return False
        return name == name.lower() and (lacks or self.words.kind(first) == "det")

    def _owners(self, number: int) -> set[str]:
        """The persons of whom a sentence names only what is theirs: "Lund's office"."""
        found: dict[str, bool] = {}
        for _, name, owns in self._mentions(number):
            found[name] = found.get(name, True) and owns
        return {name for name, owns in found.items() if owns}

    def body_before(self, at: int) -> Subject | None:
        """What "it" means: the last body that was a subject."""
        number = self.tokens[at].sentence
        here = self.clauses.first(self.clauses.begins[number], at)
        if (
            here is not None
            and here.end < at
            and self.shapes.may_speak(here)
            and not self.shapes.is_person(here)
            and self.tokens[here.start].kind not in PRONOUNS
        ):
            return self._sure(self.subjects.who(here, at))  # Tokyo lodged what it called a “...”
        for earlier in range(number - 1, max(0, number - 4), -1):
            begin = self.clauses.begins.get(earlier)
            if begin is None:
                continue
            end = begin
            while end < len(self.tokens) and self.tokens[end].sentence == earlier:
                end += 1
            told = self.subjects.teller(earlier)
            if told is not None and told.party.name not in self.people.known:
                return told
            phrase = self.clauses.first(begin, end)
            if phrase and phrase.end < end and self.tokens[phrase.end].kind == "own":
                phrase = Phrase(phrase.start, phrase.end + 1)
            owns = phrase and self.tokens[phrase.end - 1].kind == "own"
            if phrase and not owns and self.shapes.is_owned(phrase):
                return self._sure(self.subjects.who(phrase, end))  # Lund’s office
            owner = phrase and any(self.tokens[j].kind == "own" for j in range(*phrase))
            if phrase and not owner and not self.shapes.is_person(phrase):
                subject = self.subjects.who(phrase, end)
                if subject:
                    heads = phrase.start == begin and self.shapes.may_speak(phrase)
                    return Subject(subject.party, heads or self.shapes.is_human(phrase))
            if told is None:
                return None
        return None

    def _sure(self, subject: Subject | None) -> Subject | None:
        return Subject(subject.party, True) if subject else None

    def _several(self, number: int) -> Subject | None:
        """The plural subject of the sentence before: "Fuentes ... negaron. “...”, recalcaron." """
        begin = self.clauses.begins.get(number - 1)
        if begin is None:
            return None
        phrase = self.clauses.first(begin, self.clauses.begins[number])
        if phrase is None or self.shapes.is_person(phrase):
            return None
        first = self.tokens[phrase.start].low
        many = first in ("los", "las", "les", "i", "gli", "os", "as", "fonti") or (
            first.endswith("s") and len(first) > 3
        )
        heads = [self.tokens[j].low for j in range(*phrase) if self.tokens[j].kind == "head"]
        many = many or any(head.endswith("s") and self.words.language == "en" for head in heads)
        return self.subjects.who(phrase, phrase.end) if many else None

    def _written_before(self, number: int) -> Subject | None:
        """The document that the sentence before is about: El comunicado es seco. Habla de «...»."""
        begin = self.clauses.begins.get(number - 1)
        phrase = (
            self.clauses.first(begin, self.clauses.begins[number]) if begin is not None else None
        )
        if phrase is None or phrase.start != begin or not self.shapes.is_document(phrase):
            return None
        return self.subjects.who(phrase, phrase.end)

    def dropped(self, verb: int) -> Subject | None:
        """Whom a verb without a subject means: who was spoken of last."""
        kind = ""
        if self.words.language in ("ru", "uk"):
            kind = "she" if self.tokens[verb].low.endswith("ла") else "he"
        elif _PLURAL.search(self.tokens[verb].low) or self.tokens[verb - 1].low == "hanno":
            return self._several(self.tokens[verb].sentence)
        if verb == self.clauses.begins[self.tokens[verb].sentence]:
            written = self._written_before(self.tokens[verb].sentence)
            if written is not None:
                return written
        return self.spoken_of(verb, kind)


_INDEFINITE = frozenset("a an one un une uno una um uma ein eine".split())
_WHOSE = frozenset("whose dont cuyo cuya cujo cuja dessen deren чей чья чьи".split())
_PLURAL = re.compile(r"(?:aron|eron|aram|eram|iram|èrent|irent|arono|irono|erono)$")
