"""Antecedents: whom "he" and "she" mean, and a verb of one person that has no subject.

It is who spoke in, or was the subject of, the last sentence that has a person who fits the pronoun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.rules.findings import Readings, Subject
from summarizer.rules.titleholders import DEFINITE, is_one

_INDEFINITE = frozenset("a an one un une uno una um uma ein eine".split())
_WHOSE = frozenset("whose dont cuyo cuya cujo cuja dessen deren чей чья чьи".split())


class Antecedents:
    """The persons whom the pronouns of one article mean."""

    def __init__(self, subjects: Readings) -> None:
        self.subjects, self.names, self.article = subjects, subjects.names, subjects.names.article
        self.clauses, self.words = subjects.clauses, subjects.clauses.words
        self.tokens, self.shapes = subjects.clauses.tokens, subjects.shapes
        self.people, self.titles, self.found = subjects.people, subjects.titles, subjects.found

    def spoken_of(self, at: int, kind: str) -> Subject | None:
        """Whom the pronoun at token ``at`` means; ``kind`` is he or she, or "" for any person."""
        number = self.tokens[at].sentence
        here = self.article.sentence(number).paragraph
        begin = self.clauses.begins[number]
        for j in range(begin, at):
            token = self.tokens[j]
            if kind and token.kind == kind and j == begin:
                return self.spoken_of(begin, kind)
            if token.kind == "person" and self._fits(str(token.of), kind) and self._ungoverned(j):
                return self.subjects.named(str(token.of))
        found = self._unnamed_before(begin, at) if kind else None
        if found is not None:
            return found
        for earlier in range(number - 1, 0, -1):
            if self.article.sentence(earlier).paragraph < here - 1:
                break
            spoke = self._spoke(earlier)
            last = spoke[-1] if spoke else ""
            if last and last not in self.people.known and (not kind or self._is_unnamed(last)):
                return self.subjects.named(last)  # an official said. He added
            same = self._same_pronoun(earlier, kind)
            if same is not None and not spoke:
                return self.spoken_of(same, kind)
            told = self.subjects.teller(earlier)
            found = None if spoke else self._unnamed_in(earlier, kind, told)
            if told and told.party.name in self.people.known and self._fits(told.party.name, kind):
                spoke.append(told.party.name)
            found = found or self._person_in(earlier, kind, spoke, number)
            if found is not None:
                return found
        return None

    def _spoke(self, number: int) -> list[str]:
        """Who spoke in a sentence, by its passages."""
        passages = (p.number for p in self.article.passages if p.sentence == number)
        return [self.found[passage].party.name for passage in passages if passage in self.found]

    def _unnamed_in(self, number: int, kind: str, told: Subject | None) -> Subject | None:
        """Somebody whom an earlier sentence tells of without a name: an aide, a title, a source."""
        if told is None:
            return self._aide_in(number, kind) or self._titled_in(number, kind)
        name = told.party.name
        return told if kind and name not in self.people.known and self._is_unnamed(name) else None

    def _person_in(self, number: int, kind: str, spoke: Sequence[str], at: int) -> Subject | None:
        """The likeliest person of an earlier sentence for a pronoun in the sentence ``at``."""
        people = self.people
        mentioned = [m for m in self._persons_in(number) if self._fits(m[0], kind)]
        free = [name for name, could in mentioned if could]
        order = [name for name in spoke if name in people.known and self._fits(name, kind)]
        order += [name for name in free if name in people.titled]
        order += free
        order += [name for name, _ in mentioned if name not in self._owners(number)]
        if not order and kind and number == at - 1:
            order += self._whose(number)
        if not order:
            return None
        first = order[0]
        exact = [name for name in order if people.genders.get(name) == kind]
        if exact and kind and first not in people.genders and first not in spoke:
            party = self.names.party(exact[0])
            return Subject(party, False) if party else None
        here = self.article.sentence(number).paragraph == self.article.sentence(at).paragraph
        alone = here or not {name for name, _ in mentioned} - {first}
        sure = alone and (first in spoke or first in free)
        if first not in people.titled and first not in spoke:
            sure = sure and first == self._first_person(number)
        party = self.names.party(first)
        return Subject(party, sure or (here and self._only(first, kind, at))) if party else None

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
        begin, end = self.clauses.span(number)
        phrase = self.clauses.first(begin, end, pronouns=False)
        subject = self.subjects.who(phrase, end) if phrase else None
        return subject.party.name if subject else None

    def _titled_in(self, number: int, kind: str) -> Subject | None:
        """The person whom a sentence has as its subject by the title alone: "The minister smiled." """
        begin, end = self.clauses.span(number)
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
        for j in range(*self.clauses.span(number)):
            if self.tokens[j].kind == "person":
                owns = j + 1 < len(self.tokens) and self.tokens[j + 1].kind == "own"
                yield j, str(self.tokens[j].of), owns

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
